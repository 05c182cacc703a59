"""tasks: changes of what they hold."""

import pytest

pytestmark = pytest.mark.sqlite


@pytest.fixture
def task(client, name):
    return client.ok("tasks.create", {"name": name, "type": "training"})["id"]


@pytest.fixture
def ended(client, name):
    task = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    client.ok("tasks.completed", {"task": task, "force": True})
    return task


def get(client, task):
    return client.ok("tasks.get_by_id", {"task": task})["task"]


def item(section, name, value):
    return {"section": section, "name": name, "value": value}


def values(task):
    return {section: {name: one["value"] for name, one in items.items()}
            for section, items in task["hyperparams"].items()}


def test_edit(client, task, name):
    project = client.ok("projects.create", {"name": name})["id"]
    done = client.ok("tasks.edit", {
        "task": task, "name": " another ", "type": "service",
        "comment": "c", "tags": ["b", "a"], "project": project})
    assert done["updated"] == 1
    assert done["fields"]["comment"] == "c"
    found = get(client, task)
    assert (found["name"], found["type"], found["comment"], found["tags"],
            found["project"]) == ("another", "service", "c", ["a", "b"],
                                  project)
    assert found["last_update"] > found["created"]


def test_edit_merges_objects_and_replaces_maps(client, task):
    client.ok("tasks.edit", {
        "task": task, "script": {"diff": "x", "branch": "main"},
        "execution": {"docker_cmd": "d"}, "runtime": {"a": {"b": 1}, "c": 2},
        "container": {"image": "i", "arguments": "x"},
        "hyperparams": {"General": {"a": item("General", "a", "1")}},
        "configuration": {"c": {"name": "c", "value": "1"}},
        "models": {"input": [{"name": "m", "model": "1"}]}})
    client.ok("tasks.edit", {
        "task": task, "script": {"diff": "y", "entry_point": "e"},
        "execution": {"framework": "f"}, "runtime": {"d": [None, True, 1.5]},
        "container": {"image": "j"}, "hyperparams": {}, "configuration": {},
        "models": {"output": [{"name": "o", "model": "2"}]}})
    found = get(client, task)
    assert found["script"] == {
        "diff": "y", "branch": "main", "entry_point": "e"}
    assert found["execution"] == {"docker_cmd": "d", "framework": "f"}
    assert found["runtime"] == {"d": [None, True, 1.5]}
    assert found["container"] == {"image": "j"}
    assert found["hyperparams"] == found["configuration"] == {}
    assert set(found["models"]) == {"input", "output"}


def test_edit_needs_force_once_it_is_started(client, task):
    client.ok("tasks.started", {"task": task})
    asked = {"task": task, "comment": "c"}
    assert client.refused("tasks.edit", asked) == (
        400, 110, "Invalid task status: expected=created, status=in_progress")
    assert "comment" not in get(client, task)
    client.ok("tasks.edit", asked | {"force": True})
    assert get(client, task)["comment"] == "c"


def test_edit_refusals(client, task):
    assert client.refused("tasks.edit", {"task": task, "name": "ab"})[:2] == (
        400, 800)
    assert client.refused("tasks.edit", {
        "task": task, "project": "none"})[:2] == (400, 401)
    assert client.refused("tasks.edit", {
        "task": task, "script": {"diff": 7}})[:2] == (400, 12)
    assert client.refused("tasks.edit", {
        "task": task, "runtime": 5})[:2] == (400, 12)
    assert client.refused("tasks.set_requirements", {
        "task": task, "requirements": "x"})[:2] == (400, 12)


def test_a_parent_has_to_be_there(server, client, stranger, task):
    foreign = stranger.ok("tasks.create", {
        "name": "of another", "type": "training"})["id"]
    for parent in ("none", task, foreign):
        assert client.refused("tasks.edit", {
            "task": task, "parent": parent}) == (
            400, 101, f"Invalid task id (invalid parent): parent={parent}")
    parent = client.ok("tasks.create", {
        "name": "parent", "type": "training", "project": "",
        "parent": ""})["id"]
    assert not {"project", "parent"} & get(client, parent).keys()
    client.ok("tasks.edit", {"task": task, "parent": parent})
    assert get(client, task)["parent"] == parent
    client.ok("tasks.edit", {"task": task, "parent": ""})
    assert "parent" not in get(client, task)


def test_null_clears_tags(client, task):
    client.ok("tasks.edit", {"task": task, "tags": ["a"],
                             "system_tags": ["b"], "comment": "c"})
    client.ok("tasks.edit", {"task": task, "tags": None, "system_tags": [],
                             "comment": None})
    found = get(client, task)
    assert (found["tags"], found["system_tags"], found["comment"]) == (
        [], [], "c")


def test_update(client, ended):
    client.ok("tasks.update", {
        "task": ended, "name": "another", "tags": ["x"], "comment": "c",
        "output__error": "bad"})
    found = get(client, ended)
    assert (found["name"], found["tags"], found["comment"],
            found["output"]) == ("another", ["x"], "c", {"error": "bad"})
    assert found["status"] == "completed"


def test_set_requirements(client, task, ended):
    client.ok("tasks.edit", {"task": task, "script": {"diff": "x"}})
    client.ok("tasks.set_requirements", {
        "task": task, "requirements": {"pip": "six", "conda": ["a"]}})
    assert get(client, task)["script"] == {
        "diff": "x", "requirements": {"pip": "six", "conda": ["a"]}}
    client.ok("tasks.started", {"task": task})
    client.ok("tasks.set_requirements", {"task": task, "requirements": {}})
    assert client.refused("tasks.set_requirements", {
        "task": ended, "requirements": {}})[:2] == (400, 110)


