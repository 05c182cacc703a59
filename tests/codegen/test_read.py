"""The HOCON reader: golden files, refusals, and Debian's own reader."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from generator import HERE, ROOT, generate, run_generate

import problems
import rules
from hocon import resolve

GOLDEN = sorted((HERE / "golden").glob("[!_]*.conf"))
BAD = sorted((HERE / "bad").glob("*.conf"))
WARNED = sorted((HERE / "warned").glob("*.conf"))
SHARED = ROOT.parent / "shared"
SCHEMAS = [*sorted((ROOT / "schema").rglob("*.conf")),
           *sorted((SHARED / "schema-2.3.0").glob("*.conf"))]


def stem(path):
    return path.stem


def read(path):
    found = problems.Problems()
    data = resolve.resolve_file(path, found, compat_escapes=True)
    assert found.errors == []
    return data.plain()


@pytest.mark.parametrize("path", GOLDEN, ids=stem)
def test_golden(path, request):
    expected = path.with_suffix(".json")
    found = json.dumps(read(path), indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden", default=False):
        expected.write_text(found)
    assert found == expected.read_text()


def copy_with_overlay(path, schema):
    (schema / "overlay").mkdir(parents=True)
    shutil.copy(path, schema)
    overlay = path.with_suffix(".overlay")
    if overlay.exists():
        shutil.copy(overlay, schema / "overlay" / path.name)


@pytest.mark.parametrize("path", BAD, ids=stem)
def test_bad(path, tmp_path):
    """Refused at that line, with that text, and nothing written."""
    schema, out = tmp_path / "schema", tmp_path / "out"
    copy_with_overlay(path, schema)
    status, said = generate("--schema", schema, "--out", out)
    line, text = expectation(path)
    assert status == 1
    assert (line, "error", text) in messages(said), said
    assert not out.exists()


@pytest.mark.parametrize("path", WARNED, ids=stem)
def test_warned(path, tmp_path):
    """Accepted, with a warning or a note at the line."""
    copy_with_overlay(path, tmp_path)
    status, said = generate("--schema", tmp_path, "--out", tmp_path / "out")
    line, text = expectation(path)
    kind, text = (("note", text.removeprefix("note: "))
                  if text.startswith("note: ") else ("warning", text))
    assert status == 0
    assert messages(said) == [(line, kind, text)]


def expectation(path):
    """A line, and the text of the message there with its rule."""
    line, text = path.with_suffix(".expect").read_text().strip().split(
        ": ", 1)
    return int(line), text


def messages(said):
    return [(int(line), kind, text) for line, kind, text in re.findall(
        r"^\S+?:(\d+):\d+: (error|warning|note): (.*)$", said, re.M)]


def test_every_rule_has_its_file():
    """A refusal in bad/, or a warning in warned/.

    What is published, and the table of errors, need more than one file.
    """
    shown = {path.with_suffix(".expect").read_text().rpartition("[")[2]
             .strip().rstrip("]") for path in BAD + WARNED}
    others = {"errors-row", "lock", "setting", "waiver", "waiver-stale",
              *rules.LEVELS}
    assert shown | others == set(rules.RULES)


def oracle_reads(path):
    """The result of Debian's ruby-hocon for a whole file."""
    script = ("class File; singleton_class.send :alias_method, :exists?, "
              ":exist?; end; "  # it is gone from Ruby 3.2
              "require 'hocon'; require 'json'; "
              "print JSON.generate(Hocon.load(ARGV[0]))")
    done = subprocess.run(["ruby", "-e", script, path], cwd=path.parent,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def with_oracles_escapes(path, folder):
    """A file that ruby-hocon can read: without the escapes that it refuses.

    The included files are put beside it.
    """
    for other in path.parent.glob("*.conf"):
        text = re.sub(r"\\([<>])", r"\\\\\1", other.read_text())
        (folder / other.name).write_text(text)
    return folder / path.name


# ruby-hocon leaves the halves of a character as they are
@pytest.mark.parametrize(
    "path", SCHEMAS + [path for path in GOLDEN if path.stem != "halves"],
    ids=lambda path: f"{path.parent.name}/{path.name}")
def test_oracle(path, tmp_path):
    assert read(path) == oracle_reads(with_oracles_escapes(path, tmp_path))


def test_fuzz():
    """Any text is read or refused."""
    done = subprocess.run(
        [sys.executable, "-B", ROOT / "tests/fuzz/hocon.py", "--seconds", "5"],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_positions():
    found = resolve.resolve_file(ROOT / "schema/queues.conf",
                                 problems.Problems())
    place = found["create"].places["2.13"]
    line = (ROOT / "schema/queues.conf").read_text().split("\n")[
        place.line - 1]
    assert line[place.column - 1:].startswith('"2.13"')


@pytest.mark.parametrize("options, setting", [
    (["--compat-escapes"], None), ([], "keep"),
    (["--compat-escapes"], "refuse")])
def test_unknown_escapes_are_kept_when_asked(tmp_path, options, setting):
    status, said = generate_with_escape(tmp_path, options, setting)
    assert status == 0
    assert "warning: unknown escape '\\>' is kept" in said


@pytest.mark.parametrize("setting", [None, "refuse"])
def test_unknown_escapes_are_refused(tmp_path, setting):
    status, said = generate_with_escape(tmp_path, [], setting)
    assert status == 1
    assert "'unknown_escapes: keep' in settings.conf allows it" in said


def generate_with_escape(folder, options, setting):
    (folder / "debug.conf").write_text(
        (ROOT / "schema/debug.conf").read_text().replace(
            '"Show ', r'"Show\>'))
    if setting:
        (folder / "settings.conf").write_text(f"unknown_escapes: {setting}\n")
    return generate("--schema", folder, "--out", folder / "out", *options)


@pytest.mark.parametrize("text", ["colour: red", "unknown_escapes: maybe"])
def test_other_settings_are_refused(tmp_path, text):
    shutil.copy(ROOT / "schema/debug.conf", tmp_path)
    (tmp_path / "settings.conf").write_text(text)
    status, said = generate("--schema", tmp_path, "--out", tmp_path / "out")
    assert status == 1
    assert "settings.conf:1:1: error: the only setting is" in said


def test_any_terminal_will_do(tmp_path):
    (tmp_path / "debug.conf").write_text('ping { "\u00e4\U0001f600": 1 }')
    command = ["--schema", tmp_path, "--out", tmp_path / "out", "--format"]
    _, said, _ = run_generate(*command, "json", PYTHONIOENCODING="ascii")
    assert json.loads(said)[1]["text"].startswith(
        "unknown key '\u00e4\U0001f600'")
    _, _, wrong = run_generate(*command, "text", PYTHONIOENCODING="ascii")
    assert r"unknown key '\xe4\U0001f600'" in wrong


@pytest.mark.parametrize("name", [path.stem for path in BAD
                                  if path.stem.startswith("doubled")])
def test_what_grows_without_bound_costs_little(tmp_path, name):
    """256 MiB suffice to refuse it; and ten times the second that it may take.
    """
    shutil.copy(HERE / f"bad/{name}.conf", tmp_path)
    done = subprocess.run(
        ["prlimit", f"--as={256 << 20}", "--cpu=10", sys.executable, "-B",
         ROOT / "script/generate", "--schema", tmp_path, "--out",
         tmp_path / "out"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert re.search(r"more than \d+ values, .* \[nesting\]", done.stderr)
