"""script/bootstrap if all packages are installed."""

import subprocess
import time

import pytest

from script_server import ROOT


@pytest.mark.parametrize("word", [[], ["apache"], ["nginx"], ["test"]])
def test_does_nothing_in_no_time(word):
    begun = time.monotonic()
    done = subprocess.run(
        [ROOT / "script/bootstrap", *word], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begun < 3


def test_refuses_arguments_it_does_not_know():
    done = subprocess.run(
        [ROOT / "script/bootstrap", "all"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        "usage: script/bootstrap [lighttpd|apache|nginx|test|bench|mongo]\n"
    )
