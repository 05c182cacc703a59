"""Long queues, and the limit of 16 MiB for each document."""

import datetime

import bson
import pytest

import peer as faults
from lineup_server import COMPANY

LIMIT = 16 * 2**20  # bytes
ADDED = datetime.datetime(2022, 1, 2)


@pytest.fixture(scope="module")
def server(peer, serve):
    """A server that waits as long as mongod takes for a document this long."""
    return serve(f"mongodb://127.0.0.1:{peer.port}/?socketTimeoutMS=60000")


def make(queues, n):
    """A queue of n tasks; gives its document."""
    entries = [{"task": f"{i:032}", "added": ADDED} for i in range(n)]
    document = {"_id": f"{n:032}", "name": f"of {n}", "company": COMPANY,
                "tags": [], "system_tags": [], "entries": entries,
                "last_update": ADDED, "metadata": {}}
    queues.insert_one(document)
    return document


def number_of_entries(room):
    """How many entries of make() fit so many bytes."""
    entry = len(bson.encode({"": {"task": "x" * 32, "added": ADDED}})) - 5
    n = 0
    while (size := entry + len(f"{n}")) <= room:
        room -= size
        n += 1
    return n


def length_of(queues, queue):
    found, = queues.aggregate([
        {"$match": {"_id": queue}},
        {"$project": {"n": {"$size": "$entries"}}}])
    return found["n"]


def test_a_queue_is_full_at_the_limit(mongod, server):
    queues, client = mongod.client().backend.queue, server.admin
    n = number_of_entries(LIMIT - len(bson.encode(make(queues, 0))))
    queue = make(queues, n - 1)["_id"]
    client.ok("queues.add_task", {"queue": queue, "task": "x" * 32})
    body = {"queue": queue, "task": "y" * 32}
    assert client.refused("queues.add_task", body) == (
        400, 800, f"Data validation error (the queue is full): queue={queue}")
    assert length_of(queues, queue) == n
    assert client.ok("queues.move_task_to_back", {
        "queue": queue, "task": f"{0:032}"})["position"] == n - 1
    assert length_of(queues, queue) == n
    assert client.ok("queues.get_next_task", {"queue": queue})["entry"]


@pytest.mark.parametrize("code", [10334, 17419])
def test_says_that_a_queue_is_full(server, peer, code):
    queue = server.admin.ok("queues.create", {"name": f"full {code}"})["id"]
    server.admin.ok("queues.add_task", {"queue": queue, "task": "a"})
    peer.script("update", faults.refuse(code))
    assert server.admin.refused("queues.add_task", {
        "queue": queue, "task": "b"}) == (
        400, 800, "Data validation error (the queue is full): "
        f"queue={queue}")
    found = server.admin.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert [entry["task"] for entry in found["entries"]] == ["a"]


def test_the_answer_of_a_pop_does_not_grow(mongod, server, peer):
    queues = mongod.client().backend.queue
    sizes = []
    for n in (1, 1000, 100000):
        queue = make(queues, n)["_id"]
        peer.received = 0
        server.admin.ok("queues.get_next_task", {"queue": queue})
        sizes.append(peer.received)
    assert max(sizes) < 2 * min(sizes) < 20000
