"""The published files of the newest version, together with our own.

published/ has corrections of their faults.
"""

import re
import shutil
import subprocess

import pytest

from compiling import compile_all, link_with_library, needs_library
from generator import HERE, ROOT, generate

NEWEST = ROOT.parent / "shared/schema-2.3.0"
OURS = ["auth", "debug", "errors", "server", "settings"]
SERVICES = {"auth", "debug", "events", "projects", "queues", "server", "tasks",
            "users", "workers"}
pytestmark = pytest.mark.skipif(
    not NEWEST.exists(),
    reason="the published schema is not beside the checkout")


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    (folder / "overlay").mkdir()
    for path in NEWEST.glob("*.conf"):
        shutil.copyfile(path, folder / path.name)
    for name in OURS:
        shutil.copy(ROOT / f"schema/{name}.conf", folder)
    for name in ["queues", *OURS]:
        if (ROOT / f"schema/overlay/{name}.conf").exists():
            shutil.copy(ROOT / f"schema/overlay/{name}.conf",
                        folder / "overlay")
    for path in (HERE / "published").glob("*.conf"):
        shutil.copy(path, folder / "overlay")
    return folder


@pytest.fixture(scope="module")
def made(schema, tmp_path_factory):
    """The folder in which all was generated, and the messages."""
    out = tmp_path_factory.mktemp("made")
    status, said = generate("--schema", schema, "--out", out, "--src", out)
    assert status == 0, said
    return out, said


def test_every_service_is_there(made):
    found = re.findall(r"^(\w+) 0 of (\d+)$",
                       (made[0] / "coverage.txt").read_text(), re.M)
    assert {name for name, _ in found} == SERVICES
    assert sum(int(n) for _, n in found) > 130


def test_only_what_is_odd_is_warned_of(made):
    rules = re.findall(r" (?:warning|note): .* \[(.*)\]$", made[1], re.M)
    assert set(rules) <= {"capital-boolean", "duplicate-key", "escape",
                          "extended-reference", "idle-keyword", "overlay-idle",
                          "version-order"}
    assert " error: " not in made[1]


def test_each_fault_is_found_without_the_corrections(schema, tmp_path):
    copy = tmp_path / "schema"
    shutil.copytree(schema, copy)
    for path in (HERE / "published").glob("*.conf"):
        (copy / "overlay" / path.name).unlink()
    status, said = generate("--schema", copy, "--out", tmp_path / "out")
    assert status == 1
    assert re.findall(r"(\w+)\.conf:\d+:\d+: error: .* \[(.*)\]$", said,
                      re.M) == [("events", "any-of"),
                                ("events", "unknown-keyword"),
                                ("tasks", "batch")]


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_it_compiles_without_a_warning(made, compiler):
    compile_all(made[0], compiler)


@pytest.fixture(scope="module")
def program(made, tmp_path_factory):
    """run_vectors, with the generated parsers."""
    folder = tmp_path_factory.mktemp("program")
    compile_all(made[0], "gcc", folder)
    return link_with_library(
        made[0], ROOT / "tests/run_vectors.c", *folder.glob("*.o"),
        into=folder / "run_vectors")


@needs_library
def test_parsers_say_of_vectors_what_schemas_say(made, program):
    vectors = sorted((made[0] / "tests/vectors").glob("*.tsv"))
    assert {path.stem for path in vectors} == SERVICES
    done = subprocess.run([program, *vectors], capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert int(re.search(r"(\d+) passed, 0 failed", done.stdout)[1]) > 20_000


def test_an_event_is_what_its_type_says(made):
    text = (made[0] / "events.c").read_text()
    reader = text[text.index("\nevents_add_req_read("):]
    reader = " ".join(reader[:reader.index("\n}\n")].split())
    assert 'jval_required(reader, value, "type", &field)' in reader
    assert "jval_forget" not in reader


def test_a_joined_text_is_one(made):
    assert "Name of the metric (cpu_usage, memory_used etc.)" in " ".join(
        (made[0] / "workers.h").read_text().replace("*", " ").split())


def declared(made):
    """Each action with its versions, the oldest first."""
    found = re.findall(r'\.name = "([\w.]+)", /\* (.*) \*/',
                       (made[0] / "endpoints.c").read_text())
    return {name: versions.split(", ") for name, versions in found}


@needs_library
def test_what_clients_send_is_read(made, program, tmp_path):
    """As it was recorded, and at the oldest and newest version too."""
    rows = [line.split("\t") for line in
            (HERE / "recorded/requests.tsv").read_text().splitlines()]
    versions = declared(made)
    sent = {action for action, _, _ in rows} & set(versions)
    assert len(sent) > 20
    vectors = tmp_path / "recorded.tsv"
    vectors.write_text("".join(
        f"{action}\t{version}\trecorded {i}\tok\tok\t{body}\n"
        for i, (action, asked, body) in enumerate(rows) if action in sent
        for version in {versions[action][0], versions[action][-1],
                        asked if asked != "-" else versions[action][-1]}))
    done = subprocess.run([program, vectors], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
