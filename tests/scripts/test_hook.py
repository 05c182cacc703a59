"""The hook that runs script/check before each commit."""

import shutil
import subprocess

import pytest

from script_server import ROOT


@pytest.fixture
def git(tmp_path):
    """Runs git in a repository with the hook and a script/check of its own."""
    (tmp_path / "script").mkdir()
    shutil.copytree(ROOT / "script/hooks", tmp_path / "script/hooks")

    def run(*words):
        return subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x", *words],
            cwd=tmp_path, capture_output=True, text=True)

    run("init", "-q")
    run("config", "core.hooksPath", "script/hooks")
    return run


@pytest.mark.parametrize("status", [0, 1])
def test_a_commit_has_to_pass(git, tmp_path, status):
    check = tmp_path / "script/check"
    check.write_text(f"#!/bin/sh\nenv | grep ^GIT_INDEX\nexit {status}\n")
    check.chmod(0o755)
    git("add", "-A")
    done = git("commit", "-m", "x")
    assert done.returncode == status
    assert "GIT_INDEX_FILE" not in done.stdout + done.stderr
    assert bool(git("log").stdout) == (status == 0)
