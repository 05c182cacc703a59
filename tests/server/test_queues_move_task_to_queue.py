"""queues.move_task_to_queue."""

import threading

import pytest


MOVE = "queues.move_task_to_queue"
N_MOVERS = 8
N_TASKS = 200


@pytest.fixture
def target(client, name):
    """The id of another queue, with the tasks x and c."""
    made = client.ok("queues.create", {"name": f"target-of-{name}"})["id"]
    add(client, made, "xc")
    return made


@pytest.fixture
def full(client, queue):
    """A queue of the tasks a, b and c."""
    add(client, queue, "abc")
    return queue


def add(client, queue, tasks):
    for task in tasks:
        client.ok("queues.add_task", {"queue": queue, "task": task})


def read(client, queue):
    return client.ok("queues.get_by_id", {"queue": queue})["queue"]


def tasks(client, queue):
    return "".join(entry["task"] for entry in read(client, queue)["entries"])


@pytest.mark.parametrize("version", ["2.4", "2.31", None])
@pytest.mark.parametrize("more", [
    {}, {"update_execution_queue": False}, {"update_execution_queue": None}])
def test_moves(client, full, target, version, more):
    before = read(client, full), read(client, target)
    assert client.ok(MOVE, {"queue": full, "task": "b",
                            "target_queue": target} | more, version) == {
        "moved": 1}
    assert tasks(client, full) == "ac"
    assert tasks(client, target) == "xcb"
    after = read(client, full), read(client, target)
    assert after[0]["entries"] == [
        entry for entry in before[0]["entries"] if entry["task"] != "b"]
    added = after[1]["entries"].pop()["added"]
    assert after[1]["entries"] == before[1]["entries"]
    assert {one["last_update"] for one in after} == {added}
    assert added > before[1]["last_update"]


def test_there_and_back(client, full, target):
    body = {"task": "a"}
    client.ok(MOVE, body | {"queue": full, "target_queue": target})
    client.ok(MOVE, body | {"queue": target, "target_queue": full})
    assert tasks(client, full) == "bca"
    assert tasks(client, target) == "xc"
    popped = client.ok("queues.get_next_task", {"queue": full})
    assert popped["entry"]["task"] == "b"


NOT_THERE = "Invalid queue id or task not in queue: task=%s, id=%s, company="
QUEUED = "Failed adding task to queue since task is already queued: task="


@pytest.mark.parametrize("source, task, to, code, message", [
    ("full", "x", "target", 703, NOT_THERE),
    ("nosuch", "a", "target", 703, NOT_THERE),
    ("full", "x", "nosuch", 703, NOT_THERE),
    ("full", "x", "full", 703, NOT_THERE),
    ("full", "a", "nosuch", 701, "Invalid queue id: id=nosuch, company="),
    ("full", "c", "target", 706, QUEUED + "c"),
    ("full", "a", "full", 706, QUEUED + "a"),
])
def test_refusals(client, full, target, source, task, to, code, message):
    ids = {"full": full, "target": target, "nosuch": "nosuch"}
    before = read(client, full), read(client, target)
    refused = client.refused(MOVE, {
        "queue": ids[source], "task": task, "target_queue": ids[to]})
    assert refused[:2] == (400, code)
    if code == 703:
        message %= task, ids[source]
    assert refused[2].startswith(message)
    assert (read(client, full), read(client, target)) == before


def test_of_others_nothing_is_moved(client, stranger, full, target, name):
    other = stranger.ok("queues.create", {"name": f"foreign-{name}"})["id"]
    for queue, to, code in ((full, other, 703), (other, target, 703)):
        assert stranger.refused(MOVE, {
            "queue": queue, "task": "a", "target_queue": to})[:2] == (
                400, code)
    assert client.refused(MOVE, {
        "queue": full, "task": "a", "target_queue": other})[:2] == (400, 701)
    assert tasks(client, full) == "abc"


def test_races(client, name):
    """Threads that move tasks between queues while others pop them."""
    queues = [client.ok("queues.create", {"name": f"{name} {n}"})["id"]
              for n in range(3)]
    names = [f"{n}" for n in range(N_TASKS)]
    add(client, queues[0], names)
    popped, faults = [], []
    moved, over = threading.Semaphore(0), threading.Event()

    def move(first):
        """Move each task that it finds to the next queue.

        Without transactions, one that another has just moved there may be
        refused as being there already.
        """
        for n in range(N_TASKS // 2):
            task = names[(first + n * 7) % N_TASKS]
            source = (first + n) % 3
            code = client.call(MOVE, {
                "queue": queues[source], "task": task,
                "target_queue": queues[source - 1]}).code
            if code not in ((200, 0), (400, 703), (400, 706), (503, 0)):
                faults.append(code)
            if code == (200, 0):
                moved.release()

    def pop():
        """Pop one task for three moves."""
        while all(moved.acquire() for _ in range(3)) and not over.is_set():
            for queue in queues:
                data = client.ok("queues.get_next_task", {"queue": queue})
                if data:
                    popped.append(data["entry"]["task"])
                    break

    popper = threading.Thread(target=pop)
    movers = [threading.Thread(target=move, args=(n,))
              for n in range(N_MOVERS)]
    for thread in [popper, *movers]:
        thread.start()
    for thread in movers:
        thread.join()
    over.set()
    moved.release(3)
    popper.join()
    assert popped
    for queue in queues:
        while data := client.ok("queues.get_next_task", {"queue": queue}):
            popped.append(data["entry"]["task"])
    assert faults == []
    assert sorted(popped) == sorted(names)
