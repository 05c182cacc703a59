"""L1-L3: the answers that many clients get at once fit one queue."""

import checkers
from daemon import Daemon
from load import Load
from run import complain, judge

QUICK = 60  # s, below which a run is a short one


def everything_once(run):
    """L1: all verbs at once; each task that goes in comes out once."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("total")
    calls = Load(daemon, queue, ["aap", "aapp", "aarm", "apr"] * 2, run.seed)
    n = 0
    while n < 1 or run.is_on():
        calls.wait(100)
        n += 1
    told = judge(daemon, queue, calls.finish())
    daemon.stop()
    return told


def first_in_first_out(run):
    """L2: adds and pops; the pops are answered as by a FIFO queue."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("fifo")
    each = 1500 if run.seconds < QUICK else 25000
    history, empty = [], 0
    calls = Load(daemon, queue, ["a", "ap", "ap", "pap", "p"], run.seed, each)
    history = calls.finish()
    empty = sum(op.outcome == checkers.NO_TASK for op in history)
    complain(checkers.fifo(history))
    told = judge(daemon, queue, history)
    daemon.stop()
    return f"{len(history)} calls, {empty} answered \"empty\"; {told}"


def one_after_the_other(run):
    """L3: some order of a few calls, moves included, explains all answers."""
    daemon = Daemon(run.folder)
    n = 0
    while n < 10 or run.is_on():
        queue = daemon.queue(f"small-{n}")
        calls = Load(daemon, queue, ["aapmm", "aamr", "aapm", "pmr"],
                     f"{run.seed}-{n}", 7)
        history = calls.finish()
        complain(checkers.linearizable(history, daemon.tasks(queue)))
        n += 1
    daemon.check()
    daemon.stop()
    return f"{n} histories of 28 calls"
