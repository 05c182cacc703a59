"""lineup apply and lineup export --queues: queues as code."""

import itertools
import json

import pytest

from lineup_server import COMPANY


@pytest.fixture
def file(tmp_path):
    """Writes a file of queues; gives its path."""
    def write(*queues, text=None):
        path = tmp_path / "queues.json"
        path.write_text(json.dumps({"queues": queues}) if text is None
                        else text)
        return str(path)

    return write


def shown(client, name):
    found = client.ok("queues.get_all", {"name": f"^{name}$"})["queues"]
    assert len(found) == 1
    return found[0]


def names(client):
    """The names of all queues, which get_all gives 500 at a time."""
    found = []
    for page in itertools.count():
        queues = client.ok("queues.get_all", {
            "order_by": ["name"], "page": page, "page_size": 500})["queues"]
        found += [queue["name"] for queue in queues]
        if len(queues) < 500:
            return sorted(found)


@pytest.fixture
def default(client):
    """The id of the default queue, which has the mark again at the end."""
    queue = client.ok("queues.get_default", {})["id"]
    yield queue
    for other in client.ok("queues.get_all", {"system_tags": ["default"]})[
            "queues"]:
        client.ok("queues.update", {"queue": other["id"], "system_tags": []})
    client.ok("queues.update", {"queue": queue, "system_tags": ["default"]})


def test_it_makes_queues_once(server, client, name, file):
    path = file({"name": name, "display_name": "Shown", "tags": ["b", "a"],
                 "metadata": [{"key": "cards", "type": "int", "value": "8"}]},
                {"name": name + "-2"})
    before = names(client)
    assert server.tool("apply", path, "--dry-run") == (
        f"create {name}\ncreate {name}-2\n")
    assert names(client) == before
    assert server.tool("apply", path) == f"create {name}\ncreate {name}-2\n"
    made = shown(client, name)
    assert (made["display_name"], made["tags"], made["metadata"]) == (
        "Shown", ["a", "b"],
        {"cards": {"key": "cards", "type": "int", "value": "8"}})
    assert server.tool("apply", path) == "nothing to change\n"
    assert shown(client, name) == made


def test_it_changes_what_differs_and_nothing_else(server, client, name, file):
    queue = client.ok("queues.create", {
        "name": name, "tags": ["old"], "system_tags": ["kept"],
        "metadata": {"a": {"key": "a", "type": "t", "value": "1"}}})["id"]
    server.tool("queue", "add", queue, "task")
    path = file({"name": name, "tags": ["new"]})
    assert server.tool("apply", path, "--dry-run") == f"change {name}: tags\n"
    assert shown(client, name)["tags"] == ["old"]
    assert server.tool("apply", path) == f"change {name}: tags\n"
    found = shown(client, name)
    assert (found["id"], found["tags"], found["system_tags"]) == (
        queue, ["new"], ["kept"])
    assert [entry["task"] for entry in found["entries"]] == ["task"]
    assert list(found["metadata"]) == ["a"]
    path = file({"name": name, "display_name": "D", "metadata": []})
    assert server.tool("apply", path) == (
        f"change {name}: display_name, metadata\n")
    assert not shown(client, name).get("metadata")


def test_one_queue_is_the_default(server, client, default, name, file):
    path = file({"name": name, "default": True})
    server.tool("apply", path)
    assert client.ok("queues.get_default", {})["name"] == name
    assert server.tool("apply", path) == "nothing to change\n"
    path = file({"name": name, "default": False})
    assert server.tool("apply", path) == f"change {name}: default\n"
    assert shown(client, name)["system_tags"] == []


def test_an_export_changes_nothing(server, client, name, file, tmp_path):
    client.ok("queues.create", {
        "name": name, "tags": ["x"],
        "metadata": {"a": {"key": "a", "type": "t", "value": "ü\n"}}})
    path = tmp_path / "export.json"
    server.tool("export", str(path), "--queues")
    written = {queue["name"]: queue
               for queue in json.loads(path.read_text())["queues"]}
    assert sorted(written) == names(client)
    assert written[name] == {
        "name": name, "tags": ["x"], "default": False,
        "metadata": [{"key": "a", "type": "t", "value": "ü\n"}]}
    assert server.tool("apply", str(path)) == "nothing to change\n"
    assert server.tool("export", "-", "--queues") == path.read_text()


def test_tags_that_are_stored_in_another_order(server, name, file):
    server.tool("import", "-", text="".join(json.dumps(line) + "\n" for line in (
        {"lineup_export": 1},
        {"queue": "e" * 32, "name": name, "company": COMPANY,
         "created": 1000, "last_update": 2000, "tags": ["b", "a"],
         "system_tags": [], "metadata": []})))
    path = file({"name": name, "tags": ["a", "b"]})
    assert server.tool("apply", str(path)) == "nothing to change\n"
    path = file({"name": name, "tags": ["a", "c"]})
    assert server.tool("apply", str(path)) == f"change {name}: tags\n"


def test_of_another_company(server, client, stranger, name, file):
    path = file({"name": name})
    before = names(client)
    server.tool("apply", path, "--company", "c2")
    assert shown(stranger, name)
    assert names(client) == before
    assert server.tool_refused("apply", path, "--company", "none") == (
        "company none: no such thing")


@pytest.mark.parametrize("text, why", [
    ("", "queues: required"),
    ("{", "syntax"),
    ("{}", "queues: required"),
    ('{"queues": {}}', "queues: type"),
    ('{"queues": [{"name": "new"}, {}]}', "queues[1].name: required"),
    ('{"queues": [{"name": "new"}, {"name": "ab"}]}', "ab: name="),
    ('{"queues": [{"name": "new", "tag": []}]}', "queues[0].tag: closed"),
    ('{"queue": []}', "queue: closed"),
    ('{"queues": [{"name": "new"}, {"name": " new"}]}', "new: comes twice"),
    ('{"queues": [{"name": "new", "tags": ["__$or"]}]}', "__$or: "),
    ('{"queues": [{"name": "new", "default": true}, '
     '{"name": "newer", "default": true}]}', "newer: a second default queue"),
    ('{"queues": [{"name": "new", "metadata": [{"key": " "}]}]}',
     "new: a key of metadata is empty"),
    ('{"queues": [{"name": "new", "metadata": [{"key": "a"}, {"key": "a"}]}]}',
     "new: a key of metadata comes twice"),
])
def test_a_bad_file_changes_nothing(server, client, file, text, why):
    before = names(client)
    path = file(text=text)
    assert server.tool_refused("apply", path).startswith(f"{path}: {why}")
    assert names(client) == before


def test_files_that_are_none(server):
    assert server.tool_refused("apply", "/nonexistent") == (
        "/nonexistent: No such file or directory")
    assert server.tool_refused("apply", "/") == "/: Is a directory"
