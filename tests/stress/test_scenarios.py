"""Every scenario of script/stress, for a moment."""

import random

import pytest

from disk import CannotMount
from run import Run
from scenarios import SCENARIOS

SECONDS = 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name, tmp_path):
    seed = random.randrange(1 << 32)
    print(f"again: script/stress {name} --seed {seed} --seconds {SECONDS}")
    try:
        print(SCENARIOS[name](Run(seed, SECONDS, tmp_path)))
    except CannotMount as error:
        pytest.skip(f"no small disk can be had: {error}")
