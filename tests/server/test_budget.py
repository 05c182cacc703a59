"""The limits of what one caller may cost: refusals by the right values, while
others don't wait.  script/stress A1 does the same by force.
"""

import json
import socket
import sqlite3
import threading
import time

import pytest

from lineup_server import COMPANY, IS_LIGHTTPD, Server, tool_import

# No document of MongoDB would hold the longest of these queues.
pytestmark = pytest.mark.sqlite

TOO_LONG = ("The answer would be too long; ask for less with only_fields or "
            "page_size")
TOO_COSTLY = "The call costs too much; ask for less, or more simply"
BUSY = "Too many costly calls are under way; try again later"


def queue(n, **parts):
    return {"queue": f"{n:032x}", "name": f"queue {n}", "company": COMPANY,
            "created": n, "tags": [], "system_tags": [], "metadata": []
            } | parts


def item(name, value=""):
    return {"name": name, "key": name, "type": "", "value": value}


def piece(key, value=""):
    return {"key": key, "type": "", "value": value}


TAGGED, DESCRIBED, LONG, SHORT = (f"{n:032x}" for n in range(1, 5))
MEASURED = f"{10:032x}"
# A list with half a MB of metadata for each of its queues.
OF_10_MB = {"id": [f"{10 + n:032x}" for n in range(20)]}


def rows():
    yield {"lineup_export": 1}
    yield queue(1, tags=[f"t{i}" for i in range(30000)])
    yield queue(2, metadata=[item(f"k{i}") for i in range(20000)])
    yield queue(3)
    for n in range(350000):
        yield {"task": f"{n:032x}", "added": n}
    yield queue(4)
    for n in range(40):
        yield queue(10 + n, metadata=[item("m", "x" * 500000)])
    for n in range(5000):
        yield queue(1000 + n)


@pytest.fixture(scope="module")
def costly(tmp_path_factory):
    """A server with queues that were made before there were limits."""
    folder = tmp_path_factory.mktemp("costly")
    made = Server(folder / "data")
    made.data.mkdir()
    made.tool("init")
    tool_import(made, rows())
    made.settings["LINEUP_MAX_ANSWER"] = "16000000"
    made.start()
    yield made
    made.stop()


def refused(answer):
    assert answer.status == answer.code[0]
    return answer.code + (answer.message,)


@pytest.mark.parametrize("action, body, field, most, got", [
    ("queues.create", {"name": "new", "tags": ["t"] * 10001},
     "tags", 10000, 10001),
    ("queues.create", {"name": "new", "system_tags": ["t"] * 10001},
     "system_tags", 10000, 10001),
    ("queues.update", {"queue": SHORT, "tags": ["t"] * 10001},
     "tags", 10000, 10001),
    ("queues.update", {"queue": SHORT, "metadata": {
        str(n): {"key": str(n), "type": "", "value": ""}
        for n in range(10001)}},
     "metadata", 10000, 10001),
    ("queues.add_or_update_metadata", {"queue": SHORT, "metadata": [
        piece(str(n)) for n in range(10001)]}, "metadata", 10000, 10001),
    ("queues.delete_metadata", {"queue": SHORT, "keys": ["k"] * 10001},
     "keys", 10000, 10001),
    ("queues.get_all", {"id": ["x"] * 10001}, "id", 10000, 10001),
    ("queues.get_all", {"tags": ["x"] * 10001}, "tags", 10000, 10001),
    ("queues.get_all", {"metadata.k": ["x"] * 10001},
     "metadata.k", 10000, 10001),
    ("queues.get_all", {"filters": {"tags": {"any": {"exclude": [
        "x"] * 10001}}}}, "filters.tags.any.exclude", 10000, 10001),
    ("queues.get_all_ex", {"filters": {str(n): {} for n in range(10001)}},
     "filters", 10000, 10001),
    ("queues.get_all", {"_any_": {"pattern": "x", "fields": ["id"] * 101}},
     "_any_.fields", 100, 101),
    ("queues.get_all_ex", {"_all_": {"pattern": "x", "fields": ["id"] * 101}},
     "_all_.fields", 100, 101),
    ("queues.get_all", {"only_fields": ["id"] * 1001},
     "only_fields", 1000, 1001),
    ("queues.get_all", {"order_by": ["id"] * 101}, "order_by", 100, 101),
    ("queues.get_queue_metrics", {
        "queue_ids": ["x"] * 10001, "from_date": 0, "to_date": 1,
        "interval": 1}, "queue_ids", 10000, 10001),
])
def test_limits(costly, action, body, field, most, got):
    answer = costly.admin.call(action, body)
    assert answer.code == (400, 12), answer.body
    assert answer.meta["error_data"] == {
        "path": field, "rule": "length", "expected": f"at most {most}",
        "got": str(got)}


