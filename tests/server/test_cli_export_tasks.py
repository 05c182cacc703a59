"""lineup export, import and backup: projects, tasks and events."""

import json

import pytest

from lineup_server import COMPANY, Server

pytestmark = pytest.mark.sqlite

HEAD = {"lineup_export": 1}
PROJECT = {"kind": "project", "id": "a" * 32, "name": "one/two",
           "company": COMPANY, "description": "d", "user": "u",
           "created": 1000, "last_update": 2000, "tags": ["t"],
           "system_tags": []}
TASK = {"kind": "task", "id": "0" * 31 + "5", "company": COMPANY,
        "name": "a task", "type": "training", "user": "u",
        "status_reason": "", "status_message": "m", "created": 1000,
        "status_changed": 1500, "last_update": 2000, "last_change": 2500,
        "status": "stopped", "tags": [], "system_tags": ["x"]}
PART = {"kind": "part", "part": "script", "json": '{"script":{"diff":"a"}}'}
METRIC = {"kind": "metric", "metric": "loss", "variant": "train",
          "value": 0.1, "min": 0.1, "max": 9.5, "iteration": 7,
          "min_iteration": 7, "max_iteration": 0, "count": 8}
EVENT = {"kind": "event", "type": "log", "metric": "", "variant": "",
         "iteration": 0, "time": 3000, "body": '{"type":"log","msg":"m"}'}


@pytest.fixture
def offline(tmp_path):
    """A data directory that no server uses."""
    made = Server(tmp_path / "offline" / "data")
    made.data.mkdir(parents=True)
    made.tool("init")
    made.tool("queue", "delete", "default")
    return made


