"""queues.add_task, queues.get_next_task and queues.remove_task."""

import pytest



def tasks(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


def add(client, queue, *names):
    for name in names:
        client.ok("queues.add_task", {"queue": queue, "task": name})


@pytest.mark.parametrize("version", ["2.4", "2.23"])
def test_add_in_every_version(client, queue, version):
    body = {"queue": queue, "task": "t1"}
    assert client.ok("queues.add_task", body, version) == {"added": 1}
    assert tasks(client, queue) == ["t1"]


@pytest.mark.parametrize("version", ["1.0", "2.4", "2.14", "2.23"])
def test_next_in_every_version(client, queue, version):
    add(client, queue, "t1", "t2")
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    for entry in found["entries"]:
        data = client.ok("queues.get_next_task", {"queue": queue}, version)
        assert data == {"entry": entry}
    answer = client.call("queues.get_next_task", {"queue": queue}, version)
    assert (answer.code, answer.data) == ((200, 0), {})


@pytest.mark.parametrize("version", ["1.0", "2.4", "2.21", "2.31"])
def test_next_only_if_it_is_a_task(client, queue, version):
    def pop(task):
        data = client.ok("queues.get_next_task", {
            "queue": queue, "task": task}, version)
        return data["entry"]["task"] if data else None

    assert pop("t1") is None
    add(client, queue, "t1", "t2", "t3")
    before = client.ok("queues.get_by_id", {"queue": queue})
    assert pop("t2") is None
    assert client.ok("queues.get_by_id", {"queue": queue}) == before
    assert pop("t1") == "t1"
    assert (pop(""), pop(None)) == ("t2", "t3")
    assert client.refused("queues.get_next_task", {
        "queue": "nope", "task": "t1"})[:2] == (400, 701)


@pytest.mark.parametrize("version", ["2.4", "2.23"])
def test_remove_in_every_version(client, queue, version):
    add(client, queue, "t1", "t2", "t3")
    body = {"queue": queue, "task": "t2"}
    assert client.ok("queues.remove_task", body, version) == {"removed": 1}
    assert tasks(client, queue) == ["t1", "t3"]


def test_the_order_is_that_of_adding(client, queue):
    add(client, queue, *"edcba")
    client.ok("queues.remove_task", {"queue": queue, "task": "d"})
    add(client, queue, "d")
    popped = []
    while data := client.ok("queues.get_next_task", {"queue": queue}):
        popped.append(data["entry"]["task"])
    assert "".join(popped) == "ecbad"


def test_last_update(client, queue):
    def last_update():
        found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
        return found["last_update"]

    seen = [last_update()]
    for action, body in (
            ("add_task", {"task": "t1"}), ("add_task", {"task": "t2"}),
            ("remove_task", {"task": "t1"}), ("get_next_task", {})):
        client.ok(f"queues.{action}", {"queue": queue} | body)
        seen.append(last_update())
    assert seen == sorted(seen) and seen[0] < seen[-1]
    client.ok("queues.get_next_task", {"queue": queue})
    assert last_update() == seen[-1]


def test_a_task_that_is_queued(client, queue):
    add(client, queue, "t1")
    assert client.refused("queues.add_task", {
        "queue": queue, "task": "t1"}) == (
        400, 706, "Failed adding task to queue since task is already "
        "queued: task=t1")
    assert tasks(client, queue) == ["t1"]


def test_odd_tasks(client, queue):
    add(client, queue, "", "ä\n\"'", "x" * 10000)
    assert tasks(client, queue) == ["", "ä\n\"'", "x" * 10000]


def test_get_task_info_is_taken(client, queue):
    add(client, queue, "t1")
    data = client.ok("queues.get_next_task", {
        "queue": queue, "get_task_info": True})
    assert list(data) == ["entry"]


def test_unknown_and_foreign(client, stranger, queue):
    add(client, queue, "t1")
    for caller, name, company in ((client, "x", None),
                                  (stranger, queue, "c2")):
        body = {"queue": name, "task": "t1"}
        for action in ("add_task", "get_next_task"):
            code = caller.refused(f"queues.{action}", body)
            assert code[:2] == (400, 701)
        code = caller.refused("queues.remove_task", body)
        assert code[:2] == (400, 703)
        if company:
            assert code[2] == (
                "Invalid queue id or task not in queue: task=t1, "
                f"id={name}, company={company}")
    assert tasks(client, queue) == ["t1"]


def test_a_task_that_is_not_there(client, queue):
    code = client.refused("queues.remove_task", {"queue": queue, "task": "t"})
    assert code[:2] == (400, 703)
