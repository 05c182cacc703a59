"""Whole sets of bad input: each is refused or taken literally, quickly, and
changes nothing.  HACKING.md lists the tests of other inputs.
"""

import itertools
import json
import time

import pytest

from lineup_server import Client
from test_concurrency import Worker, finish

EDGES = [0, -1, 1, 2**31, -2**31 - 1, 2**53 + 1, 2**63 - 1, -2**63, 1e18,
         -1e300, 5e-324, 0.5]
# Fields that hold numbers, and the other fields that the call needs.
NUMBERS = [
    ("queues.get_all", field, {}) for field in ("page", "page_size")] + [
    ("queues.get_all", "size", {"scroll_id": None}),
    ("queues.get_all_ex", "max_task_entries", {}),
    ("queues.get_by_id", "max_task_entries", {"queue": "QUEUE"}),
    ("queues.move_task_forward", "count", {"queue": "QUEUE", "task": "b"}),
    ("queues.move_task_backward", "count", {"queue": "QUEUE", "task": "b"}),
    ("auth.login", "expiration_sec", {}),
] + [("queues.get_queue_metrics", field, {
    "from_date": 0, "to_date": 100, "interval": 10, "queue_ids": ["QUEUE"]})
    for field in ("from_date", "to_date", "interval")]
# Calls on a queue; QUEUE becomes its id.
CALLS = [
    ("queues.get_by_id", {}), ("queues.update", {"name": "mine now"}),
    ("queues.delete", {}), ("queues.delete", {"force": True}),
    ("queues.add_task", {"task": "x"}), ("queues.remove_task", {"task": "a"}),
    ("queues.get_next_task", {}), ("queues.get_next_task", {
        "get_task_info": True}),
    ("queues.move_task_forward", {"task": "b"}),
    ("queues.move_task_backward", {"task": "a"}),
    ("queues.move_task_to_front", {"task": "b"}),
    ("queues.move_task_to_back", {"task": "a"}),
    ("queues.add_or_update_metadata", {"metadata": [
        {"key": "k", "value": "v"}]}),
    ("queues.delete_metadata", {"keys": ["m"]}),
]
# Texts to which other databases would give a meaning.
OPERATORS = ["$where", '{"$ne": null}', "a.$b", "..", "' OR '1'='1", '"; --',
             "%", "_", "\\", "*", "null", "__$all", "\x7f", "\u202e",
             "../../x"]


@pytest.fixture
def full(client, name):
    """A queue with two tasks, tags and metadata, while the test lasts."""
    made = client.ok("queues.create", {
        "name": name, "tags": ["t"], "metadata": {
            "m": {"key": "m", "type": "s", "value": "v"}}})["id"]
    for task in "ab":
        client.ok("queues.add_task", {"queue": made, "task": task})
    yield made
    client.ok("queues.delete", {"queue": made, "force": True})


def state(client, queue):
    return client.ok("queues.get_by_id", {"queue": queue})


@pytest.mark.parametrize("action, field, more", NUMBERS)
def test_numbers_at_their_edges(client, full, action, field, more):
    body = json.loads(json.dumps(more).replace("QUEUE", full))
    for number in EDGES:
        answer = client.call(action, body | {field: number})
        assert answer.code[0] in (200, 400), (number, answer.body)
        if isinstance(number, int):  # too large for JSON's integers
            answer = client.call(action, body | {field: number * 2**64})
            assert answer.code[0] == 400 or number == 0, answer.body


@pytest.mark.parametrize("action, more", CALLS)
def test_a_queue_of_another_company(client, stranger, full, action, more):
    """However it is named, it is not found."""
    before = state(client, full)
    nothing = client.refused(action, {"queue": "0" * 32} | more)
    for id_ in (full, full.upper(), full[:-1], full + "\n", full + " "):
        assert stranger.refused(action, {"queue": id_} | more)[:2] == (
            nothing[:2])
    assert state(client, full) == before


@pytest.mark.parametrize("text", OPERATORS)
def test_texts_that_look_like_more(client, full, text):
    """As ids they are not found; as names they are kept."""
    before = state(client, full)
    for action, more in CALLS:
        nothing = client.refused(action, {"queue": "0" * 32} | more)
        assert client.refused(action, {"queue": text} | more)[:2] == (
            nothing[:2])
        for value in ({"$ne": None}, {"$gt": ""}, [text], {text: text}):
            assert client.call(action, {"queue": value} | more).code == (
                400, 12)
    assert client.ok("queues.get_all", {"id": [f"x{text}"]}) == {"queues": []}
    assert client.call("queues.get_all", {"order_by": [text]}).code[0] == 400
    assert state(client, full) == before
    client.ok("queues.update", {
        "queue": full, "name": f"{text} name", "tags": [f"tag {text}"]})
    found = client.ok("queues.get_all", {"id": [full], "tags": [
        f"tag {text}"]})["queues"]
    assert [queue["name"] for queue in found] == [f"{text} name"]


