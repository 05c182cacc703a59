"""lineup: why tasks wait, and what goes on in queues."""

import json
import os
import subprocess
import time

import pytest

from lineup_server import BUILD
from terminal import open_terminal


@pytest.fixture
def tasks(client, queue, name):
    """Ids of five tasks that wait in the queue."""
    made = [f"{name}-{i}" for i in range(5)]
    for task in made:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return made


def listed(client, queue, **body):
    found = client.ok("lineup.get_entries", {"queue": queue} | body)
    return found["length"], [entry["task"] for entry in found["entries"]]


def test_get_entries(client, queue, tasks):
    assert listed(client, queue) == (5, tasks)
    assert listed(client, queue, **{"from": 1, "n": 2}) == (5, tasks[1:3])
    assert listed(client, queue, **{"from": 4, "n": 10**9}) == (5, tasks[4:])
    assert listed(client, queue, **{"from": 2**62}) == (5, [])
    entry = client.ok("lineup.get_entries", {"queue": queue})["entries"][0]
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert entry == shown["entries"][0]


def test_get_entries_of_an_empty_queue(client, queue):
    assert client.ok("lineup.get_entries", {"queue": queue}) == {
        "length": 0, "entries": []}


def test_get_entries_refusals(client, stranger, queue):
    assert stranger.refused("lineup.get_entries", {"queue": queue}) == (
        400, 701, f"Invalid queue id: id={queue}, company=c2")
    for body in ({"from": -1}, {"n": 0}, {"n": "many"}):
        assert client.refused("lineup.get_entries", {"queue": queue} | body)[
            :2] == (400, 12)
    assert client.refused("lineup.get_entries")[:2] == (400, 12)


@pytest.mark.sqlite
def test_get_entries_names_tasks(client, queue, name):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("queues.add_task", {"queue": queue, "task": "unknown"})
    first, second = client.ok("lineup.get_entries", {"queue": queue})[
        "entries"]
    user = client.ok("users.get_current_user")["user"]["id"]
    assert (first["task"], first["name"], first["user"]) == (task, name, user)
    assert set(second) == {"task", "added"}


def test_find_task(client, stranger, queue, name, tasks):
    other = client.ok("queues.create", {"name": f"other {name}"})["id"]
    client.ok("queues.add_task", {"queue": other, "task": tasks[3]})
    found = client.ok("lineup.find_task", {"task": tasks[3]})["queues"]
    assert {one["id"]: (one["name"], one["position"], one["length"])
            for one in found} == {
        queue: (name, 3, 5), other: (f"other {name}", 0, 1)}
    shown = client.ok("queues.get_by_id", {"queue": other})["queue"]
    assert [one["added"] for one in found if one["id"] == other] == [
        shown["entries"][0]["added"]]
    for caller, task in ((client, "none"), (stranger, tasks[3])):
        assert caller.ok("lineup.find_task", {"task": task}) == {"queues": []}


@pytest.fixture
def explain(client):
    def explain(task, **expected):
        """Explain a task; gives its only queue, or the answer if there is none.

        The last poll of any agent is at most a few seconds ago.
        """
        found = client.ok("lineup.explain_task", {"task": task})
        verdict = expected.pop("verdict")
        assert found["verdict"] == verdict
        if not expected:
            return found
        queue, = found["queues"]
        assert queue["verdict"] == verdict
        assert {key: queue.get(key) for key in expected} == expected
        return queue
    return explain


def poll(client, queue, agent=None):
    answer = client.call("queues.get_next_task", {"queue": queue},
                         X_ClearML_Worker=agent)
    assert answer.code == (200, 0)
    return answer.data


def test_explain_a_task_that_is_unknown(client, stranger, explain, tasks):
    found = explain("none", verdict="not_known")
    assert found == {
        "verdict": "not_known", "queues": [],
        "text": "It is in no queue, and no such task is known here."}
    assert stranger.ok("lineup.explain_task", {"task": tasks[0]})[
        "verdict"] == "not_known"


