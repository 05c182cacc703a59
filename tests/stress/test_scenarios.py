"""Every scenario of script/stress, for a moment."""

import random

import pytest

import replicas
from disk import CannotMount
from engine import CAN_RUN
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


@pytest.mark.skipif(not CAN_RUN, reason="no mongod for this processor")
@pytest.mark.parametrize("name", replicas.SCENARIOS)
def test_fault_of_a_replica_set(name, tmp_path):
    seed = random.randrange(1 << 32)
    print(f"again: script/stress --store mongodb {name} --seed {seed} "
          f"--seconds {SECONDS}")
    print(replicas.SCENARIOS[name](Run(seed, SECONDS, tmp_path)))
