"""The generator's modules, and running it as a program."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "codegen"))

import manifest  # noqa: E402


def run_generate(*options, **environment):
    """Run script/generate; its exit status, standard output and error."""
    done = subprocess.run(
        [sys.executable, "-B", ROOT / "script/generate", *map(str, options)],
        capture_output=True, text=True, timeout=120,
        env=os.environ | environment)
    return done.returncode, done.stdout, done.stderr


def generate(*options, **environment):
    """Run script/generate; its exit status and standard error."""
    status, _, said = run_generate(*options, **environment)
    return status, said


def outputs(folder):
    """The content of a folder: name to bytes."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def committed():
    """The outputs that are committed."""
    found = outputs(ROOT / "generated")
    names = manifest.written(found[manifest.NAME].decode())
    return found | {name: (ROOT / name).read_bytes()
                    for name in names if "/" in name}
