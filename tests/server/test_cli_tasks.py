"""lineup task and lineup worker, beside a running server."""

import json
import signal
import subprocess
import time

import pytest

from lineup_server import BUILD, COMPANY

pytestmark = pytest.mark.sqlite


@pytest.fixture
def make(client, name):
    """Makes a task."""
    def create(task_name=name, caller=client, **fields):
        return caller.ok("tasks.create", {
            "name": task_name, "type": "training"} | fields)["id"]

    return create


@pytest.fixture
def task(make):
    return make()


def later(client, task, make_one, caller=None):
    """The first task that is made in a later millisecond than another."""
    while True:
        made = make_one()
        if (get(caller or client, made)["last_update"] >
                get(client, task)["last_update"]):
            return made


def rows(text):
    return [line.split("\t") for line in text.splitlines()]


def get(client, task):
    return client.ok("tasks.get_by_id", {"task": task})["task"]


def entries(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


def say(client, task, *messages, time=None):
    for message in messages:
        event = {"type": "log", "task": task, "msg": message, "level": "info"}
        if time is not None:
            event["timestamp"] = time
        client.ok("events.add", event, version="2.9")


def test_list(server, client, stranger, make, name):
    older = make()
    newer = later(client, older, lambda: make("a\tb"))
    strange = later(client, newer, lambda: make("of c2", caller=stranger),
                    stranger)
    listed = rows(server.tool("task", "list"))
    shown = get(client, newer)
    assert [newer, COMPANY, "created", shown["last_update"],
            r"a\x09b"] in listed
    mine = [row[0] for row in listed if row[0] in (older, newer, strange)]
    assert mine == [strange, newer, older]
    listed = rows(server.tool("task", "list", "--company", "c2"))
    assert {row[1] for row in listed} == {"c2"}
    assert rows(server.tool("task", "list", "--limit", "1"))[0][0] == strange
    assert server.tool("task", "list", "--limit", "0") == ""


def test_list_by_what_tasks_have(server, client, make, name, queue):
    project = client.ok("projects.create", {
        "name": f"of {name}", "description": ""})["id"]
    first, second = make(project=project), make(project=project)
    server.tool("task", "enqueue", queue, first)

    def ids(*options):
        return [row[0] for row in rows(server.tool("task", "list", *options))]

    assert ids("--project", f"of {name}") == [first, second]
    assert ids("--project", project, "--status", "created") == [second]
    assert ids("--queue", name) == ids("--queue", queue) == [first]
    assert ids("--queue", name, "--status", "created") == []
    assert server.tool_refused("task", "list", "--queue", queue, "--company",
                               "c2") == f"{queue}: no such queue"


@pytest.mark.parametrize("options, why", [
    (["--status", "odd"], "--status odd: no such status"),
    (["--queue", "odd"], "odd: no such queue"),
    (["--project", "odd"], "odd: no such project"),
    (["--company", "odd"], "no such thing"),
    (["--limit", "x"], "--limit x: must be a number, at most 10000"),
    (["--limit", "10001"], "--limit 10001: must be a number, at most 10000")])
def test_refusals_of_list(server, options, why):
    assert server.tool_refused("task", "list", *options) == why


def test_show(server, client, make, name, queue):
    project = client.ok("projects.create", {
        "name": f"of {name}", "description": ""})["id"]
    task = make(project=project, comment="one\ntwo", tags=["t"],
                system_tags=["s"])
    client.ok("tasks.enqueue", {"task": task, "queue": queue,
                                "status_reason": "why"})
    client.ok("events.add", {
        "type": "training_stats_scalar", "task": task, "iter": 7,
        "metric": "loss", "variant": "train", "value": 0.5}, version="2.9")
    shown = get(client, task)
    printed = rows(server.tool("task", "show", task))
    assert printed == [
        ["id", task], ["name", name], ["company", COMPANY],
        ["type", "training"], ["status", "queued"], ["status_reason", "why"],
        ["status_changed", shown["status_changed"]],
        ["project", project, f"of {name}"], ["user", shown["user"]],
        ["queue", queue, name], ["comment", r"one\x0atwo"],
        ["created", shown["created"]], ["last_update", shown["last_update"]],
        ["last_iteration", "7"], ["tags", "t"], ["system_tags", "s"],
        ["metrics", "loss", "train", "0.5"]]


def test_show_a_queue_that_is_gone(server, client, task, queue):
    server.tool("task", "enqueue", queue, task)
    client.ok("queues.get_next_task", {"queue": queue})
    server.tool("queue", "delete", queue)
    printed = rows(server.tool("task", "show", task))
    assert [row for row in printed if row[0] == "queue"] in (
        [], [["queue", queue]])
    assert {"popped", "popped_by"} < {row[0] for row in printed}


def test_enqueue_and_dequeue(server, client, make, name, queue):
    first, second = make(), make()
    client.ok("tasks.edit", {"task": first, "system_tags": ["development"]})
    assert rows(server.tool("task", "enqueue", name, first, second)) == [
        [first, "queued"], [second, "queued"]]
    assert entries(client, queue) == [first, second]
    shown = get(client, first)
    assert (shown["status"], shown["execution"]["queue"],
            shown["system_tags"]) == ("queued", queue, [])
    assert shown["last_changed_by"] == shown["user"]
    assert rows(server.tool("task", "dequeue", first)) == [[first, "created"]]
    assert (entries(client, queue), get(client, first)["status"]) == (
        [second], "created")


def test_refusals_of_enqueue_and_dequeue(server, client, task, queue):
    assert server.tool_refused("task", "enqueue", "odd", task) == (
        "odd: no such queue")
    assert server.tool_refused("task", "dequeue", task) == (
        f"{task}: it is neither queued nor running, and keeps its status")
    server.tool("task", "enqueue", queue, task)
    assert server.tool_refused("task", "enqueue", queue, task) == (
        f"{task}: it is there already")
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.completed", {"task": task})
    assert server.tool_refused("task", "enqueue", queue, task) == (
        f"{task}: it can't become queued, as it is completed")


def test_a_queue_of_another_company(server, client, stranger, name, task,
                                    queue):
    stranger.ok("queues.create", {"name": name})
    server.tool("task", "enqueue", name, task)
    assert entries(client, queue) == [task]


def test_stop(server, client, make, queue):
    waiting, running, created = make(), make(), make()
    server.tool("task", "enqueue", queue, waiting)
    client.ok("tasks.started", {"task": running})
    client.ok("workers.register", {"worker": "w:1"})
    client.ok("workers.status_report", {
        "worker": "w:1", "task": running, "queues": [],
        "timestamp": int(time.time())})
    assert rows(server.tool("task", "stop", waiting, running)) == [
        [waiting, "stopped"], [running, "its worker was asked to stop it"]]
    assert entries(client, queue) == []
    shown = get(client, waiting)
    assert (shown["status"], shown["status_message"]) == (
        "stopped", "Stopped by lineup")
    shown = get(client, running)
    assert (shown["status"], shown["status_message"]) == (
        "in_progress", "stopping")
    assert server.tool_refused("task", "stop", created) == (
        f"{created}: it can't become stopped, as it is created")
    server.tool("task", "stop", created, "--force")
    assert get(client, created)["status"] == "stopped"


def test_delete(server, client, make):
    started, created = make(), make()
    client.ok("tasks.started", {"task": started})
    assert server.tool_refused("task", "delete", created, started) == (
        f"{started}: it is in_progress; --force deletes it all the same")
    assert server.tool("task", "delete", started, "--force") == ""
    for task in (created, started):
        assert client.refused("tasks.get_by_id", {"task": task})[:2] == (
            400, 101)


def test_no_such_task(server, stranger, make, queue):
    strange = make(caller=stranger)
    for verb in ("show", "log", "dequeue", "stop", "delete"):
        assert server.tool_refused("task", verb, "odd") == (
            "odd: no such task")
        assert server.tool_refused("task", verb, strange, "--company",
                                   COMPANY) == f"{strange}: no such task"
    assert server.tool_refused("task", "enqueue", queue, "odd") == (
        "odd: no such task")


def test_log(server, client, task):
    say(client, task, "second\n", "third\tline", time=2000)
    say(client, task, "first\r\nof\rtwo\n\n", "\x1b[1m", time=1000)
    client.ok("events.add", {
        "type": "training_stats_scalar", "task": task, "iter": 7,
        "metric": "loss", "variant": "train", "value": 0.5}, version="2.9")
    assert server.tool("task", "log", task) == (
        "first\nof\ntwo\n\n\\x1b[1m\nsecond\nthird\tline\n")


def test_a_long_log(server, client, task):
    """It is read in steps; lines of the same time keep their order."""
    lines = [{"type": "log", "task": task, "msg": str(n), "level": "info",
              "timestamp": n // 7} for n in range(2500)]
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    answer = client.send("POST", "/events.add_batch", body,
                         {"Content-Type": "application/json-lines"})
    assert answer.data["added"] == 2500
    assert server.tool("task", "log", task).split() == [
        str(n) for n in range(2500)]


def begin(server, *words):
    return subprocess.Popen(
        [BUILD / "lineup", *words, "--data", server.data],
        env=server.settings, stdout=subprocess.PIPE, text=True)


def test_follow(server, client, task):
    client.ok("tasks.started", {"task": task})
    say(client, task, "old", time=5000)
    process = begin(server, "task", "log", task, "-f")
    assert process.stdout.readline() == "old\n"
    say(client, task, "new", time=9000)
    assert process.stdout.readline() == "new\n"
    say(client, task, "late", time=1000)
    assert process.stdout.readline() == "late\n"
    say(client, task, "last")
    client.ok("tasks.completed", {"task": task})
    assert process.communicate(timeout=30)[0] == "last\n"
    assert process.returncode == 0
    assert server.tool("task", "log", task, "-f").split() == [
        "late", "old", "new", "last"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_follow_until_a_signal(server, client, task, number):
    say(client, task, "line")
    process = begin(server, "task", "log", task, "-f")
    assert process.stdout.readline() == "line\n"
    process.send_signal(number)
    assert process.communicate(timeout=30)[0] == ""
    assert process.returncode == 0


def test_follow_what_is_deleted(server, client, task):
    say(client, task, "line")
    process = begin(server, "task", "log", task, "-f")
    assert process.stdout.readline() == "line\n"
    server.tool("task", "delete", task)
    assert process.communicate(timeout=30)[0] == ""
    assert process.returncode == 1


def test_workers(server, client, stranger, task, queue):
    client.ok("workers.register", {"worker": "host:gpu0", "queues": [queue]})
    client.ok("workers.status_report", {
        "worker": "host:gpu0", "task": task, "queues": [queue],
        "timestamp": int(time.time())})
    stranger.ok("workers.register", {"worker": "strange"})
    found, = [row for row in rows(server.tool("worker", "list"))
              if row[0] == "host:gpu0"]
    assert (found[1], found[3:]) == (COMPANY, [task, queue])
    assert found[2].startswith("20")
    listed = rows(server.tool("worker", "list", "--company", "c2"))
    assert [(row[0], row[1]) for row in listed] == [("strange", "c2")]