@pytest.mark.parametrize("replace, left", [
    ("none", {"A": {"a": "1", "b": "3", "c": "4"}, "B": {"a": "1"}}),
    ("section", {"A": {"b": "3", "c": "4"}, "B": {"a": "1"}}),
    ("all", {"A": {"b": "3", "c": "4"}})])
def test_edit_hyper_params(client, task, replace, left):
    client.ok("tasks.edit_hyper_params", {"task": task, "hyperparams": [
        item("A", "a", "1"), item("A", "b", "2"), item("B", "a", "1")]})
    assert client.ok("tasks.edit_hyper_params", {
        "task": task, "replace_hyperparams": replace, "hyperparams": [
            item("A", "b", "3"), item("A", "c", "4")]}) == {"updated": 1}
    assert values(get(client, task)) == left


def test_delete_hyper_params(client, task):
    client.ok("tasks.edit_hyper_params", {"task": task, "hyperparams": [
        item("A", "a", "1"), item("A", "b", "2"), item("B", "a", "1"),
        item("C", "a", "1")]})
    assert client.ok("tasks.delete_hyper_params", {
        "task": task, "hyperparams": [
            {"section": "A", "name": "a"}, {"section": "B"},
            {"section": "none", "name": "none"}]}) == {"deleted": 1}
    assert values(get(client, task)) == {"A": {"b": "2"}, "C": {"a": "1"}}


def test_many_sections(client, task):
    """As many as a call may have; they must not cost their square."""
    params = [item(f"s{i}", "a", "1") for i in range(9000)]
    client.ok("tasks.edit_hyper_params", {"task": task, "hyperparams": params})
    client.ok("tasks.delete_hyper_params", {"task": task, "hyperparams": [
        {"section": param["section"], "name": "a"} for param in params[1:]]})
    assert values(get(client, task)) == {"s0": {"a": "1"}}


def test_configuration(client, task):
    client.ok("tasks.edit_configuration", {"task": task, "configuration": [
        {"name": "a", "value": "1"}, {"name": "b", "value": "2"}]})
    client.ok("tasks.edit_configuration", {"task": task, "configuration": [
        {"name": "b", "value": "3", "type": "t"}]})
    assert get(client, task)["configuration"] == {
        "a": {"name": "a", "value": "1"},
        "b": {"name": "b", "value": "3", "type": "t"}}
    client.ok("tasks.delete_configuration", {
        "task": task, "configuration": ["a", "none"]})
    assert list(get(client, task)["configuration"]) == ["b"]
    client.ok("tasks.edit_configuration", {
        "task": task, "replace_configuration": True, "configuration": [
            {"name": "c", "value": "1"}]})
    assert list(get(client, task)["configuration"]) == ["c"]


@pytest.mark.parametrize("action, body", [
    ("edit_hyper_params", {"hyperparams": [item("A", "a", "1")]}),
    ("delete_hyper_params", {"hyperparams": [{"section": "A"}]}),
    ("edit_configuration", {"configuration": [{"name": "a"}]}),
    ("delete_configuration", {"configuration": ["a"]}),
    ("add_or_update_artifacts", {"artifacts": [{"key": "a", "type": "t"}]})])
def test_only_by_force_when_it_has_ended(client, ended, action, body):
    assert client.refused(f"tasks.{action}", {"task": ended} | body)[:2] == (
        400, 110)
    client.ok(f"tasks.{action}", {"task": ended, "force": True} | body)
    assert client.refused(f"tasks.{action}", {"task": "none"} | body)[:2] == (
        400, 101)


@pytest.mark.parametrize("action, body", [
    ("edit_hyper_params", {"hyperparams": []}),
    ("edit_hyper_params", {"hyperparams": [{"name": "a"}]}),
    ("edit_hyper_params", {"hyperparams": [{"section": "a"}]}),
    ("edit_configuration", {"configuration": []}),
    ("edit_configuration", {"configuration": [{"value": "a"}]})])
def test_items_without_a_name(client, task, action, body):
    assert client.refused(f"tasks.{action}", {"task": task} | body)[:2] == (
        400, 12)


def test_artifacts(client, task):
    def artifact(uri, **more):
        return {"key": "a", "type": "t", "uri": uri} | more

    assert client.ok("tasks.add_or_update_artifacts", {
        "task": task, "artifacts": [
            artifact("1"), artifact("2", mode="input")]}) == {"updated": 1}
    client.ok("tasks.edit", {"task": task, "execution": {"docker_cmd": "d"}})
    client.ok("tasks.add_or_update_artifacts", {"task": task, "artifacts": [
        artifact("3", mode="output", content_size=5,
                 type_data={"preview": "p"}, display_data=[["a", "b"]])]})
    found = get(client, task)["execution"]
    assert found["docker_cmd"] == "d"
    assert [(a["uri"], a.get("mode")) for a in found["artifacts"]] == [
        ("3", "output"), ("2", "input")]
    assert found["artifacts"][0]["display_data"] == [["a", "b"]]


def test_long_parts_and_odd_texts(client, task):
    diff = "\u00e9\U0001d87b\n\"\\" * 20000
    client.ok("tasks.edit", {"task": task, "script": {"diff": diff},
                             "runtime": {"a.b": 1, "$c": {"": "\u00e9"}}})
    found = get(client, task)
    assert found["script"]["diff"] == diff
    assert found["runtime"] == {"a.b": 1, "$c": {"": "\u00e9"}}