def test_what_is_stored_beyond_the_limits(costly):
    """It can be read, and reduced, but not enlarged."""
    call = costly.admin
    found = call.ok("queues.get_by_id", {"queue": TAGGED})["queue"]
    assert len(found["tags"]) == 30000
    assert call.ok("queues.get_all", {
        "tags": ["__$all", "t0", "t29999"], "only_fields": ["id"]}) == {
            "queues": [{"id": TAGGED}]}
    found = call.ok("queues.get_by_id", {"queue": DESCRIBED})["queue"]
    assert len(found["metadata"]) == 20000
    assert call.refused("queues.add_or_update_metadata", {
        "queue": DESCRIBED, "metadata": [piece("new")]}) == (
            400, 12, "Validation error (metadata: length, expected at most "
            "10000 items of 1048576 bytes in all, got more)")
    call.ok("queues.add_or_update_metadata", {
        "queue": DESCRIBED, "metadata": [piece("k0")]})
    call.ok("queues.delete_metadata", {"queue": DESCRIBED, "keys": [
        f"k{n}" for n in range(7000, 16000)]})
    found = call.ok("queues.get_by_id", {"queue": DESCRIBED})["queue"]
    assert set(found["metadata"]) == {
        f"k{n}" for n in range(20000) if not 7000 <= n < 16000}


def test_metadata_have_a_size(costly):
    made = costly.admin.ok("queues.create", {"name": "heavy"})["id"]
    for name in "ab":
        costly.admin.ok("queues.add_or_update_metadata", {
            "queue": made, "metadata": [piece(name, "x" * 500000)]})
    assert costly.admin.refused("queues.add_or_update_metadata", {
        "queue": made, "metadata": [piece("c", "x" * 500000)]})[
            :2] == (400, 12)
    found = costly.admin.ok("queues.get_by_id", {"queue": made})["queue"]
    assert sorted(found["metadata"]) == ["a", "b"]


def test_an_answer_that_would_be_too_long(costly):
    """Its length is known before it is read."""
    for action, body in (("queues.get_by_id", {"queue": LONG}),
                         ("queues.get_all", {"id": [LONG]}),
                         ("queues.get_all", {}),
                         ("queues.get_all_ex", {"id": [LONG]})):
        assert costly.admin.refused(action, body) == (400, 16, TOO_LONG)


def test_what_nobody_asks_for_is_not_read(costly):
    found = costly.admin.ok("queues.get_all", {
        "only_fields": ["id"], "page": 0, "page_size": 3})["queues"]
    assert len(found) == 3
    pid, = costly.pids()
    before = status(pid, "VmHWM")
    found = costly.admin.ok("queues.get_all", {
        "only_fields": ["id"], "order_by": ["-name"], "page": None,
        "page_size": None})["queues"]
    assert len(found) > 5000
    assert status(pid, "VmHWM") < before + 8192


def test_a_long_batch_is_read_piece_by_piece(costly):
    task = costly.admin.ok("tasks.create", {
        "name": "xyz", "type": "training"})["id"]
    line = json.dumps({"type": "log", "task": task, "msg": "x" * 1000})
    pid, = costly.pids()
    with open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")  # the peak so far is forgotten
    before = status(pid, "VmHWM")
    answer = costly.admin.send(
        "POST", "/events.add_batch", (line + "\n").encode() * 15000,
        {"Content-Type": "application/json-lines"})
    assert answer.data["added"] == 15000
    assert status(pid, "VmHWM") < before + 8192


