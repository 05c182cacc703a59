"""What calls on queues mean to the tasks that the other server keeps."""

import datetime
import itertools
import re
import threading

import pytest

import peer as faults
from engine import until
from lineup_server import COMPANY

numbers = itertools.count()
THEN = datetime.datetime(2022, 1, 2, 3, 4, 5, 6000)


@pytest.fixture
def client(server):
    return server.admin


@pytest.fixture
def backend(mongod):
    return mongod.client().backend


@pytest.fixture
def queue(client):
    return client.ok("queues.create", {"name": f"of {next(numbers)}"})["id"]


@pytest.fixture
def user(backend, server):
    """The id of the caller: the first user, and the only one."""
    found, = backend.client.auth.user.find({"credentials": {"$ne": []}})
    return found["_id"]


class Tasks:
    """Documents as the other server has them, of one test."""

    def __init__(self, backend):
        self.backend = backend
        self.suffix = f"-{next(numbers)}"

    def put(self, name, **members):
        document = {
            "_id": name + self.suffix, "company": COMPANY, "name": name,
            "status": "queued", "enqueue_status": "created",
            "status_reason": "", "status_message": "m", "status_changed": THEN,
            "last_update": THEN, "last_change": THEN, "project": "none",
            "execution": {"docker_cmd": "image"}, "system_tags": ["a"],
            "unknown": {"of": "others"}} | members
        queue = document.pop("queue", None)
        if queue is not None:
            document["execution"] = document["execution"] | {"queue": queue}
        self.backend.task.insert_one({
            name: value for name, value in document.items()
            if value is not None})
        return document["_id"]

    def get(self, task):
        return self.backend.task.find_one({"_id": task})

    def queue_of(self, task):
        return self.get(task)["execution"].get("queue")


@pytest.fixture
def tasks(backend):
    return Tasks(backend)


def changes(before, after):
    """The members that differ, as they are now; None: gone."""
    return {name: after.get(name) for name in before.keys() | after.keys()
            if before.get(name, ...) != after.get(name, ...)}


def is_reverted(before, after, status, reason, user):
    """Whether a document has become what the other server makes of it."""
    found = changes(before, after)
    now = found.pop("status_changed")
    assert abs(datetime.datetime.utcnow() - now).total_seconds() < 60
    assert found.pop("last_update") == found.pop("last_change") == now
    assert after["enqueue_status"] is None
    found.pop("enqueue_status", None)
    expected = {"status_reason": reason, "status_message": "",
                "last_changed_by": user,
                "execution": {"docker_cmd": "image"}}
    if status != before["status"]:
        expected["status"] = status
    return found == expected


def entries(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


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
    """A queue whose tasks are of all kinds; the documents, by name."""
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
    """More than a thousand, and more than an answer has at once."""
    ids = [f"many-{i:05}" for i in range(5000)]
    backend.task.insert_many([{
        "_id": one, "company": COMPANY, "status": "queued",
        "execution": {"queue": queue}} for one in ids])
    backend.queue.update_one({"_id": queue}, {"$set": {
        "entries": [{"task": one, "added": THEN} for one in ids]}})
    removed = client.ok("queues.clear_queue", {"queue": queue})
    assert sorted(removed["removed_tasks"]) == ids
    assert backend.task.count_documents({
        "_id": {"$in": ids}, "status": "created"}) == 5000


def test_what_is_added_meanwhile_is_not_lost(client, backend, tasks, queue):
    """A task is popped, or reverted, or still in the queue: one of them."""
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


# Faults

@pytest.fixture
def frozen(backend, tasks, queue):
    """A task that can't be changed."""
    task = tasks.put("frozen", queue="another", status="stopped")
    backend.command("collMod", "task", validator={"$or": [
        {"_id": {"$ne": task}},
        {"status": "stopped", "execution.queue": "another"}]})
    yield task
    backend.command("collMod", "task", validator={})


def test_a_task_that_cant_be_changed_fails_no_call(server, client, tasks,
                                                   queue, frozen):
    def said(text):
        return len(re.findall(f"error .*{frozen}.*{text}", server.output()))

    before = tasks.get(frozen)
    assert client.ok("queues.add_task", {
        "queue": queue, "task": frozen}) == {"added": 1}
    assert said("can't be set as its execution.queue") == 1
    assert client.ok("queues.get_next_task", {
        "queue": queue})["entry"]["task"] == frozen
    assert said("may still be stopped") == 1
    assert tasks.get(frozen) == before


@pytest.mark.parametrize("fault", [faults.drop_before, faults.refuse(50),
                                   faults.refuse(10107)])
def test_tasks_that_cant_be_seen_fail_no_call(server, client, peer, tasks,
                                              queue, fault):
    task = tasks.put("t", queue=queue)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    peer.script("find task", fault, times=2)
    assert client.ok("queues.remove_task", {
        "queue": queue, "task": task, "update_task_status": True}) == {
        "removed": 1}
    peer.clear()
    assert entries(client, queue) == []
    assert tasks.get(task)["status"] == "queued"
    assert f"queue {queue}: 1 tasks were taken out, and some of them may " \
        "still be queued" in server.output()


@pytest.mark.parametrize("action, gone", [("clear_queue", False),
                                          ("delete", True)])
def test_tasks_of_a_whole_queue(server, client, backend, tasks, queue, frozen,
                                action, gone):
    backend.task.update_one({"_id": frozen}, {
        "$set": {"name": "frozen"}})
    client.ok("queues.add_task", {"queue": queue, "task": frozen})
    backend.command("collMod", "task", validator={})
    backend.task.update_one({"_id": frozen}, {
        "$set": {"execution.queue": queue}})
    backend.command("collMod", "task", validator={"$or": [
        {"_id": {"$ne": frozen}}, {"execution.queue": queue}]})
    client.ok(f"queues.{action}", {"queue": queue, "force": True})
    assert tasks.get(frozen)["status"] == "stopped"
    assert f"queue {queue}: 1 tasks were taken out" in server.output()
    assert backend.queue.count_documents({"_id": queue}) == (not gone)
    if not gone:
        assert entries(client, queue) == []


@pytest.mark.parametrize("step", ["find task", "update task", "update queue"])
def test_a_call_that_was_cut_is_finished_by_the_next(
        client, backend, peer, tasks, queue, step):
    """MongoDB is away from some step on, until the call is repeated."""
    task = tasks.put("t", queue=queue)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    peer.script(step, peer.vanish(faults.drop_before))
    client.call("queues.clear_queue", {"queue": queue})
    peer.open()
    until(lambda: client.send("GET", "/readyz").status == 200)
    assert backend.queue.find_one({"_id": queue})["entries"] == []
    client.ok("queues.clear_queue", {"queue": queue})
    assert tasks.get(task)["status"] == "created"
    assert "lineup_leaving" not in backend.queue.find_one({"_id": queue})
