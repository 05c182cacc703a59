"""Every script explains itself, also where nothing but Python is installed."""

import os
import subprocess

import pytest

from script_server import ROOT

SCRIPTS = sorted(path.name for path in (ROOT / "script").iterdir()
                 if path.is_file() and os.access(path, os.X_OK))
MODULES = ["jinja2", "jsonschema", "pygal", "pymongo", "pytest"]
PROGRAMS = ["apt-get", "sudo", "make", "autoreconf"]


@pytest.fixture
def bare(tmp_path):
    """Variables that hide modules, and note which programs are run."""
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text("raise ImportError\n")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name in PROGRAMS:
        (bin_ / name).write_text(f'#!/bin/sh\n: >"{tmp_path}/{name}-ran"\n')
        (bin_ / name).chmod(0o755)
    yield {"PATH": f"{bin_}:{os.environ['PATH']}",
           "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    assert list(tmp_path.glob("*-ran")) == []


def test_all_are_known():
    assert len(SCRIPTS) > 15 and "server" in SCRIPTS


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(bare, name, option):
    done = subprocess.run([ROOT / "script" / name, option], env=bare,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"script/{name}" in done.stdout or f"usage: {name}" in done.stdout
    assert len(done.stdout) > 100


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_pipe_that_closes(bare, name):
    done = subprocess.run(
        ["bash", "-c", '"$0" --help | true', ROOT / "script" / name],
        env=bare, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_sudo_one_line_says_what_to_do(tmp_path):
    for name in ("sed", "sort", "comm", "mktemp", "rm", "sh", "dirname",
                 "readlink"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    for name, text in (("id", "echo 1000"), ("dpkg-query", "")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run([ROOT / "script/bootstrap"],
                          env={"PATH": str(tmp_path)}, capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("bootstrap: there is no sudo; as root, run "
                                  "apt-get install autoconf automake ")
    assert done.stderr.count("\n") == 1


def test_build_makes_no_folder_of_an_option(tmp_path):
    done = subprocess.run([ROOT / "script/build", "--enable-werror"],
                          cwd=tmp_path, capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("build: --enable-werror is no folder; ")
    assert list(tmp_path.iterdir()) == []
