"""Long queues, and the limit of 16 MiB that no document can pass."""

import pytest

import peer as faults
from lineup_server import COMPANY


@pytest.mark.parametrize("code, name", [
    (10334, "BSONObjectTooLarge"), (17419, "Location17419")])
def test_says_that_a_queue_is_full(server, peer, code, name):
    # mongo-java-server has no limit of its own.
    queue = server.admin.ok("queues.create", {"name": f"full {code}"})["id"]
    server.admin.ok("queues.add_task", {"queue": queue, "task": "a"})
    peer.script("update", faults.refuse(code, name))
    assert server.admin.refused("queues.add_task", {
        "queue": queue, "task": "b"}) == (
        400, 800, "Data validation error (the queue is full): "
        f"queue={queue}")
    found = server.admin.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert [entry["task"] for entry in found["entries"]] == ["a"]


def test_the_answer_of_a_pop_does_not_grow(java, server, peer):
    queues = java.client().backend.queue
    sizes = []
    for n in (1, 1000, 100000):
        name = f"{n:032}"
        queues.insert_one({
            "_id": name, "name": f"of {n}", "company": COMPANY,
            "entries": [{"task": f"{i:032}"} for i in range(n)]})
        peer.received = 0
        server.admin.ok("queues.get_next_task", {"queue": name})
        sizes.append(peer.received)
    assert max(sizes) < 2 * min(sizes) < 20000
