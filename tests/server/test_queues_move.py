"""queues.move_task_forward, _backward, _to_front and _to_back."""

import pytest


MOVES = ["forward", "backward", "to_front", "to_back"]
COUNTED = ["forward", "backward"]


@pytest.fixture
def full(client, queue):
    """A queue of the tasks a, b, c and d."""
    for task in "abcd":
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return queue


def entries(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return found["entries"]


def tasks(client, queue):
    return "".join(entry["task"] for entry in entries(client, queue))


@pytest.mark.parametrize("version", ["2.4", "2.23"])
@pytest.mark.parametrize("move, task, more, position, order", [
    ("forward", "c", {}, 1, "acbd"), ("backward", "b", {}, 2, "acbd"),
    ("forward", "d", {"count": 2}, 1, "adbc"),
    ("backward", "a", {"count": 2}, 2, "bcad"),
    ("forward", "c", {"count": 100}, 0, "cabd"),
    ("backward", "d", {"count": 100}, 3, "abcd"),
    ("forward", "a", {"count": -1}, 1, "bacd"),
    ("backward", "d", {"count": -3}, 0, "dabc"),
    ("backward", "b", {"count": 0}, 1, "abcd"),
    ("backward", "b", {"count": None}, 2, "acbd"),
    ("backward", "a", {"count": 9223372036854775807}, 3, "bcda"),
    ("forward", "a", {"count": -9223372036854775808}, 3, "bcda"),
    ("to_front", "c", {}, 0, "cabd"), ("to_front", "a", {}, 0, "abcd"),
    ("to_back", "b", {}, 3, "acdb"), ("to_back", "d", {}, 3, "abcd"),
])
def test_moves(client, full, version, move, task, more, position, order):
    before = client.ok("queues.get_by_id", {"queue": full})["queue"]
    data = client.ok(f"queues.move_task_{move}",
                     {"queue": full, "task": task} | more, version)
    assert data == {"position": position}
    assert tasks(client, full) == order
    after = client.ok("queues.get_by_id", {"queue": full})["queue"]
    assert after["last_update"] == before["last_update"]
    assert sorted(map(str, after["entries"])) == sorted(
        map(str, before["entries"]))


def test_the_way_of_the_original_tests(client, queue):
    for task in "abc":
        client.ok("queues.add_task", {"queue": queue, "task": task})
    body = {"queue": queue, "task": "a", "count": 2}
    assert client.ok("queues.move_task_backward", body) == {"position": 2}
    assert tasks(client, queue) == "bca"
    assert client.ok("queues.move_task_forward", body) == {"position": 0}
    assert tasks(client, queue) == "abc"


def test_pops_follow_moves(client, full):
    client.ok("queues.move_task_to_front", {"queue": full, "task": "d"})
    client.ok("queues.move_task_to_back", {"queue": full, "task": "a"})
    popped = [client.ok("queues.get_next_task", {"queue": full})["entry"][
        "task"] for _ in range(4)]
    assert popped == ["d", "b", "c", "a"]


@pytest.mark.parametrize("move", MOVES)
def test_refusals(client, stranger, full, move):
    action = f"queues.move_task_{move}"
    for caller, queue, task, company in (
            (client, full, "x", None), (client, "x", "a", None),
            (stranger, full, "a", "c2")):
        code = caller.refused(action, {"queue": queue, "task": task})
        assert code[:2] == (400, 703)
        if company:
            assert code[2] == ("Invalid queue id or task not in queue: "
                               f"task={task}, id={queue}, company={company}")
    assert tasks(client, full) == "abcd"
