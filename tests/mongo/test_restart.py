"""A database that is stopped and started again while lineup works on it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import Engine, is_ready, until
from load import LONGEST, Load
from lineup_server import Server

N_DEATHS = 4


@pytest.fixture(scope="module", params=["mongod", "replica_set"])
def engine(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def served(engine, tmp_path_factory):
    """As in README.md: by an option alone."""
    made = Server(tmp_path_factory.mktemp("served") / "data")
    made.settings = {
        name: value for name, value in made.settings.items()
        if name == "LINEUP_BUILD" or not name.startswith("LINEUP_")}
    made.start("--store", engine.uri)
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
def test_is_well_again_after_the_database_is(engine, served, end):
    client, pids = served.admin, served.pids()
    queue = client.ok("queues.create", {"name": f"of {end.__name__}"})["id"]
    for task in "abc":
        client.ok("queues.add_task", {"queue": queue, "task": task})
    end(engine)
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
        engine.start()
    until(lambda: is_ready(served))
    client.ok("queues.add_task", {"queue": queue, "task": "d"})
    assert list(drain(client, queue)) == ["a", "b", "c", "d"]
    assert served.pids() == pids


def test_nothing_is_lost_or_given_twice(engine, served):
    client = served.admin
    queue = client.ok("queues.create", {"name": "loaded"})["id"]
    load = Load(client, queue)
    try:
        for death in range(1, N_DEATHS + 1):
            until(lambda: load.n_done("get_next_task") > 30 * death)
            engine.kill()
            until(lambda: load.statuses["add_task", 503] >= death)
            engine.start()
    finally:
        load.stop()
    until(lambda: is_ready(served))
    load.check()
