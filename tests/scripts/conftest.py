"""What the tests of the scripts share."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from script_server import ROOT, Server  # noqa: E402


@pytest.fixture
def start():
    servers = []

    def starter(*arguments, **named):
        servers.append(Server(*arguments, **named))
        return servers[-1]

    yield starter
    for server in servers:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture
def call():
    def run(data, *arguments, stdin=None):
        return subprocess.run(
            [ROOT / "script/call", "--data", str(data), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
        )

    return run
