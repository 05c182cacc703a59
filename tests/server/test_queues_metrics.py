"""queues.get_queue_metrics."""

import sqlite3
import time

import pytest


GET = "queues.get_queue_metrics"


def series(client, *queues, before=60, after=60, interval=1):
    now = time.time()
    found = client.ok(GET, {
        "queue_ids": list(queues), "from_date": now - before,
        "to_date": now + after, "interval": interval})["queues"]
    return {one["queue"]: one for one in found}


def test_the_way_of_the_original_tests(client, queue):
    """Tasks are added and taken, as in the original's test of the action."""
    for task in "ab":
        client.ok("queues.add_task", {"queue": queue, "task": task})
    client.ok("queues.get_next_task", {"queue": queue})
    client.ok("queues.remove_task", {"queue": queue, "task": "b"})
    found = series(client, queue, before=15, interval=5)
    assert list(found) == [queue]
    one = found[queue]
    assert list(one) == [
        "avg_waiting_times", "dates", "queue", "queue_lengths"]
    assert 1 <= len(one["dates"]) <= 2
    assert all((time.time() - 15) * 1000 < date < time.time() * 1000
               for date in one["dates"])
    assert (len(one["dates"]) == len(one["avg_waiting_times"])
            == len(one["queue_lengths"]))
    assert max(one["queue_lengths"]) in (1, 2)


@pytest.mark.parametrize("version", ["2.4", "2.16", "2.23"])
def test_every_version(client, queue, version):
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    found = client.ok(GET, {
        "queue_ids": [queue], "from_date": 0, "to_date": time.time() + 60,
        "interval": 60}, version)
    assert [one["queue"] for one in found["queues"]] == [queue]
    assert found["queues"][0]["queue_lengths"][-1] == 1


def test_an_empty_poll_leaves_nothing(client, queue):
    for _ in range(3):
        assert client.ok("queues.get_next_task", {"queue": queue}) == {}
    assert series(client, queue) == {}


def test_a_pop_of_another_task_leaves_nothing(client, queue):
    body = {"queue": queue, "task": "a"}
    for _ in range(3):
        assert client.ok("queues.get_next_task", body) == {}
    assert series(client, queue) == {}


def test_a_cleared_queue_is_shown_as_empty(client, queue):
    client.ok("queues.clear_queue", {"queue": queue})
    assert series(client, queue) == {}
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    client.ok("queues.clear_queue", {"queue": queue})
    deadline = time.monotonic() + 10
    while series(client, queue)[queue]["queue_lengths"][-1]:
        assert time.monotonic() < deadline


def test_falls_to_zero_when_its_time_has_come(client, queue):
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    client.ok("queues.get_next_task", {"queue": queue})
    deadline = time.monotonic() + 10
    while (lengths := series(client, queue)[queue]["queue_lengths"])[-1]:
        assert time.monotonic() < deadline, lengths
    assert lengths[0] == 1
    assert lengths[1:] == [0]


def test_of_others_nothing_is_seen(server, client, queue):
    stranger, _ = server.add_user("Max", "--company", "unmeasured")
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    assert queue in series(client, queue, "nosuch")
    assert series(stranger, queue) == {}
    assert series(stranger) == {}


def test_all_together(client, queue):
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    found = series(client, interval=100)
    assert list(found) == ["total"]
    assert found["total"]["queue_lengths"][-1] >= 1


def test_the_present_is_the_last_point(client, queue):
    """Even if only a sample of another time was recorded."""
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    found = series(client, queue)[queue]
    deadline = time.monotonic() + 10
    while (later := series(client, queue)[queue])["dates"][-1] == found[
            "dates"][-1]:
        assert time.monotonic() < deadline
    assert later["queue_lengths"] == [1, 1]
    assert later["avg_waiting_times"][-1] > 0
    past = client.ok(GET, {
        "queue_ids": [queue], "from_date": time.time() - 60, "interval": 1,
        "to_date": found["dates"][-1] / 1000 + 0.9})["queues"]
    assert past[0]["dates"] == found["dates"]


def test_refresh_records_it(client, queue):
    assert series(client, queue) == {}
    client.ok(GET, {"queue_ids": [queue], "from_date": 0,
                    "to_date": time.time() + 60, "interval": 1,
                    "refresh": True})
    found = series(client, queue)[queue]
    assert found["queue_lengths"] == [0]


def test_refresh_records_before_dates_are_checked(client, queue):
    body = {"queue_ids": [queue], "from_date": 5, "to_date": 5, "interval": 1}
    assert client.refused(GET, body)[:2] == (400, 16)
    assert series(client, queue) == {}
    assert client.refused(GET, body | {"refresh": True})[:2] == (400, 16)
    assert series(client, queue)[queue]["queue_lengths"] == [0]


