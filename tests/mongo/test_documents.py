"""Queues as servers of each age have written them: read, and kept."""

import datetime
import itertools

import bson
import pytest

from lineup_server import COMPANY

numbers = itertools.count()
NOW = datetime.datetime(2022, 1, 2, 3, 4, 5, 6000)
STAMP = "2022-01-02T03:04:05.006000+00:00"
ITEM = {"key": "k", "type": "t", "value": "v"}

# Queues as servers of 1.x, 2.0 and 2.3 wrote them, and as answers show them.
AGES = {
    "1.x": ({"created": NOW, "tags": ["b", "a"], "system_tags": [],
             "entries": [{"task": "a", "added": NOW},
                         {"task": "b", "added": NOW}],
             "last_update": NOW, "metadata": [ITEM]},
            {"created": STAMP, "tags": ["a", "b"], "metadata": {"k": ITEM}}),
    "1.x, older": ({"created": NOW, "tags": [],
                    "entries": [{"task": "a", "added": NOW},
                                {"task": "b", "added": NOW}]},
                   {"created": STAMP, "tags": [], "system_tags": [],
                    "metadata": {}}),
    "2.0": ({"created": NOW, "tags": ["a"], "system_tags": ["default"],
             "entries": [{"task": "a", "added": NOW},
                         {"task": "b", "added": NOW}],
             "last_update": NOW, "metadata": {"k": ITEM, "a%2Eb": ITEM}},
            {"system_tags": ["default"], "last_update": STAMP,
             "metadata": {"k": ITEM, "a.b": ITEM}}),
    "2.3": ({"display_name": "Shown", "created": NOW, "tags": ["a"],
             "system_tags": [], "entries": [{"task": "a", "added": NOW},
                                            {"task": "b", "added": NOW}],
             "last_update": NOW, "metadata": {"k": ITEM},
             "resources": {"cpu_usage": 0.5, "gpu_usage": 2.0}},
            {"display_name": "Shown",
             "resources": {"cpu_usage": 0.5, "gpu_usage": 2.0}}),
}
# Members that lineup doesn't know.
THEIRS = {"unknown": {"deep": [1, None]}, "length": bson.Int64(77),
          "_cls": "x", "profile_connection": {"id": "p"}}


@pytest.fixture
def queues(mongod, server):
    return mongod.client().backend.queue


@pytest.fixture
def client(server):
    return server.admin


@pytest.fixture(params=AGES)
def aged(request, queues):
    """The id of such a queue, its document, and how answers show it."""
    document, shown = AGES[request.param]
    made = {"_id": f"{next(numbers):032x}",
            "name": f"aged {next(numbers)}", "company": COMPANY}
    queues.insert_one(made | document | THEIRS)
    yield made["_id"], document, shown
    queues.delete_one({"_id": made["_id"]})


def show(client, action, **query):
    found, = client.ok(action, query)["queues"]
    return found


def test_is_read(client, aged):
    queue, document, shown = aged
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert {name: found.get(name) for name in shown} == shown
    assert found["entries"] == [{"task": "a", "added": STAMP},
                                {"task": "b", "added": STAMP}]
    for member in ("display_name", "resources", "last_update"):
        assert (member in found) == (member in document)
    assert not set(found) & set(THEIRS)
    assert show(client, "queues.get_all", id=[queue]) == found
    full = show(client, "queues.get_all_ex", id=[queue])
    assert {name: full.get(name) for name in shown} == shown


def test_is_counted_and_cut(client, aged):
    queue, *_ = aged
    assert client.ok("queues.get_num_entries", {"queue": queue}) == {"num": 2}
    assert client.ok("queues.peek_task", {"queue": queue}) == {"task": "a"}
    for most, tasks in ((1, "a"), (-1, "b"), (0, "ab")):
        found = show(client, "queues.get_all_ex", id=[queue],
                     max_task_entries=most, count_task_entries=True)
        assert found["entries_count"] == 2
        assert [entry["task"]["id"] for entry in found["entries"]] == [*tasks]
    found = show(client, "queues.get_all", id=[queue],
                 only_fields=["resources.gpu_usage", "display_name"])
    assert found.get("resources", {}) in ({}, {"gpu_usage": 2.0})


def test_is_not_changed_by_reading(client, queues, aged):
    queue, *_ = aged
    before = queues.find_one({"_id": queue})
    for action in ("get_by_id", "peek_task", "get_num_entries"):
        client.ok(f"queues.{action}", {"queue": queue})
    for action in ("get_all", "get_all_ex"):
        client.ok(f"queues.{action}", {"id": [queue]})
    assert queues.find_one({"_id": queue}) == before


@pytest.mark.parametrize("action, body, changed", [
    ("add_task", {"task": "c"}, {"entries", "last_update"}),
    ("get_next_task", {}, {"entries", "last_update"}),
    ("remove_task", {"task": "b"}, {"entries", "last_update"}),
    ("clear_queue", {}, {"entries"}),
    ("move_task_to_front", {"task": "b"}, {"entries"}),
    ("move_task_backward", {"task": "a"}, {"entries"}),
    ("update", {"name": "renamed by us"}, {"name"}),
    ("update", {"display_name": ""}, {"display_name"}),
    ("update", {"tags": ["t"], "system_tags": ["s"]},
     {"tags", "system_tags"}),
    ("add_or_update_metadata", {"metadata": [ITEM | {"key": "n"}]},
     {"metadata"}),
    ("delete_metadata", {"keys": ["k"]}, {"metadata"}),
])
def test_keeps_all_else(client, queues, aged, action, body, changed):
    queue, *_ = aged
    before = queues.find_one({"_id": queue})
    client.ok(f"queues.{action}", {"queue": queue} | body)
    after = queues.find_one({"_id": queue})
    assert {name: value for name, value in after.items()
            if name not in changed} == {
                name: value for name, value in before.items()
                if name not in changed}


