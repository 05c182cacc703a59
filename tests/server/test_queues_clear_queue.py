"""queues.clear_queue."""

import threading

import pytest


CLEAR = "queues.clear_queue"


def tasks(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


def add(client, queue, *names):
    for name in names:
        client.ok("queues.add_task", {"queue": queue, "task": name})


# In MongoDB, only tasks that exist are answered: tests/mongo/test_effects.py.
@pytest.mark.sqlite
@pytest.mark.parametrize("version", ["1.0", "2.4", "2.31", None])
def test_every_version(client, queue, version):
    add(client, queue, "t1", "t2", "t3")
    before = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    data = client.ok(CLEAR, {"queue": queue}, version)
    assert sorted(data.pop("removed_tasks")) == ["t1", "t2", "t3"]
    assert data == {}
    after = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert after == before | {"entries": []}
    add(client, queue, "t2")
    assert tasks(client, queue) == ["t2"]


def test_an_empty_queue(client, queue):
    before = client.ok("queues.get_by_id", {"queue": queue})
    assert client.ok(CLEAR, {"queue": queue}) == {"removed_tasks": []}
    assert client.ok("queues.get_by_id", {"queue": queue}) == before


@pytest.mark.sqlite
def test_a_long_queue(client, queue):
    """So long that its entries are removed step by step."""
    names = [f"t{i:04}" for i in range(600)]
    add(client, queue, *names)
    removed = client.ok(CLEAR, {"queue": queue})["removed_tasks"]
    assert sorted(removed) == names
    assert tasks(client, queue) == []
    add(client, queue, *names[:3])
    assert tasks(client, queue) == names[:3]


def test_unknown_and_foreign(client, stranger, queue):
    add(client, queue, "t1")
    assert client.refused(CLEAR, {"queue": "nope"}) == (
        400, 701, "Invalid queue id: queue=nope")
    assert stranger.refused(CLEAR, {"queue": queue}) == (
        400, 701, f"Invalid queue id: queue={queue}")
    assert tasks(client, queue) == ["t1"]


@pytest.mark.sqlite
def test_a_task_is_popped_or_removed(client, queue):
    def pop():
        while not done.is_set():
            data = client.ok("queues.get_next_task", {"queue": queue})
            if data:
                popped.append(data["entry"]["task"])

    names = [f"t{i:03}" for i in range(300)]
    popped, removed, done = [], [], threading.Event()
    popper = threading.Thread(target=pop)
    popper.start()
    for name in names:
        add(client, queue, name)
        removed += client.ok(CLEAR, {"queue": queue})["removed_tasks"]
    done.set()
    popper.join()
    assert sorted(popped + removed) == names
