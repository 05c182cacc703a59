"""Effects of calls on queues on the tasks that the other server keeps."""

import itertools
import threading

import pytest

from documents import THEN, changes, entries, is_reverted
from engine import until
from lineup_server import COMPANY

numbers = itertools.count()


@pytest.fixture
def user(backend, server):
    """The id of the caller: the only user."""
    found, = backend.client.auth.user.find({"credentials": {"$ne": []}})
    return found["_id"]


# queues.add_task

@pytest.mark.parametrize("version", ["2.4", "2.23", "2.31", None])
@pytest.mark.parametrize("queued", [None, "another"])
def test_an_added_task_is_to_be_run_from_there(client, tasks, queue, version,
                                               queued):
    task = tasks.put("t", status="created", queue=queued)
    before = tasks.get(task)
    assert client.ok("queues.add_task", {"queue": queue, "task": task},
                     version) == {"added": 1}
    assert changes(before, tasks.get(task)) == {
        "execution": {"docker_cmd": "image", "queue": queue}}


@pytest.mark.parametrize("version", ["2.4", "2.31"])
@pytest.mark.parametrize("value", [False, None])
def test_unless_that_is_not_wanted(client, tasks, queue, version, value):
    task = tasks.put("t", queue="another")
    client.ok("queues.add_task", {
        "queue": queue, "task": task, "update_execution_queue": value},
        version)
    assert tasks.queue_of(task) == "another"


def test_a_task_that_was_queued_already_stays(client, tasks, queue):
    task = tasks.put("t", queue="another")
    client.ok("queues.add_task", {"queue": queue, "task": task,
                                  "update_execution_queue": False})
    assert client.refused("queues.add_task", {
        "queue": queue, "task": task})[:2] == (400, 706)
    assert tasks.queue_of(task) == "another"


def test_tasks_of_others_stay(client, tasks, queue):
    for company in ("c2", ""):
        task = tasks.put(f"of {company}", company=company, queue="another",
                         status="stopped")
        before = tasks.get(task)
        client.ok("queues.add_task", {"queue": queue, "task": task})
        client.ok("queues.get_next_task", {"queue": queue})
        client.ok("queues.add_task", {"queue": queue, "task": task})
        client.ok("queues.remove_task", {"queue": queue, "task": task,
                                         "update_task_status": True})
        assert tasks.get(task) == before


def test_a_task_without_a_document(client, backend, queue):
    n_before = backend.task.count_documents({})
    client.ok("queues.add_task", {"queue": queue, "task": "ghost"})
    client.ok("queues.remove_task", {"queue": queue, "task": "ghost",
                                     "update_task_status": True})
    assert backend.task.count_documents({}) == n_before


def test_operators_are_texts(client, tasks, queue):
    task = tasks.put("$status")
    client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.remove_task", {"queue": queue, "task": task,
                                     "update_task_status": True})
    assert tasks.get(task)["status"] == "created"


# queues.get_next_task

@pytest.mark.parametrize("body", [{}, {"get_task_info": True},
                                  {"task": "t"}])
def test_a_stopped_task_is_queued_again(client, tasks, queue, body):
    task = tasks.put("t", status="stopped", queue=queue)
    other = tasks.put("other", status="stopped", queue=queue)
    before = tasks.get(task), tasks.get(other)
    for one in (task, other):
        client.ok("queues.add_task", {"queue": queue, "task": one})
    if "task" in body:
        body = {"task": task}
    popped = client.ok("queues.get_next_task", {"queue": queue} | body)
    assert popped["entry"]["task"] == task
    assert changes(before[0], tasks.get(task)) == {"status": "queued"}
    assert tasks.get(other) == before[1]


@pytest.mark.parametrize("status", ["queued", "created", "in_progress",
                                    "completed", "failed"])
def test_any_other_stays_as_it_is(client, tasks, queue, status):
    task = tasks.put("t", status=status, queue=queue)
    before = tasks.get(task)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.get_next_task", {"queue": queue})
    assert tasks.get(task) == before


def test_a_pop_of_another_changes_nothing(client, tasks, queue):
    task = tasks.put("t", status="stopped", queue=queue)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    assert client.ok("queues.get_next_task", {
        "queue": queue, "task": "another"}) == {}
    assert tasks.get(task)["status"] == "stopped"
    assert entries(client, queue) == [task]


# queues.remove_task

@pytest.mark.parametrize("version", ["2.4", "2.31"])
@pytest.mark.parametrize("enqueue_status, status", [
    ("created", "created"), ("stopped", "stopped"), ("failed", "failed"),
    (None, "created")])
