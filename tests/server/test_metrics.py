"""/metrics, as Prometheus reads it: each metric changes by what it counts."""

import re
import shutil
import subprocess
import time

import pytest

from lineup_server import ROOT, Client
from metrics_page import TOKEN, Metrics, parse, read

OPEN = {"Accept": "application/openmetrics-text; version=1.0.0"}
IS_SQLITE = "lineup_store_wal_bytes"

pytestmark = pytest.mark.process


def until(metrics, condition):
    """With MongoDB, numbers of queues are kept for two seconds."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
        metrics.changes()


@pytest.fixture
def measured(own_server):
    own_server.start(LINEUP_METRICS_TOKEN=TOKEN)
    return own_server, Metrics(own_server)


def test_needs_a_token(measured):
    server, _ = measured
    for authorization in (None, "Bearer wrong", f"Basic {TOKEN}",
                          server.admin.authorization):
        answer = Client(server.port, authorization).send("GET", "/metrics")
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert read(server, path="/lineup/metrics").body


def test_is_closed_unless_it_is_opened(own_server):
    own_server.start()
    answer = Client(own_server.port).send("GET", "/metrics")
    assert answer.status == 403
    assert b"metrics_addresses" in answer.body


def test_is_open_to_addresses(own_server):
    own_server.start(LINEUP_METRICS_ADDRESSES="10.0.0.1 127.0.0.0/8")
    reader = Client(own_server.port)
    assert reader.send("GET", "/metrics").status == 200
    # what the client says of itself does not count
    own_server.stop()
    own_server.start(LINEUP_METRICS_ADDRESSES="10.0.0.1")
    for name in ("X-Forwarded-For", "X-Real-IP"):
        headers = {name: "10.0.0.1"}
        answer = Client(own_server.port).send("GET", "/metrics",
                                              headers=headers)
        assert answer.status == 403


def test_calls_are_counted(measured):
    server, metrics = measured
    for _ in range(3):
        server.admin.ok("debug.ping")
    server.admin.refused("queues.get_by_id", {"queue": "none"})
    server.admin.refused("no.such")
    added = metrics.changes()
    assert added("lineup_calls_total", action="debug.ping", code="200") == 3
    assert added("lineup_calls_total", action="queues.get_by_id",
                 code="400") == 1
    assert added("lineup_calls_total", action="unknown", code="404") == 1
    name = "lineup_call_duration_seconds"
    assert added(f"{name}_count", action="debug.ping") == 3
    assert added(f"{name}_bucket", action="debug.ping", le="+Inf") == 3
    assert 0 < added(f"{name}_sum", action="debug.ping") < 30


def test_tasks_are_counted(measured):
    server, metrics = measured
    call = server.admin.ok
    n_queues = metrics("lineup_queues")
    queue = call("queues.create", {"name": 'train "\\ing'})["id"]
    for task in ("t1", "t2", "t3"):
        call("queues.add_task", {"queue": queue, "task": task})
    added = metrics.changes()
    assert added("lineup_tasks_added_total") == 3
    until(metrics, lambda: metrics("lineup_waiting_tasks") == 3)
    assert metrics("lineup_queues") == n_queues + 1
    company, = {dict(labels)["company"] for name, labels in metrics.values
                if name == "lineup_queue_length"
                and ("queue", queue) in labels}
    labels = {"company": company, "queue": queue,
              "name": 'train \\"\\\\ing'}
    assert metrics("lineup_queue_length", **labels) == 3
    age = metrics("lineup_queue_oldest_age_seconds", **labels)
    assert 0 <= age < 600
    metrics.changes()
    assert metrics("lineup_queue_oldest_age_seconds", **labels) > age

    for _ in range(5):
        call("queues.get_next_task", {"queue": queue})
    added = metrics.changes()
    assert added("lineup_polls_total") == 5
    assert added("lineup_empty_polls_total") == 2
    assert added("lineup_task_wait_seconds_count") == 3
    assert added("lineup_task_wait_seconds_bucket", le="+Inf") == 3
    assert 0 <= added("lineup_task_wait_seconds_sum") < 1800
    until(metrics, lambda: metrics("lineup_waiting_tasks") == 0)
    assert metrics("lineup_queue_oldest_age_seconds", **labels) == 0
    assert metrics("lineup_queue_length", **labels) == 0


def test_pollers_are_counted(measured):
    server, metrics = measured
    call = server.admin.ok
    queues = [call("queues.create", {"name": f"queue-{n}"})["id"]
              for n in range(3)]
    for agent, queue in (("a:0", 0), ("a:0", 0), ("a:1", 0), ("a:0", 1)):
        server.admin.call("queues.get_next_task", {"queue": queues[queue]},
                          X_ClearML_Worker=agent)
    until(metrics, lambda: metrics("lineup_pollers") == 2)
    found = {dict(labels)["name"]: value
             for (name, labels), value in metrics.values.items()
             if name == "lineup_queue_pollers"}
    assert [found[f"queue-{n}"] for n in range(3)] == [2, 1, 0]


def test_only_the_longest_queues_are_listed(own_server):
    own_server.start(LINEUP_METRICS_TOKEN=TOKEN, LINEUP_METRICS_QUEUES="2")
    call = own_server.admin.ok
    for n in range(4):
        queue = call("queues.create", {"name": f"queue-{n}"})["id"]
        for task in range(n):
            call("queues.add_task", {"queue": queue, "task": f"{n}-{task}"})
    metrics = Metrics(own_server)
    listed = [dict(labels)["name"] for name, labels in metrics.values
              if name == "lineup_queue_length"]
    assert listed == ["queue-3", "queue-2"]
    assert metrics("lineup_waiting_tasks") == 6


def test_the_store_is_measured(measured):
    server, metrics = measured
    server.admin.ok("queues.create", {"name": "training"})
    added = metrics.changes()
    assert metrics("lineup_store_up") == 1
    if (IS_SQLITE, frozenset()) in metrics.values:
        assert added("lineup_store_writes_total") >= 1
        name = "lineup_store_commit_duration_seconds"
        assert added(f"{name}_count") >= 1 and added(f"{name}_sum") > 0
        assert metrics("lineup_store_wal_bytes") > 0
        assert metrics("lineup_store_reserve_bytes") == 1 << 20
        assert metrics("lineup_store_reserve_target_bytes") == 1 << 20
    else:
        assert added("lineup_store_commands_total") >= 1
        assert metrics("lineup_store_away") == 0
        assert metrics("lineup_store_refused_calls_total") == 0


def test_the_process_is_measured(measured):
    server, metrics = measured
    while metrics.changes()("process_cpu_seconds_total") == 0:
        server.admin.ok("queues.get_all")
    assert 1e6 < metrics("process_resident_memory_bytes") < 1e9
    assert 3 < metrics("process_open_fds") < metrics("process_max_fds")
    assert metrics("lineup_threads") == 64
    assert metrics("lineup_threads_busy") >= 1  # it answers this call
    assert metrics("process_start_time_seconds") > 1.6e9
    assert ("lineup_log_dropped_lines_total", frozenset()) in metrics.values
    build, = (dict(labels) for name, labels in metrics.values
              if name == "lineup_build_info")
    assert re.match(r"\d+\.\d+", build["version"])


def test_both_formats_say_the_same(measured):
    server, _ = measured
    server.admin.ok("queues.create", {"name": "training"})
    plain, opened = read(server), read(server, OPEN)
    assert plain.headers["Content-Type"].startswith(
        "text/plain; version=0.0.4")
    assert opened.headers["Content-Type"].startswith(
        "application/openmetrics-text; version=1.0.0")
    assert parse(plain).keys() == parse(opened).keys()
    assert opened.body.endswith(b"\n# EOF\n")
    assert b"# TYPE lineup_calls counter\n" in opened.body
    assert b"# TYPE lineup_calls_total counter\n" in plain.body


@pytest.mark.skipif(not shutil.which("promtool"),
                    reason="promtool is not installed")
def test_promtool_finds_nothing(measured):
    server, _ = measured
    server.admin.ok("queues.create", {"name": "training"})
    done = subprocess.run(["promtool", "check", "metrics"],
                          input=read(server).body, capture_output=True)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")


@pytest.mark.sqlite
@pytest.mark.parametrize("path", ["conf/alerts.yml", "conf/grafana.json",
                                  "doc/operating.md"])
def test_what_is_shown_is_there(measured, path):
    """Alerts, dashboard and manual name metrics that the page has."""
    server, _ = measured
    call = server.admin.ok
    queue = call("queues.create", {"name": "training"})["id"]
    call("queues.add_task", {"queue": queue, "task": "t1"})
    there = {name for name, _ in parse(read(server))}
    there |= {name.removesuffix("_bucket") for name in there}
    text = (ROOT / path).read_text().partition("## Metrics")
    named = set(re.findall(r"\b(?:lineup|process)_\w*[a-z](?=[\[`{ \"),])",
                           text[2] or text[0]))
    elsewhere = {"lineup_store_away", "lineup_store_commands_total",
                 "lineup_store_refused_calls_total"}  # on MongoDB
    assert len(named) > 5
    assert named - there - elsewhere == set()