def test_explain_that_nobody_polls(client, queue, name, tasks, explain):
    found = explain(tasks[2], verdict="nobody_polls", id=queue, name=name,
                    position=2, length=5, pollers=0, last_poll=None,
                    workers=0, busy_workers=0, starts_in=None)
    assert found["text"] == (
        f"It is number 3 of 5 in queue {name}. "
        "Nobody polls this queue: no poll is known of.")


@pytest.mark.process
def test_explain_that_it_waits(client, queue, name, tasks, explain):
    assert poll(client, queue, "host:0")
    assert poll(client, queue, "host:0")
    assert poll(client, queue, "host:1")
    found = explain(tasks[4], verdict="waiting", position=1, length=2,
                    pollers=2, starts_in=None)
    assert found["last_poll"]
    assert found["text"] == (
        f"It is number 2 of 2 in queue {name}. 2 agents polled it in the last "
        "minute. When it starts can't be said, as fewer than five tasks were "
        "popped in the last hour.")


@pytest.mark.process
def test_explain_when_it_starts(client, queue, name, tasks, explain):
    for i in range(10):
        client.ok("queues.add_task", {"queue": queue, "task": f"{name} {i}"})
    for _ in range(5):
        assert poll(client, queue)
    first = explain(f"{name} 0", verdict="waiting", position=0)
    last = explain(f"{name} 9", verdict="waiting", position=9)
    # at most five in the minute that goes on, or in the one before, too
    assert 0 <= first["starts_in"] <= 24
    assert first["starts_in"] <= last["starts_in"] <= 240
    assert ("It starts in about " in last["text"] and
            "at the rate of the last hour." in last["text"])


@pytest.mark.process
def test_polls_that_find_nothing_count(client, queue, explain):
    assert not poll(client, queue, "host:2")
    client.ok("queues.add_task", {"queue": queue, "task": f"late {queue}"})
    explain(f"late {queue}", verdict="waiting", pollers=1)


@pytest.mark.process
def test_an_agent_that_looks_for_its_queues_counts(
        client, queue, tasks, explain):
    client.ok("queues.get_all", {"id": [queue], "only_fields": ["id"]})
    client.ok("queues.get_all", {"only_fields": ["id", "tags"]})
    explain(tasks[0], verdict="nobody_polls", pollers=0)
    client.ok("queues.get_all", {
        "id": [queue], "only_fields": ["id", "tags"]})
    explain(tasks[0], verdict="waiting", pollers=1)


def test_polls_of_queues_that_are_not_there_do_not_count(client, queue):
    assert client.refused("queues.get_next_task", {"queue": "none"})[
        :2] == (400, 701)


@pytest.mark.sqlite
def test_explain_that_workers_are_busy(client, queue, name, tasks, explain):
    running, = (client.ok("tasks.create", {
        "name": name, "type": "training"})["id"] for _ in range(1))
    report = {"worker": f"{name}:0", "timestamp": 1, "queues": [queue]}
    client.ok("workers.status_report", report)
    explain(tasks[0], verdict="nobody_polls", workers=1, busy_workers=0)
    client.ok("workers.status_report", report | {"task": running})
    found = explain(tasks[0], verdict="workers_busy", workers=1,
                    busy_workers=1)
    assert "its workers run other tasks: 1 of 1" in found["text"]


@pytest.mark.sqlite
def test_explain_what_became_of_it(client, queue, name, explain):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    found = explain(task, verdict="not_queued")
    assert found["text"] == "It is in no queue. Its status is created."
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    explain(task, verdict="nobody_polls", position=0)
    assert poll(client, queue)["entry"]["task"] == task
    found = explain(task, verdict="not_queued")
    user = client.ok("users.get_current_user")["user"]
    assert (found["task"]["queue"], found["task"]["popped_by"]) == (
        queue, user["id"])
    assert found["text"].startswith(
        f"It is in no queue. Its status is queued. Its last queue is {name}. "
        f"It was popped at ")
    assert found["text"].endswith(f" UTC by {user['name']}.")


