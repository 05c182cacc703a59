import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / folder)
                for folder in ("server", "web")]

from engine import Engine  # noqa: E402
from lineup_server import Server  # noqa: E402
from peer import Peer  # noqa: E402


@pytest.fixture(scope="module")
def java():
    """The engine that stands alone: no sessions, no retried writes."""
    engine = Engine("mongo-java-server").start()
    yield engine
    engine.stop()


@pytest.fixture(scope="module")
def peer(java):
    made = Peer(java.port)
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


@pytest.fixture(scope="module")
def secantus():
    """The engine that knows pipelines, and whose plain pop is not atomic."""
    engine = Engine("secantusdb").start()
    yield engine
    engine.stop()