def test_keeps_all_else_of_both_queues(client, queues, aged):
    queue, *_ = aged
    other = client.ok("queues.create", {"name": f"{queue} too"})["id"]
    queues.update_one({"_id": other}, {"$set": THEIRS})
    for source, target in ((queue, other), (other, queue)):
        before = [queues.find_one({"_id": one}) for one in (queue, other)]
        assert client.ok("queues.move_task_to_queue", {
            "queue": source, "task": "a", "target_queue": target}) == {
                "moved": 1}
        after = [queues.find_one({"_id": one}) for one in (queue, other)]
        for old, new in zip(before, after):
            assert old.keys() <= new.keys() <= old.keys() | {"last_update"}
            assert [name for name in old if old[name] != new[name]
                    and name not in ("entries", "last_update")] == []
    client.ok("queues.delete", {"queue": other})


def test_a_display_name_stands_behind_the_name(client, queues):
    made = client.ok("queues.create", {
        "name": "with a display name", "display_name": "Shown"})["id"]
    assert list(queues.find_one({"_id": made}))[:4] == [
        "_id", "name", "display_name", "company"]


@pytest.fixture
def put(queues):
    """Insert a queue."""
    made = []

    def insert(*tasks, **members):
        made.append(f"{next(numbers):032x}")
        queues.insert_one({
            "_id": made[-1], "name": made[-1], "company": COMPANY,
            "entries": [{"task": task, "added": NOW} for task in tasks],
        } | members)
        return made[-1]
    yield insert
    queues.delete_many({"_id": {"$in": made}})


def test_tasks_that_are_there_more_than_once(client, queues, put):
    """As after races of other servers."""
    queue = put(*"abaca")
    for task, n, left in ("a", 3, "bc"), ("b", 1, "c"):
        assert client.ok("queues.remove_task", {
            "queue": queue, "task": task}) == {"removed": n}
        assert [entry["task"] for entry in queues.find_one({"_id": queue})[
            "entries"]] == [*left]


def test_queues_of_no_company_are_counted(client, put):
    queue = put(*"ab", company="")
    assert client.ok("queues.get_num_entries", {"queue": queue}) == {"num": 2}
    for action in ("get_by_id", "peek_task", "get_next_task"):
        assert client.refused(f"queues.{action}", {"queue": queue})[1] == 701
    assert client.refused("queues.get_num_entries", {
        "queue": put(company="another")})[1] == 701


@pytest.mark.parametrize("resources, shown", [
    ({"cpu_usage": 0.5}, {"cpu_usage": 0.5}),
    ({"cpu_usage": bson.Int64(2), "gpu_usage": 1}, {
        "cpu_usage": 2.0, "gpu_usage": 1.0}),
    ({}, {}), ({"cpu_usage": None, "other": 5}, {}), (None, None)])
def test_resources_that_are_in_part_there(client, queues, resources, shown):
    queues.insert_one({"_id": "r" * 32, "name": "resources",
                       "company": COMPANY, "resources": resources})
    try:
        found = client.ok("queues.get_by_id", {"queue": "r" * 32})["queue"]
        assert found.get("resources") == shown
        assert "length" not in found
        full = show(client, "queues.get_all_ex", id=["r" * 32])
        assert full.get("resources") == shown
    finally:
        queues.delete_one({"_id": "r" * 32})


@pytest.fixture
def answered(mongod):
    """The bytes that mongod sends for a call about queues."""
    database = mongod.client().backend
    database.command("profile", 2)
    yield lambda: sum(
        one["responseLength"] for one in database["system.profile"].find(
            {"ns": "backend.queue", "op": {"$in": ["query", "getmore"]}}))
    database.command("profile", 0)
    database["system.profile"].drop()


def test_entries_that_are_not_shown_stay_in_mongodb(client, queues, answered):
    """In all reads except by filters that look at them."""
    queues.insert_one({
        "_id": "l" * 32, "name": "long one", "company": COMPANY,
        "entries": [{"task": f"{n:032x}", "added": NOW}
                    for n in range(20000)]})
    seen = answered()

    def bytes_of(action, **query):
        nonlocal seen
        client.ok(f"queues.{action}", query)
        before, seen = seen, answered()
        return seen - before

    try:
        for action, query in (
                ("get_by_id", {"queue": "l" * 32, "max_task_entries": 1}),
                ("get_by_id", {"queue": "l" * 32, "max_task_entries": -1}),
                ("peek_task", {"queue": "l" * 32}),
                ("get_num_entries", {"queue": "l" * 32}),
                ("get_all", {"only_fields": ["name"]}),
                ("get_all", {"max_task_entries": 1}),
                ("get_all_ex", {"max_task_entries": -1,
                                "count_task_entries": True}),
                ("get_all_ex", {"id": ["l" * 32], "max_task_entries": 1,
                                "order_by": ["-name"]})):
            assert 0 < bytes_of(action, **query) < 20000
        assert bytes_of("get_by_id", queue="l" * 32) > 20000
        assert bytes_of("get_all", max_task_entries=1,
                        order_by=["entries.task"]) > 20000
    finally:
        queues.delete_one({"_id": "l" * 32})
