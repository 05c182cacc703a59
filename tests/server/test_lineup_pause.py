"""A queue that is paused gives agents no tasks, and says so."""

import json
import time

import pytest

KEY = "lineup_paused"


@pytest.fixture
def tasks(client, queue, name):
    """Ids of five tasks that wait in the queue."""
    made = [f"{name}-{i}" for i in range(5)]
    for task in made:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return made


def pop(client, queue, agent=None, **body):
    answer = client.call("queues.get_next_task", {"queue": queue} | body,
                         X_ClearML_Worker=agent)
    assert answer.code == (200, 0)
    return answer.data.get("entry", {}).get("task")


def pause(client, queue, value="true"):
    client.ok("queues.add_or_update_metadata", {"queue": queue, "metadata": [
        {"key": KEY, "type": "string", "value": value}]})


def resume(client, queue):
    client.ok("queues.delete_metadata", {"queue": queue, "keys": [KEY]})


@pytest.mark.parametrize("value", ["", "true", "since noon", "user:"])
def test_pause(client, queue, tasks, value):
    pause(client, queue, value)
    for _ in range(3):
        assert pop(client, queue, "host:0") is None
    assert pop(client, queue, task=tasks[0]) is None
    client.ok("queues.add_task", {"queue": queue, "task": f"late {queue}"})
    assert pop(client, queue) is None
    resume(client, queue)
    assert [pop(client, queue) for _ in range(7)] == [
        *tasks, f"late {queue}", None]


def test_a_pause_that_is_false_is_none(client, queue, tasks):
    pause(client, queue)
    assert pop(client, queue) is None
    pause(client, queue, "false")
    assert pop(client, queue) == tasks[0]
    assert pop(client, queue, task=tasks[1]) == tasks[1]


def test_pauses_by_other_calls(client, name):
    metadata = {KEY: {"key": KEY, "type": "", "value": ""}}
    queue = client.ok("queues.create", {
        "name": name, "metadata": metadata})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    assert pop(client, queue) is None
    client.ok("queues.update", {"queue": queue, "tags": ["x"]})
    assert pop(client, queue) is None
    client.ok("queues.update", {"queue": queue, "metadata": {}})
    assert pop(client, queue) == "a"
    client.ok("queues.add_task", {"queue": queue, "task": "b"})
    client.ok("queues.update", {"queue": queue, "metadata": metadata})
    assert pop(client, queue) is None
    client.ok("queues.add_or_update_metadata", {
        "queue": queue, "replace_metadata": True, "metadata": [
            {"key": "other", "type": "", "value": KEY}]})
    assert pop(client, queue) == "b"


def test_a_paused_queue_can_be_changed(client, queue, tasks):
    pause(client, queue)
    client.ok("queues.move_task_to_front", {"queue": queue, "task": tasks[4]})
    client.ok("queues.remove_task", {"queue": queue, "task": tasks[1]})
    assert client.ok("queues.peek_task", {"queue": queue})["task"] == tasks[4]
    client.ok("queues.clear_queue", {"queue": queue})
    client.ok("queues.add_task", {"queue": queue, "task": tasks[0]})
    assert pop(client, queue) is None
    resume(client, queue)
    assert pop(client, queue) == tasks[0]


def test_pause_for_a_host(client, queue, tasks):
    pause(client, queue, "host:old  host:gpu-7:1 host:192.0.2.7")
    for agent in ("old:0", "old:gpu0:service", "old", "gpu-7:1"):
        assert pop(client, queue, agent) is None
    assert pop(client, queue, "old:0", task=tasks[0]) is None
    assert pop(client, queue, "older:0") == tasks[0]
    assert pop(client, queue, "gpu-7:2") == tasks[1]
    assert pop(client, queue) == tasks[2]
    assert pop(client, queue, "old:0") is None
    assert pop(client, queue, "new:0", task=tasks[3]) == tasks[3]
    resume(client, queue)
    assert pop(client, queue, "old:0") == tasks[4]


@pytest.mark.process
def test_pause_for_a_user(client, queue, tasks):
    assert pop(client, queue) == tasks[0]
    user = until(lambda: seen(client, queue))[0]["user"]
    pause(client, queue, f"user:x{user} user:{user}")
    assert pop(client, queue) is None
    pause(client, queue, f"user:{user}x")
    assert pop(client, queue) == tasks[1]


@pytest.mark.process
def test_pause_for_an_address(client, queue, tasks):
    assert pop(client, queue) == tasks[0]
    sighted, = until(lambda: seen(client, queue))
    pause(client, queue, f"host:{sighted['address']}")
    assert pop(client, queue, "new:0") is None


def until(condition):
    deadline = time.monotonic() + 60
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def overview(client, queue):
    """What an overview has of a queue; it is kept for two seconds."""
    return next((one for one in client.ok("lineup.get_overview")["queues"]
                 if one["id"] == queue), {})


