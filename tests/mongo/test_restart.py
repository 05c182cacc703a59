"""A database that ends and begins again while lineup works on it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import Engine, is_ready, until
from load import LONGEST, Load
from lineup_server import Server

N_DEATHS = 4


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An engine whose data outlive it, however it ends."""
    engine = Engine("secantusdb", "--sync-on-commit", "--storage-path",
                    tmp_path_factory.mktemp("kept") / "disk").start()
    yield engine
    engine.stop()


@pytest.fixture(scope="module")
def served(kept, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("served") / "data")
    made.start(LINEUP_STORE=kept.uri)
    yield made
    made.stop()


def call(client, action, **body):
    began = time.monotonic()
    answer = client.call(f"queues.{action}", body)
    assert time.monotonic() - began < LONGEST
    return answer


def drain(client, queue):
    while entry := client.ok("queues.get_next_task",
                             {"queue": queue}).get("entry"):
        yield entry["task"]


@pytest.mark.parametrize("end", [Engine.stop, Engine.kill])
def test_is_well_again_after_the_database_is(kept, served, end):
    client, pids = served.admin, served.pids()
    queue = client.ok("queues.create", {"name": f"of {end.__name__}"})["id"]
    for task in "abc":
        client.ok("queues.add_task", {"queue": queue, "task": task})
    end(kept)
    try:
        with ThreadPoolExecutor() as pool:
            ready = pool.submit(is_ready, served)
            for answer in pool.map(
                    lambda action: call(client, action, queue=queue, task="d"),
                    ("get_next_task", "get_by_id", "add_task")):
                assert answer.status == 503, answer.body
                assert "unavailable" in answer.message
            assert not ready.result()
        assert client.send("GET", "/healthz").status == 200
    finally:
        kept.start()
    until(lambda: is_ready(served))
    client.ok("queues.add_task", {"queue": queue, "task": "d"})
    assert list(drain(client, queue)) == ["a", "b", "c", "d"]
    assert served.pids() == pids


@pytest.fixture
def strict(kept, tmp_path):
    """A server that leaves writes whose answers were lost as they are.

    MongoDB knows what was repeated, for it keeps that with the data; this
    engine may forget it when it is killed, and pop another task.
    """
    made = Server(tmp_path / "data")
    made.start(LINEUP_STORE=f"{kept.uri}&retryWrites=false")
    yield made
    made.stop()


def test_nothing_is_lost_or_given_twice(kept, strict):
    client = strict.admin
    queue = client.ok("queues.create", {"name": "loaded"})["id"]
    load = Load(client, queue)
    try:
        for death in range(1, N_DEATHS + 1):
            until(lambda: load.n_done("get_next_task") > 30 * death)
            kept.kill()
            until(lambda: load.statuses["add_task", 503] >= death)
            kept.start()
    finally:
        load.stop()
    until(lambda: is_ready(strict))
    load.check()
