"""queues.get_by_task_id."""

import pytest


GET = "queues.get_by_task_id"


@pytest.fixture
def task(client, queue, name):
    """The id of a task that waits in the queue."""
    made = f"task-of-{name}"
    client.ok("queues.add_task", {"queue": queue, "task": made})
    return made


@pytest.mark.parametrize("version", ["2.4", "2.31", None])
def test_names_the_queue(client, queue, name, task, version):
    assert client.ok(GET, {"task": task}, version) == {
        "id": queue, "name": name}


def test_follows_the_task(client, queue, task):
    client.ok("queues.remove_task", {"queue": queue, "task": task})
    assert client.refused(GET, {"task": task})[:2] == (400, 701)
    other = client.ok("queues.create", {"name": f"other {task}"})["id"]
    client.ok("queues.add_task", {"queue": other, "task": task})
    assert client.ok(GET, {"task": task})["id"] == other


def test_refusals(client, stranger, task):
    assert stranger.refused(GET, {"task": task}) == (
        400, 701, f"Invalid queue id: task={task}, company=c2")
    assert client.refused(GET, {"task": ""})[:2] == (400, 701)
