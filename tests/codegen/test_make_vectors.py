"""The vectors that the generator makes, and the program that runs them."""

import json
import os
import subprocess
from pathlib import Path

from generator import ROOT

BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")
QUEUES = ROOT / "tests/vectors/queues.tsv"


def rows():
    return [line.split("\t") for line in QUEUES.read_text().splitlines()
            if not line.startswith("#")]


def run(*files):
    done = subprocess.run([BUILD / "tests/run_vectors", *files], cwd=ROOT,
                          capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_every_action_and_rule_has_vectors():
    found = {(action, version) for action, version, *_ in rows()}
    assert len(found) >= 21
    rules = {expect.split()[0] for *_, expect, _, _ in rows()}
    assert rules >= {"ok", "type", "required", "minimum"}
    for action, version in found:
        about = {row[2]: json.loads(row[5]) for row in rows()
                 if row[:2] == [action, version]}
        assert set(about["minimal"]) <= set(about["maximal"])
        assert "unknown" in about["unknown member"]


def test_a_newer_field_is_sent_to_an_older_version():
    about = {row[2]: (row[3], json.loads(row[5])) for row in rows()
             if row[:2] == ["queues.create", "2.4"]}
    expect, body = about["metadata of 2.13"]
    assert expect == "ok" and set(body) == {"name", "metadata"}
    assert about["metadata is integer"] == (
        "type metadata", {"name": "text", "metadata": 7})


def test_the_program_finds_what_is_wrong(tmp_path):
    lines = ["queues.delete\t2.4\tgood\tok\tok\t{\"queue\": \"text\"}",
             "queues.delete\t2.4\twrong\tok\tok\t{\"queue\": 7}",
             "queues.get_default\t2.4\tlax\tok\tok\t{\"queue\": 7}",
             "queues.delete\t2.4\tno body\tok\tok",
             "queues.no_such\t2.4\tno action\tok\tok\t{}"]
    path = tmp_path / "wrong.tsv"
    path.write_text("\n".join(lines) + "\n")
    status, printed, complaints = run(path)
    assert (status, printed) == (1, "run_vectors: 1 passed, 4 failed\n")
    assert complaints.splitlines() == [
        f"{path}:2: type queue", f"{path}:3: closed queue",
        f"{path}:4: the line has too few parts", f"{path}:5: there is no such action"]
    assert run(tmp_path / "missing.tsv")[0] == 1
