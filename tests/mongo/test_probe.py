"""What lineup makes of the server that it is given."""

import subprocess
import threading

import pytest

import peer as faults
from lineup_server import BUILD


FOUND = ["a pop takes", "can't be used", "calls are refused"]


@pytest.fixture
def run(server, peer, tmp_path):
    """Start a lineupd; the line in which it says what it found."""
    def runner():
        process = subprocess.Popen(
            [BUILD / "lineupd", "--data", server.data, "--store",
             f"mongodb://127.0.0.1:{peer.port}/", "--socket",
             tmp_path / "socket"], stderr=subprocess.PIPE, text=True)
        timer = threading.Timer(60, process.kill)
        timer.start()
        with process:
            line = next(line for line in process.stderr
                        if any(words in line for words in FOUND))
            if "can't be used" in line:
                assert process.wait() == 1
            process.terminate()
        timer.cancel()
        return line
    yield runner
    peer.clear()


def test_says_which_ways_it_takes(run):
    assert "a pop takes one command, a move two" in run()


def test_refuses_a_server_that_ignores_guards(run, peer):
    peer.script("update", faults.pretend, times=99)
    assert "a $push that is guarded by $ne wrong" in run()


def test_says_that_the_server_is_away(run, peer):
    peer.close()
    try:
        assert "does not answer; calls are refused until it does" in run()
    finally:
        peer.open()


def refuse_pop(call):
    if "$pop" in faults.body_of(call.message)["update"]:
        return faults.refuse(9, "FailedToParse")(call)
    return call.forward()


def test_pops_by_two_commands_where_one_is_refused(run, peer):
    peer.script("findAndModify", refuse_pop, times=99)
    assert "a pop takes two commands" in run()


def test_refuses_a_server_that_cannot_pull(run, peer):
    peer.script("findAndModify", faults.refuse(9, "FailedToParse"), times=99)
    assert "a $pull wrong" in run()


def test_leaves_no_queue_of_a_probe(run, java):
    run()
    assert java.client().backend.lineup_probe.count_documents({}) == 0
