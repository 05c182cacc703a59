"""Documents as the original writes them, and older and newer ones."""

import datetime
import itertools
import os
import subprocess
import time

import bson
import pytest

import peer as faults
from engine import until
from lineup_server import BUILD, COMPANY

numbers = itertools.count()
NOW = datetime.datetime(2022, 1, 2, 3, 4, 5, 6000)
STAMP = "2022-01-02T03:04:05.006000+00:00"


@pytest.fixture
def queues(mongod, server):
    return mongod.client().backend.queue


@pytest.fixture
def client(server):
    return server.admin


@pytest.fixture
def put(queues):
    """Write a document; its id."""
    def putter(**members):
        document = {"_id": f"{next(numbers):032x}",
                    "name": f"shared-{next(numbers)}", "company": COMPANY}
        queues.insert_one(document | members)
        return document["_id"]
    return putter


def entries(*tasks):
    return [{"task": task, "added": NOW} for task in tasks]


def test_creates_what_the_original_would(client, queues):
    body = {"name": " as written ", "tags": ["b", "a"], "metadata": {
        "k.1": {"key": "k.1", "type": "t", "value": "v"}}}
    made = client.ok("queues.create", body)["id"]
    document = queues.find_one({"_id": made})
    assert list(document) == [
        "_id", "name", "company", "created", "tags", "system_tags",
        "entries", "last_update", "metadata"]
    assert document["name"] == "as written"
    assert isinstance(document["created"], datetime.datetime)
    assert document["created"] == document["last_update"]
    assert document["tags"] == ["a", "b"]
    assert (document["system_tags"], document["entries"]) == ([], [])
    assert document["metadata"] == {
        "k%2E1": {"key": "k.1", "type": "t", "value": "v"}}
    assert list(document["metadata"]["k%2E1"]) == ["key", "type", "value"]


def test_empties_are_kept_as_such(client, queues):
    made = client.ok("queues.create", {"name": "with empties"})["id"]
    document = queues.find_one({"_id": made})
    assert (document["tags"], document["metadata"]) == ([], {})


def test_makes_the_index_of_the_original_and_no_other(queues):
    found = queues.index_information()
    assert set(found) == {"_id_", "name_1_company_1"}
    assert found["name_1_company_1"]["unique"]
    assert found["name_1_company_1"]["key"] == [("name", 1), ("company", 1)]


def test_entries_are_as_the_original_writes_them(client, queues, put):
    queue = put(entries=[])
    client.ok("queues.add_task", {"queue": queue, "task": "t"})
    entry, = queues.find_one({"_id": queue})["entries"]
    assert list(entry) == ["task", "added"]
    assert isinstance(entry["added"], datetime.datetime)


def test_reads_a_document_of_a_newer_server(client, put):
    queue = put(created=NOW, display_name="Shown", tags=["b", "a"],
                resources={"cpu_usage": 0.5}, entries=entries("a"),
                metadata={"a%_%_b": {"key": "a__b", "type": "t",
                                     "value": "v"}})
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert found["created"] == STAMP
    assert found["tags"] == ["a", "b"]
    assert found["entries"] == [{"task": "a", "added": STAMP}]
    assert found["metadata"] == {
        "a__b": {"key": "a__b", "type": "t", "value": "v"}}


def test_reads_a_document_of_almost_nothing(client, put):
    queue = put()
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert "last_update" not in found
    assert (found["tags"], found["entries"], found["metadata"]) == ([], [], {})
    assert client.ok("queues.get_next_task", {"queue": queue}) == {}
    client.ok("queues.add_task", {"queue": queue, "task": "t"})
    assert client.ok("queues.get_next_task",
                     {"queue": queue})["entry"]["task"] == "t"


def test_reads_metadata_that_is_an_array(client, put):
    queue = put(metadata=[{"key": "k", "type": "t", "value": "v"}])
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert found["metadata"]["k"]["value"] == "v"
    client.ok("queues.add_or_update_metadata", {"queue": queue, "metadata": [
        {"key": "l", "type": "t", "value": "w"}]})
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert set(found["metadata"]) == {"k", "l"}


@pytest.mark.parametrize("action, body, changed", [
    ("add_or_update_metadata", {"metadata": [
        {"key": "k", "type": "t", "value": "w"},
        {"key": "a.b", "type": "t", "value": "x"},
        {"key": "a.b", "type": "t", "value": "y"}]}, {
            "k": {"key": "k", "type": "t", "value": "w"},
            "a%2Eb": {"key": "a.b", "type": "t", "value": "y"}}),
    ("delete_metadata", {"keys": ["k", "ne", "k"]}, {"k": None}),
    ("delete_metadata", {"keys": ["0 "]}, {"0": None}),
])
def test_leaves_alone_other_pieces_of_metadata(client, queues, put, action,
                                               body, changed):
    metadata = {name: {"note": name, "key": name, "type": "t", "value": "v"}
                for name in ("0", "k", "l")} | {"odd": 5}
    queue = put(metadata=metadata)
    client.ok(f"queues.{action}", {"queue": queue} | body)
    expected = {name: item for name, item in (metadata | changed).items()
                if item is not None}
    assert queues.find_one({"_id": queue})["metadata"] == expected


