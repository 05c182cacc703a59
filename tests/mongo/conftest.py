import itertools
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / folder)
                for folder in ("server", "web")]

from documents import Tasks  # noqa: E402
from engine import CAN_RUN, Engine  # noqa: E402
from lineup_server import Server  # noqa: E402
from peer import Peer  # noqa: E402
from ports import free_port  # noqa: E402

numbers = itertools.count()


def pytest_collection_modifyitems(items):
    if not CAN_RUN:
        for item in items:
            item.add_marker(pytest.mark.skip("no mongod for this processor"))


@pytest.fixture(scope="module")
def run_engine():
    """Start a mongod with options, or a set of n members."""
    engines = []

    def run(*options, n=1, **settings):
        engines.append(Engine([free_port() for _ in range(n)], *options,
                              **settings))
        return engines[-1].start()
    yield run
    for engine in engines:
        engine.remove()


@pytest.fixture(scope="module")
def mongod(run_engine):
    """A standalone mongod: it can't tell a repeated command from a new one."""
    return run_engine()


@pytest.fixture(scope="module")
def replica_set(run_engine):
    """A set of one member."""
    return run_engine(is_set=True)


@pytest.fixture(scope="module")
def between(replica_set):
    """A peer in front of the set of one member."""
    made = Peer(replica_set.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def peer(mongod):
    made = Peer(mongod.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory):
    """Start a server on a store, in the databases of a ClearML server."""
    servers = []

    def start(uri):
        servers.append(Server(tmp_path_factory.mktemp("server") / "data"))
        return servers[-1].start(LINEUP_STORE=uri, LINEUP_STORE_PREFIX="")
    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="module")
def server(peer, serve):
    """A server whose store is behind the peer."""
    return serve(f"mongodb://127.0.0.1:{peer.port}/")


@pytest.fixture
def client(server):
    """Calls as the first user."""
    return server.admin


@pytest.fixture
def backend(mongod):
    """What the other server keeps, but for users."""
    return mongod.client().backend


@pytest.fixture
def queue(client):
    """The id of a new, empty queue."""
    return client.ok("queues.create", {"name": f"of {next(numbers)}"})["id"]


@pytest.fixture
def tasks(backend):
    """The documents of tasks."""
    return Tasks(backend)
