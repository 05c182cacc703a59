"""tasks.get_all and get_all_ex: which tasks, in which order, and what of them."""

import pytest

from lineup_server import Server

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A server of its own, and the ids of five tasks: a to e."""
    server = Server(tmp_path_factory.mktemp("tasks") / "data").start()
    call = server.admin.ok
    project = call("projects.create", {"name": "all/one"})["id"]
    ids = {}
    for name in "abcde":
        ids[name] = call("tasks.create", {
            "name": f"task {name}", "type": "training" if name < "d"
            else "testing", "comment": f"about {name}",
            "tags": ["odd"] if name in "ace" else ["even", "x"],
            "script": {"diff": name, "branch": "main"}}
            | ({"project": project} if name in "ab" else {}))["id"]
    call("tasks.started", {"task": ids["b"]})
    call("tasks.edit", {"task": ids["e"], "system_tags": ["hidden"]})
    call("tasks.edit", {"task": ids["d"], "parent": ids["a"]})
    for name, value in ("a", 3), ("b", 1), ("c", 2):
        call("events.add", {"type": "training_stats_scalar", "task": ids[name],
                            "metric": "m", "variant": "v", "iter": 1,
                            "value": value})
    yield server.admin, ids, project
    server.check()
    server.stop()


def names(many, body, action="tasks.get_all"):
    found = many[0].ok(action, {"order_by": ["name"]} | body)["tasks"]
    return "".join(task["name"][-1] for task in found)


@pytest.mark.parametrize("body, found", [
    ({}, "abcd"),
    ({"search_hidden": True}, "abcde"),
    ({"name": "k [ab]$"}, "ab"),
    ({"type": ["testing"]}, "d"),
    ({"type": ["-testing"]}, "abc"),
    ({"status": ["in_progress", "failed"]}, "b"),
    ({"status": ["-created"]}, "b"),
    ({"tags": ["odd"]}, "ac"),
    ({"tags": ["-odd"]}, "bd"),
    ({"tags": ["__$and", "even", "x"]}, "bd"),
    ({"tags": "x"}, "bd"),
    ({"project": [None]}, "cd"),
    ({"user": ["none"]}, ""),
    ({"search_text": "ABOUT C"}, "c"),
    ({"search_text": "("}, ""),
    ({"_any_": {"pattern": "B$", "fields": ["comment", "name"]}}, "b"),
    ({"_all_": {"pattern": "c", "fields": ["comment", "name"]}}, "c"),
    ({"status_changed": [">2020-01-01T00:00:00Z"]}, "abcd"),
    ({"status_changed": ["<2020-01-01"]}, ""),
    ({"status_changed": [">=0", "<=4102444800"]}, "abcd"),
    ({"last_update": [">=2020-01-01T00:00:00"]}, "abcd"),
    ({"last_update": "<2020-01-01"}, ""),
    ({"last_change": ["<2020-01-01"]}, ""),
    ({"created": [">2020-01-01", "<2030-01-01"]}, "abcd"),
    ({"created": ["2020-01-01"]}, ""),
    ({"started": [">2020-01-01"]}, "b"),
    ({"started": ["2020-01-01", None]}, "b"),
    ({"started": [None, "2020-01-01"]}, ""),
    ({"started": []}, "abcd"),
    ({"completed": [">2020-01-01"]}, ""),
    ({"published": None}, "abcd"),
    ({"last_worker_report": [">2020-01-01"]}, ""),
    ({"last_iteration": [1, 5]}, "abc"),
    ({"last_iteration": [2, 5]}, ""),
    ({"last_iteration": []}, "abcd"),
    ({"active_duration": [1000, 2000]}, ""),
    ({"comment": "t [bc]$"}, "bc"),
    ({"execution.queue": ["none"]}, ""),
    ({"execution.queue": "none"}, ""),
    ({"execution.queue": [None]}, "abcd"),
    ({"last_worker": ["w"]}, ""),
    ({"company": ["-none"]}, "abcd"),
    ({"status_reason": ["x"]}, ""),
    ({"status_message": ["-x"]}, "abcd"),
    ({"_or_": {"pattern": "B$", "fields": ["comment", "name"]}}, "b"),
    ({"_and_": {"pattern": "c", "fields": ["comment", "name"]}}, "c"),
    ({"_all_": {"datetime": [">2020-01-01"],
                "fields": ["created", "started"]}}, "b"),
    ({"_any_": {"datetime": ">2020-01-01", "fields": ["started"]}}, "b"),
    ({"filters": {"tags": {"any": {"include": ["odd"]}}}}, "ac"),
    ({"filters": {"tags": {"all": {"exclude": ["odd"]}}}}, "bd"),
    ({"filters": {"tags": {"all": {"include": ["even", "x"]}}}}, "bd"),
    ({"filters": {"type": {"any": {"include": ["testing"]}}}}, "d"),
    ({"filters": {"execution.queue": {"all": {"exclude": ["q"]}}}}, "abcd"),
    ({"filters": {"project": {"any": {"include": [None]}}}}, "cd"),
    ({"filters": {"tags": {"any": {"include": ["x"]}}}, "tags": ["odd"]},
     "bd"),
    ({"page": 1, "page_size": 3}, "d"),
    ({"page": 9, "page_size": 3}, ""),
    ({"order_by": ["-name"]}, "dcba"),
    ({"order_by": ["-started", "name"]}, "bacd"),
    ({"order_by": ["started", "-name"]}, "bdca"),
    ({"order_by": ["-type", "tags"], "name": "[ad]$"}, "ad"),
])
def test_selects(many, body, found):
    assert names(many, body) == found
    assert names(many, body, "tasks.get_all_ex") == found


def test_by_id_and_by_project(many):
    _, ids, project = many
    assert names(many, {"id": [ids["e"], ids["a"], "none"]}) == "ae"
    assert names(many, {"project": [project]}) == "ab"
    assert names(many, {"parent": ids["a"]}) == "d"
    assert names(many, {"parent": ["none", ids["a"]]}) == "d"


def test_subprojects(many):
    client, _, project = many
    top, = client.ok("projects.get_all", {"name": "^all$"})["projects"]
    assert names(many, {"project": [top["id"]]}) == ""
    assert names(many, {"project": [top["id"]],
                        "include_subprojects": True}) == "ab"


def test_order_by_a_metric(many):
    metric = "6f8f57715090da2632453988d9a1501b"
    variant = "9e3669d19b675bd57058fd4664205d2a"
    path = f"last_metrics.{metric}.{variant}"
    assert names(many, {"order_by": [f"{path}.value"]}) == "bcad"
    assert names(many, {"order_by": [f"-{path}.max_value"]}) == "acbd"
    client, ids, _ = many
    found, = client.ok("tasks.get_all", {
        "id": [ids["a"]], "only_fields": [path]})["tasks"]
    assert found == {"id": ids["a"], "last_metrics": {metric: {variant: {
        "metric": "m", "variant": "v", "value": 3, "min_value": 3,
        "min_value_iteration": 1, "max_value": 3, "max_value_iteration": 1,
        "count": 1}}}}


def test_only_fields(many):
    client, ids, _ = many
    found, = client.ok("tasks.get_all", {
        "id": [ids["a"]], "only_fields": [
            "name", "script.diff", "status_message", "runtime.x", "tags"]})[
                "tasks"]
    assert found == {"id": ids["a"], "name": "task a", "script": {"diff": "a"},
                     "status_message": "", "tags": ["odd"]}
    assert client.refused("tasks.get_all", {"only_fields": ["nosuch"]}) == (
        400, 14, "Lookup error (probably an invalid field name or unsupported "
        'nested field): err=Cannot resolve field "nosuch"')


def test_scrolls(many):
    client = many[0]
    seen, scroll = "", None
    for _ in range(3):
        found = client.ok("tasks.get_all", {
            "scroll_id": scroll, "size": 2, "order_by": ["name"],
            "only_fields": ["name"]})
        scroll = found["scroll_id"]
        seen += "".join(task["name"][-1] for task in found["tasks"])
    assert seen == "abcd"
    assert client.refused("tasks.get_all", {
        "scroll_id": "nosuch", "size": 2})[:2] == (400, 1104)


@pytest.mark.parametrize("body, code", [
    ({"name": "("}, 21), ({"order_by": ["nosuch"]}, 14),
    ({"_any_": {"pattern": "x", "fields": ["nosuch"]}}, 14),
    ({"_any_": {"fields": ["name"]}}, 16), ({"status_changed": ["x"]}, 16),
    ({"last_update": ["x"]}, 16), ({"created": [None]}, 16),
    ({"created": [">0"] * 17}, 16), ({"last_iteration": [1]}, 16),
    ({"last_iteration": ["1", "2"]}, 12),
    ({"_or_": {"fields": ["name"]}}, 16), ({"comment": "("}, 21),
    ({"_any_": {"datetime": ["0"], "fields": ["created", "started"]}}, 16),
    ({"_all_": {"datetime": ["0"], "fields": ["name"]}}, 16),
    ({"_all_": {"datetime": ["0"], "fields": ["nosuch"]}}, 14),
    ({"filters": {"created": {"any": {"include": ["0"]}}}}, 16),
    ({"filters": {"script": {}}}, 16),
    ({"tags": ["__$and"]}, None), ({"page": 1, "page_size": None}, 11),
    ({"order_by": ["name"] * 17}, 12), ({"only_fields": ["id"] * 1001}, 12),
    ({"name": "(a+)+$" * 3}, None)])
def test_refusals(many, body, code):
    answer = many[0].call("tasks.get_all", body)
    if code:
        assert answer.code == (400, code)
    else:
        assert answer.code[0] in (200, 400)


@pytest.mark.parametrize("field, value", [
    ("script", {"diff": "x"}), ("hyperparams", {}), ("models", {}),
    ("runtime", {"x": 1}),
    ("last_metrics", {}), ("last_changed_by", {}), ("enqueue_status", {}),
    ("execution", {"queue": "x"}), ("hyperparams.Args/x", ["1"]),
    ("execution.parameters.x", "1"), ("runtime.x", ["y"]),
    ("models.input.model", ["m"]), ("script.branch", "main")])
def test_no_filter_is_ignored(many, field, value):
    assert many[0].refused("tasks.get_all", {field: value}) == (
        400, 16, "Invalid value for fields (tasks cannot be filtered by this "
        f"field): field={field}")


def test_filter_by_queue(many):
    client, ids, _ = many
    queue = client.ok("queues.create", {"name": "where tasks wait"})["id"]
    client.ok("tasks.enqueue", {"task": ids["c"], "queue": queue})
    assert names(many, {"execution.queue": [queue]}) == "c"
    assert names(many, {"execution.queue": [f"-{queue}"]}) == "abd"
    assert names(many, {"filters": {"execution.queue": {
        "any": {"include": [queue]}}}}) == "c"
    client.ok("tasks.dequeue", {"task": ids["c"]})
