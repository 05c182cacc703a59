import itertools

import pytest

from lineup_server import COMPANY, Client, Server

numbers = itertools.count()


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "process: not for a CGI program, which lives for one call")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that most tests share."""
    made = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield made
    made.stop()


@pytest.fixture
def own_server(tmp_path):
    """A server of the test's own, not started yet."""
    made = Server(tmp_path / "data")
    yield made
    made.stop()


@pytest.fixture
def client(server):
    """Calls as the first user."""
    return server.admin


@pytest.fixture
def nobody(server):
    """Calls without credentials."""
    return Client(server.port)


@pytest.fixture(scope="session")
def stranger(server):
    """Calls as a user of another company."""
    return server.add_user("Sue", "--company", "c2")[0]


@pytest.fixture
def name():
    """A name that no other test uses."""
    return f"queue-{next(numbers)}"


@pytest.fixture
def queue(client, name):
    """The id of a new, empty queue."""
    return client.ok("queues.create", {"name": name})["id"]


@pytest.fixture(scope="session")
def una(server):
    """The identity of a user, as tokens of other servers may hold it."""
    _, user = server.add_user("Una")
    return {"user": user, "company": COMPANY, "role": "user"}
