"""lineup queue, beside a running server."""

import json
import os
import subprocess

import pytest

from lineup_server import BUILD
from terminal import open_terminal

@pytest.fixture
def tasks(server, client, queue):
    """The queue's tasks, as the API shows them."""
    def read():
        shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
        return [entry["task"] for entry in shown["entries"]]

    return read


def rows(text):
    return [line.split("\t") for line in text.splitlines()]


def test_create(server, client, name):
    queue = server.tool("queue", "create", f"  {name} ").strip()
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert (shown["name"], shown["entries"]) == (name, [])
    assert shown["created"] == shown["last_update"]


def test_add_puts_tasks_at_the_end(server, queue, tasks):
    server.tool("queue", "add", queue, "a", "b")
    server.tool("queue", "add", queue, "c")
    assert tasks() == ["a", "b", "c"]


def test_queues_go_by_name_too(server, name, queue, tasks):
    server.tool("queue", "add", name, "a")
    assert tasks() == ["a"]


def test_a_name_of_several_companies_says_too_little(server, name, queue,
                                                     stranger, tasks):
    stranger.ok("queues.create", {"name": name})
    assert server.tool_refused("queue", "add", name, "a") == (
        f"{name}: several queues have this name; say which by its id")
    assert tasks() == []


def test_a_queue_of_another_company(server, stranger, name):
    queue = server.tool("queue", "create", name, "--company", "c2").strip()
    assert stranger.ok("queues.get_by_id", {"queue": queue})


def test_list(server, stranger, name, queue):
    server.tool("queue", "add", queue, "a", "b")
    other = stranger.ok("queues.create", {"name": "of\tc2"})["id"]
    company = server.admin.ok("queues.get_by_id",
                              {"queue": queue})["queue"]["company"]
    listed = rows(server.tool("queue", "list"))
    assert [queue, company, "2", name] in listed
    assert [other, "c2", "0", r"of\x09c2"] in listed
    listed = json.loads(server.tool("queue", "list", "--json"))
    assert {"id": queue, "company": company, "tasks": 2,
            "name": name} in listed
    assert {"id": other, "company": "c2", "tasks": 0,
            "name": "of\tc2"} in listed
    listed = rows(server.tool("queue", "list", "--company", "c2"))
    assert {row[1] for row in listed} == {"c2"}


def test_a_table_on_a_terminal(server, queue, name):
    master, terminal = open_terminal()
    subprocess.run([BUILD / "lineup", "queue", "list", "--data", server.data],
                   env=server.settings, stdout=terminal, check=True,
                   timeout=60)
    os.close(terminal)
    shown = b""
    with open(master, "rb", buffering=0) as file:
        while (piece := read_or_end(file)):
            shown += piece
    lines = shown.decode().splitlines()
    assert lines[0].split() == ["ID", "COMPANY", "TASKS", "NAME"]
    line = next(line for line in lines if line.startswith(queue))
    assert line.index(name) == lines[0].index("NAME")


def read_or_end(file):
    """A terminal that nobody writes to any more answers an error."""
    try:
        return file.read(4096)
    except OSError:
        return b""


def test_json_is_for_lists(server, queue, name, tasks):
    server.tool("queue", "add", queue, "a")
    assert server.tool_refused("queue", "clear", name, "--force",
                               "--json") == (
        "--json is for lists, and what show prints")
    assert tasks() == ["a"]


def test_show(server, client, name):
    queue = client.ok("queues.create", {
        "name": name, "display_name": "The\tqueue", "tags": ["t1"],
        "system_tags": ["s1"],
        "metadata": {"k": {"key": "k", "type": "int", "value": "5\n6"}}})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert rows(server.tool("queue", "show", queue)) == [
        ["id", queue], ["name", name], ["display_name", r"The\x09queue"],
        ["company", shown["company"]],
        ["created", shown["created"]], ["last_update", shown["last_update"]],
        ["tags", "t1"], ["system_tags", "s1"],
        ["metadata", "k", "int", r"5\x0a6"], ["tasks", "a"]]
    assert json.loads(server.tool("queue", "show", queue, "--json")) == {
        "id": queue, "name": name, "display_name": "The\tqueue",
        "company": shown["company"], "created": shown["created"],
        "last_update": shown["last_update"], "tags": ["t1"],
        "system_tags": ["s1"], "tasks": ["a"],
        "metadata": [{"name": "k", "type": "int", "value": "5\n6"}]}


@pytest.mark.parametrize("place, position, order", [
    ("front", 0, "cabd"), ("back", 3, "abdc"), ("0", 0, "cabd"),
    ("1", 1, "acbd"), ("3", 3, "abdc"), ("99", 3, "abdc"),
    ("99999999999999999999", 3, "abdc")])
def test_move(server, queue, tasks, place, position, order):
    server.tool("queue", "add", queue, *"abcd")
    assert server.tool("queue", "move", queue, "c",
                       place) == f"{position}\n"
    assert tasks() == list(order)


