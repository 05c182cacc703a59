"""F7: the disk is full."""

import os
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager

import checkers
from checkers import ADD, DONE, MOVE, NO_TASK, POP, REMOVE
from daemon import Daemon
from load import Load, make
from run import judge, wait_for

MIB = 1 << 20
SIZE = 64  # MiB
FULL = (500, 4)


class CannotMount(Exception):
    """File systems can't be mounted here."""


@contextmanager
def small_disk(folder):
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m",
                           "lineup-test", folder],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise CannotMount(done.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(path, leave=0):
    """Have a file take all room that is left, but for so many bytes."""
    with open(path, "ab", buffering=0) as file:
        room = os.statvfs(path)
        n = room.f_bavail * room.f_frsize - leave
        if n > 0:
            os.posix_fallocate(file.fileno(), file.tell(), n)


def empty_log(daemon):
    """The database's log has room that the server would find."""
    with closing(sqlite3.connect(daemon.data / "lineup.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def is_refused(daemon, queue, task):
    answer = daemon.caller.call("queues.add_task",
                                {"queue": queue, "task": task})
    assert answer.code in ((200, 0), FULL), answer.body
    return answer.code == FULL


def add_until_refused(daemon, queue, history, text):
    for i in range(100000):
        op = make(daemon.caller, ADD, queue, f"{len(history)}-{text}")
        if op is None:
            return
        assert op.outcome == DONE
        history.append(op)
    raise AssertionError("never full")


def work_until_empty(daemon, queue, rng, history):
    """Everything that adds nothing goes on; what is not there, is not."""
    tasks = daemon.tasks(queue)
    while tasks:
        task = rng.choice(tasks)
        verb = rng.choice((POP, MOVE, REMOVE))
        op = make(daemon.caller, verb, queue, task if verb != POP else None,
                  rng.choice((-1, 1, 100)))
        assert op is not None and op.outcome == DONE, op
        history.append(op)
        if verb != MOVE:
            tasks.remove(op.task)
    assert daemon.tasks(queue) == []
    assert make(daemon.caller, POP, queue).outcome == NO_TASK


def refuses_all_that_adds(daemon, queue):
    assert is_refused(daemon, queue, "one more")
    call = daemon.caller.call
    assert call("queues.create", {"name": "one more"}).code == FULL
    assert call("queues.update", {"queue": queue, "tags": ["x"]}).code == FULL
    assert call("queues.get_all", {}).status == 200
    assert daemon.answers()


def others_fill_it(daemon, run, n):
    """Another program fills the disk, and keeps it full."""
    queue, history = daemon.queue(f"others-{n}"), []
    for i in range(300):
        history.append(make(daemon.caller, ADD, queue, f"{i}"))
    filler = daemon.folder / "filler"
    fill(filler)
    add_until_refused(daemon, queue, history, "x" * 10000)
    empty_log(daemon)
    fill(filler)
    refuses_all_that_adds(daemon, queue)
    if n % 2:
        daemon.kill()
        assert daemon.start()
        refuses_all_that_adds(daemon, queue)
    work_until_empty(daemon, queue, run.rng, history)
    filler.unlink()
    wait_for(lambda: not is_refused(daemon, queue, "again"), 5)
    judge(daemon, queue, history + [checkers.Op(ADD, "again")])
    return len(history)


def it_fills_itself(daemon, run, n):
    """Queues grow until the disk is full; all else is as it was."""
    queue, history = daemon.queue(f"itself-{n}"), []
    add_until_refused(daemon, queue, history, "x" * 100000)
    assert daemon.answers()
    work_until_empty(daemon, queue, run.rng, history)
    wait_for(lambda: not is_refused(daemon, queue, "again"), 5)
    judge(daemon, queue, history + [checkers.Op(ADD, "again")])
    return len(history)


def fills_under_load(daemon, run, n):
    """The disk is full and has room again while clients are at work."""
    queue = daemon.queue(f"load-{n}")
    calls = Load(daemon, queue, ["aap", "aapr", "apm"], f"{run.seed}-{n}")
    filler = daemon.folder / "filler"
    for _ in range(3):
        calls.wait(50)
        fill(filler)
        time.sleep(0.3)
        filler.unlink()
        calls.wait(50)
    history = calls.finish()
    judge(daemon, queue, history)
    return len(history)


def is_full(run):
    """F7: nothing is lost, and what needs no room works until it is empty."""
    n = calls = 0
    with small_disk(run.folder / "disk") as folder:
        daemon = Daemon(folder)
        try:
            while n < 2 or run.is_on():
                for scenario in (others_fill_it, it_fills_itself,
                                 fills_under_load):
                    calls += scenario(daemon, run, n)
                n += 1
            daemon.stop()
        finally:
            daemon.process.kill()
            (run.folder / "log").write_text(daemon.log())
    return f"{n} times full, refilled and emptied; {calls} calls"
