"""What every scenario is given: its seed, time and folder."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import checkers
import load


@dataclass
class Run:
    """One run of a scenario: everything random comes from its seed."""

    seed: int
    seconds: float  # to run for, about
    folder: Path  # for its files
    rng: random.Random = field(init=False)
    end: float = field(init=False)

    def __post_init__(self):
        self.rng = random.Random(self.seed)
        self.end = time.monotonic() + self.seconds

    def is_on(self):
        return time.monotonic() < self.end


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, condition
        time.sleep(0.005)
    return found


def judge(daemon, queue, history):
    """End a history by popping the queue empty; check it."""
    left = daemon.tasks(queue)
    drained = load.drain(daemon.caller, queue)
    assert [op.task for op in drained] == left
    complain(checkers.total(history, left))
    daemon.check()
    counts = {outcome: sum(op.outcome == outcome for op in history)
              for outcome in (checkers.DONE, checkers.UNKNOWN)}
    return f"{counts['done']} calls done, {counts['unknown']} unknown"


def complain(complaints):
    assert not complaints, "\n".join(complaints[:20])
