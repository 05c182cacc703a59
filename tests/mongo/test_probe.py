"""What lineup makes of the server that it is given."""

import subprocess

import pytest

import peer as faults
from lineup_server import BUILD


@pytest.fixture
def run(peer, tmp_path):
    """Run the command line; its standard error."""
    def runner(*words):
        done = subprocess.run(
            [BUILD / "lineup", *words, "--data", tmp_path, "--store",
             f"mongodb://127.0.0.1:{peer.port}/"],
            capture_output=True, text=True, timeout=60)
        return done.returncode, done.stderr
    yield runner
    peer.clear()


def test_says_which_ways_it_takes(run):
    status, text = run("queue", "list")
    assert status == 0
    line, = text.splitlines()
    assert "a pop takes one command, a move two" in line


def test_refuses_a_server_that_ignores_guards(run, peer):
    peer.script("update", faults.pretend, times=99)
    status, text = run("queue", "list")
    assert status == 1
    assert "a $push that is guarded by $ne wrong" in text.splitlines()[0]


def refuse_pop(call):
    if "$pop" in faults.body_of(call.message)["update"]:
        return faults.refuse(9, "FailedToParse")(call)
    return call.forward()


def test_pops_by_two_commands_where_one_is_refused(run, peer):
    peer.script("findAndModify", refuse_pop, times=99)
    status, text = run("queue", "list")
    assert status == 0
    line, = text.splitlines()
    assert "a pop takes two commands" in line


def test_refuses_a_server_that_cannot_pull(run, peer):
    peer.script("findAndModify", faults.refuse(9, "FailedToParse"), times=99)
    status, text = run("queue", "list")
    assert status == 1
    assert "a $pull wrong" in text.splitlines()[0]


def test_leaves_no_queue_of_a_probe(run, java):
    run("queue", "list")
    assert java.client().backend.lineup_probe.count_documents({}) == 0
