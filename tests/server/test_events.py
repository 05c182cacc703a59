"""events: what tasks report."""

import json
import secrets
import time

import pytest

pytestmark = pytest.mark.sqlite

LINES = {"Content-Type": "application/json-lines"}


@pytest.fixture
def task(client, name):
    return client.ok("tasks.create", {"name": name, "type": "training"})["id"]


def batch(client, events, method="POST"):
    body = "\n".join(map(json.dumps, events)).encode()
    return client.send(method, "/events.add_batch", body, LINES)


def log(task, text, time):
    return {"type": "log", "task": task, "msg": text, "timestamp": time,
            "level": "INFO", "worker": "w"}


def scalar(task, metric, variant, iteration, value):
    return {"type": "training_stats_scalar", "task": task, "metric": metric,
            "variant": variant, "iter": iteration, "value": value}


def texts(client, task, **body):
    found = client.ok("events.get_task_log", {"task": task} | body)
    assert found["returned"] == len(found["events"])
    return [event["msg"] for event in found["events"]]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_log_lines(client, task, method):
    lines = [log(task, f"line {i}", 1000 + i // 2) for i in range(6)]
    assert batch(client, lines, method).data == {
        "added": 6, "errors": 0, "errors_info": {}}
    every = [f"line {i}" for i in range(6)]
    assert texts(client, task, order="asc") == every
    assert texts(client, task) == every[::-1]
    assert texts(client, task, navigate_earlier=False) == every
    assert texts(client, task, navigate_earlier=False, order="desc") == (
        every[::-1])
    assert texts(client, task, batch_size=2, order="asc") == every[4:]
    assert texts(client, task, batch_size=2, from_timestamp=1002) == [
        "line 3", "line 2"]
    assert texts(client, task, navigate_earlier=False,
                 from_timestamp=1000) == every[2:]
    for late in 10**15, 10**18, 1e300:
        assert texts(client, task, from_timestamp=late) == every[::-1]
        assert texts(client, task, from_timestamp=late,
                     navigate_earlier=False) == []
        assert texts(client, task, from_timestamp=-late) == []
        assert texts(client, task, from_timestamp=-late,
                     navigate_earlier=False) == every
    found = client.ok("events.get_task_log", {"task": task, "batch_size": 1})
    assert found["total"] == 6
    assert type(found["total"]) is int
    event, = found["events"]
    assert event.pop("@timestamp")
    assert event == lines[-1]


def test_old_versions_of_the_log(client, task):
    for version in "2.5", "2.8":
        answer = client.call(f"v{version}/events.get_task_log", {"task": task})
        assert answer.code == (404, 0)
    answer = client.call("v2.9/events.get_task_log", {"task": task})
    assert answer.code == (200, 0)


def test_it_keeps_the_task_alive(client, task):
    before = client.ok("tasks.get_by_id", {"task": task})["task"]
    batch(client, [log(task, "x", 1)])
    after = client.ok("tasks.get_by_id", {"task": task})["task"]
    assert after["last_update"] > before["last_update"]
    assert "last_iteration" not in after


def test_what_is_missing_is_added(client, task):
    client.call("events.add", {"type": "log", "task": task, "msg": "x"},
                X_ClearML_Worker="w7")
    event, = client.ok("events.get_task_log", {"task": task})["events"]
    assert event["worker"] == "w7"
    assert event["timestamp"] > 1.7e12


def test_lines_that_are_wrong_are_counted(client, task):
    wrong = [{"task": task}, {"type": "log"}, {"type": "nosuch", "task": task},
             log("none", "x", 1), log("none", "x", 1), log(task, 7, 1)]
    data = batch(client, [*wrong, log(task, "good", 1)]).data
    assert (data["added"], data["errors"]) == (1, 6)
    assert data["errors_info"]["Invalid task id none"] == 2
    assert data["errors_info"]["Event must have a 'type' field"] == 1
    assert data["errors_info"]["Event must have a 'task' field"] == 1
    assert data["errors_info"]["Invalid event type nosuch"] == 1
    assert texts(client, task) == ["good"]


def test_nothing_was_added(client, stranger, task):
    answer = batch(client, [log("none", "x", 1)])
    assert answer.code == (400, 131)
    assert answer.message == "Events not added: Invalid task id none=1"
    assert batch(client, []).code == (400, 17)
    assert batch(stranger, [log(task, "x", 1)]).code == (400, 131)
    assert client.refused("events.add", log("none", "x", 1))[:2] == (400, 131)
    for action in ("get_task_log", "get_task_events",
                   "scalar_metrics_iter_histogram"):
        assert client.refused(f"events.{action}", {"task": "none"}) == (
            400, 101, "Invalid task id: ids=['none']")
        assert stranger.refused(f"events.{action}", {"task": task})[:2] == (
            400, 101)


def test_many_lines(client, task):
    assert batch(client, [log(task, f"{i}", i) for i in range(2500)]).data[
        "added"] == 2500
    assert texts(client, task, batch_size=3) == ["2499", "2498", "2497"]


def test_scalars(client, task):
    events = [scalar(task, "loss", "train", i, 10 - i) for i in range(4)]
    events += [scalar(task, "loss", "test", 1, 5.5)]
    batch(client, events)
    batch(client, [scalar(task, "loss", "train", 1, 20)])  # instead
    curves = client.ok("events.scalar_metrics_iter_histogram", {"task": task})
    assert curves == {"loss": {
        "train": {"name": "train", "x": [0, 1, 2, 3], "y": [10, 20, 8, 7]},
        "test": {"name": "test", "x": [1], "y": [5.5]}}}
    few = client.ok("events.scalar_metrics_iter_histogram", {
        "task": task, "samples": 2})
    assert few["loss"]["train"]["x"] == [0, 2]
    times = client.ok("events.scalar_metrics_iter_histogram", {
        "task": task, "key": "timestamp"})
    assert times["loss"]["test"]["x"][0] > 1.7e12
    assert type(times["loss"]["test"]["x"][0]) is int
    assert type(curves["loss"]["test"]["x"][0]) is int
    found = client.ok("tasks.get_by_id", {"task": task})["task"]
    assert found["last_iteration"] == 3
    variants = found["last_metrics"].popitem()[1].values()
    train = next(one for one in variants if one["variant"] == "train")
    assert (train["value"], train["min_value"], train["min_value_iteration"],
            train["max_value"], train["max_value_iteration"]) == (
        7, 7, 3, 20, 1)


def test_curves_by_time(client, task):
    sent = [scalar(task, "m", "v", i, i) | {"timestamp": 1700000000000 + i}
            for i in range(2)]
    batch(client, sent)
    curves = client.ok("events.scalar_metrics_iter_histogram", {
        "task": task, "key": "iso_time"})
    assert curves == {"m": {"v": {
        "name": "v", "y": [0, 1], "x": ["2023-11-14T22:13:20+00:00",
                                        "2023-11-14T22:13:20.001000+00:00"]}}}


@pytest.mark.parametrize("metrics, found", [
    ([], {"a": "xy", "b": "xy", "ab": "x"}), (None, None),
    ([{"metric": "a"}], {"a": "xy"}),
    ([{"metric": "a", "variants": []}], {"a": "xy"}),
    ([{"metric": "a", "variants": ["y"]}, {"metric": "ab"}],
     {"a": "y", "ab": "x"}),
    ([{"metric": "a", "variants": ["bx"]}, {"metric": "none"}], {}),
    ([{}], {})])
def test_curves_of_some_metrics(client, task, metrics, found):
    batch(client, [scalar(task, *of, 1, 1) for of in (
        "ax", "ay", "bx", "by", ("ab", "x"))])
    curves = client.ok("events.scalar_metrics_iter_histogram", {
        "task": task, "metrics": metrics})
    found = found or ({"a": "xy", "b": "xy", "ab": "x"} if metrics is None
                      else {})
    assert {metric: "".join(of) for metric, of in curves.items()} == found
    assert client.refused("events.scalar_metrics_iter_histogram", {
        "task": task, "metrics": [{"metric": "a"}] * 10001})[:2] == (400, 12)


def test_single_values(client, stranger, task, name):
    single = -2**31
    batch(client, [scalar(task, "Summary", "speed", single, 7),
                   scalar(task, "Summary", "accuracy", single, 0.75),
                   scalar(task, "Summary", "accuracy", 2, 8),
                   scalar(task, "loss", "train", 0, 9)])
    other = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    action = "events.get_task_single_value_metrics"
    found, = client.ok(action, {"tasks": [other, task, task]})["tasks"]
    assert (found["task"], found["task_name"]) == (task, name)
    assert {(one["metric"], one["variant"], one["value"])
            for one in found["values"]} == {
        ("Summary", "speed", 7), ("Summary", "accuracy", 0.75)}
    assert all(one["timestamp"] > 1.7e12 for one in found["values"])
    assert client.ok(action, {"tasks": []}) == {"tasks": []}
    for caller, ids in (client, [task, "none"]), (stranger, [task]):
        assert caller.refused(action, {"tasks": ids}) == (
            400, 101, f"Invalid task id: ids=['{ids[-1]}']")


def test_events_of_all_types(client, task):
    sent = [log(task, "x", 5), scalar(task, "m", "v", 1, 1) | {"timestamp": 1},
            {"type": "plot", "task": task, "metric": "m", "variant": "v",
             "iter": 2, "plot_str": "{}", "timestamp": 2},
            {"type": "training_debug_image", "task": task, "metric": "m",
             "variant": "v", "iter": 2, "url": "u", "key": "k",
             "timestamp": 3},
            {"type": "training_stats_vector", "task": task, "metric": "m",
             "variant": "v", "iter": 2, "values": [1, 2], "timestamp": 4}]
    assert batch(client, sent).data["added"] == 5

    def types(**body):
        found = client.ok("events.get_task_events", {"task": task} | body)
        return [event["type"] for event in found["events"]]

    order = ["training_stats_scalar", "plot", "training_debug_image",
             "training_stats_vector", "log"]
    assert types() == order
    assert types(order="desc") == order[::-1]
    assert types(event_type="plot") == ["plot"]
    assert types(event_type="nosuch") == []


@pytest.mark.process
def test_events_in_pieces(client, task):
    batch(client, [log(task, f"{i}", i) for i in range(5)])
    seen, scroll = [], None
    for _ in range(4):
        found = client.ok("events.get_task_events", {
            "task": task, "batch_size": 2, "scroll_id": scroll})
        seen += [event["msg"] for event in found["events"]]
        scroll = found["scroll_id"]
    assert seen == ["0", "1", "2", "3", "4"]


@pytest.mark.process
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_events_change_between_two_pieces(client, task, order):
    def read(scroll):
        found = client.ok("events.get_task_events", {
            "task": task, "batch_size": 3, "scroll_id": scroll, "order": order})
        return [event["iter"] for event in found["events"]], found["scroll_id"]

    plots = [{"type": "plot", "task": task, "metric": "m", "iter": i,
              "timestamp": 1000 + i, "plot_str": "{}"} for i in range(6)]
    batch(client, plots)
    first, scroll = read(None)
    shown = plots[first[-1]]
    batch(client, [shown | {"timestamp": 5000}])  # takes its place
    second, scroll = read(scroll)
    third, scroll = read(scroll)
    if order == "asc":
        assert (first, second, third) == ([0, 1, 2], [3, 4, 5], [2])
    else:
        assert (first, second, third) == ([5, 4, 3], [2, 1, 0], [])
    assert read(scroll)[0] == []


@pytest.mark.process
def test_scrolls_that_are_none(client, task):
    batch(client, [log(task, "x", 1)])
    scroll = client.ok("events.get_task_events", {"task": task})["scroll_id"]
    place = scroll[len(task):]
    for wrong in ("x", task, task + ".", task + ".1.2", place, scroll + "0.",
                  scroll + " ", f"{task}.+1.1.0", f"{task}.01.1.0",
                  f"{task}.{10 ** 16}.1.0", f"{task}.{-10 ** 16}.1.0",
                  f"{task}.{10 ** 30}.1.0", f"{task}.1.{10 ** 30}.0",
                  f"{task}.1.1.0.0", f"{task}x.1.1.0"):
        answer = client.call(
            "events.get_task_events", {"task": task, "scroll_id": wrong})
        assert answer.code == (400, 1104), wrong
    for begins in (None, ""):
        assert client.ok("events.get_task_events", {
            "task": task, "scroll_id": begins})["returned"] == 1


@pytest.mark.process
def test_a_scroll_goes_through_one_list(client, task, name):
    batch(client, [log(task, "x", 1)])
    other = client.ok("tasks.create", {"name": name, "type": "training"})["id"]
    scrolls = {}
    lists = {"tasks.get_all": {"size": 1}, "projects.get_all": {"size": 1},
             "queues.get_all": {"size": 1},
             "events.get_task_events": {"task": task},
             "events.get_task_events ": {"task": other}}
    for action, body in lists.items():
        scrolls[action] = client.ok(action.strip(), body | {"scroll_id": None})[
            "scroll_id"]
    for action, body in lists.items():
        for origin, scroll in scrolls.items():
            code = client.call(
                action.strip(), body | {"scroll_id": scroll}).code
            assert code == ((200, 0) if origin == action else (400, 1104))


def times(client, task):
    found = client.ok("events.get_task_events", {"task": task})
    return [event["timestamp"] for event in found["events"]]


@pytest.mark.process
def test_the_oldest_make_room(own_server):
    client = own_server.start(LINEUP_MAX_TASK_EVENTS="1").admin
    task = client.ok("tasks.create", {"name": "long", "type": "training"})["id"]
    for i in range(30):
        batch(client, [log(task, secrets.token_hex(50000), i)])
    deadline = time.monotonic() + 30
    while len(left := times(client, task)) > 20:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert left == list(range(30 - len(left), 30))
    assert len(left) > 18
    own_server.check()


MIB = 1 << 20


def long_batch(task, size, first=b""):
    """Lines of a body of so many bytes, and how many they are."""
    lines = [first] if first else []
    left = size - sum(len(line) + 1 for line in lines)
    while left > 0:
        line = json.dumps(log(task, "x" * 900, len(lines))).encode()
        lines.append(line if left >= 2000 else line.ljust(left - 1))
        left -= len(lines[-1]) + 1
    body = b"".join(line + b"\n" for line in lines)
    assert len(body) == size
    return body, len(lines)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_longest_batch(client, task, method):
    body, n = long_batch(task, 16 * MIB)
    answer = client.send(method, "/v2.23/events.add_batch", body, LINES)
    assert answer.data == {"added": n, "errors": 0, "errors_info": {}}
    found = client.ok("events.get_task_log", {"task": task, "batch_size": 1})
    assert found["total"] == n
    assert found["events"][0]["timestamp"] == n - 1
    answer = client.send(method, "/v2.23/events.add_batch", body + b" ", LINES)
    assert (answer.status, answer.code) == (413, (413, 0))


@pytest.mark.parametrize("line, why", [
    (b'{"x":' + b"[" * 70 + b"]" * 70 + b"}",
     "Invalid JSON: at most 64 levels"),
    (b'{"x": [' + b"0," * 120000 + b"0]}",
     "Invalid JSON: at most 100000 values"),
    (b'{"x": ' + b"1" * 31 + b"}", "Invalid JSON"),
    (b'{"x": "\xff"}', "Invalid JSON"), (b"{", "Invalid JSON"),
    (b"", "Invalid JSON"),
    (b"[]", "json lines must contain objects, found: list")])
def test_a_wrong_line_counts_however_long_the_batch_is(
        client, task, line, why):
    good = json.dumps(log(task, "good", 1)).encode()
    for padding in (0, 1200):
        lines = [good, line] + [good.ljust(1000)] * padding + [good]
        answer = client.send(
            "POST", "/events.add_batch", b"\n".join(lines), LINES)
        assert answer.data == {
            "added": padding + 2, "errors": 1, "errors_info": {why: 1}}
    answer = client.send("POST", "/events.add_batch", line + b"\n", LINES)
    assert answer.code == (400, 131)
    assert answer.message == f"Events not added: {why}=1"


def test_many_short_lines(client, task):
    good = json.dumps(log(task, "good", 1)).encode()
    body = b"{}\n" * 120000 + good
    answer = client.send("POST", "/events.add_batch", body, LINES)
    assert (answer.data["added"], answer.data["errors"]) == (1, 120000)


def test_lines_of_a_long_batch(client, task):
    """Limits are those of a line; one that is wrong does not fail others."""
    good = json.dumps(log(task, "good", 1)).encode()
    long = json.dumps(log(task, "x" * (MIB - 300), 2)).encode()
    longer = json.dumps(log(task, "x" * MIB, 3)).encode()
    many = json.dumps(log(task, "x", 4) | {"x": [0] * 90000}).encode()
    wrong = [b"{", b"", b"[1]", b"1", longer, b'{"x":' + b"[" * 70 + b"]" * 70
             + b"}", b'{"x": [' + b"0," * 100001 + b"0]}", b"{}", b"\xff"]
    body = b"\r\n".join([good, long, *wrong, many, longer, many, good])
    assert len(body) > 3 * MIB
    answer = client.send("POST", "/events.add_batch", body, LINES)
    assert answer.data == {"added": 5, "errors": 10, "errors_info": {
        "Invalid JSON": 3, "The line is too long": 2,
        "json lines must contain objects, found: list": 1,
        "json lines must contain objects, found: int": 1,
        "Invalid JSON: at most 64 levels": 1,
        "Invalid JSON: at most 100000 values": 1,
        "Event must have a 'type' field": 1}}
    found = client.ok("events.get_task_events", {"task": task})
    assert [len(event["msg"]) for event in found["events"]] == [
        4, 4, MIB - 300, 1, 1]


def test_long_batches_that_add_nothing(client, nobody, task):
    answer = client.send("POST", "/events.add_batch", b"{}\n" * MIB, LINES)
    assert answer.code == (400, 131)
    assert answer.message == (
        f"Events not added: Event must have a 'type' field={MIB}")
    body, _ = long_batch(task, 2 * MIB)
    assert nobody.send("POST", "/events.add_batch", body, LINES).code == (
        401, 20)
    assert client.send("POST", "/events.add_batch", body).code == (413, 0)
    assert client.send("POST", "/tasks.get_all", body, LINES).code == (413, 0)
    assert texts(client, task) == []


def test_many_kinds_of_errors(client, task):
    events = [log(f"none{i}", "x", 1) for i in range(1200)]
    info = batch(client, [*events, log(task, "x", 1)]).data["errors_info"]
    assert len(info) == 1001
    assert info["Invalid task id none999"] == 1
    assert info["Others"] == 200