@pytest.mark.parametrize("place", ["-1", "middle", "1x"])
def test_places_that_are_none(server, queue, tasks, place):
    server.tool("queue", "add", queue, "a", "b")
    assert server.tool_refused("queue", "move", queue, "a", place) == (
        f"{place}: a place is front, back, or a number from 0")
    assert tasks() == ["a", "b"]


def test_remove_takes_tasks_out(server, queue, tasks):
    server.tool("queue", "add", queue, "a", "b", "c")
    server.tool("queue", "remove", queue, "a", "c")
    assert tasks() == ["b"]


def test_remove_stops_at_what_is_not_there(server, queue, tasks):
    server.tool("queue", "add", queue, "a", "b")
    assert server.tool_refused("queue", "remove", queue, "a", "x",
                               "b") == "x: no such thing"
    assert tasks() == ["b"]


def test_delete(server, client, name, queue):
    server.tool("queue", "add", queue, "a")
    assert server.tool_refused("queue", "delete", name) == (
        f"{name} has tasks (1); --force takes them out")
    assert client.ok("queues.get_by_id", {"queue": queue})
    server.tool("queue", "delete", name, "--force")
    assert client.refused("queues.get_by_id", {"queue": queue})[:2] == (
        400, 701)


def test_refusals_of_add(server, client, name, queue, tasks):
    assert server.tool_refused("queue", "create", "x") == (
        "Data validation error: name=String value is too short")
    assert server.tool_refused("queue", "add", name, "a", "b", "a") == (
        "a: it is there already")
    assert tasks() == ["a", "b"]
    assert server.tool_refused("queue", "add", "nothing such", "a") == (
        "nothing such: no such queue")
    assert server.tool_refused("queue", "create", name + "2", "--company",
                               "nobody") == "company nobody: no such thing"
    assert server.tool_refused("queue", "add", name,
                               "--company", "nobody", "a")


@pytest.mark.parametrize("words, refusal", [
    (["add", "{}"], "usage: lineup queue add QUEUE TASK..."),
    (["remove", "{}"], "usage: lineup queue remove QUEUE TASK..."),
    (["delete", "{}", "a", "--force"],
     "usage: lineup queue delete QUEUE [--force]"),
    (["remove", "{}", "a", "--force"],
     "--force: not for this; usage: lineup queue remove QUEUE TASK..."),
    (["remove", "{}", ""], "an argument is empty"),
    (["clear", ""], "an argument is empty"),
    (["drop", "{}"], "queue needs one of these: "),
    ([], "queue needs one of these: ")])
def test_wrong_words_change_nothing(server, name, queue, tasks, words,
                                    refusal):
    server.tool("queue", "add", queue, "a")
    said = server.tool_refused("queue", *(
        word.format(name) for word in words))
    assert said.startswith(refusal)
    assert tasks() == ["a"]


def test_clear(server, client, name, queue, tasks):
    server.tool("queue", "add", queue, "a", "b")
    assert server.tool_refused("queue", "clear", name) == (
        f"{name} has tasks (2); --force takes them out")
    assert tasks() == ["a", "b"]
    server.tool("queue", "clear", name, "--force")
    assert tasks() == []
    server.tool("queue", "clear", name)


def test_rename(server, client, name, queue):
    server.tool("queue", "rename", name, f" {name} 2 ")
    shown = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert shown["name"] == f"{name} 2"
    other = server.tool("queue", "create", name).strip()
    assert server.tool_refused("queue", "rename", other, f"{name} 2") == (
        f"{name} 2: it is there already")
    assert server.tool_refused("queue", "rename", other, "x") == (
        "Data validation error: name=String value is too short")


def test_refusals_of_the_others(server):
    for words in (["show", "nix"], ["move", "nix", "a", "0"],
                  ["remove", "nix", "a"], ["clear", "nix"],
                  ["delete", "nix"], ["rename", "nix", "other"]):
        assert server.tool_refused("queue", *words) == "nix: no such queue"
    assert server.tool_refused("queue", "list", "--company", "nobody") == (
        "no such thing")


def test_settings_are_those_of_the_server(server, tmp_path):
    def run(**variables):
        return subprocess.run(
            [BUILD / "lineup", "queue", "list"],
            env=server.settings | variables, capture_output=True, text=True,
            timeout=60)

    settings = tmp_path / "lineup.conf"
    settings.write_text(f"[server]\ndata = {server.data}\n")
    done = run(LINEUP_CONFIG=str(settings), LINEUP_DATA="")
    assert done.stdout == server.tool("queue", "list"), done.stderr
    settings.write_text("[server]\nthreads = none\n")
    done = run(LINEUP_CONFIG=str(settings))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"lineup: {settings}:2: threads: ")


@pytest.mark.sqlite
def test_an_empty_variable_says_nothing(own_server):
    names = ("LINEUP_STORE", "CLEARML_MONGODB_SERVICE_CONNECTION_STRING",
             "CLEARML_MONGODB_SERVICE_HOST")
    own_server.settings |= dict.fromkeys(names, "")
    own_server.start()
    assert "default" in own_server.tool("queue", "list")
