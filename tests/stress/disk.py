"""F7, F8: the disk is full; the database can't be reached."""

import errno
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
    """Have a file take all room that is left, except so many bytes."""
    with open(path, "ab", buffering=0) as file:
        while (n := room_for(path) - leave) > 0:
            try:
                os.posix_fallocate(file.fileno(), file.tell(), n)
                return
            except OSError as error:  # the server has just taken some
                if error.errno != errno.ENOSPC:
                    raise


def room_for(path):
    """Bytes that are left on its file system."""
    room = os.statvfs(path)
    return room.f_bavail * room.f_frsize


def empty_log(daemon):
    """Empty the database's log, as the server could still use the room in it.
    """
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
    """Calls that add nothing succeed, until the queue is empty."""
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
    """Queues grow until the disk is full; everything else works as before."""
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
    """F7: nothing is lost, and calls that need no room work until all is
    taken.
    """
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


AWAY = 503


def status(daemon, action, **body):
    return daemon.caller.call(f"queues.{action}", body).status


def changes_nothing(daemon, queue, reads):
    """Writes are refused for now; reads are answered with this status."""
    before = sorted(path.name for path in daemon.data.iterdir())
    # readers look for the file ten times a second
    wait_for(lambda: status(daemon, "get_by_id", queue=queue) == reads, 5)
    assert status(daemon, "add_task", queue=queue, task="x") == AWAY
    assert status(daemon, "create", name="another") == AWAY
    assert status(daemon, "get_next_task", queue=queue) == AWAY
    assert status(daemon, "get_by_id", queue=queue) == reads
    assert daemon.answers() == (reads == 200)
    assert before == sorted(path.name for path in daemon.data.iterdir())


def is_replaced(daemon, queue, tasks):
    """The database is moved away, and replaced by another."""
    database, other = daemon.data / "lineup.db", daemon.data / "other.db"
    database.rename(other)
    changes_nothing(daemon, queue, AWAY)
    database.write_bytes(b"")
    changes_nothing(daemon, queue, AWAY)
    assert database.read_bytes() == b""
    daemon.wait_for("lineup.db was moved or replaced")
    other.rename(database)
    assert daemon.tasks(queue) == tasks


def loses_its_log(daemon, queue, tasks):
    """The log is removed, or its index, or both; then the server is killed."""
    for lost in (["wal"], ["shm"], ["wal", "shm"]):
        tasks.append(f"{len(tasks)}")
        assert make(daemon.caller, ADD, queue, tasks[-1]).outcome == DONE
        said = len(daemon.log())
        for suffix in lost:
            (daemon.data / f"lineup.db-{suffix}").unlink()
        changes_nothing(daemon, queue, AWAY)
        for suffix in lost:
            daemon.wait_for(f"lineup.db-{suffix} was moved", said)
        daemon.kill()
        assert daemon.start()
        assert daemon.tasks(queue) == tasks, lost


def becomes_read_only(daemon, queue, tasks):
    """From some write on, the file system is read-only."""
    daemon.stop()
    assert daemon.start("before-write 40 readonly")
    while (op := make(daemon.caller, ADD, queue, f"{len(tasks)}")):
        assert op.outcome == DONE
        tasks.append(op.task)
    changes_nothing(daemon, queue, 200)
    daemon.wait_for("Read-only file system")
    assert daemon.tasks(queue) == tasks
    daemon.kill()
    assert daemon.start()


def does_not_start(daemon, message):
    said = len(daemon.log())
    before = sorted(path.name for path in daemon.data.iterdir())
    assert not daemon.start()
    assert message in daemon.log()[said:]
    assert before == sorted(path.name for path in daemon.data.iterdir())


def is_not_there_at_start(daemon, queue, tasks):
    """Without its database, the server doesn't start, and makes no new one."""
    database, other = daemon.data / "lineup.db", daemon.data / "other.db"
    daemon.stop()
    database.rename(other)
    does_not_start(daemon, "lineup.db: No such file or directory")
    database.mkdir()
    does_not_start(daemon, "lineup.db: unable to open database file")
    database.rmdir()
    other.rename(database)
    assert daemon.start()


def is_read_only_at_start(daemon, queue, tasks):
    """The file system is mounted read-only."""
    daemon.stop()
    subprocess.run(["mount", "-o", "remount,ro", daemon.data], check=True)
    does_not_start(daemon, "Read-only file system")
    subprocess.run(["mount", "-o", "remount,rw", daemon.data], check=True)
    assert daemon.start()


# Without these capabilities, even root needs permission.
UNPRIVILEGED = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@contextmanager
def mode(path, mode):
    before = path.stat().st_mode
    path.chmod(mode)
    yield
    path.chmod(before)


def is_not_permitted(daemon, queue, tasks):
    """The server has no permission for the directory, or the database."""
    database = daemon.data / "lineup.db"
    daemon.stop()
    daemon.wrapper = UNPRIVILEGED
    with mode(daemon.data, 0):
        does_not_start(daemon, "token.secret: Permission denied")
    for closed in (0, 0o400):
        with mode(database, closed):
            does_not_start(daemon, "lineup.db: Permission denied")
    assert daemon.start()
    said = len(daemon.log())
    with mode(daemon.data, 0):
        changes_nothing(daemon, queue, AWAY)
    daemon.wait_for("lineup.db: Permission denied", said)
    assert daemon.tasks(queue) == tasks
    daemon.stop()
    daemon.wrapper = []
    assert daemon.start()


def is_out_of_reach(run):
    """F8: the database or its log is read-only, forbidden, moved, or replaced:
    503, never a new one.
    """
    troubles = [is_replaced, loses_its_log, becomes_read_only,
                is_not_there_at_start, is_read_only_at_start,
                is_not_permitted]
    with small_disk(run.folder / "data"):
        daemon = Daemon(run.folder)
        queue, tasks, n = daemon.queue("reach"), [], 0
        while n < len(troubles) or run.is_on():
            tasks.append(f"before-{n}")
            assert make(daemon.caller, ADD, queue, tasks[-1]).outcome == DONE
            trouble = troubles[n % len(troubles)]
            trouble(daemon, queue, tasks)
            assert daemon.tasks(queue) == tasks, trouble
            n += 1
        daemon.check()
        daemon.stop()
    return f"{n} troubles"
