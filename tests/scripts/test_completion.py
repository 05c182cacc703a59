"""bash completes all that the programs have, and nothing else."""

import os
import re
import subprocess

import pytest

from lineup_server import BUILD
from script_server import ROOT

HELP = subprocess.run([BUILD / "lineup", "--help"], capture_output=True,
                      text=True, check=True).stdout
COMMANDS = [re.split(r" (?=[A-Z\[])|  ", line)[0].split()
            for line in re.findall("^  lineup (.*)", HELP, re.M)]
COMMON = {"--data", "--store", "--help"}


def completed(*words):
    """What may stand in place of the last word."""
    program, script = words[0], (
        f'source {ROOT}/conf/completion.bash; COMP_WORDS=("$@"); '
        'COMP_CWORD=$(($# - 1)); "_$1" "$1"; printf "%s\\n" "${COMPREPLY[@]}"')
    assert program in ("lineup", "lineupd")
    done = subprocess.run(
        ["bash", "-c", script, "bash", *words], capture_output=True, text=True,
        env={"PATH": f"{BUILD}:{os.environ['PATH']}"})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def test_groups():
    assert set(completed("lineup", "")) == {
        words[0] for words in COMMANDS} | COMMON
    assert completed("lineup", "qu") == ["queue"]


@pytest.mark.parametrize("group", sorted({
    words[0] for words in COMMANDS if len(words) > 1}))
def test_verbs(group):
    verbs = {words[1] for words in COMMANDS if words[0] == group}
    assert len(verbs) > 0
    assert set(completed("lineup", group, "")) == verbs | COMMON
    assert set(completed("lineup", "--data", "/x", group, "")) == (
        verbs | COMMON)


@pytest.mark.parametrize("words", COMMANDS, ids="-".join)
def test_options(words):
    usage = re.search(rf"^  lineup {' '.join(words)}\b(.*)", HELP, re.M)[1]
    expected = set(re.findall(r"\[(--?[a-z-]+)", usage)) | COMMON
    found = set(completed("lineup", *words, ""))
    assert found - {"--json"} == expected
    for option in re.findall(r"\[(--[a-z-]+) [A-Z]", usage):
        assert completed("lineup", *words, option, "") == []


def test_what_is_none():
    assert completed("lineup", "nothing", "x", "") == sorted(
        COMMON, key=["--data", "--store", "--help"].index)
    assert completed("lineup", "--data", "") == []


def test_settings():
    done = subprocess.run([BUILD / "lineupd", "--help"], capture_output=True,
                          text=True, check=True)
    expected = re.findall(r"^  (--[a-z-]+)", done.stdout, re.M)
    assert len(expected) > 30
    assert completed("lineupd", "--") == expected
    assert completed("lineupd", "--max-b") == ["--max-body", "--max-batch"] or \
        set(completed("lineupd", "--max-b")) == {"--max-body", "--max-batch"}
    assert completed("lineupd", "") == []
