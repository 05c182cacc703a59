"""Compile generated code, with all warnings as errors."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator import ROOT

BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")
needs_library = pytest.mark.skipif(
    not (BUILD / "libsuite.a").exists(),
    reason="the tests' programs are not built")

FLAGS = """-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wshadow
-Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla
-Wformat=2 -Wundef -Wwrite-strings -Wcast-qual -Werror""".split()


def compile_all(folder, compiler="gcc", objects=None):
    """Compile a folder's C files into objects, or only check them."""
    how = ["-fsyntax-only"] if objects is None else ["-O1", "-c"]

    def compile_one(path):
        return subprocess.run(
            [compiler, *FLAGS, *how, "-I", folder, "-I", ROOT / "src", path],
            capture_output=True, text=True, cwd=objects, timeout=300)

    paths = sorted(folder.glob("*.c"))
    assert paths
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(compile_one, paths):
            assert done.returncode == 0, done.stderr


def link_with_library(folder, *sources, into, flags=()):
    """Make a program of what was generated in a folder, and our runtime.

    Sources that include "generated/..." find it in a folder of that name.
    """
    done = subprocess.run(
        ["gcc", *FLAGS, *flags, "-I", folder.parent, "-I", folder, "-I",
         ROOT / "src", "-I", ROOT, *sources, BUILD / "libsuite.a", BUILD / "liblineup.a",
         "-lcunit", "-lcrypto", "-ljson-c", "-lpcre2-8", "-lm", "-o", into],
        capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return into