def seconds(call):
    begun = time.monotonic()
    call()
    return time.monotonic() - begun


@pytest.mark.parametrize("body, code", [
    (b"[" * 10**6, (400, 12)), (b'{"a":' * 200000, (400, 12)),
    (b"[{}," * 250000, (400, 12)), (b'"' + b"\\" * 10**6, (400, 0)),
    (b'{"a": "' + b"\\u0000" * 170000 + b'"}', (200, 0)),
    (b"-" * 10**6, (400, 0)), (b"1" * 10**6, (400, 12)),
    (b'{"a": 0.' + b"1" * 10**6 + b"}", (400, 12)),
    (b'{"a": 1e' + b"0" * 10**6 + b"1}", (400, 12)),
    (b"{" + b",".join(b'"%d":0' % n for n in range(70000)) + b"}", (200, 0)),
    (b"{" + b",".join([b'"a":0'] * 99000) + b"}", (200, 0)),
    (b"\0" * 10**6, (400, 0)), (b" " * 10**6, (400, 0)),
    (b"{}" + b" " * 10**6 + b"x", (400, 0)),
], ids=itertools.count())
def test_json_without_measure(client, body, code):
    answer = client.send("POST", "/queues.get_all", body)
    assert answer.code == code, answer.body[:300]
    assert seconds(lambda: client.send("POST", "/queues.get_all", body)) < 2


def test_a_name_of_a_megabyte(client, full):
    name = "a" * 1000000
    client.ok("queues.update", {"queue": full, "name": name})
    assert state(client, full)["queue"]["name"] == name
    for pattern in ("a*b", "(?=(.+))\\1$", "^a+$", "[^b]{60000}b",
                    "[a-z]+[0-9]"):
        answer = client.call("queues.get_all", {"name": pattern})
        assert answer.code in ((200, 0), (400, 21)), answer.body[:300]


def test_ten_thousand_tags(client, full):
    tags = [f"tag {n:05}" for n in range(10000)]
    client.ok("queues.update", {"queue": full, "tags": tags})
    assert state(client, full)["queue"]["tags"] == tags
    found = client.ok("queues.get_all", {
        "id": [full], "tags": tags, "only_fields": ["id"]})
    assert found == {"queues": [{"id": full}]}
    found = client.ok("queues.get_all", {
        "id": [full], "tags": [f"-{tag}x" for tag in tags]})
    assert len(found["queues"]) == 1


@pytest.mark.parametrize("fields", [
    {"name": "^(a|aa)+$"}, {"name": "(a+)+$"}, {"name": "(.*)*=x"},
    {"_any_": {"pattern": "(a|aa|aaa)+$", "fields": ["name", "id"]}},
    {"_all_": {"pattern": "(\\w+\\w+)+$", "fields": ["name"]}}])
def test_patterns_that_explode(client, full, fields):
    client.ok("queues.update", {"queue": full, "name": "a" * 60 + "=!x"})
    answer = client.call("queues.get_all", fields)
    assert answer.code == (400, 21), answer.body
    assert answer.message.endswith("the pattern costs too much to match")
    assert seconds(lambda: client.call("queues.get_all", fields)) < 10


def flood(port, authorization, until, codes):
    """Log in with bad credentials, again and again."""
    bad = Client(port, authorization)
    while time.monotonic() < until:
        codes.append(bad.call("auth.login").code)


def test_bad_credentials_do_not_disturb_good_ones(client):
    until, codes = time.monotonic() + 2, []
    key = client.authorization[:-6]
    workers = [Worker(flood, client.port, bad, until, codes)
               for bad in (key + "AAAA", "Basic eDp5", "Bearer x.y.z",
                           "Basic ???", "Bearer " + "a." * 4000, "Digest x")]
    took = []
    while time.monotonic() < until:
        took.append(seconds(lambda: client.ok("queues.get_default")))
    finish(workers)
    assert len(codes) > 100 and {code for code, _ in codes} == {401}
    assert sorted(took)[len(took) * 9 // 10] < 0.5
