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
def server(peer, tmp_path_factory):
    """A server whose store is behind the peer."""
    made = Server(tmp_path_factory.mktemp("server") / "data")
    made.start(LINEUP_STORE=f"mongodb://127.0.0.1:{peer.port}/",
               LINEUP_STORE_PREFIX="")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def secantus():
    """The engine that knows pipelines, and whose plain pop is not atomic."""
    engine = Engine("secantusdb").start()
    yield engine
    engine.stop()