def status(pid, field):
    """A field of the server's status, in KiB."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file
                    if line.startswith(field + ":"))


@pytest.mark.parametrize("body", [
    {"name": "(.*)*(.*)*(.*)*[^0-9]$"},
    {"_all_": {"pattern": "(.*)*[^e]$", "fields": ["name", "id"]}}])
def test_a_pattern_that_costs_too_much(costly, body):
    begun = time.monotonic()
    assert costly.admin.refused("queues.get_all", body)[:2] == (400, 21)
    assert time.monotonic() - begun < 10


def test_samples_that_cost_too_much(costly):
    """They are recorded each second; a shorter period is fine."""
    with sqlite3.connect(costly.data / "lineup.db") as database:
        database.execute(
            "WITH RECURSIVE seconds(n) AS (SELECT 1 UNION ALL"
            " SELECT n + 1 FROM seconds WHERE n < 3000000)"
            " INSERT INTO samples SELECT number, n, 1000, 1, 1"
            " FROM queues, seconds WHERE id = ?", (MEASURED,))
    database.close()
    body = {"queue_ids": [MEASURED], "from_date": 0, "interval": 1}
    for more in {}, {"queue_ids": []}, {"interval": 86400}:
        assert costly.admin.refused("queues.get_queue_metrics", body | {
            "to_date": 3000000} | more) == (400, 16, TOO_COSTLY)
    found, = costly.admin.ok("queues.get_queue_metrics", body | {
        "to_date": 10000})["queues"]
    assert len(found["dates"]) == 10000


def send(client, action, text):
    """A connection on which a call was sent."""
    connection = socket.create_connection(("127.0.0.1", client.port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(30)
    connection.sendall((
        f"POST /{action} HTTP/1.1\r\nHost: test\r\n"
        f"Authorization: {client.authorization}\r\n"
        f"Content-Length: {len(text)}\r\n\r\n{text}").encode())
    return connection


def begins(connection):
    return connection.recv(100).split()[1]


@pytest.mark.skipif(not IS_LIGHTTPD, reason="others hold more of an answer")
def test_two_long_answers_of_a_user_under_way(costly):
    """Even if nobody reads them; other users have room of their own, and all
    other calls go on.
    """
    user, _ = costly.add_user("reads slowly")
    other, _ = costly.add_user("reads")
    held = []
    for _ in range(2):
        held.append(send(user, "queues.get_all", json.dumps(OF_10_MB)))
        assert begins(held[-1]) == b"200"
    assert user.refused("queues.get_all", OF_10_MB) == (503, 0, BUSY)
    user.ok("queues.get_by_id", {"queue": SHORT})
    user.ok("queues.add_task", {"queue": SHORT, "task": "a"})
    user.ok("queues.get_next_task", {"queue": SHORT})
    found = other.ok("queues.get_all", OF_10_MB)["queues"]
    assert len(found) == 20
    for connection in held:
        connection.close()
    deadline = time.monotonic() + 30
    while user.call("queues.get_all", OF_10_MB).code != (200, 0):
        assert time.monotonic() < deadline


def test_a_third_large_call_at_once(costly):
    """A user has at most two; calls that are refused change nothing."""
    user, _ = costly.add_user("in a hurry")
    body = {"queue": SHORT, "tags": ["x" * 100] * 9000}
    codes = []

    def update():
        for _ in range(10):
            codes.append(user.call("queues.update", body).code)

    threads = [threading.Thread(target=update) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {(200, 0), (503, 0)} and (200, 0) in codes


def test_a_long_queue_is_gone_at_once(costly):
    call = costly.admin
    assert call.refused("queues.delete", {"queue": LONG})[:2] == (400, 702)
    assert call.ok("queues.delete", {"queue": LONG, "force": True}) == {
        "deleted": 1}
    assert call.refused("queues.get_by_id", {"queue": LONG})[:2] == (400, 701)
    call.ok("queues.create", {"name": "queue 3"})
    call.ok("queues.add_task", {"queue": SHORT, "task": "b"})
    assert "The database is fine." in costly.tool("check")