def write(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def without(row, name):
    return {key: value for key, value in row.items() if key != name}


def make_tasks(client, name, queue):
    """Tasks that have what tasks can have; gives their ids."""
    project = client.ok("projects.create", {
        "name": f"p-{name}/sub", "description": "d\u00e9", "tags": ["t"]})["id"]
    parent = client.ok("tasks.create", {
        "name": name, "type": "controller", "project": project})["id"]
    task = client.ok("tasks.create", {
        "name": f"{name} \u00e9", "type": "training", "project": project,
        "parent": parent, "comment": "c\n\"", "tags": ["b", "a"],
        "system_tags": ["s"], "script": {"diff": "x = 1\n", "binary": "py"},
        "hyperparams": {"Args": {"lr": {
            "section": "Args", "name": "lr", "value": "0.1"}}},
        "container": {"image": "i"}})["id"]
    client.ok("tasks.edit", {"task": task, "runtime": {"deep": {"a": [1.5]}}})
    client.ok("tasks.enqueue", {"task": parent, "queue": queue})
    client.ok("tasks.started", {"task": task, "status_message": "go"})
    for n in range(3):
        client.ok("events.add", {
            "type": "training_stats_scalar", "task": task, "iter": n,
            "metric": "loss", "variant": "train", "value": 0.1 + n},
            version="2.9")
    client.ok("events.add", {
        "type": "plot", "task": task, "iter": 1, "metric": "m",
        "variant": "v", "plot_str": "{\"a\": \"\u00e9\"}"}, version="2.9")
    for n in range(1200):
        if n % 400 == 0:
            lines = "".join(json.dumps({
                "type": "log", "task": task, "msg": f"line {k}",
                "level": "info", "timestamp": 1000 + k // 9}) + "\n"
                for k in range(n, n + 400))
            client.send("POST", "/events.add_batch", lines.encode(),
                        {"Content-Type": "application/json-lines"})
    client.ok("tasks.completed", {"task": task})
    return parent, task


def test_export_and_import(server, client, name, queue, offline, tmp_path):
    parent, task = make_tasks(client, name, queue)
    file = tmp_path / "export"
    server.tool("export", file, "--company", COMPANY)
    assert "events that were added: " in offline.tool("import", file)
    assert offline.tool("export", "-") == file.read_text()
    offline.check()
    for shown in (parent, task):
        for verb in ("show", "log"):
            assert (offline.tool("task", verb, shown)
                    == server.tool("task", verb, shown))


def test_what_was_imported_is_served(server, client, name, queue, own_server):
    parent, task = make_tasks(client, name, queue)
    text = server.tool("export", "-", "--company", COMPANY)
    own_server.data.mkdir()
    own_server.tool("init")
    own_server.tool("queue", "delete", "default")
    own_server.tool("import", "-", text=text)
    own_server.start()
    for action, body in (
            ("tasks.get_by_id", {"task": task}),
            ("tasks.get_by_id", {"task": parent}),
            ("projects.get_all", {"name": f"^p-{name}", "order_by": ["name"]}),
            ("events.get_task_log", {"task": task, "batch_size": 2000}),
            ("events.get_task_events", {"task": task}),
            ("events.scalar_metrics_iter_histogram", {"task": task})):
        served, expected = (caller.ok(action, body, "2.20")
                            for caller in (own_server.admin, client))
        for answer in (served, expected):
            answer.pop("scroll_id", None)
        assert served == expected, action
    popped = own_server.admin.ok("queues.get_next_task", {"queue": queue})
    assert popped["entry"]["task"] == parent


def test_projects_within_one_of_a_short_name(server, client, offline, name):
    client.ok("projects.create", {"name": f"p/{name}"})
    text = server.tool("export", "-", "--company", COMPANY)
    assert '"name":"p"' in text
    offline.tool("import", "-", text=text)
    assert offline.tool("export", "-") == text


def test_backup(server, client, name, queue, tmp_path):
    task = make_tasks(client, name, queue)[1]
    server.tool("backup", tmp_path / "copy")
    restored = Server(tmp_path / "restored")
    restored.data.mkdir()
    restored.tool("restore", tmp_path / "copy")
    assert restored.tool("export", "-") == server.tool("export", "-")
    assert restored.tool("task", "log", task) == server.tool(
        "task", "log", task)


def test_an_export_of_one_company(server, client, stranger, name, queue):
    client.ok("tasks.create", {"name": name, "type": "training"})
    strange = stranger.ok("tasks.create", {
        "name": name, "type": "training"})["id"]
    stranger.ok("projects.create", {"name": name, "description": ""})
    rows = [json.loads(line) for line in server.tool(
        "export", "-", "--company", "c2").splitlines()]
    assert {row["company"] for row in rows if "company" in row} == {"c2"}
    kinds = {row.get("kind") for row in rows}
    assert strange in {row.get("id") for row in rows}
    assert {"project", "task"} <= kinds


def test_import_by_hand(offline):
    event = EVENT | {"type": "training_stats_scalar", "metric": "loss",
                     "variant": "train", "value": 0.1}
    text = write(HEAD, PROJECT, TASK | {"project": PROJECT["id"]}, PART,
                 METRIC, EVENT, EVENT, event)
    assert offline.tool("import", "-", text=text) == (
        "queues that were added: 0\nprojects that were added: 1\n"
        "tasks that were added: 1\nevents that were added: 3\n")
    assert "The database is fine." in offline.tool("check")
    assert offline.tool("task", "log", TASK["id"]) == "m\nm\n"
    rows = [json.loads(line)
            for line in offline.tool("export", "-").splitlines()]
    made, = [row for row in rows if row.get("name") == "one"]
    assert rows == [HEAD, made, PROJECT, TASK | {"project": PROJECT["id"]},
                    PART, METRIC, EVENT, EVENT, event]


def test_a_parent_that_is_nowhere_is_forgotten(offline):
    child = TASK | {"id": "0" * 31 + "1", "parent": TASK["id"]}
    orphan = TASK | {"id": "0" * 31 + "6", "parent": "f" * 32}
    offline.tool("import", "-", text=write(HEAD, child, TASK, orphan))
    assert "The database is fine." in offline.tool("check")
    rows = [json.loads(line)
            for line in offline.tool("export", "-").splitlines()]
    assert rows == [HEAD, child, TASK, without(orphan, "parent")]


QUEUE = {"queue": "0" * 31 + "1", "name": "imported", "company": COMPANY,
         "created": 1000, "last_update": 2000, "tags": [], "system_tags": [],
         "metadata": []}

REFUSED = [
    ([{"kind": "odd"}], ":3: no such kind of lines: odd"),
    ([{"kind": 1}], ":3: kind: type"),
    ([PROJECT | {"id": "x"}],
     ":3: not a project id: at least 30 of 0-9, a-f and -: x"),
    ([PROJECT | {"name": "a//b"}], ":3: not the name of a project: a//b"),
    ([PROJECT | {"name": ""}], ":3: not the name of a project"),
    ([PROJECT | {"company": "c9"}], ":3: no company has the id: c9"),
    ([PROJECT, PROJECT | {"name": "other"}], "already exists"),
    ([PROJECT, PROJECT | {"id": "b" * 32}], "already exists"),
    ([TASK, PROJECT], f":4: a project after tasks: {PROJECT['id']}"),
    ([TASK | {"id": "x"}],
     ":3: not a task id: at least 30 of 0-9, a-f and -: x"),
    ([TASK, TASK], ":4: tasks must be in the order of their ids: "),
    ([TASK, TASK | {"id": "0" * 32}],
     ":4: tasks must be in the order of their ids: "),
    ([TASK | {"company": "c9"}], ":3: no company has the id: c9"),
    ([TASK | {"project": "p"}], ":3: no such project: p"),
    ([TASK | {"status": "odd"}], ":3: no such status: odd"),
    ([TASK | {"enqueue_status": "odd"}], ":3: no such status: odd"),
    ([TASK | {"name": "ab"}], ":3: Data validation error"),
    ([TASK | {"name": " abc"}],
     ":3: the name begins or ends with white space"),
    ([TASK | {"tags": ["__$x"]}], ":3: Invalid value for fields: __$x"),
    ([TASK | {"started": "x"}], ":3: started: type"),
    ([PART], ":3: not behind a task, before its events"),
    ([METRIC], ":3: not behind a task, before its events"),
    ([EVENT], ":3: an event before any task"),
    ([TASK, EVENT, PART], ":5: not behind a task, before its events"),
    ([TASK, PART | {"part": "odd"}], ":4: no such part: odd"),
    ([TASK, PART, PART], ":5: the part is there twice: script"),
    ([TASK, PART | {"json": "{"}], ":4: json: not a JSON object"),
    ([TASK, PART | {"json": "{}"}], ":4: no valid part: script"),
    ([TASK, PART | {"json": '{"script": 1}'}], ":4: no valid part: script"),
    ([TASK, EVENT | {"body": "[1]"}], ":4: body: not a JSON object"),
    ([TASK, EVENT | {"type": "odd"}], ":4: no such type of events: odd"),
] + [([TASK, row, without(TASK, field)], f":5: {field}: required")
     for row in (PART,)
     for field in TASK if field != "kind"] + [
    ([TASK, without(row, field)], f":4: {field}: required")
    for row in (PART, METRIC, EVENT) for field in row if field != "kind"]


@pytest.mark.parametrize("rows, why", REFUSED)
def test_imports_that_are_refused_add_nothing(offline, rows, why):
    before = offline.tool("export", "-")
    assert why in offline.tool_refused(
        "import", "-", text=write(HEAD, QUEUE, *rows))
    assert offline.tool("export", "-") == before


def test_what_is_there_is_not_imported(offline):
    text = write(HEAD, PROJECT, TASK, PART)
    offline.tool("import", "-", text=text)
    before = offline.tool("export", "-")
    for rows in ([PROJECT | {"name": "new"}], [PROJECT | {"id": "b" * 32}]):
        assert offline.tool_refused(
            "import", "-", text=write(HEAD, QUEUE, *rows)).endswith(
                "already exists; nothing was imported")
    assert offline.tool_refused(
        "import", "-", text=write(HEAD, QUEUE, TASK)).endswith(
            f":3: this task already exists: {TASK['id']}")
    assert offline.tool("export", "-") == before