def seen(client, queue):
    return overview(client, queue).get("pollers")


@pytest.mark.process
def test_overview(client, queue, tasks):
    assert until(lambda: overview(client, queue).get("waiting") == 5)
    counter = client.ok("lineup.get_overview")["counter"]
    assert overview(client, queue)["paused"] is False
    pause(client, queue)
    assert pop(client, queue, "host:0") is None
    found = until(lambda: (one := overview(client, queue))["pollers"] and one)
    assert found["paused"] is True
    assert found["paused_for"] == ["everybody"]
    assert found["last_hour"]["popped"] == 0
    assert found["pollers"][0]["worker"] == "host:0"
    assert client.ok("lineup.get_overview", {"since": counter})["changed"]
    pause(client, queue, "host:a user:b")
    assert until(lambda: overview(client, queue).get("paused_for") == [
        "host:a", "user:b"])
    resume(client, queue)
    assert until(lambda: not (one := overview(client, queue))["paused"]
                 and "paused_for" not in one)


def explain(client, task):
    found = client.ok("lineup.explain_task", {"task": task})
    queue, = found["queues"]
    assert queue["verdict"] == found["verdict"]
    return found["verdict"], found["text"], queue.get("paused_for")


@pytest.mark.process
def test_explain(client, queue, name, tasks):
    place = f"It is number 2 of 5 in queue {name}. "
    pause(client, queue)
    assert explain(client, tasks[1]) == (
        "paused", place + "This queue is paused for everybody. Nobody polls "
        "this queue: no poll is known of.", ["everybody"])
    pause(client, queue, "host:old")
    assert explain(client, tasks[1])[0] == "nobody_polls"
    assert pop(client, queue, "old:0") is None
    assert explain(client, tasks[1]) == (
        "paused", place + "This queue is paused for host:old. The agent "
        "that polled it in the last minute gets no task.", ["host:old"])
    assert pop(client, queue, "new:0") == tasks[0]
    found = client.ok("lineup.explain_task", {"task": tasks[1]})
    assert (found["verdict"], found["queues"][0]["pollers"]) == ("waiting", 1)
    assert "This queue is paused for host:old. 1 agent polled" in found["text"]
    resume(client, queue)
    assert explain(client, tasks[1])[2] is None


def test_explain_a_tag_that_stops_agents(client, queue, tasks):
    client.ok("queues.update", {"queue": queue, "tags": [
        "x", "force_workers:off"]})
    verdict, text, _ = explain(client, tasks[0])
    assert verdict == "nobody_polls"
    assert text.endswith(
        " Its tag force_workers:off tells agents not to poll it.")


def test_history(client, queue):
    pause(client, queue)
    pause(client, queue, "")
    pause(client, queue, "host:a")
    resume(client, queue)
    resume(client, queue)
    client.ok("queues.update", {"queue": queue, "metadata": {
        KEY: {"key": KEY, "type": "", "value": ""}}})
    client.ok("queues.update", {"queue": queue, "metadata": {}})
    changes = client.ok("lineup.get_history", {"queue": queue})["changes"]
    assert [one["action"] for one in reversed(changes)] == [
        "paused", "paused", "resumed", "paused", "resumed"]
    assert all(set(one) == {"at", "action", "queue", "user"}
               for one in changes)


def test_the_command_line_pauses(client, server, queue, name, tasks):
    def words():
        shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
        return shown["metadata"].get(KEY, {}).get("value")

    server.tool("queue", "pause", name)
    assert pop(client, queue) is None
    assert words() == "true"
    assert server.tool_refused("queue", "pause", name, "--user", "u") == (
        f"{name} is paused for everybody; resume it first")
    assert "paused for everybody" in server.tool_refused(
        "queue", "resume", name, "--host", "h")
    server.tool("queue", "resume", queue)
    assert pop(client, queue) == tasks[0]
    server.tool("queue", "pause", name, "--host", "old", "--user", "u1")
    server.tool("queue", "pause", name, "--host", "old")
    server.tool("queue", "pause", name, "--host", "other")
    assert words() == "user:u1 host:old host:other"
    assert pop(client, queue, "old:3") is None
    server.tool("queue", "resume", name, "--host", "old")
    assert words() == "user:u1 host:other"
    assert pop(client, queue, "old:3") == tasks[1]
    server.tool("queue", "resume", name, "--user", "u1", "--host", "other")
    assert words() is None
    assert "with a space" in server.tool_refused(
        "queue", "pause", name, "--host", "a b")
    assert "no such queue" in server.tool_refused("queue", "pause", "none")
    assert json.loads(server.tool("explain", tasks[2], "--json"))[
        "verdict"] != "paused"
