"""tasks: what becomes of a task, from its creation to its end."""

import time
from datetime import datetime

import pytest

pytestmark = pytest.mark.sqlite


@pytest.fixture
def task(client, name):
    return client.ok("tasks.create", {"name": name, "type": "training"})["id"]


def get(client, task):
    return client.ok("tasks.get_by_id", {"task": task})["task"]


def status(client, task):
    return get(client, task)["status"]


def test_create_and_get(client, name):
    sent = {"name": f"  {name} ", "type": "testing", "comment": "a comment",
            "tags": ["z", "a"], "system_tags": ["development"],
            "output_dest": "file:///x",
            "script": {"binary": "python3", "diff": "print('\u00e9')",
                       "requirements": {"pip": "six"}},
            "execution": {"parameters": {"a": [1]}, "docker_cmd": "x",
                          "artifacts": []},
            "hyperparams": {"General": {"lr": {
                "section": "General", "name": "lr", "value": "0.1"}}},
            "configuration": {"c": {"name": "c", "value": "text"}},
            "models": {"input": [{"name": "m", "model": "m1"}], "output": []},
            "container": {"image": "ubuntu"}}
    task = client.ok("tasks.create", sent)["id"]
    found = get(client, task)
    for member in ("type", "comment", "script", "execution", "hyperparams",
                   "configuration", "models", "container", "system_tags"):
        assert found[member] == sent[member], member
    assert found["name"] == name
    assert found["tags"] == ["a", "z"]
    assert found["output"] == {"destination": "file:///x"}
    assert (found["status"], found["status_reason"],
            found["status_message"]) == ("created", "", "")
    assert found["created"] == found["last_update"]
    assert "started" not in found


def test_what_is_always_there(client, task):
    found = get(client, task)
    assert found["output"] == {}
    assert found["execution"] == {"artifacts": []}
    assert found["models"] == {"input": [], "output": []}
    assert found["hyperparams"] == found["configuration"] == {}
    assert found["last_metrics"] == {}


def test_create_refusals(client, name):
    good = {"name": name, "type": "training"}
    assert client.refused("tasks.create", good | {"name": " ab "}) == (
        400, 800,
        "Data validation error: name=String value is too short")
    assert client.refused("tasks.create", good | {"project": "none"}) == (
        400, 401, "Invalid project id: id=none")
    assert client.refused("tasks.create", good | {"parent": "none"}) == (
        400, 101, "Invalid task id (invalid parent): parent=none")
    assert client.refused("tasks.create", good | {"type": "nosuch"})[:2] == (
        400, 12)
    assert client.refused("tasks.create", good | {"tags": ["__$x"]})[:2] == (
        400, 16)
    assert client.refused("tasks.create", good | {
        "tags": [""] * 10001})[:2] == (400, 12)


def test_unknown_and_foreign_tasks(client, stranger, task):
    text = "Invalid task id: id=none, company=" + get(client, task)["company"]
    for action in ("close", "completed", "delete", "edit", "enqueue",
                   "failed", "ping", "publish", "reset", "stop",
                   "stopped", "update"):
        body = {"task": "none", "queue": "none"}
        assert client.refused(f"tasks.{action}", body) == (
            400, 101, text), action
    assert client.refused("tasks.started", {"task": "none"}) == (
        400, 10, "Invalid object id: task=None")
    assert client.refused("tasks.get_by_id", {"task": "none"}) == (
        400, 101, "Invalid task id: ids=['none']")
    assert stranger.refused("tasks.get_by_id", {"task": task})[:2] == (
        400, 101)
    assert stranger.refused("tasks.started", {"task": task})[:2] == (400, 10)
    assert stranger.ok("tasks.get_all", {"id": [task]}) == {"tasks": []}


