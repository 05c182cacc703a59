"""Metrics of a store that is away, and of the round trips to it."""

import pytest

from engine import is_ready, until
from lineup_server import Server
from metrics_page import TOKEN, Metrics


@pytest.fixture
def metrics(tmp_path, peer):
    server = Server(tmp_path / "data")
    server.start(LINEUP_STORE=f"mongodb://127.0.0.1:{peer.port}/",
                 LINEUP_METRICS_TOKEN=TOKEN)
    yield Metrics(server)
    server.stop()


def test_a_store_that_is_away(metrics, peer):
    server = metrics.server
    queue = server.admin.ok("queues.create", {"name": "training"})["id"]
    added = metrics.changes()
    assert added("lineup_store_commands_total") >= 1
    assert metrics("lineup_store_up") == 1
    assert metrics("lineup_store_away") == 0
    assert metrics("lineup_waiting_tasks") == 0

    peer.close()
    try:
        until(lambda: metrics.changes() and metrics("lineup_store_away") == 1)
        before = metrics("lineup_store_refused_calls_total")
        until(lambda: refused(server, queue, metrics) > before)
        assert metrics("lineup_store_up") == 0
        assert ("lineup_queues", frozenset()) not in metrics.values
    finally:
        peer.open()
    until(lambda: is_ready(server))
    metrics.changes()
    assert metrics("lineup_store_away") == 0
    assert metrics("lineup_store_up") == 1
    failure = dict(action="queues.get_by_id", code="503")
    assert metrics("lineup_calls_total", **failure) >= 1


def refused(server, queue, metrics):
    """Make a call while the store is away; gives the number of refusals."""
    answer = server.admin.call("queues.get_by_id", {"queue": queue})
    assert answer.status == 503
    metrics.changes()
    return metrics("lineup_store_refused_calls_total")
