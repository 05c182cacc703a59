"""Writes whose answers are lost: a replica set recognizes repetitions."""

import itertools
import os
import random
import subprocess

import pytest

import peer as faults
from lineup_server import BUILD, Server
from load import N_THREADS, Load

N_TASKS = 15  # that a thread adds
numbers = itertools.count()


@pytest.fixture(scope="module")
def served(between, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("repetition") / "data")
    made.start(LINEUP_STORE=f"mongodb://127.0.0.1:{between.port}/"
               "?directConnection=true", LINEUP_STORE_PREFIX="")
    yield made
    made.stop()


@pytest.fixture
def client(served):
    return served.admin


BREAKS = [faults.drop_before, faults.drop_after, faults.half]
WRITES = pytest.mark.parametrize("action, command, body, done, told", [
    ("add_task", "update", {"task": "d"}, "abcd", {"added": 1}),
    ("get_next_task", "findAndModify", {}, "bc", {"entry": {"task": "a"}}),
    ("remove_task", "findAndModify", {"task": "b"}, "ac", {"removed": 1}),
    ("move_task_backward", "findAndModify", {"task": "a"}, "bac",
     {"position": 1}),
])


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


@pytest.mark.parametrize("fault", BREAKS)
@WRITES
def test_a_replica_set_knows_a_repetition(client, between, queue, action,
                                          command, body, done, told, fault):
    between.script(command, fault)
    data = client.ok(f"queues.{action}", {"queue": queue} | body)
    data.get("entry", {}).pop("added", None)
    assert data.items() >= told.items()
    assert between.count(command) == 2
    assert tasks_of(client, queue) == done


@WRITES
def test_a_repetition_is_the_last(client, between, queue, action, command,
                                  body, done, told):
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

    between.script("findAndModify", now_and_then, times=10000)
    load = Load(client, queue, N_TASKS // 2)
    load.join()
    between.clear()
    load.check()


def test_many_calls_are_repeated_at_once(between):
    """The answer to a repetition has the whole document: see driver.h.

    A call is repeated within half a second, which a busy machine may miss now
    and then, but not each time.
    """
    seen = set()

    def do_twice(call):
        number = faults.body_of(call.message)["txnNumber"]
        if number in seen:
            return call.forward()
        seen.add(number)
        return faults.doubt(262)(call)

    between.script("findAndModify", do_twice, times=20000)
    try:
        assert any(subprocess.run(
            [BUILD / "tests/store/mongo/test_batch", "first"],
            timeout=120, env=os.environ | {
                "MONGO_URI": f"mongodb://127.0.0.1:{between.port}/"
                "?directConnection=true&w=1&journal=false"}).returncode == 0
                   for _ in range(5))
    finally:
        between.clear()
    assert len(seen) > 100
