"""F4, F5, F9, L4, L6: faults found by programs in C, and by tests of the
checkers.
"""

import os
import subprocess
import sys
from pathlib import Path

from lineup_server import BUILD

QUICK = 60  # s, below which a run is a short one


def run_tests(run, *words, **variables):
    done = subprocess.run([str(word) for word in words], cwd=run.folder,
                          env=os.environ | variables, capture_output=True,
                          text=True, timeout=3000)
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"


def repeat(run, least, each, *programs):
    """Run programs, with arguments, a seed and a number, until the numbers add
    up to the total.
    """
    n = 0
    while n < least or run.is_on():
        seed = run.rng.randrange(1 << 32)
        for program, *words in programs:
            run_tests(run, BUILD / "tests" / program, *words, seed, each)
        n += each
    return n


def power_is_cut(run):
    """F4: power is cut; all or part of what was not synced is lost."""
    short = run.seconds < QUICK
    n = repeat(run, 50 if short else 2000, 50 if short else 500,
               ["store/sqlite/test_faults", "power"])
    return f"{n} times without power"


def calls_fail(run):
    """F5: each call of the disk fails, once and from then on."""
    n = repeat(run, 1 if run.seconds < QUICK else 100, 1,
               ["store/sqlite/test_faults", "calls"])
    return f"{n} workloads, of which every call failed"


def file_is_damaged(run):
    """F9: parts of the file are not what was written."""
    short = run.seconds < QUICK
    n = repeat(run, 50 if short else 2000, 50 if short else 500,
               ["store/sqlite/test_damage"])
    return f"damaged {n} times"


def as_an_array(run):
    """L4: a store gives the same answers as an array."""
    short = run.seconds < QUICK
    n = repeat(run, 2000 if short else 1000000, 2000 if short else 250000,
               ["store/sqlite/test_sqlite"])
    return f"{n} answers"


def checkers_are_checked(run):
    """L6: losses, duplicates, swaps and wrong "empty" are found."""
    n = 0
    each = 5 if run.seconds < QUICK else 500
    while n < each or run.is_on():
        run_tests(run, sys.executable, "-B", "-m", "pytest", "-q",
                  "-p", "no:cacheprovider",
                  Path(__file__).parent / "test_checkers.py",
                  LINEUP_SEEDS=f"{run.seed + n} {run.seed + n + each}")
        n += each
    return f"{n} histories of each kind"
