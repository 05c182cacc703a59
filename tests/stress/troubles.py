"""F10-F12, F14-F16: troubles around a server that survives them."""

import os
import signal
import sqlite3
import subprocess
import time
from collections import Counter

import fastcgi
from checkers import ADD, DONE, POP, UNKNOWN, Op
from daemon import Daemon
from lineup_server import BUILD
from load import Load, make
from run import judge, wait_for

CLIENTS = ["aapp", "aapr", "apm"]
MOST_LOG = 17 << 20  # bytes of the write-ahead log, after all are done
DATABASE = "lineup.db"


def run_beside(daemon, fault, *words):
    """Start the command line with a fault of tests/faults.c."""
    return subprocess.Popen(
        [BUILD / "lineup", *words, "--data", daemon.data],
        env=os.environ | {"LINEUP_FAULT": fault,
                          "LD_PRELOAD": str(BUILD / "tests/faults.so")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def is_stopped(process):
    status = open(f"/proc/{process.pid}/stat").read()
    return status.rpartition(")")[2].split()[0] == "T"


def tool_dies(daemon, rng, hang):
    """A tool dies at one of its writes or syncs; before that, it hangs a
    while.
    """
    point = rng.choice(("before-write", "after-write", "before-sync"))
    action = "stop" if hang else "kill"
    process = run_beside(daemon, f"{point} {rng.randint(1, 2)} {action}",
                         "user", "add", "Somebody")
    if hang:
        wait_for(lambda: process.poll() is not None or is_stopped(process))
        time.sleep(hang)
        process.kill()
    process.wait(20)


def tools_die(run):
    """F10: the command line is killed or hangs during its write."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("tools")
    calls = Load(daemon, queue, CLIENTS, run.seed)
    n, hang = 0, 0.5 if run.seconds < 60 else 8
    while n < 6 or run.is_on():
        tool_dies(daemon, run.rng, hang if n % 3 == 0 else 0)
        calls.wait(20)
        n += 1
    told = judge(daemon, queue, calls.finish())
    daemon.stop()
    return f"{n} tools died, a third of them after {hang} s; {told}"


def clock_jumps(run):
    """F11: the time of day jumps by up to a year, every fifth time it is read;
    the order of tasks stays.
    """
    daemon = Daemon(run.folder)
    daemon.stop()
    assert daemon.start("clock 5 fail", LINEUP_TOKEN_LIFETIME="2147483647")
    daemon.caller.authorization = daemon.credentials()
    queue = daemon.queue("clock")
    n = 0
    while n < 200 or run.is_on():
        for i in range(n, n + 20):
            assert make(daemon.caller, ADD, queue, str(i)).outcome == DONE
        assert daemon.tasks(queue) == [str(i) for i in range(n, n + 20)]
        for i in range(n, n + 20):
            assert make(daemon.caller, POP, queue).task == str(i)
        n += 20
    daemon.check()
    slowest = daemon.stop()
    assert slowest < 2, slowest
    return f"{n} tasks in their order, stopped in {slowest * 1000:.0f} ms"


def without_descriptors(daemon, calls, seconds):
    """Take away the right to open files; and give it back."""
    most = 1024
    daemon.limit_files(6)
    time.sleep(seconds)
    daemon.limit_files(most)
    calls.wait(20)


def no_descriptors(run):
    """F12: no descriptors are left to accept calls with."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("descriptors")
    calls = Load(daemon, queue, CLIENTS, run.seed)
    n = 0
    while n < 3 or run.is_on():
        calls.wait(50)
        without_descriptors(daemon, calls, 0.3)
        n += 1
    told = judge(daemon, queue, calls.finish())
    daemon.wait_for("cannot accept a request: Too many open files")
    daemon.stop()
    return f"{n} times out of descriptors; {told}"


def call_and_go(caller, verb, queue, task, seconds):
    """Send a call and disconnect before its answer."""
    op = Op(verb, task, UNKNOWN, time.monotonic_ns())
    body = {"queue": queue} | ({"task": task} if task else {})
    action = "add_task" if verb == ADD else "get_next_task"
    try:
        with caller.begin(f"queues.{action}", body):
            time.sleep(seconds)
    except fastcgi.Cut:
        pass
    op.ended = time.monotonic_ns()
    return op


def clients_go(run):
    """F14: clients that disconnect before their answer."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("gone")
    calls = Load(daemon, queue, CLIENTS, run.seed)
    history, n = [], 0
    while n < 300 or run.is_on():
        verb = run.rng.choice((ADD, ADD, POP))
        history.append(call_and_go(
            daemon.caller, verb, queue, f"gone-{n}" if verb == ADD else None,
            run.rng.choice((0, 0, 0.0005, 0.002))))
        n += 1
    calls.wait(20)
    time.sleep(0.1)  # so that the last calls sent are done
    told = judge(daemon, queue, history + calls.finish())
    daemon.stop()
    return f"{n} clients gone; {told}"


def time_calls(calls):
    """The seconds that the next calls take."""
    begun = time.monotonic()
    calls.wait(20)
    return time.monotonic() - begun


def reader_stays(run):
    """F15: a reader of the database that stays, for 60 s in the long form."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("reader")
    calls = Load(daemon, queue, CLIENTS, run.seed)
    calls.wait(50)
    reader = sqlite3.connect(daemon.data / DATABASE, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT count(*) FROM entries").fetchone()
    slowest = 0.0
    end = time.monotonic() + min(run.seconds, 60)
    while time.monotonic() < end:
        slowest = max(slowest, time_calls(calls))
    assert reader.execute("SELECT count(*) FROM entries").fetchone() == before
    grown = (daemon.data / (DATABASE + "-wal")).stat().st_size
    reader.execute("COMMIT")
    reader.close()
    calls.wait(200)
    told = judge(daemon, queue, calls.finish())
    assert (daemon.data / (DATABASE + "-wal")).stat().st_size <= MOST_LOG
    daemon.stop()
    return f"the log grew to {grown >> 10} KiB, 20 calls in at most " \
        f"{slowest * 1000:.0f} ms; {told}"


def pause(daemon, rng):
    """Stop for a while, as on a machine short of resources."""
    daemon.process.send_signal(signal.SIGSTOP)
    time.sleep(rng.uniform(0.1, 1))
    daemon.process.send_signal(signal.SIGCONT)


def restart(daemon, rng):
    if rng.random() < 0.5:
        daemon.kill()
    else:
        daemon.stop()
    assert daemon.start()


def soak(run):
    """F16: a fault every five seconds, of any kind."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("soak")
    calls = Load(daemon, queue, CLIENTS + ["aapp"], run.seed)
    every = 5 if run.seconds > 60 else run.seconds / 12
    history, seen = [], Counter()
    kinds = {
        "restart": lambda: restart(daemon, run.rng),
        "pause": lambda: pause(daemon, run.rng),
        "tool": lambda: tool_dies(daemon, run.rng, run.rng.choice((0, 0.5))),
        "descriptors": lambda: without_descriptors(daemon, calls, 0.2),
        "clients": lambda: history.extend(
            call_and_go(daemon.caller, ADD, queue, f"gone-{len(history)}-{i}",
                        0) for i in range(20)),
        "backup": lambda: daemon.tool(
            "backup", run.folder / f"backup-{sum(seen.values())}"),
    }
    while run.is_on():
        kind = run.rng.choice(list(kinds))
        kinds[kind]()
        seen[kind] += 1
        calls.wait(20)
        time.sleep(max(0, min(every, run.end - time.monotonic())))
    told = judge(daemon, queue, history + calls.finish())
    daemon.stop()
    return f"{dict(seen)}; {told}"