def test_explain_a_task_in_two_queues(client, queue, name, tasks):
    other = client.ok("queues.create", {"name": f"other {name}"})["id"]
    client.ok("queues.add_task", {"queue": other, "task": tasks[0]})
    found = client.ok("lineup.explain_task", {"task": tasks[0]})
    assert {one["id"] for one in found["queues"]} == {queue, other}
    assert sorted(found["text"].splitlines()) == sorted(
        one["text"] for one in found["queues"])


def test_the_command_line_explains(server, tasks, name):
    assert server.tool("explain", tasks[1]) == (
        f"It is number 2 of 5 in queue {name}. "
        "Nobody polls this queue: no poll is known of.\n")
    assert server.tool("explain", "none") == (
        "It is in no queue, and no such task is known here.\n")


@pytest.mark.process
def test_the_command_line_sees_who_polls(own_server):
    own_server.start()
    client = own_server.admin
    queue = client.ok("queues.create", {"name": "polled"})["id"]
    assert not poll(client, queue, "host:0")
    client.ok("queues.add_task", {"queue": queue, "task": "t"})
    deadline = time.monotonic() + 100
    while "1 agent polled it" not in own_server.tool("explain", "t"):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def overview(client, queue, **body):
    """What an overview has of a queue, and its counter."""
    answer = client.ok("lineup.get_overview", body)
    found, = (one for one in answer["queues"] if one["id"] == queue)
    return found, answer["counter"]


def until(condition):
    """Wait for the overview, which is kept for two seconds."""
    deadline = time.monotonic() + 60
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def total(found, kind):
    """Counts of this minute may fall out of it while the test runs."""
    assert 0 <= found["last_minute"][kind] <= found["last_hour"][kind]
    return found["last_hour"][kind]


def totals(found):
    return [total(found, kind) for kind in ("added", "popped", "removed")]


@pytest.mark.process
def test_overview_of_a_queue(client, server, queue, name, tasks):
    for agent in ("host:0", "host:1"):
        assert poll(client, queue, agent)
    client.ok("queues.remove_task", {"queue": queue, "task": tasks[4]})
    client.ok("queues.move_task_to_front", {"queue": queue, "task": tasks[3]})
    found = until(lambda: (one := overview(client, queue)[0])["waiting"] == 2
                  and one["next_task"]["task"] == tasks[3] and one)
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert found["name"] == name
    assert found["next_task"] == shown["entries"][0]
    assert found["oldest"] == shown["entries"][1]["added"]
    found = until(lambda: totals(one := overview(client, queue)[0]) == [
        5, 2, 1] and one)
    assert 0 <= found["wait_p50"] <= found["wait_p95"] < 100
    assert [one["worker"] for one in found["pollers"]] == ["host:0", "host:1"]
    user = server.admin.ok("queues.get_all", {"id": [queue]})
    assert user["queues"]
    assert all(one["user"] and one["last_poll"] for one in found["pollers"])
    server.tool("queue", "add", name, "by hand")
    assert until(lambda: totals(overview(client, queue)[0]) == [6, 2, 1])


@pytest.mark.process
def test_overview_says_whether_anything_has_changed(client, queue, stranger):
    assert until(lambda: any(
        one["id"] == queue
        for one in client.ok("lineup.get_overview")["queues"]))
    _, counter = overview(client, queue)
    answer = client.call("lineup.get_overview", {"since": counter})
    if answer.data["changed"]:  # what other tests did, has left the minute
        counter = answer.data["counter"]
        answer = client.call("lineup.get_overview", {"since": counter})
    assert answer.data == {"changed": False}
    client.ok("queues.add_task", {"queue": queue, "task": "t"})
    found = until(lambda: (one := client.ok("lineup.get_overview", {
        "since": counter}))["changed"] and one)
    assert any(one["id"] == queue and one["waiting"] == 1
               for one in found["queues"])
    others = stranger.ok("lineup.get_overview", {"since": counter})
    assert others["changed"]
    assert not any(one["id"] == queue for one in others["queues"])


