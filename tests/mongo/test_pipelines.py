"""Calls on an engine that knows pipelines in updates.

Its plain pop gives a task to several clients, and it refuses what is no UTF-8.
It is slow, so this is not the whole of the tests in tests/server.
"""

import base64
import itertools
import random

import pytest

import peer as faults
from lineup_server import Server
from load import N_THREADS, Load

N_TASKS = 15  # that a thread adds
numbers = itertools.count()


@pytest.fixture(scope="module")
def between(secantus):
    made = faults.Peer(secantus.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def served(between, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("pipelines") / "data")
    made.start(LINEUP_STORE=f"mongodb://127.0.0.1:{between.port}/"
               "?directConnection=true", LINEUP_STORE_PREFIX="")
    yield made
    made.stop()


@pytest.fixture
def client(served):
    return served.admin


def test_says_which_ways_it_takes(served):
    assert "a pop takes two commands" in served.output()
    assert "a move one" in served.output()


def test_keys_that_are_no_utf8(client):
    for raw in (b"\xe4:\xff", b"key:\xff", b"\xe4:secret"):
        text = base64.b64encode(raw).decode()
        answer = client.call("auth.login", Authorization=f"Basic {text}")
        assert answer.code == (401, 22), answer.body
    answer = client.call("queues.get_default",
                         **{"X-Clearml-Act-As": b"\xff"})
    assert answer.code == (400, 6), answer.body


def test_moves(client):
    queue = client.ok("queues.create", {"name": "moved"})["id"]
    tasks = [f"${i}" for i in range(6)]  # as if they were expressions
    for task in tasks:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    chance = random.Random(1)
    for _ in range(40):
        task, count = chance.choice(tasks), chance.randint(-8, 8)
        at = max(0, min(5, tasks.index(task) + count))
        tasks.remove(task)
        tasks.insert(at, task)
        assert client.ok("queues.move_task_backward", {
            "queue": queue, "task": task, "count": count})["position"] == at
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert [entry["task"] for entry in found["entries"]] == tasks


def test_nothing_is_given_twice(client):
    queue = client.ok("queues.create", {"name": "contended"})["id"]
    load = Load(client, queue, N_TASKS)
    load.join()
    load.check()
    assert {status for _, status in load.statuses} == {200}


BREAKS = [faults.drop_before, faults.drop_after, faults.half]
WRITES = pytest.mark.parametrize("action, command, body, done", [
    ("add_task", "update", {"task": "d"}, "abcd"),
    ("get_next_task", "update", {}, "bc"),
    ("remove_task", "findAndModify", {"task": "b"}, "ac"),
    ("move_task_backward", "findAndModify", {"task": "a"}, "bac"),
])


@pytest.fixture
def queue(client):
    """A queue with the tasks a, b and c."""
    made = client.ok("queues.create", {"name": f"queue {next(numbers)}"})["id"]
    for task in "abc":
        client.ok("queues.add_task", {"queue": made, "task": task})
    return made


def tasks_of(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return "".join(entry["task"] for entry in found["entries"])


@pytest.mark.parametrize("fault", BREAKS)
@WRITES
def test_a_replica_set_knows_a_repetition(client, between, queue, action,
                                          command, body, done, fault):
    between.script(command, fault)
    client.ok(f"queues.{action}", {"queue": queue} | body)
    assert between.count(command) == 2
    assert tasks_of(client, queue) == done


@WRITES
def test_a_repetition_is_the_last(client, between, queue, action, command,
                                  body, done):
    between.script(command, faults.drop_after, times=9)
    answer = client.call(f"queues.{action}", {"queue": queue} | body)
    between.clear()
    assert (answer.status, answer.data) == (500, {}), answer.body
    assert between.count(command) == 2
    assert tasks_of(client, queue) == done


def test_nothing_is_given_twice_when_connections_break(client, between):
    queue = client.ok("queues.create", {"name": "broken"})["id"]
    chance = random.Random(1)

    def now_and_then(call):
        fault = chance.choice(BREAKS)
        return fault(call) if chance.random() < 0.1 else call.forward()

    between.script("update", now_and_then, times=10000)
    load = Load(client, queue, N_TASKS // 2)
    load.join()
    between.clear()
    load.check()
