"""tasks: into queues and out of them."""

import threading

import pytest

pytestmark = pytest.mark.sqlite


@pytest.fixture
def task(client, name):
    return client.ok("tasks.create", {"name": name, "type": "training"})["id"]


@pytest.fixture
def other(client, name):
    return client.ok("queues.create", {"name": f"{name}-other"})["id"]


def get(client, task):
    return client.ok("tasks.get_by_id", {"task": task})["task"]


def entries(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


def test_enqueue(client, task, queue):
    client.ok("tasks.edit", {"task": task, "system_tags": ["development", "x"]})
    done = client.ok("tasks.enqueue", {
        "task": task, "queue": queue, "status_reason": "why"})
    assert (done["queued"], done["updated"]) == (1, 1)
    assert "queue_watched" not in done
    fields = done["fields"]
    assert (fields["status"], fields["status_reason"],
            fields["execution.queue"]) == ("queued", "why", queue)
    found = get(client, task)
    assert (found["status"], found["enqueue_status"],
            found["execution"]["queue"], found["system_tags"]) == (
        "queued", "created", queue, ["x"])
    assert entries(client, queue) == [task]


def test_enqueue_twice(client, task, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    before = get(client, task)
    assert client.refused("tasks.enqueue", {"task": task, "queue": queue}) == (
        400, 706, "Failed adding task to queue since task is already queued: "
        f"task={task}")
    assert get(client, task) == before


def test_enqueue_elsewhere_moves_it(client, task, queue, other):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("tasks.enqueue", {"task": task, "queue": other})
    assert (entries(client, queue), entries(client, other)) == ([], [task])
    found = get(client, task)
    assert (found["execution"]["queue"], found["enqueue_status"]) == (
        other, "created")


def test_enqueue_by_name_makes_the_queue(client, task, name):
    name = f"made ({name})"
    client.ok("tasks.enqueue", {"task": task, "queue_name": name})
    queue, = client.ok("queues.get_all", {"name": "^made "})["queues"]
    assert [e["task"] for e in queue["entries"]] == [task]
    client.ok("tasks.dequeue", {"task": task})
    client.ok("tasks.enqueue", {"task": task, "queue_name": name})
    assert entries(client, queue["id"]) == [task]


def test_enqueue_refusals(client, task, queue):
    assert client.refused("tasks.enqueue", {
        "task": task, "queue": queue, "queue_name": "abc"}) == (
        400, 12, "Validation error (Either queue id or queue name should be "
        "provided)")
    assert client.refused("tasks.enqueue", {
        "task": task, "queue": "none"})[:2] == (400, 701)
    assert client.refused("tasks.enqueue", {
        "task": "none", "queue": queue})[:2] == (400, 101)
    client.ok("tasks.completed", {"task": task, "force": True})
    assert client.refused("tasks.enqueue", {
        "task": task, "queue": queue}) == (
        400, 110, "Invalid task status (Invalid status change): "
        "current_status=completed, new_status=queued")
    assert entries(client, queue) == []


def test_the_execution_queue_can_stay(client, task, queue, other):
    asked = {"task": task, "queue": other, "update_execution_queue": False}
    assert client.refused("tasks.enqueue", asked)[:2] == (400, 12)
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    assert "execution.queue" not in client.ok("tasks.enqueue", asked)["fields"]
    assert get(client, task)["execution"]["queue"] == queue
    assert entries(client, other) == [task]


def test_the_default_queue(own_server, name):
    client = own_server.start().admin
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    queue = client.ok("queues.get_default")["id"]
    client.ok("tasks.enqueue", {"task": task})
    assert entries(client, queue) == [task]
    other = client.ok("queues.create", {
        "name": name, "system_tags": ["default"]})["id"]
    assert client.refused("tasks.enqueue", {"task": task})[:2] == (400, 708)
    for one in (queue, other):
        client.ok("queues.update", {"queue": one, "system_tags": []})
    assert client.refused("tasks.enqueue", {"task": task})[:2] == (400, 707)
    own_server.check()


def test_watched_queues(client, task, queue):
    asked = {"task": task, "queue": queue, "verify_watched_queue": True}
    assert client.ok("tasks.enqueue", asked)["queue_watched"] is False
    client.ok("tasks.dequeue", {"task": task})
    client.ok("workers.register", {"worker": "watching", "queues": [queue]})
    assert client.ok("tasks.enqueue", asked)["queue_watched"] is True
    client.ok("workers.unregister", {"worker": "watching"})


def test_dequeue_restores_the_status(client, task, queue):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.failed", {"task": task})
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    done = client.ok("tasks.dequeue", {"task": task})
    assert (done["dequeued"], done["updated"],
            done["fields"]["status"]) == (1, 1, "failed")
    assert entries(client, queue) == []
    assert "enqueue_status" not in get(client, task)


def test_dequeue_of_others(client, task, queue):
    assert client.ok("tasks.dequeue", {"task": task}) == {
        "dequeued": 1, "updated": 0}
    client.ok("queues.add_task", {"queue": queue, "task": "no task"})
    assert client.ok("tasks.dequeue", {"task": "no task"}) == {
        "dequeued": 1, "updated": 0}
    assert entries(client, queue) == []


def test_dequeue_with_a_status(client, task, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    assert client.refused("tasks.dequeue", {
        "task": task, "new_status": "nosuch"})[:2] == (400, 12)
    assert client.refused("tasks.dequeue", {
        "task": task, "new_status": "completed"})[:2] == (400, 110)
    assert entries(client, queue) == [task]
    done = client.ok("tasks.dequeue", {
        "task": task, "new_status": "in_progress"})
    assert done["fields"]["status"] == "in_progress"


def test_dequeue_from_its_own_queue_or_from_all(client, task, queue, other):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("queues.add_task", {
        "queue": other, "task": task, "update_execution_queue": False})
    client.ok("tasks.dequeue", {"task": task})
    assert (entries(client, queue), entries(client, other)) == ([], [task])
    client.ok("tasks.dequeue", {"task": task, "remove_from_all_queues": True})
    assert entries(client, other) == []


def test_a_pop_leaves_the_status(client, task, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    popped = client.ok("queues.get_next_task", {
        "queue": queue, "get_task_info": True})
    assert popped["entry"]["task"] == task
    assert popped["task_info"]["user"] == get(client, task)["user"]
    assert get(client, task)["status"] == "queued"


def test_a_pop_of_a_stopped_task(client, task, queue):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.stopped", {"task": task})
    client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.get_next_task", {"queue": queue})
    assert get(client, task)["status"] == "queued"


def test_stop_takes_it_out(client, task, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    assert client.ok("tasks.stop", {"task": task})["fields"]["status"] == (
        "stopped")
    assert entries(client, queue) == []


def test_names_in_lists_of_queues(client, task, name, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    found, = client.ok("queues.get_all_ex", {"id": [queue]})["queues"]
    assert found["entries"][0]["task"] == {"id": task, "name": name}


@pytest.mark.parametrize("action, body", [
    ("queues.clear_queue", {}), ("queues.delete", {"force": True})])
def test_tasks_of_a_queue_that_goes(client, task, queue, action, body):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok(action, {"queue": queue} | body)
    found = get(client, task)
    assert found["status"] == "created"
    assert "queue" not in found["execution"]


def test_a_task_that_is_removed(client, task, queue):
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("queues.remove_task", {
        "queue": queue, "task": task, "update_task_status": True}, "2.34")
    assert get(client, task)["status"] == "created"


def test_many(client, name, queue):
    tasks = [client.ok("tasks.create", {
        "name": f"{name} {i}", "type": "training"})["id"] for i in range(3)]
    done = client.ok("tasks.enqueue_many", {
        "ids": [*tasks, "none"], "queue": queue, "verify_watched_queue": True})
    assert [one["id"] for one in done["succeeded"]] == tasks
    assert all(one["queued"] and one["updated"] == 1
               and one["fields"]["status"] == "queued"
               for one in done["succeeded"])
    failed, = done["failed"]
    assert failed["id"] == "none"
    assert failed["error"]["codes"] == [400, 101]
    assert failed["error"]["msg"].startswith("Invalid task id: id=none")
    assert done["queue_watched"] is False
    assert entries(client, queue) == tasks
    done = client.ok("tasks.dequeue_many", {"ids": tasks})
    assert [one["dequeued"] for one in done["succeeded"]] == [True] * 3
    assert done["failed"] == []
    assert entries(client, queue) == []


def test_each_is_popped_once_and_queued_nowhere_else(own_server, name):
    client = own_server.start().admin
    queue = client.ok("queues.create", {"name": name})["id"]
    tasks = [client.ok("tasks.create", {
        "name": name, "type": "training"})["id"] for _ in range(20)]
    popped, ends = [], []

    def enqueue():
        for task in tasks:
            client.call("tasks.enqueue", {"task": task, "queue": queue})

    def pop():
        while len(popped) < 20:
            entry = client.ok("queues.get_next_task", {"queue": queue})
            if entry:
                client.ok("tasks.dequeue", {
                    "task": entry["entry"]["task"],
                    "new_status": "in_progress"})
                popped.append(entry["entry"]["task"])
            elif ends:
                break

    threads = [threading.Thread(target=pop) for _ in range(3)]
    for thread in threads:
        thread.start()
    enqueue()
    ends.append(True)
    for thread in threads:
        thread.join()
    assert sorted(popped) == sorted(tasks)
    assert entries(client, queue) == []
    own_server.check()


def test_a_task_leaves_very_many_queues(client, task, name, server):
    queues = [client.ok("queues.create", {"name": f"{name}-{i}"})["id"]
              for i in range(400)]
    for queue in queues:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("tasks.delete", {"task": task, "force": True})
    listed = client.ok("queues.get_all", {"id": queues})["queues"]
    assert [one["entries"] for one in listed] == [[]] * len(queues)
    server.check()


def has_queue(client, name):
    return client.ok("queues.get_all", {"name": f"^{name}$"})["queues"] != []


def make(client):
    return client.ok("tasks.create", {
        "name": "made", "type": "training"})["id"]


def test_a_refused_task_makes_no_queue(client, task, name):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.completed", {"task": task})
    client.ok("tasks.publish", {"task": task})
    for one, code in (("nope", (400, 101)), (task, (400, 110))):
        assert client.refused("tasks.enqueue", {
            "task": one, "queue_name": name})[:2] == code
    found = client.ok("tasks.enqueue_many", {
        "ids": ["nope", task], "queue_name": name})
    assert (found["succeeded"], len(found["failed"])) == ([], 2)
    found = client.ok("tasks.enqueue_many", {"ids": [], "queue_name": name})
    assert (found["succeeded"], found["failed"]) == ([], [])
    assert not has_queue(client, name)
    found = client.ok("tasks.enqueue_many", {
        "ids": ["nope", make(client), make(client)], "queue_name": name})
    assert (len(found["succeeded"]), len(found["failed"])) == (2, 1)
    assert has_queue(client, name)


def test_a_new_queue_of_many_calls(client, name):
    """It is created once, whoever comes first."""
    def enqueue(task):
        # a busy server says so, and clients call again
        while client.call("tasks.enqueue", {
                "task": task, "queue_name": name}).status == 503:
            pass

    tasks = [make(client) for _ in range(16)]
    threads = [threading.Thread(target=enqueue, args=(task,))
               for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = client.ok("queues.get_all", {"name": f"^{name}$"})["queues"]
    assert [{entry["task"] for entry in queue["entries"]}
            for queue in found] == [set(tasks)]


def test_a_deleted_queue_is_forgotten(server, client, queue):
    tasks = [make(client) for _ in range(3)]
    for task in tasks:
        client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("queues.get_next_task", {"queue": queue})
    client.ok("tasks.started", {"task": tasks[0]})
    client.ok("queues.delete", {"queue": queue, "force": True})
    assert [get(client, task)["status"] for task in tasks] == [
        "in_progress", "created", "created"]
    assert not any("queue" in get(client, task)["execution"]
                   for task in tasks)
