"""The generator's modules, and running it as a program."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "codegen"))


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
    """What a folder holds: name to bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
