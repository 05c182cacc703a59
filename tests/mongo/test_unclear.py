"""Writes that are sent twice, and what may be answered.

503, which clients repeat, is answered only if neither attempt was done.  If the
second attempt is refused, the first one alone decides.
"""

import itertools
import time

import pytest

import peer as faults
from engine import is_ready, until
from lineup_server import Server

LONGEST = 6  # seconds: five are promised
numbers = itertools.count()


@pytest.fixture(scope="module")
def server(between, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("unclear") / "data")
    made.start(LINEUP_STORE=f"mongodb://127.0.0.1:{between.port}/"
               "?directConnection=true", LINEUP_STORE_PREFIX="")
    yield made
    made.stop()


@pytest.fixture
def client(server):
    return server.admin


@pytest.fixture
def queue(client):
    """A queue of the tasks a, b and c."""
    made = client.ok("queues.create", {"name": f"queue {next(numbers)}"})["id"]
    for task in "abc":
        client.ok("queues.add_task", {"queue": made, "task": task})
    return made


def tasks_of(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return "".join(entry["task"] for entry in found["entries"])


WRITES = pytest.mark.parametrize("action, command, body, tasks", [
    ("add_task", "update", {"task": "d"}, "abcd"),
    ("get_next_task", "findAndModify", {}, "bc"),
    ("remove_task", "findAndModify", {"task": "b"}, "ac"),
    ("move_task_backward", "findAndModify", {"task": "a"}, "bac"),
])
FIRST = pytest.mark.parametrize("first, is_done", [
    pytest.param(faults.drop_after, True, id="dropped"),
    *(pytest.param(faults.doubt(code), True, id=f"done, {code}")
      for code in (189, 91, 11600)),
    pytest.param(faults.not_primary, False, id="not done")])
SECOND = pytest.mark.parametrize("second", [
    pytest.param(faults.refuse(code), id=f"{code}")
    for code in (10107, 13435)])


def status_of(is_done):
    return 500 if is_done else 503


@FIRST
@SECOND
@WRITES
def test_the_second_time_it_is_refused(client, between, queue, first, is_done,
                                       second, action, command, body, tasks):
    between.script(command, first, second)
    answer = client.call(f"queues.{action}", {"queue": queue} | body)
    assert (answer.status, answer.data) == (status_of(is_done), {})
    assert between.count(command) == 2
    assert tasks_of(client, queue) == (tasks if is_done else "abc")


@FIRST
@WRITES
def test_there_is_no_second_time(server, between, queue, first, is_done,
                                 action, command, body, tasks):
    between.script(command, between.vanish(first))
    answer = server.admin.call(f"queues.{action}", {"queue": queue} | body)
    between.open()
    assert (answer.status, answer.data) == (status_of(is_done), {})
    assert between.count(command) == 1
    until(lambda: is_ready(server))
    assert tasks_of(server.admin, queue) == (tasks if is_done else "abc")


def test_the_second_time_it_meets_silence(client, between, queue):
    between.script("update", faults.drop_after, faults.silence)
    began = time.monotonic()
    answer = client.call("queues.add_task", {"queue": queue, "task": "d"})
    assert time.monotonic() - began < LONGEST
    assert (answer.status, answer.data) == (500, {})
    assert between.count("update") == 2


def test_silence_is_met_once(client, between, queue):
    between.script("update", faults.silence)
    answer = client.call("queues.add_task", {"queue": queue, "task": "d"})
    assert (answer.status, answer.data) == (500, {})
    assert between.count("update") == 1


def create(client, between, *script):
    name = f"queue {next(numbers)}"
    between.script("insert queue", *script)
    answer = client.call("queues.create", {"name": name})
    return answer, name


def is_there(client, name):
    return bool(client.ok("queues.get_all", {"name": f"^{name}$"})["queues"])


@FIRST
@SECOND
def test_a_queue_is_made_and_then_refused(client, between, first, is_done,
                                          second):
    answer, name = create(client, between, first, second)
    assert (answer.status, answer.data) == (status_of(is_done), {})
    assert between.count("insert queue") == 2
    assert is_there(client, name) == is_done


@FIRST
def test_a_queue_is_made_once(server, between, first, is_done):
    answer, name = create(server.admin, between, between.vanish(first))
    between.open()
    assert (answer.status, answer.data) == (status_of(is_done), {})
    until(lambda: is_ready(server))
    assert is_there(server.admin, name) == is_done
