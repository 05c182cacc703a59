"""The generator's messages, for people and editors."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from generator import HERE, ROOT, generate

import rules


def run(script, *arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-B", ROOT / "script" / script, *arguments],
        capture_output=True, text=True, timeout=60, cwd=cwd)


def explained(*arguments):
    done = run("explain", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def things(tmp_path):
    """The folder of a schema with its overlay."""
    (tmp_path / "overlay").mkdir()
    for name in ("things.conf", "_parts.conf"):
        shutil.copy(HERE / name, tmp_path)
    shutil.copy(HERE / "things.overlay", tmp_path / "overlay/things.conf")
    return tmp_path


def line_of(path, text):
    """The number of the first line with a text."""
    return path.read_text().partition(text)[0].count("\n") + 1


def test_a_field_is_explained(things):
    said = explained("things.make", "2.13", "metadata", "--schema", things)
    declared = line_of(things / "things.conf", "metadata {")
    moved = line_of(things / "overlay/things.conf", "{\n        op: move")
    assert f"/things.conf:{declared}:9: declared" in said
    assert re.search(rf"overlay/things.conf:{moved}:5: move "
                     r"make/2.13/metadata to .*\n +It stands beside", said)
    assert "map of part, optional, in 2.13" in said
    assert "struct things_make_req, metadata" in said
    assert "/_parts.conf:3:1: part" in said


def test_a_field_that_the_overlay_brought_is_explained(things):
    said = explained("things.make", "2.4", "parts.colour", "--schema", things)
    assert "derive _definitions/part_ex from _definitions/part" in said
    said = explained("things.make", "2.4", "parts", "--schema", things)
    assert "set make/*/response/properties/parts/items/$ref" in said


def test_a_version_means_the_one_that_answers(things):
    said = explained("things.make", "2.12", "--schema", things)
    assert said.startswith("things.make 2.4\n")
    said = explained("things.make", "--schema", things)
    assert said.startswith("things.make 2.13\n")


@pytest.mark.parametrize("action, side, what", [
    ("any_of", "request", "point or tree"),
    ("batch", "batch_request", "lines of nests 1.0"),
    ("raw", "response", "string"),
])
def test_a_side_without_members_is_explained(action, side, what):
    said = explained(f"constructs.{action}", "--schema", HERE)
    assert re.search(rf"constructs.conf:\d+:\d+: {side}, {what}\n", said)


def test_an_odd_escape_is_no_bar(tmp_path):
    text = (ROOT / "schema/debug.conf").read_text()
    (tmp_path / "debug.conf").write_text(text.replace(
        '"Show ', r'"Show\>'))
    said = explained("debug.ping", "--schema", tmp_path)
    assert "warning: unknown escape" in said
    assert said.startswith("debug.ping ")


@pytest.mark.parametrize("arguments, text", [
    (("nosuch.ping",), "there is no "),
    (("things.nosuch",), "things has no action 'nosuch'"),
    (("things.make", "1.0"), "no version 1.0; it has 2.4, 2.13"),
    (("things.make", "newest"), "'newest' is no version"),
    (("things.make", "2.4", "metadata"), "no field 'metadata'; 2.13 has"),
    (("things.make", "2.13", "nosuch"), "has no field 'nosuch'"),
])
def test_what_is_not_there_is_not_explained(things, arguments, text):
    done = run("explain", *arguments, "--schema", things)
    assert done.returncode == 1
    assert text in done.stderr
    assert done.stdout == ""


def test_all_problems_are_told_at_once(tmp_path):
    """Those of all stages, by position, without errors that follow from
    others.
    """
    (tmp_path / "overlay").mkdir()
    shutil.copy(HERE / "at_once.conf", tmp_path)
    shutil.copy(HERE / "at_once.overlay", tmp_path / "overlay/at_once.conf")
    status, said = generate("--schema", tmp_path, "--out", tmp_path / "out")
    assert status == 1
    assert said.replace(f"{tmp_path}/", "") == (
        HERE / "at_once.expect").read_text()


def test_problems_as_json(tmp_path):
    path = tmp_path / "debug.conf"
    path.write_text("a: ${nosuch}\nb: ${neither}\n")
    done = run("generate", "--schema", tmp_path, "--out", tmp_path / "out",
               "--format", "json")
    assert done.returncode == 1
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        {"file": str(path), "line": line, "column": 4, "severity": "error",
         "rule": "substitution", "text": f"'${{{name}}}' stands for nothing"}
        for line, name in ((1, "nosuch"), (2, "neither"))]


def test_no_problem_as_json(tmp_path):
    shutil.copy(ROOT / "schema/debug.conf", tmp_path)
    done = run("generate", "--schema", tmp_path, "--out", tmp_path / "out",
               "--format", "json")
    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_rules_are_told():
    done = run("generate", "--rules")
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == sorted(
        rules.RULES)


def test_a_row_of_errors_is_whole(tmp_path):
    (tmp_path / "errors.conf").write_text("lost { code: 400 }\n")
    status, said = generate("--schema", tmp_path, "--out", tmp_path / "out")
    assert status == 1
    assert "errors.conf:1:1: error: 'lost' needs code" in said
    assert said.rstrip().endswith("[errors-row]")


def test_an_overlay_of_no_service_is_stale(tmp_path):
    shutil.copy(ROOT / "schema/debug.conf", tmp_path)
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay/ghost.conf").write_text("entries: []\n")
    status, said = generate("--schema", tmp_path, "--out", tmp_path / "out")
    assert status == 1
    assert "there is no ghost.conf to correct [overlay-stale]" in said


@pytest.mark.parametrize("arguments, text", [
    (("--schema", "nosuch"), "there is no schema file in nosuch"),
    (("--schema", "empty"), "there is no schema file in empty"),
    (("--overlay", "nosuch"), "nosuch is no folder"),
])
def test_a_wrong_folder_is_refused(tmp_path, arguments, text):
    (tmp_path / "empty").mkdir()
    done = run("generate", "--out", tmp_path / "out", *arguments,
               cwd=tmp_path)
    assert done.returncode == 2
    assert text in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "out").write_text("")
    done = run("generate", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert re.search(r"^generate: .*out'\n\Z", done.stderr, re.M)