def test_a_run(client, task):
    done = client.ok("tasks.started", {
        "task": task, "status_reason": "r", "status_message": "m"})
    assert (done["updated"], done["started"]) == (1, 1)
    fields = done["fields"]
    assert (fields["status"], fields["status_reason"],
            fields["status_message"]) == ("in_progress", "r", "m")
    first = get(client, task)
    assert first["started"] == fields["status_changed"]
    assert first["last_changed_by"] == fields["last_changed_by"]
    client.ok("tasks.started", {"task": task, "force": True})
    assert get(client, task)["started"] == first["started"]
    before = get(client, task)["last_update"]
    assert client.ok("tasks.ping", {"task": task}) == {}
    assert get(client, task)["last_update"] > before
    assert client.ok("tasks.completed", {"task": task})["updated"] == 1
    last = get(client, task)
    assert last["status"] == "completed"
    assert last["completed"] >= last["started"]
    assert last["active_duration"] == int((
        datetime.fromisoformat(last["completed"])
        - datetime.fromisoformat(last["started"])).total_seconds())
    assert (last["status_reason"], last["status_message"]) == ("", "")


@pytest.mark.parametrize("action, reached", [
    ("stopped", "stopped"), ("failed", "failed"), ("completed", "completed")])
def test_ends(client, task, action, reached):
    client.ok("tasks.started", {"task": task})
    done = client.ok(f"tasks.{action}", {"task": task, "status_reason": "why"})
    assert done["fields"]["status"] == reached
    assert get(client, task)["completed"]


def test_moves_that_are_not_allowed(client, task):
    assert client.refused("tasks.completed", {"task": task}) == (
        400, 110, "Invalid task status (Invalid status change): "
        "current_status=created, new_status=completed")
    assert status(client, task) == "created"
    client.ok("tasks.completed", {"task": task, "force": True})
    assert client.refused("tasks.failed", {"task": task})[:2] == (400, 110)
    assert client.refused("tasks.close", {"task": task})[:2] == (400, 110)


def test_close_and_publish(client, task):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.stopped", {"task": task})
    assert client.ok("tasks.close", {"task": task})["fields"]["status"] == (
        "closed")
    assert client.ok("tasks.publish", {"task": task})["fields"]["status"] == (
        "published")
    assert get(client, task)["published"]
    assert client.refused("tasks.stopped", {"task": task})[:2] == (400, 110)


def test_completed_and_published_at_once(client, task):
    client.ok("tasks.started", {"task": task})
    done = client.ok("tasks.completed", {"task": task, "publish": True})
    assert done["published"] == 1
    assert status(client, task) == "published"


def test_stop_without_a_worker(client, task):
    client.ok("tasks.started", {"task": task})
    fields = client.ok("tasks.stop", {"task": task})["fields"]
    assert fields["status"] == "stopped"
    assert fields["status_message"].startswith("Stopped by ")


def test_stop_asks_the_worker(client, task):
    client.ok("tasks.started", {"task": task})
    client.ok("workers.status_report", {
        "worker": "w1", "timestamp": 1, "task": task})
    fields = client.ok("tasks.stop", {"task": task})["fields"]
    assert (fields["status"], fields["status_message"]) == (
        "in_progress", "stopping")
    assert status(client, task) == "in_progress"


def test_stop_of_one_that_is_run_by_hand(client, task):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.update", {"task": task, "system_tags": ["development"]})
    client.ok("workers.status_report", {
        "worker": "w1", "timestamp": 1, "task": task})
    assert client.ok("tasks.stop", {"task": task})["fields"]["status"] == (
        "stopped")


def test_a_silent_one_is_stopped(own_server):
    client = own_server.start(LINEUP_TASK_SILENCE="1").admin
    task = client.ok("tasks.create", {"name": "one", "type": "training"})["id"]
    client.ok("tasks.started", {"task": task, "force": True})
    while (found := get(client, task))["status"] == "in_progress":
        time.sleep(0.05)
    assert found["status"] == "stopped"
    assert found["status_reason"] == "Forced stop (non-responsive)"


def test_reset(client, task, queue):
    client.ok("tasks.edit", {"task": task, "script": {"diff": "x"},
                             "runtime": {"a": 1}, "output_dest": "file:///x"})
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.add_or_update_artifacts", {"task": task, "artifacts": [
        {"key": "in", "type": "t", "mode": "input"},
        {"key": "out", "type": "t"}]})
    client.ok("events.add", {"type": "training_stats_scalar", "task": task,
                             "metric": "m", "variant": "v", "iter": 3,
                             "value": 1})
    client.ok("tasks.update", {"task": task, "output__error": "bad"})
    fields = client.ok("tasks.reset", {"task": task})["fields"]
    assert (fields["status"], fields["status_reason"],
            fields["status_message"]) == ("created", "reset", "reset")
    found = get(client, task)
    assert [a["key"] for a in found["execution"]["artifacts"]] == ["in"]
    assert found["output"] == {"destination": "file:///x"}
    assert found["last_metrics"] == {}
    assert found["script"] == {"diff": "x"}
    for member in ("started", "completed", "last_iteration", "last_worker",
                   "runtime", "enqueue_status", "active_duration"):
        assert member not in found, member
    assert "queue" not in found["execution"]
    assert client.ok("queues.get_num_entries", {"queue": queue})["num"] == 0
    assert client.ok("events.get_task_events", {"task": task})["total"] == 0


