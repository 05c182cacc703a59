"""workers: those who run tasks."""

import contextlib
import sqlite3
import time

import pytest

pytestmark = pytest.mark.sqlite

STATS = {"cpu_usage": [1.5], "memory_used": 3.0}


@pytest.fixture
def worker(name):
    return f"{name}:gpu0,1"


def find(client, worker, **body):
    found = client.ok("workers.get_all", body)["workers"]
    return next((one for one in found if one["id"] == worker), None)


def test_register_and_unregister(client, queue, name, worker):
    assert client.ok("workers.register", {
        "worker": worker, "queues": [queue], "tags": ["t"]}) == {}
    found = find(client, worker)
    assert found["queues"] == [{"id": queue, "name": name, "num_tasks": 0}]
    assert found["tags"] == ["t"]
    assert found["ip"] == "127.0.0.1"
    assert found["register_time"] == found["last_activity_time"]
    assert "task" not in found and "last_report_time" not in found
    assert found["key"].startswith("worker_") and found["key"].endswith(worker)
    for _ in range(2):
        assert client.ok("workers.unregister", {"worker": worker}) == {}
    assert find(client, worker) is None


def test_a_user_takes_their_workers_along(server, client, worker):
    own, user = server.add_user("Zoe")
    own.ok("workers.register", {"worker": worker})
    assert worker in server.tool("worker", "list")
    server.tool("user", "remove", user)
    assert worker not in server.tool("worker", "list")


def test_register_refusals(client, queue, worker):
    assert client.refused("workers.register", {
        "worker": worker, "timeout": -1}) == (
        400, 1002, "Worker registration failed (invalid timeout): timeout=-1, "
        f"worker={worker}")
    assert client.refused("workers.register", {
        "worker": worker, "queues": ["none", queue]}) == (
        400, 701, "Invalid queue id: ids=(none)")
    assert client.refused("workers.register", {
        "worker": worker, "queues": [queue, queue]}) == (
        400, 701, "Invalid queue id: ids=()")
    assert find(client, worker) is None


def test_status_reports(client, queue, name, worker):
    project = client.ok("projects.create", {"name": name})["id"]
    task = client.ok("tasks.create", {
        "name": name, "type": "training", "project": project})["id"]
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    assert client.ok("workers.status_report", {
        "worker": worker, "timestamp": 1795936802000, "task": task,
        "queue": queue, "queues": [queue], "machine_stats": STATS,
        "tags": ["a"], "is_daemon": True}) == {}
    found = find(client, worker)
    assert found["task"] == {"id": task, "name": name}
    assert found["project"] == {"id": project, "name": name}
    assert found["queue"]["next_task"] == {"id": task, "name": name}
    assert found["queue"]["num_tasks"] == 1
    shown = client.ok("tasks.get_by_id", {"task": task})["task"]
    assert shown["last_worker"] == worker
    assert shown["last_worker_report"] == found["last_report_time"]
    listed, = client.ok("queues.get_all_ex", {"id": [queue]})["queues"]
    assert [one["name"] for one in listed["workers"]] == [worker]
    client.ok("workers.status_report", {
        "worker": worker, "timestamp": 1, "machine_stats": None,
        "tags": None})
    found = find(client, worker)
    assert "task" not in found and "tags" not in found
    assert "queue" not in found
    assert [one["id"] for one in found["queues"]] == [queue]


def test_a_report_on_no_task(client, worker):
    assert client.refused("workers.status_report", {
        "worker": worker, "timestamp": 1, "task": "none", "tags": ["a"]})[
            :2] == (400, 101)
    found = find(client, worker)
    assert found["tags"] == ["a"] and "last_report_time" not in found


def rows(server):
    """The times of workers on disk."""
    path = f"file:{server.data}/lineup.db?mode=ro"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
        return dict(db.execute("SELECT name, active FROM workers"))


@pytest.mark.process
def test_what_is_repeated_is_not_written(client, server, name, worker, queue):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    report = {"worker": worker, "timestamp": 1, "task": task, "tags": ["a"],
              "queues": [queue]}

    def is_written(**more):
        before = rows(server).get(worker)
        time.sleep(0.01)
        client.ok("workers.status_report", report | more)
        found = find(client, worker)
        assert found["last_activity_time"] == found["last_report_time"]
        active.append(found["last_activity_time"])
        assert active == sorted(set(active))
        return rows(server)[worker] != before

    active = []
    assert is_written()
    assert not is_written()
    assert not is_written(timestamp=2, machine_stats=STATS)
    for change in ({"tags": ["b"]}, {"queues": []}, {"task": None},
                   {"queue": queue}):
        assert is_written(**change)
        assert not is_written(**change)
        assert is_written()
    client.ok("tasks.reset", {"task": task, "force": True})
    assert is_written()
    assert client.ok("tasks.get_by_id", {"task": task})["task"][
        "last_worker"] == worker
    client.ok("workers.unregister", {"worker": worker})
    assert find(client, worker) is None
    assert is_written()
    client.ok("workers.register", {"worker": worker, "timeout": 8})
    assert is_written()
    assert not is_written()
    time.sleep(2)
    assert is_written()
    client.ok("tasks.delete", {"task": task, "force": True})
    assert client.refused("workers.status_report", report)[:2] == (400, 101)


def test_a_worker_that_is_silent_is_forgotten(client, worker):
    client.ok("workers.register", {"worker": worker, "timeout": 1})
    assert find(client, worker)
    time.sleep(1.1)
    assert find(client, worker) is None


@pytest.mark.parametrize("body, found", [
    ({"worker_pattern": "*:gpu*"}, True), ({"worker_pattern": "*0,?"}, True),
    ({"worker_pattern": "gpu*"}, False), ({"worker_pattern": "*gpu"}, False),
    ({"tags": ["x", "y"]}, True), ({"tags": ["-x"]}, False),
    ({"tags": ["y"]}, False), ({"system_tags": ["-x"]}, True),
    ({"last_seen": 0}, True), ({"last_seen": None}, True)])
def test_lists(client, worker, body, found):
    client.ok("workers.register", {"worker": worker, "tags": ["x"]})
    assert (find(client, worker, **body) is not None) == found


def test_of_another_company(client, stranger, worker):
    client.ok("workers.register", {"worker": worker})
    assert find(stranger, worker) is None
    stranger.ok("workers.unregister", {"worker": worker})
    assert find(client, worker)


def test_nothing_is_measured(client):
    asked = {"from_date": 1, "to_date": 2, "interval": 1}
    none = {"dates": [], "counts": []}
    assert client.ok("workers.get_stats", asked | {
        "items": [{"key": "cpu_usage"}]}) == {"workers": []}
    assert client.ok("workers.get_activity_report", asked) == {
        "total": none, "active": none}
    for action in ("get_stats", "get_activity_report"):
        assert client.refused(f"workers.{action}", {
            "from_date": 2, "to_date": 2, "interval": 1, "items": []}) == (
            400, 16, "Invalid value for fields (from_date must be less than "
            "to_date)")


@pytest.mark.parametrize("action", [
    "get_runtime_properties", "set_runtime_properties"])
def test_agents_are_silenced(client, action):
    assert client.refused(f"workers.{action}", {"worker": "w"})[:2] == (404, 0)
