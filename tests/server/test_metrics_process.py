"""Metrics of events that a test causes beside calls, in a lineupd of its own."""

import json
import os

import pytest

import fastcgi
from daemon import Daemon
from metrics_page import TOKEN, parse

pytestmark = [pytest.mark.process, pytest.mark.sqlite]


@pytest.fixture
def daemon(tmp_path):
    made = Daemon(tmp_path, LINEUP_METRICS_TOKEN=TOKEN)
    yield made
    made.kill()


def metric(daemon, name):
    """The value of a metric without labels, or None."""
    with fastcgi.connect(daemon.socket) as connection:
        connection.sendall(fastcgi.request(
            "/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}"))
        return parse(fastcgi.read_answer(connection)).get(
            (name, frozenset()))


def until(condition):
    """Wait until a condition holds; the test's time limit ends it."""
    for _ in range(100000):
        if condition():
            return
    raise AssertionError("it never held")


def test_open_connections_are_descriptors(daemon):
    before = metric(daemon, "process_open_fds")
    waiting = [fastcgi.connect(daemon.socket) for _ in range(5)]
    until(lambda: metric(daemon, "process_open_fds") >= before + 5)
    for connection in waiting:
        connection.close()
    until(lambda: metric(daemon, "process_open_fds") <= before + 4)


def test_a_request_that_is_being_read_occupies_a_thread(daemon):
    assert metric(daemon, "lineup_threads") == 16
    assert metric(daemon, "lineup_threads_busy") == 1  # which answers this
    body = json.dumps({}).encode()
    text = fastcgi.request("/debug.ping", body)
    with fastcgi.connect(daemon.socket) as connection:
        connection.sendall(text[:-8])  # all but the end of the body
        until(lambda: metric(daemon, "lineup_threads_busy") == 2)
        connection.sendall(text[-8:])
        assert fastcgi.read_answer(connection).status == 200
    until(lambda: metric(daemon, "lineup_threads_busy") == 1)


def test_the_store_is_away(daemon):
    database, other = daemon.data / "lineup.db", daemon.data / "other.db"
    queues = metric(daemon, "lineup_queues")
    daemon.queue("training")
    assert metric(daemon, "lineup_queues") == queues + 1
    assert metric(daemon, "lineup_store_up") == 1
    database.rename(other)
    until(lambda: metric(daemon, "lineup_store_up") == 0)
    assert metric(daemon, "lineup_queues") is None
    other.rename(database)
    until(lambda: metric(daemon, "lineup_store_up") == 1)


def test_dropped_lines_are_counted(daemon, tmp_path):
    """Nobody reads standard error; calls go on."""
    daemon.stop()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    daemon.wrapper = ["sh", "-c", f'exec "$0" "$@" 2>"{pipe}"']
    assert daemon.start(LINEUP_LOG_LEVEL="debug")
    assert metric(daemon, "lineup_log_dropped_lines_total") == 0
    call = fastcgi.request("/debug.ping", b"{}", HTTP_USER_AGENT="x" * 250,
                           HTTP_X_CLEARML_TRX="y" * 250)
    until(lambda: ping(daemon, call) and
          metric(daemon, "lineup_log_dropped_lines_total") > 0)
    os.close(reader)


def ping(daemon, call):
    with fastcgi.connect(daemon.socket) as connection:
        connection.sendall(call)
        return fastcgi.read_answer(connection).status == 200
