"""How lineup treats servers of various versions."""

import subprocess

import pytest

import peer as faults
from engine import until
from lineup_server import BUILD

TOO_OLD = "MongoDB 4.4 or newer is required"


@pytest.fixture
def start(mongod, tmp_path):
    """Start a lineupd whose store is behind a peer of its own."""
    peer = faults.Peer(mongod.port)
    processes = []
    (tmp_path / "token.secret").write_text("s" * 64)
    (tmp_path / "token.secret").chmod(0o600)

    def starter():
        processes.append(subprocess.Popen(
            [BUILD / "lineupd", "--data", tmp_path, "--store",
             f"mongodb://127.0.0.1:{peer.port}/?serverSelectionTimeoutMS=500",
             "--socket", tmp_path / "socket"], stderr=subprocess.PIPE,
            text=True))
        return processes[-1]
    yield peer, starter
    for process in processes:
        process.terminate()
        process.communicate(timeout=60)
    peer.close()


def test_refuses_an_older_server_in_one_line(start):
    peer, starter = start
    peer.hello["maxWireVersion"] = 8  # MongoDB 4.2
    process = starter()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    line, = said.splitlines()
    assert TOO_OLD in line


def test_takes_the_oldest_that_will_do(start, tmp_path):
    peer, starter = start
    peer.hello["maxWireVersion"] = 9
    starter()
    until((tmp_path / "socket").exists)


@pytest.mark.parametrize("command", [None, "createIndexes"])
@pytest.mark.parametrize("fault", [
    faults.drop_before, faults.drop_after, faults.not_primary])
def test_a_hiccup_is_no_verdict(start, tmp_path, command, fault):
    """None is the first hello of a connection."""
    peer, starter = start
    peer.script(command, fault, times=3)
    process = starter()
    until((tmp_path / "socket").exists)
    process.terminate()
    assert TOO_OLD not in process.communicate(timeout=60)[1]