def test_a_removed_task_is_what_it_was(client, tasks, queue, user, version,
                                       enqueue_status, status):
    task = tasks.put("t", queue=queue, enqueue_status=enqueue_status)
    before = tasks.get(task)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    assert client.ok("queues.remove_task", {
        "queue": queue, "task": task, "update_task_status": True},
        version) == {"removed": 1}
    assert is_reverted(before, tasks.get(task), status,
                       f"Task was removed from the queue {queue}", user)


@pytest.mark.parametrize("body", [{}, {"update_task_status": False},
                                  {"update_task_status": None}])
def test_only_where_that_is_asked_for(client, tasks, queue, body):
    task = tasks.put("t", queue=queue)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    before = tasks.get(task)
    client.ok("queues.remove_task", {"queue": queue, "task": task} | body)
    assert tasks.get(task) == before


def test_only_a_task_of_this_queue(client, tasks, queue):
    task = tasks.put("t", queue="another")
    before = tasks.get(task)
    client.ok("queues.add_task", {"queue": queue, "task": task,
                                  "update_execution_queue": False})
    client.ok("queues.remove_task", {"queue": queue, "task": task,
                                     "update_task_status": True})
    assert tasks.get(task) == before


def test_a_running_task_of_this_queue_too(client, tasks, queue, user):
    task = tasks.put("t", queue=queue, status="in_progress",
                     enqueue_status=None)
    before = tasks.get(task)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.remove_task", {"queue": queue, "task": task,
                                     "update_task_status": True})
    assert is_reverted(before, tasks.get(task), "created",
                       f"Task was removed from the queue {queue}", user)


def test_one_that_stays_queued_loses_a_tag(client, tasks, queue):
    task = tasks.put("t", queue=queue, enqueue_status="queued",
                     system_tags=["development", "a"])
    client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.remove_task", {"queue": queue, "task": task,
                                     "update_task_status": True})
    after = tasks.get(task)
    assert (after["status"], after["system_tags"]) == ("queued", ["a"])
    assert "queue" not in after["execution"]


def test_its_project_has_changed_as_well(client, backend, tasks, queue):
    project, other = (f"p{next(numbers)}" for _ in range(2))
    backend.project.insert_many([
        {"_id": one, "name": one, "last_update": THEN, "unknown": 1}
        for one in (project, other)])
    task = tasks.put("t", queue=queue, project=project)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    assert backend.project.find_one({"_id": project})["last_update"] == THEN
    client.ok("queues.remove_task", {"queue": queue, "task": task,
                                     "update_task_status": True})
    now = tasks.get(task)["last_update"]
    assert backend.project.find_one({"_id": project}) == {
        "_id": project, "name": project, "last_update": now, "unknown": 1}
    assert backend.project.find_one({"_id": other})["last_update"] == THEN


# queues.clear_queue and queues.delete

@pytest.fixture
def mixed(client, tasks, queue):
    """A queue with tasks of all kinds; gives the documents by name."""
    made = {
        "plain": tasks.put("plain", queue=queue),
        "stopped": tasks.put("stopped", queue=queue,
                             enqueue_status="stopped"),
        "elsewhere": tasks.put("elsewhere", queue="another"),
        "running": tasks.put("running", queue=queue, status="in_progress",
                             enqueue_status=None),
        "ghost": "ghost",
        "foreign": tasks.put("foreign", queue=queue, company="c2")}
    for task in made.values():
        client.ok("queues.add_task", {
            "queue": queue, "task": task, "update_execution_queue": False})
    return {name: tasks.get(task) for name, task in made.items()
            if name != "ghost"}


REVERTED = {"plain": "created", "stopped": "stopped", "running": "created"}


def check_mixed(tasks, mixed, reason, user):
    for name, before in mixed.items():
        after = tasks.get(before["_id"])
        if name in REVERTED:
            assert is_reverted(before, after, REVERTED[name], reason, user)
        else:
            assert after == before


@pytest.mark.parametrize("version", ["1.0", "2.4", "2.31"])
def test_a_cleared_queue_gives_tasks_back(client, tasks, queue, mixed, user,
                                          version):
    before = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    removed = client.ok("queues.clear_queue", {"queue": queue},
                        version)["removed_tasks"]
    assert sorted(removed) == sorted(mixed[name]["_id"] for name in REVERTED)
    check_mixed(tasks, mixed, f"Queue {queue} was cleared", user)
    after = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert after == before | {"entries": []}
    assert client.ok("queues.clear_queue", {"queue": queue}) == {
        "removed_tasks": []}


