"""Signals: settings that are read again, and an end that loses no call."""

import signal

import pytest

import fastcgi
from daemon import Daemon

pytestmark = pytest.mark.sqlite


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lineup.conf"
    path.write_text("[limits]\nmax_body = 2000\n")
    return path


@pytest.fixture
def daemon(tmp_path, file):
    made = Daemon(tmp_path, LINEUP_CONFIG=str(file), LINEUP_MAX_TAGS="2")
    yield made
    made.stop()


def reload(daemon, says):
    since = len(daemon.log())
    daemon.process.send_signal(signal.SIGHUP)
    daemon.wait_for(says, since)


def status_of(daemon, n):
    return daemon.caller.call("queues.get_all", {"name": "x" * n}).status


def test_limits_change(daemon, file):
    assert (status_of(daemon, 1000), status_of(daemon, 3500)) == (200, 413)
    file.write_text("[limits]\nmax_body = 10000\n")
    reload(daemon, " info the settings were read again\n")
    assert (status_of(daemon, 1000), status_of(daemon, 3500)) == (200, 200)


def test_what_needs_a_restart_is_named(daemon, file):
    file.write_text("[server]\nthreads = 3\nstore = mongodb://u:secret@h\n"
                    "[metrics]\nmetrics_retention = 3\n")
    reload(daemon, " the settings were read again; a restart is needed for "
           "store, metrics_retention\n")  # LINEUP_THREADS is set
    assert "secret" not in daemon.log()
    assert daemon.answers()


@pytest.mark.parametrize("text, why", [
    ("[limits]\nmax_body = 6000\nmax_values = few\n",
     "lineup.conf:3: max_values: 'few' is no number"),
    ("[limits]\nmax_body = 6000\n[metrics]\nmetrics_addresses = here\n",
     "metrics_addresses: 'here' is no address")])
def test_a_bad_setting_changes_nothing(daemon, file, text, why):
    file.write_text(text)
    reload(daemon, why)
    assert "the settings stay as they were: " in daemon.log()
    assert (status_of(daemon, 1000), status_of(daemon, 3500)) == (200, 413)


def test_variables_stay(daemon, file):
    file.write_text("[limits]\nmax_tags = 9\n")
    reload(daemon, "the settings were read again")
    assert daemon.caller.call("queues.create", {
        "name": "tagged", "tags": ["a", "b", "c"]}).status == 400


def test_a_call_that_arrives_at_the_end_is_answered(daemon):
    """systemd keeps the socket, but not what was accepted from it."""
    connections = [fastcgi.connect(daemon.socket) for _ in range(40)]
    assert daemon.answers()  # they were accepted before this
    daemon.process.terminate()
    for connection in connections:
        with connection:
            connection.sendall(fastcgi.request("/debug.ping"))
            assert fastcgi.read_answer(connection).status == 200
    assert daemon.process.wait(20) == 0