def test_reset_clears_all(client, task):
    client.ok("tasks.edit", {"task": task, "script": {"diff": "x"},
                             "execution": {"docker_cmd": "d"}})
    client.ok("tasks.reset", {"task": task, "clear_all": True})
    found = get(client, task)
    assert "script" not in found
    assert found["execution"] == {"artifacts": []}


def test_delete(client, task, name, queue):
    child = client.ok("tasks.create", {
        "name": name, "type": "training", "parent": task})["id"]
    client.ok("tasks.started", {"task": task})
    assert client.refused("tasks.delete", {"task": task}) == (
        400, 123, "Task cannot be deleted (due to status, use force=True): "
        f"task={task}, expected=created, current=in_progress")
    client.ok("queues.add_task", {"queue": queue, "task": task})
    done = client.ok("tasks.delete", {"task": task, "force": True})
    assert (done["deleted"], done["updated_children"]) == (True, 1)
    assert client.refused("tasks.get_by_id", {"task": task})[:2] == (400, 101)
    assert "parent" not in get(client, child)
    assert client.ok("queues.get_num_entries", {"queue": queue})["num"] == 0


def test_delete_of_an_archived_one(client, task):
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.update", {"task": task, "system_tags": ["archived"]})
    assert client.ok("tasks.delete", {"task": task})["deleted"]


def test_clone(client, name, queue):
    project = client.ok("projects.create", {"name": name})["id"]
    first = client.ok("tasks.create", {
        "name": name, "type": "testing", "project": project, "tags": ["a"],
        "system_tags": ["s"], "comment": "c", "script": {"diff": "x"},
        "hyperparams": {"General": {
            "a": {"section": "General", "name": "a", "value": "1"},
            "b": {"section": "General", "name": "b", "value": "2"}}}})["id"]
    client.ok("tasks.add_or_update_artifacts", {"task": first, "artifacts": [
        {"key": "in", "type": "t", "mode": "input"},
        {"key": "out", "type": "t"}]})
    client.ok("tasks.enqueue", {"task": first, "queue": queue})
    clone = client.ok("tasks.clone", {
        "task": first, "new_task_name": "another", "new_task_parent": first,
        "new_task_hyperparams": {"General": {
            "b": {"section": "General", "name": "b", "value": "3"}}}})["id"]
    found = get(client, clone)
    assert (found["status"], found["name"], found["type"], found["parent"],
            found["project"], found["comment"], found["tags"],
            found["system_tags"]) == (
        "created", "another", "testing", first, project, "c", ["a"], [])
    values = {n: p["value"] for n, p in
              found["hyperparams"]["General"].items()}
    assert values == {"a": "1", "b": "3"}
    assert [a["key"] for a in found["execution"]["artifacts"]] == ["in"]
    assert "queue" not in found["execution"]
    assert found["script"] == {"diff": "x"}


def test_clone_into_a_project_by_name(client, task, name):
    done = client.ok("tasks.clone", {"task": task,
                                     "new_project_name": f"{name}-new"})
    again = client.ok("tasks.clone", {"task": task,
                                      "new_project_name": f"{name}-new"})
    assert done["new_project"] == again["new_project"]
    assert get(client, done["id"])["project"] == done["new_project"]["id"]
    assert client.refused("tasks.clone", {"task": "none"})[:2] == (400, 101)
    assert client.refused("tasks.clone", {
        "task": task, "new_task_parent": "none",
        "new_project_name": f"{name}-never"})[:2] == (400, 101)
    assert client.ok("projects.get_all", {"name": f"{name}-never"}) == {
        "projects": []}
    assert client.refused("tasks.clone", {
        "task": task, "new_task_project": "none"})[:2] == (400, 401)