def test_a_deleted_queue_gives_tasks_back(client, backend, tasks, queue,
                                          mixed, user):
    assert client.refused("queues.delete", {"queue": queue})[:2] == (400, 702)
    assert tasks.get(mixed["plain"]["_id"]) == mixed["plain"]
    assert client.ok("queues.delete", {"queue": queue, "force": True}) == {
        "deleted": 1}
    check_mixed(tasks, mixed, f"Queue {queue} was deleted", user)
    assert backend.queue.count_documents({"_id": queue}) == 0


def test_nothing_of_it_stays_in_the_document(client, backend, queue, mixed):
    names = list(backend.queue.find_one({"_id": queue}))
    client.ok("queues.clear_queue", {"queue": queue})
    document = backend.queue.find_one({"_id": queue})
    assert list(document) == names
    assert document["entries"] == []


def test_projects_of_cleared_tasks(client, backend, tasks, queue):
    projects = [f"p{next(numbers)}" for _ in range(3)]
    backend.project.insert_many([{"_id": one, "last_update": THEN}
                                 for one in projects])
    for project in projects[:2] * 2:
        client.ok("queues.add_task", {"queue": queue, "task": tasks.put(
            f"t{next(numbers)}", queue=queue, project=project)})
    client.ok("queues.clear_queue", {"queue": queue})
    first, second, third = (
        backend.project.find_one({"_id": one})["last_update"]
        for one in projects)
    assert first == second > third == THEN


def test_unknown_queues(client, queue):
    assert client.refused("queues.clear_queue", {"queue": "nope"}) == (
        400, 701, "Invalid queue id: queue=nope")


def test_many_tasks(client, backend, tasks, queue):
    """More than a thousand, and than one reply of mongod holds."""
    ids = [f"many-{i:05}" for i in range(5000)]
    backend.task.insert_many([{
        "_id": one, "company": COMPANY, "status": "queued",
        "execution": {"queue": queue}} for one in ids])
    backend.queue.update_one({"_id": queue}, {"$set": {
        "entries": [{"task": one, "added": THEN} for one in ids]}})
    removed = client.ok("queues.clear_queue", {"queue": queue})
    assert sorted(removed["removed_tasks"]) == ids
    # On a slow machine the last of them are reverted after the answer.
    until(lambda: backend.task.count_documents({
        "_id": {"$in": ids}, "status": "created"}) == 5000, 120)


def test_what_is_added_meanwhile_is_not_lost(client, backend, tasks, queue):
    """Each task is either popped, reverted, or still in the queue."""
    def add():
        for i in range(100):
            added.append(tasks.put(f"a{i}", queue=queue))
            client.ok("queues.add_task", {
                "queue": queue, "task": added[-1]})

    def pop():
        while adder.is_alive():
            data = client.ok("queues.get_next_task", {"queue": queue})
            if data:
                popped.append(data["entry"]["task"])

    added, popped, removed = [], [], []
    adder = threading.Thread(target=add)
    popper = threading.Thread(target=pop)
    for thread in adder, popper:
        thread.start()
    while adder.is_alive():
        removed += client.ok("queues.clear_queue", {
            "queue": queue})["removed_tasks"]
    for thread in adder, popper:
        thread.join()
    left = entries(client, queue)
    assert sorted(popped + removed + left) == sorted(added)
    for task in added:
        assert tasks.get(task)["status"] == (
            "created" if task in removed else "queued")


# lineup queue

@pytest.fixture
def tool(server, mongod):
    server.settings |= {"LINEUP_STORE": mongod.uri, "LINEUP_STORE_PREFIX": ""}
    return server.tool


def test_the_command_line_too(backend, tasks, queue, tool):
    added, removed, left = (
        tasks.put(name, queue="another") for name in ("a", "r", "l"))
    tool("queue", "add", queue, added, removed, left)
    assert {tasks.queue_of(one) for one in (added, removed, left)} == {queue}
    tool("queue", "remove", queue, removed)
    document = tasks.get(removed)
    assert (document["status"], document["status_reason"]) == (
        "created", f"Task was removed from the queue {queue}")
    assert tasks.get(left)["status"] == "queued"
    tool("queue", "delete", queue, "--force")
    for task in added, left:
        document = tasks.get(task)
        assert (document["status"], document["status_reason"]) == (
            "created", f"Queue {queue} was deleted")
        assert "last_changed_by" not in document
    assert backend.queue.count_documents({"_id": queue}) == 0