def test_without_queues_no_dates_are_checked(server, client, name):
    nobody, _ = server.add_user("Nobody", "--company", f"without-{name}")
    body = {"from_date": 5, "to_date": 5, "interval": 1}
    assert nobody.ok(GET, body) == {"queues": []}
    assert client.ok(GET, body | {"queue_ids": ["nosuch"]}) == {"queues": []}


def test_hidden_queues(server, name):
    client, _ = server.add_user("Glue", "--company", f"hides-{name}")
    hidden = client.ok("queues.create", {
        "name": f"hidden {name}", "system_tags": ["k8s-glue"]})["id"]
    client.ok("queues.add_task", {"queue": hidden, "task": "a"})
    body = {"from_date": 0, "to_date": time.time() + 60, "interval": 1000000}
    for more in ({}, {"queue_ids": [hidden]}, {"search_hidden": False},
                 {"id": [hidden], "name": "hidden"}):
        assert client.ok(GET, body | more) == {"queues": []}
    for more in {}, {"queue_ids": [hidden]}:
        found = client.ok(GET, body | more | {"search_hidden": True})
        assert found["queues"][0]["queue_lengths"][-1] == 1
    shown = client.ok("queues.create", {"name": f"shown {name}"})["id"]
    for task in "ab":
        client.ok("queues.add_task", {"queue": shown, "task": task})
    for more, length in ({}, 2), ({"search_hidden": True}, 3):
        found = client.ok(GET, body | more)["queues"]
        assert found[0]["queue_lengths"][-1] == length


@pytest.fixture
def example(own_server):
    """Queues A and B with the samples of the original's example."""
    own_server.start()
    client = own_server.admin
    ids = [client.ok("queues.create", {"name": name})["id"]
           for name in ("queue A", "queue B")]
    with sqlite3.connect(own_server.data / "lineup.db") as database:
        for index, second, wait, length, last in (
                (0, 1000000001, 2000, 1, 2), (0, 1000000003, 15000, 3, 3),
                (0, 1000000012, 1000, 1, 1), (0, 1000000021, 0, 0, 0),
                (1, 1000000004, 40000, 4, 4), (1, 1000000021, 0, 0, 0)):
            database.execute(
                "INSERT INTO samples SELECT number, ?, ?, ?, ? FROM queues"
                " WHERE id = ?", (second, wait, length, last, ids[index]))
    database.close()
    return client, ids


@pytest.mark.sqlite
def test_the_example_of_the_original(example):
    client, ids = example
    times = {"from_date": 999999990, "to_date": 1000000100, "interval": 10}
    dates = [1000000000000, 1000000010000, 1000000020000]
    found = client.ok(GET, times | {"queue_ids": ids})["queues"]
    each = sorted(found, key=lambda one: ids.index(one["queue"]))
    assert each == [
        {"queue": ids[0], "dates": dates,
         "avg_waiting_times": [5.0, 1.0, 0], "queue_lengths": [3, 1, 0]},
        {"queue": ids[1], "dates": [dates[0], dates[2]],
         "avg_waiting_times": [10.0, 0], "queue_lengths": [4, 0]}]
    assert [one["queue"] for one in found] == sorted(ids)
    assert client.ok(GET, times)["queues"] == [
        {"queue": "total", "dates": dates, "queue_lengths": [7, 5, 0],
         "avg_waiting_times": [7.857142857142858, 8.2, 0]}]


def test_metrics_are_kept_when_the_server_is_not(own_server):
    own_server.start()
    client = own_server.admin
    queue = client.ok("queues.create", {"name": "kept"})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    client.ok("queues.get_next_task", {"queue": queue})
    before = series(client, queue)[queue]["queue_lengths"][0]
    own_server.stop()
    own_server.start()
    assert series(own_server.admin, queue)[queue]["queue_lengths"][
        0] == before == 1


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("body, message", [
    ({"from_date": 5, "to_date": 5}, "from_date must be less than to_date"),
    ({"from_date": 6, "to_date": 5}, "from_date must be less than to_date"),
])
def test_refusals(client, body, message):
    code = client.refused(GET, body | {"interval": 1})
    assert code == (400, 16, f"Invalid value for fields ({message})")


@pytest.mark.parametrize("name, value", [
    ("from_date", -1), ("to_date", -1), ("interval", 0), ("interval", -5)])
def test_minimum(client, name, value):
    body = {"from_date": 1, "to_date": 2, "interval": 1} | {name: value}
    code = client.refused(GET, body)
    assert code[:2] == (400, 12)
    assert name in code[2]


@pytest.mark.parametrize("body", [
    {"from_date": 0, "to_date": 1e308, "interval": 1},
    {"from_date": 0.5, "to_date": 1e18, "interval": 9223372036854775807},
    {"from_date": 1, "to_date": 2, "interval": 1, "queue_ids": None},
    {"from_date": 1, "to_date": 2, "interval": 1, "queue_ids": []},
    {"from_date": 1, "to_date": 2, "interval": 1, "refresh": False},
])
def test_edges(client, body):
    client.ok(GET, body)
