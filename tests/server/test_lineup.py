"""lineup: why tasks wait, and what goes on in queues."""

import pytest


@pytest.fixture
def tasks(client, queue, name):
    """Ids of five tasks that wait in the queue."""
    made = [f"{name}-{i}" for i in range(5)]
    for task in made:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return made


def listed(client, queue, **body):
    found = client.ok("lineup.get_entries", {"queue": queue} | body)
    return found["length"], [entry["task"] for entry in found["entries"]]


def test_get_entries(client, queue, tasks):
    assert listed(client, queue) == (5, tasks)
    assert listed(client, queue, **{"from": 1, "n": 2}) == (5, tasks[1:3])
    assert listed(client, queue, **{"from": 4, "n": 10**9}) == (5, tasks[4:])
    assert listed(client, queue, **{"from": 2**62}) == (5, [])
    entry = client.ok("lineup.get_entries", {"queue": queue})["entries"][0]
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert entry == shown["entries"][0]


def test_get_entries_of_an_empty_queue(client, queue):
    assert client.ok("lineup.get_entries", {"queue": queue}) == {
        "length": 0, "entries": []}


def test_get_entries_refusals(client, stranger, queue):
    assert stranger.refused("lineup.get_entries", {"queue": queue}) == (
        400, 701, f"Invalid queue id: id={queue}, company=c2")
    for body in ({"from": -1}, {"n": 0}, {"n": "many"}):
        assert client.refused("lineup.get_entries", {"queue": queue} | body)[
            :2] == (400, 12)
    assert client.refused("lineup.get_entries")[:2] == (400, 12)


@pytest.mark.sqlite
def test_get_entries_names_tasks(client, queue, name):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("queues.add_task", {"queue": queue, "task": "unknown"})
    first, second = client.ok("lineup.get_entries", {"queue": queue})[
        "entries"]
    user = client.ok("users.get_current_user")["user"]["id"]
    assert (first["task"], first["name"], first["user"]) == (task, name, user)
    assert set(second) == {"task", "added"}


def test_find_task(client, stranger, queue, name, tasks):
    other = client.ok("queues.create", {"name": f"other {name}"})["id"]
    client.ok("queues.add_task", {"queue": other, "task": tasks[3]})
    found = client.ok("lineup.find_task", {"task": tasks[3]})["queues"]
    assert {one["id"]: (one["name"], one["position"], one["length"])
            for one in found} == {
        queue: (name, 3, 5), other: (f"other {name}", 0, 1)}
    shown = client.ok("queues.get_by_id", {"queue": other})["queue"]
    assert [one["added"] for one in found if one["id"] == other] == [
        shown["entries"][0]["added"]]
    for caller, task in ((client, "none"), (stranger, tasks[3])):
        assert caller.ok("lineup.find_task", {"task": task}) == {"queues": []}
