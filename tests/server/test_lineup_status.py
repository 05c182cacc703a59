"""lineup.get_status, and what lineup.get_overview has for the page."""

import os
import time

import pytest


@pytest.mark.sqlite
def test_status(client, server):
    found = client.ok("lineup.get_status")
    info = client.ok("server.info")
    assert [found[key] for key in ("version", "uid", "api_version")] == [
        info[key] for key in ("version", "uid", "api_version")]
    assert found["store"] == "sqlite"
    assert found["store_size"] >= (server.data / "lineup.db").stat().st_size
    disk = os.statvfs(server.data)
    assert found["disk"]["size"] == disk.f_blocks * disk.f_frsize
    assert 0 < found["disk"]["free"] <= found["disk"]["size"]
    assert not found["disk"]["is_low"]


def test_status_needs_credentials(nobody):
    assert nobody.refused("lineup.get_status")[:2] == (401, 20)


def test_overview_has_tags(client, queue):
    client.ok("queues.update", {"queue": queue, "tags": ["b", "a"]})
    deadline = time.monotonic() + 60
    found = None
    while not found:  # an overview is kept for two seconds
        assert time.monotonic() < deadline
        found = next((
            one for one in client.ok("lineup.get_overview")["queues"]
            if one["id"] == queue and one["tags"]), None)
    assert sorted(found["tags"]) == ["a", "b"]
    assert found["system_tags"] == []
