"""Calls on queues succeed even if their tasks can't be changed."""

import datetime
import re

import pytest

import peer as faults
from documents import entries
from engine import until

NEVER = datetime.datetime(1970, 1, 1)
FINISHED = 60  # seconds: pending work is looked for each ten


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
    def is_said_once(text):
        pattern = f"error .*{frozen}.*{text}"
        until(lambda: re.search(pattern, server.output()))
        assert len(re.findall(pattern, server.output())) == 1

    before = tasks.get(frozen)
    assert client.ok("queues.add_task", {
        "queue": queue, "task": frozen}) == {"added": 1}
    is_said_once("execution.queue can't be set")
    assert client.ok("queues.get_next_task", {
        "queue": queue})["entry"]["task"] == frozen
    is_said_once("may still be stopped")
    assert tasks.get(frozen) == before


def is_reverted_at_last(backend, tasks, task, status):
    """Wait for a status, without the pause before another attempt."""
    def ask():
        backend.lineup_leaving.update_many({}, {"$set": {"claimed": NEVER}})
        return tasks.get(task)["status"] == status
    until(ask, FINISHED)


@pytest.mark.parametrize("fault", [faults.drop_before, faults.refuse(50),
                                   faults.refuse(10107)])
def test_tasks_that_cant_be_seen_fail_no_call(client, backend, peer, tasks,
                                              queue, fault):
    task = tasks.put("t", queue=queue)
    client.ok("queues.add_task", {"queue": queue, "task": task})
    peer.script("update task", fault, times=2)
    assert client.ok("queues.remove_task", {
        "queue": queue, "task": task, "update_task_status": True}) == {
        "removed": 1}
    assert entries(client, queue) == []
    is_reverted_at_last(backend, tasks, task, "created")


@pytest.mark.parametrize("action, gone", [("clear_queue", False),
                                          ("delete", True)])
def test_tasks_of_a_whole_queue(server, client, backend, tasks, queue, frozen,
                                action, gone):
    def freeze(condition):
        backend.command("collMod", "task", validator=condition)

    client.ok("queues.add_task", {"queue": queue, "task": frozen})
    freeze({})
    backend.task.update_one({"_id": frozen}, {
        "$set": {"execution.queue": queue}})
    freeze({"$or": [{"_id": {"$ne": frozen}}, {"execution.queue": queue}]})
    client.ok(f"queues.{action}", {"queue": queue, "force": True})
    assert tasks.get(frozen)["status"] == "stopped"
    until(lambda: f"queue {queue}: 1 tasks were taken out" in server.output())
    assert backend.queue.count_documents({"_id": queue}) == (not gone)
    if not gone:
        assert entries(client, queue) == []
    freeze({})
    is_reverted_at_last(backend, tasks, frozen, "created")


@pytest.mark.parametrize("step", ["find task", "update task", "update queue"])
def test_a_call_that_was_cut_is_finished_by_the_next(
        client, backend, peer, tasks, queue, step):
    """MongoDB is unavailable from some step on, until the call is repeated."""
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
