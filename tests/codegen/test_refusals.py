"""Every place in the generator that refuses something has its file in bad/."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from generator import HERE, ROOT

import pipeline
import problems

BAD = sorted((HERE / "bad").glob("*.conf"))
# what is published, and the table of errors, need more than one file
ELSEWHERE = {"lock.py", "pipeline.py", "report.py", "waivers.py"}
ELSEWHERE_RULES = {"errors-row"}
REFUSING = {"error", "fail", "SchemaError"}


def is_refusal(node):
    return (isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in REFUSING
            and not any(isinstance(given, ast.Constant)
                        and given.value in ELSEWHERE_RULES
                        for given in node.args))


def places():
    """The places that refuse something: a file and its lines."""
    for path in sorted((ROOT / "codegen").rglob("*.py")):
        if path.name not in ELSEWHERE | {"problems.py"}:
            for node in ast.walk(ast.parse(path.read_text())):
                if is_refusal(node):
                    yield path.name, range(node.lineno, node.end_lineno + 1)


def callers():
    """The lines of the generator that are being run."""
    frame = sys._getframe(2)
    while frame:
        path = Path(frame.f_code.co_filename)
        if ROOT / "codegen" in path.parents:
            yield path.name, frame.f_lineno
        frame = frame.f_back


@pytest.fixture
def reached(monkeypatch):
    """A set to which refusing lines are added when they run."""
    lines = set()

    def watch(owner, name):
        done = getattr(owner, name)

        def watching(self, *given):
            lines.update(callers())
            return done(self, *given)

        monkeypatch.setattr(owner, name, watching)

    watch(problems.Problems, "error")
    watch(problems.SchemaError, "__init__")
    return lines


def refuse(path, folder):
    overlay = folder / "overlay"
    overlay.mkdir(parents=True)
    shutil.copy(path, folder)
    if path.with_suffix(".overlay").exists():
        shutil.copy(path.with_suffix(".overlay"), overlay / path.name)
    _, found = pipeline.run(folder, overlay, folder / "src", False, False)
    assert found.errors


def test_every_refusal_has_its_file(reached, tmp_path):
    for path in BAD:
        refuse(path, tmp_path / path.stem)
    missed = [f"{name}:{lines[0]}" for name, lines in places()
              if not any((name, line) in reached for line in lines)]
    assert missed == []