@pytest.mark.process
def test_an_unchanged_overview_is_short(own_server):
    client = own_server.start().admin
    counter = client.ok("lineup.get_overview")["counter"]
    answer = client.call("lineup.get_overview", {"since": counter})
    assert answer.data == {"changed": False}
    assert len(answer.body) < 300, answer.body


@pytest.mark.sqlite
def test_list_orphans(client, queue, name):
    tasks = [client.ok("tasks.create", {"name": name, "type": "training"})[
        "id"] for _ in range(3)]
    for task in tasks:
        client.ok("tasks.enqueue", {"task": task, "queue": queue})
    for task in tasks[:2]:
        assert poll(client, queue)["entry"]["task"] == task

    def orphans(seconds):
        found = client.ok("lineup.list_orphans", {"seconds": seconds})["tasks"]
        return [one for one in found if one["id"] in tasks]

    assert orphans(1000) == []
    assert until(lambda: len(orphans(0)) == 2)
    first, second = orphans(0)
    user = client.ok("users.get_current_user")["user"]["id"]
    assert (first["id"], second["id"]) == tuple(tasks[:2])
    assert (first["name"], first["queue"], first["popped_by"]) == (
        name, queue, user)
    client.ok("tasks.started", {"task": tasks[0]})
    assert [one["id"] for one in orphans(0)] == [tasks[1]]
    client.ok("tasks.enqueue", {"task": tasks[1], "queue": queue})
    assert orphans(0) == []


def test_list_orphans_refusals(client):
    assert client.ok("lineup.list_orphans", {"seconds": 2**62}) == {
        "tasks": []}
    assert client.refused("lineup.list_orphans", {"seconds": -1})[:2] == (
        400, 12)


@pytest.fixture
def history(client):
    def history(**body):
        """Changes as (action, task, queue, target, worker, before, after),
        the oldest first.
        """
        found = client.ok("lineup.get_history", body)["changes"]
        assert all(one["user"] and one["at"] for one in found)
        return [tuple(one.get(key) for key in (
            "action", "task", "queue", "target_queue", "worker", "before",
            "after")) for one in reversed(found)]
    return history


@pytest.mark.sqlite
def test_without_history(own_server):
    own_server.start(LINEUP_HISTORY_RETENTION="0")
    client = own_server.admin
    queue = client.ok("queues.create", {"name": "training"})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    assert client.ok("queues.get_next_task", {"queue": queue})["entry"]
    assert client.ok("lineup.get_history", {"queue": queue}) == {
        "changes": []}


def test_history_of_a_queue(client, queue, name, tasks, history):
    a, b, c, d, e = tasks
    other = client.ok("queues.create", {"name": f"other {name}"})["id"]
    poll(client, queue, "host:0")
    client.ok("queues.move_task_to_back", {"queue": queue, "task": b})
    client.ok("queues.remove_task", {"queue": queue, "task": c})
    client.ok("queues.move_task_to_queue", {
        "queue": queue, "task": d, "target_queue": other})
    client.ok("queues.clear_queue", {"queue": queue})
    found = history(queue=queue)
    assert [one[:5] for one in found] == [
        *(("added", task, queue, None, None) for task in tasks),
        ("popped", a, queue, None, "host:0"),
        ("moved", b, queue, None, None),
        ("removed", c, queue, None, None),
        ("moved", d, queue, other, None),
        ("cleared", None, queue, None, None)]
    assert found[5][5:] == (0, None)
    assert found[6][6] == 3
    assert found[9][5:] == (2, 0)
    assert history(queue=other) == [found[8]]
    assert history(queue=queue, n=2) == found[-2:]
    user = client.ok("lineup.get_history", {"queue": queue})["changes"][0][
        "user"]
    assert len(user) > 8