@pytest.mark.parametrize("action, body", [
    ("queues.add_task", {"task": "d"}),
    ("queues.get_next_task", {}),
    ("queues.remove_task", {"task": "b"}),
    ("queues.move_task_to_front", {"task": "c"}),
    ("queues.move_task_backward", {"task": "a", "count": 1}),
    ("queues.update", {"name": "another name", "tags": ["t"]}),
    ("queues.add_or_update_metadata", {"metadata": [
        {"key": "n", "type": "t", "value": "v"}]}),
    ("queues.delete_metadata", {"keys": ["k"]}),
])
def test_leaves_alone_what_it_does_not_know(client, queues, put, action, body):
    theirs = {"display_name": "Shown", "unknown": {"deep": [1, None]},
              "resources": {"cpu_usage": 0.5, "gpu_usage": 1.0},
              "count": bson.Int64(5), "_cls": "x"}
    queue = put(**theirs, entries=[entry | {"note": entry["task"]}
                                   for entry in entries("a", "b", "c")],
                metadata={"k": {"key": "k", "type": "t", "value": "v"}})
    client.ok(action, {"queue": queue} | body)
    document = queues.find_one({"_id": queue})
    assert {name: document[name] for name in theirs} == theirs
    for entry in document["entries"]:
        assert entry["task"] == "d" or entry["note"] == entry["task"]


def test_writes_no_field_of_its_own(client, queues, put):
    queue = put(entries=entries("a", "b"))
    before = set(queues.find_one({"_id": queue}))
    client.ok("queues.add_task", {"queue": queue, "task": "c"})
    client.ok("queues.move_task_to_front", {"queue": queue, "task": "c"})
    client.ok("queues.get_next_task", {"queue": queue})
    client.ok("queues.remove_task", {"queue": queue, "task": "b"})
    after = set(queues.find_one({"_id": queue}))
    assert after - before == {"last_update"}


def test_tells_of_tasks_that_are_there_twice(client, queues, put):
    queue = put(entries=entries("a", "b", "a"))
    client.ok("queues.remove_task", {"queue": queue, "task": "a"})
    left = queues.find_one({"_id": queue})["entries"]
    assert [entry["task"] for entry in left] == ["b"]


def test_own_collections_have_names_of_their_own(mongod, server):
    database = mongod.client()
    theirs = {"queue", "company", "user", "settings", "system.indexes"}
    assert {name for name in database.backend.list_collection_names()
            if not name.startswith("lineup_")} <= theirs
    assert {name for name in database.auth.list_collection_names()
            if not name.startswith("lineup_")} <= {"user", "system.indexes"}


def test_nothing_is_made_in_a_database_of_others(mongod, tmp_path):
    """Nor is the database contacted: it may be unavailable at that time."""
    before = mongod.client().list_database_names()
    for uri in (mongod.uri, "mongodb://127.0.0.1:1/"):
        subprocess.run(
            [BUILD / "lineup", "init", "--beside", "--data", tmp_path],
            env=os.environ | {"LINEUP_STORE": uri,
                              "LINEUP_STORE_PREFIX": "others_"},
            check=True, timeout=3)
    assert [path.name for path in tmp_path.iterdir()] == ["token.secret"]
    assert mongod.client().list_database_names() == before


def test_own_documents_expire(mongod, server):
    for name in ("lineup_sample", "lineup_scroll", "lineup_flow",
                 "lineup_history", "lineup_sighting"):
        indexes = mongod.client().backend[name].index_information()
        assert any("expireAfterSeconds" in index
                   for index in indexes.values()), name


def test_the_use_of_a_key_is_noted_at_most_once_a_minute(mongod, server, peer):
    key = server.environment()["CLEARML_API_ACCESS_KEY"]
    peer.seen.clear()
    for _ in range(5):
        server.admin.ok("auth.login")
    user = mongod.client().auth.user.find_one({"credentials.key": key})
    held, = (one for one in user["credentials"] if one["key"] == key)
    age = datetime.datetime.utcnow() - held["last_used"]
    assert abs(age) < datetime.timedelta(minutes=2)
    assert peer.count("update") <= 1


def metrics(client, *ids, **more):
    """Lengths and mean waits of queues, for a time that includes now."""
    now = time.time()
    found = client.ok("queues.get_queue_metrics", {
        "queue_ids": ids, "from_date": now - 600, "to_date": now + 60,
        "interval": 1000000} | more)["queues"]
    return {one["queue"]: (one["queue_lengths"][-1],
                           one["avg_waiting_times"][-1]) for one in found}


def test_what_another_server_enqueued_shows_at_once(client, queues, put):
    minute = datetime.datetime.utcnow() - datetime.timedelta(minutes=1)
    queue = put(entries=[{"task": task, "added": minute} for task in "ab"])
    other = put()
    length, wait = metrics(client, queue, other)[queue]
    assert length == 2
    assert 59 < wait < 120
    assert queues.database.lineup_sample.find_one({"queue": queue}) is None
    assert metrics(client, queue, refresh=True)[queue][0] == 2
    until(lambda: queues.database.lineup_sample.find_one({"queue": queue}))
    queues.update_one({"_id": queue}, {"$set": {"entries": []}})
    until(lambda: metrics(client, queue, interval=1)[queue] == (0, 0))


def test_metrics_of_queues_with_odd_entries(client, put):
    hour = datetime.datetime.utcnow() - datetime.timedelta(hours=1)
    odd = [put(), put(entries=None), put(entries="none"), put(entries=[]),
           put(entries=[{"task": "a", "added": hour}, {"task": "b"},
                        {"task": "c", "added": None},
                        {"task": "d", "added": "yesterday"}, 5])]
    found = metrics(client, *odd)
    assert set(found) == {odd[-1]}
    assert found[odd[-1]][0] == 5


def test_metrics_go_on_if_the_present_costs_too_much(client, peer, put):
    queue = put(entries=entries("a"))
    client.ok("queues.add_task", {"queue": queue, "task": "b"})
    peer.script("aggregate queue", faults.refuse(50), times=2)
    try:
        assert metrics(client, queue)[queue][0] == 2  # as it was recorded
    finally:
        peer.clear()
