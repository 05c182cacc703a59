"""Fixtures of the page's tests; servers are those of tests/server."""

import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from browser import Page, requested, start_driver
from lineup_server import Server

numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that most tests share."""
    made = Server(tmp_path_factory.mktemp("ui") / "data").start()
    yield made
    made.stop()


@pytest.fixture
def own_server(tmp_path):
    """A server of the test's own, not started yet."""
    made = Server(tmp_path / "data")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def driver():
    made = start_driver()
    yield made
    made.quit()


@pytest.fixture(autouse=True)
def nothing_is_asked_of_others(request):
    """Every request goes to a server on this machine, by the page's origin."""
    yield
    if "driver" in request.fixturenames:
        driver = request.getfixturevalue("driver")
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        foreign = [url for url in requested(driver) if not url.startswith(
            ("http://127.0.0.1:", "about:", "data:", "chrome:"))]
        assert foreign == []


@pytest.fixture
def client(server):
    return server.admin


@pytest.fixture
def page(driver, server):
    """The page, signed in; the console must stay empty."""
    made = Page(driver, server).sign_in()
    made.console()
    yield made
    faults = [line for line in made.console() if "favicon" not in line]
    assert faults == [] or getattr(made, "may_fail", False), faults


@pytest.fixture
def name():
    """A name that no other test uses."""
    return f"queue-{next(numbers)}"


@pytest.fixture
def queue(client, name):
    """The id of a new, empty queue."""
    return client.ok("queues.create", {"name": name})["id"]


@pytest.fixture
def tasks(client, queue, name):
    """Ids of five tasks that wait in the queue."""
    made = [f"{name}-{letter}" for letter in "abcde"]
    for task in made:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return made


@pytest.fixture
def waiting(client, queue):
    """Tells which tasks wait in the queue, or in another one."""
    def read(of=queue):
        found = client.ok("lineup.get_entries", {"queue": of, "n": 500})
        return [entry["task"] for entry in found["entries"]]
    return read