def test_history_of_a_task(client, queue, tasks, history):
    client.ok("queues.remove_task", {"queue": queue, "task": tasks[1]})
    added, removed = history(task=tasks[1])
    assert (added[0], removed[0], removed[5]) == ("added", "removed", 1)
    assert history(task="none") == []


def test_nothing_is_noted_of_what_is_refused(client, queue, tasks, history):
    before = history(queue=queue)
    client.refused("queues.add_task", {"queue": queue, "task": tasks[0]})
    client.refused("queues.remove_task", {"queue": queue, "task": "none"})
    client.refused("queues.move_task_to_back", {"queue": queue, "task": "no"})
    assert history(queue=queue) == before


def test_history_refusals(client, stranger, queue, tasks):
    for body in ({}, {"queue": queue, "task": tasks[0]}):
        assert client.refused("lineup.get_history", body) == (
            400, 16, "Invalid value for fields (either queue or task is "
            "required)")
    assert stranger.refused("lineup.get_history", {"queue": queue})[:2] == (
        400, 701)
    assert stranger.ok("lineup.get_history", {"task": tasks[0]}) == {
        "changes": []}


@pytest.mark.sqlite
def test_history_of_what_tasks_do(client, queue, name, history):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.call("tasks.dequeue", {"task": task}, X_ClearML_Worker="host:1")
    client.ok("tasks.enqueue", {"task": task, "queue": queue})
    client.ok("tasks.delete", {"task": task, "force": True})
    found = history(task=task)
    assert [one[0] for one in found] == ["added", "removed"] * 2
    assert [one[4:6] for one in found] == [
        (None, None), ("host:1", 0), (None, None), (None, 0)]


def test_the_command_line_shows_history(client, server, queue, name, tasks):
    client.ok("queues.move_task_to_back", {"queue": queue, "task": tasks[0]})
    # with MongoDB, a server writes changes every ten seconds
    assert until(lambda: len(
        server.tool("history", "--queue", name).splitlines()) == 6)
    lines = server.tool("history", "--queue", name, "--limit", "2")
    rows = [line.split("\t") for line in lines.splitlines()]
    user = client.ok("lineup.get_history", {"queue": queue})["changes"][0][
        "user"]
    assert [row[1:4] + [row[5]] for row in rows] == [
        ["moved", tasks[0], queue, user], ["added", tasks[4], queue, user]]
    assert rows[0][8] == "4"
    server.tool("queue", "remove", name, tasks[0])
    changes = json.loads(server.tool("history", tasks[0], "--json"))
    assert [one["action"] for one in changes] == ["removed", "moved", "added"]
    assert changes[0].get("user") is None  # on the command line
    assert server.tool_refused("history") == (
        "history: give a task, or --queue QUEUE")
    assert "whole number" in server.tool_refused(
        "history", tasks[0], "--limit", "x")


def test_the_command_line_explains_in_json(server, tasks):
    found = json.loads(server.tool("explain", tasks[0], "--json"))
    assert found["verdict"] == "nobody_polls"
    assert found["text"].startswith("It is number 1 of 5 in queue ")


def test_top_prints_once_if_this_is_no_terminal(server, name, tasks):
    lines = server.tool("top").splitlines()
    assert "queues; in and out are of the last minute" in lines[0]
    row, = (line for line in lines if line.endswith(f"{name}: {tasks[0]}"))
    waiting, _, unit, added, popped, half, late, pollers, *_ = row.split()
    assert (waiting, unit, popped, half, late, pollers) == (
        "5", "second", "0", "-", "-", "0") or unit == "seconds"
    assert 0 <= int(added) <= 5


def test_top_goes_on_on_a_terminal(server, name, tasks):
    ours, theirs = open_terminal()
    process = subprocess.Popen(
        [BUILD / "lineup", "top", "--data", server.data], stdout=theirs,
        env=server.settings)
    os.close(theirs)
    shown = b""
    try:
        while shown.count(b"queue: next task") < 2:
            shown += os.read(ours, 65536)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert tasks[0].encode() in shown
