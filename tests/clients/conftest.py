import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))

from lab import Lab  # noqa: E402
from real_clients import NEWEST, OLDER  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "quick: for script/test, with the newest clients")
    config.addinivalue_line("markers", "newest: the newest clients")


@pytest.fixture(scope="module", params=[
    pytest.param(NEWEST, marks=pytest.mark.newest), OLDER])
def clients(request):
    """The name of an environment with the SDK and an agent."""
    if request.param == OLDER and sys.version_info >= (3, 12):
        pytest.skip("these clients need Python before 3.12")
    return request.param


@pytest.fixture(scope="module")
def lab(clients, tmp_path_factory):
    """A server, a queue, and an agent that runs what comes into it."""
    with Lab(tmp_path_factory.mktemp("lab"), clients) as made:
        with made.agent("training"):
            yield made


@pytest.fixture
def own_lab(clients, tmp_path):
    """A server and clients of the test's own, without an agent yet."""
    with Lab(tmp_path, clients) as made:
        yield made
