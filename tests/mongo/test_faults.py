"""The answers to calls when the database fails.

A standalone server can't tell a repeated command from a new one: once a command
was sent, nothing is repeated, and the answer is 500, which clients don't repeat
either.  If the call was surely not done, it is 503, which they do.
"""

import itertools
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import peer as faults
from engine import is_ready, until
from lineup_server import Client

numbers = itertools.count()

# the fault, the status, whether the command was done
FAULTS = [
    pytest.param(faults.drop_before, 500, False, id="dropped before"),
    pytest.param(faults.drop_after, 500, True, id="dropped after"),
    pytest.param(faults.half, 500, True, id="half an answer"),
    pytest.param(faults.concern_timeout, 500, True, id="concern timeout"),
    pytest.param(faults.not_primary, 503, False, id="not primary"),
    pytest.param(faults.conflict, 503, False, id="write conflict"),
    pytest.param(faults.silence, 500, False, id="silence"),
]
LONGEST = 6  # seconds: five are promised
ANSWER_TIMEOUT = 2450  # ms: see src/store/mongo/uri.c


@pytest.fixture
def queue(server):
    """A queue of the tasks a, b and c."""
    made = server.admin.ok("queues.create", {"name": f"q-{next(numbers)}"})
    for task in "abc":
        server.admin.ok("queues.add_task", {"queue": made["id"], "task": task})
    return made["id"]


@pytest.fixture
def script(peer):
    yield peer.script
    peer.clear()


def call(server, action, body):
    began = time.monotonic()
    answer = server.admin.call(action, body)
    assert time.monotonic() - began < LONGEST
    return answer


def drain(server, queue):
    tasks = ""
    while entry := server.admin.ok("queues.get_next_task",
                                   {"queue": queue}).get("entry"):
        tasks += entry["task"]
    return tasks


@pytest.mark.parametrize("fault, status, is_done", FAULTS)
@pytest.mark.parametrize("action, command, body, done", [
    ("queues.add_task", "update", {"task": "d"}, "abcd"),
    ("queues.get_next_task", "findAndModify", {}, "bc"),
    ("queues.remove_task", "findAndModify", {"task": "b"}, "ac"),
    ("queues.move_task_to_front", "findAndModify", {"task": "c"}, "cab"),
])
def test_a_write_is_sent_once(server, peer, script, queue, action, command,
                              body, done, fault, status, is_done):
    script(command, fault)
    answer = call(server, action, {"queue": queue} | body)
    assert (answer.status, answer.data) == (status, {}), answer.body
    assert peer.count(command) == 1
    assert drain(server, queue) == (done if is_done else "abc")


@pytest.mark.parametrize("fault", [faults.drop_before, faults.half,
                                   faults.not_primary])
def test_a_read_that_fails_twice_is_unavailable(server, script, queue, fault):
    script("find", fault, times=4)
    answer = call(server, "queues.get_by_id", {"queue": queue})
    assert answer.status == 503, answer.body


def test_a_popped_task_is_given_though_nothing_is_known_of_it(
        server, script, queue):
    token = server.admin.ok("auth.login")["token"]
    client = Client(server.port, f"Bearer {token}")
    script("find task", faults.drop_before, times=4)
    assert client.ok("queues.get_next_task", {
        "queue": queue, "get_task_info": True})["entry"]["task"] == "a"


def test_is_well_again_after_the_database_was_away(server, peer, queue):
    peer.close()
    try:
        with ThreadPoolExecutor() as pool:
            ready = pool.submit(server.admin.send, "GET", "/readyz")
            answer = call(server, "queues.get_next_task", {"queue": queue})
            assert answer.status == 503
            assert "unavailable" in answer.message
            assert ready.result().status == 503
        assert server.admin.send("GET", "/healthz").status == 200
    finally:
        peer.open()
    until(lambda: is_ready(server))
    assert drain(server, queue) == "abc"


def test_a_ping_has_no_write_concern(server, peer, script):
    script("ping", None, times=0)
    assert is_ready(server)
    pings = [seen for seen in list(peer.seen) if "ping" in seen]
    assert pings
    assert not any("writeConcern" in ping for ping in pings)


def test_the_server_gives_up_first(server, peer, script, queue):
    """First to confirm, then to do it, then lineup hears no more."""
    script("none", None, times=0)
    server.admin.ok("queues.create", {"name": f"q-{next(numbers)}"})
    server.admin.ok("queues.add_task", {"queue": queue, "task": "d"})
    server.admin.ok("queues.get_next_task", {"queue": queue})
    server.admin.ok("queues.get_by_id", {"queue": queue})
    seen = {next(iter(command)): command for command in list(peer.seen)}
    assert {"insert", "update", "findAndModify", "find"} <= set(seen)
    for name in ("insert", "update", "findAndModify"):
        wait = seen[name]["writeConcern"]["wtimeout"]
        assert 0 < wait < seen[name]["maxTimeMS"] < ANSWER_TIMEOUT
    assert 0 < seen["find"]["maxTimeMS"] < ANSWER_TIMEOUT


def test_what_a_locked_server_gave_up_is_not_done(server, mongod, queue):
    with mongod.client() as client:
        client.admin.command("fsync", lock=True)
        try:
            answer = call(server, "queues.add_task",
                          {"queue": queue, "task": "d"})
        finally:
            client.admin.command("fsyncUnlock")
    assert (answer.status, answer.data) == (503, {}), answer.body
    until(lambda: "MaxTimeMSExpired" in server.output())
    assert drain(server, queue) == "abc"


def test_starts_while_the_database_is_away(server, peer, queue):
    peer.close()
    try:
        pid, = server.pids()
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while server.pids() in ([], [pid]):
            assert time.monotonic() < deadline
            server.admin.send("GET", "/healthz")
        assert server.admin.send("GET", "/healthz").status == 200
        answer = call(server, "queues.get_next_task", {"queue": queue})
        assert answer.status == 503
    finally:
        peer.open()
    until(lambda: is_ready(server))
    assert drain(server, queue) == "abc"
    assert server.admin.ok("server.info")["uid"]


def test_silence_holds_no_thread_for_long(server, peer, script, queue):
    n = 80  # more than there are threads
    script("findAndModify", faults.silence, times=n)
    began = time.monotonic()
    with ThreadPoolExecutor(n) as pool:
        statuses = list(pool.map(
            lambda _: server.admin.call("queues.get_next_task",
                                        {"queue": queue}).status, range(n)))
    # Calls that waited for the first commands, which got no answer, were not
    # sent; commands that were sent served one call or more.
    assert set(statuses) == {500, 503}
    assert statuses.count(500) >= peer.count("findAndModify")
    assert time.monotonic() - began < 2 * LONGEST
    peer.clear()
    assert drain(server, queue) == "abc"
