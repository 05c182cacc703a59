"""A set of schemas as large as the published API goes through the generator."""

import re
import resource
import subprocess

import pytest

import counting
import synthetic
from compiling import compile_all, link_with_library, needs_library
from generator import ROOT, generate, outputs


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synthetic")
    synthetic.write(folder)
    return folder


def processor_time():
    """The time of programs that have ended, regardless of others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def made(schema, tmp_path_factory):
    """The folder in which all was generated, the messages, and the time taken.
    """
    out = tmp_path_factory.mktemp("made") / "generated"
    before = processor_time()
    status, said = generate("--schema", schema, "--out", out, "--src", out,
                            "--compat-escapes", PYTHONHASHSEED="1")
    assert status == 0, said
    return out, said, processor_time() - before


def test_the_set_is_like_the_published_files():
    files = {name: text for name, text in synthetic.files().items()
             if not name.startswith("overlay/")}
    found = counting.count(files)
    assert sum(n for n, _ in synthetic.SERVICES.values()) == 204
    assert found["quoted version"] == 356
    wanted = synthetic.COUNTS | {
        f"type {name}": n for name, n in synthetic.TYPES.items()}
    shares = {name: found[name] / n for name, n in wanted.items()}
    assert {name: share for name, share in shares.items()
            if not 0.7 < share < 1.4} == {}


def test_everything_is_declared(made):
    out = made[0]
    actions = re.findall(r"^(\w+) 0 of (\d+)$",
                         (out / "coverage.txt").read_text(), re.M)
    assert {name: int(n) for name, n in actions} == {
        name: n for name, (n, _) in synthetic.SERVICES.items()}
    versions = re.findall(r'\.name = "[\w.]+", /\* (.*) \*/',
                          (out / "endpoints.c").read_text())
    assert len(versions) == 204
    assert sum(len(text.split(", ")) for text in versions) == 356


def test_only_what_is_odd_is_warned_of(made):
    rules = re.findall(r" warning: .* \[(.*)\]$", made[1], re.M)
    assert set(rules) == {"capital-boolean", "duplicate-key", "escape",
                          "extended-reference", "version-order"}
    assert " error: " not in made[1]


def test_each_fault_is_found_without_the_overlay(schema, tmp_path):
    status, said = generate("--schema", schema, "--out", tmp_path / "out",
                            "--overlay", tmp_path, "--compat-escapes",
                            "--keep-going")
    assert status == 1
    rules = re.findall(r"teams.conf:\d+:\d+: error: .* \[(.*)\]$", said, re.M)
    assert sorted(rules) == ["dead-text", "default", "required"]
    written = set(outputs(tmp_path / "out"))
    assert "jobs.c" in written and "teams.c" not in written


@needs_library
def test_it_compiles_without_a_warning_by_gcc(made, tmp_path):
    """The programs give the results that the vectors expect."""
    compile_all(made[0], "gcc", tmp_path)
    assert len(list(tmp_path.glob("*.o"))) == 17
    program = link_with_library(
        made[0], ROOT / "tests/run_vectors.c", *tmp_path.glob("*.o"),
        into=tmp_path / "run_vectors")
    vectors = sorted((made[0] / "tests/vectors").glob("*.tsv"))
    assert len(vectors) == 16
    done = subprocess.run([program, *vectors], capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == 0, done.stderr
    passed = re.search(r"(\d+) passed, 0 failed", done.stdout)
    assert int(passed[1]) > 100_000


def test_it_compiles_without_a_warning_by_clang(made):
    compile_all(made[0], "clang")


def test_it_takes_as_long_as_there_is_to_do(made, tmp_path):
    """About ten times as long as our one service, on any machine."""
    before = processor_time()
    generate("--out", tmp_path)
    one = processor_time() - before
    assert one < 2
    assert made[2] < 60 * one  # other programs share the machine


def test_it_is_the_same_each_time(schema, made, tmp_path):
    generate("--schema", schema, "--out", tmp_path / "again", "--src",
             tmp_path, "--compat-escapes", PYTHONHASHSEED="2")
    assert outputs(tmp_path / "again") == outputs(made[0])
