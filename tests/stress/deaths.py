"""F1, F2, F3, F6, F13: the server is killed, or stopped, while it works."""

import contextlib
import os
import signal
import threading
import time

from checkers import ADD, UNKNOWN
from daemon import Daemon
from lineup_server import Server
from load import MISREAD, REFUSED, Load, drain
from run import complain, judge, wait_for

import checkers

CLIENTS = ["aapp", "aap", "aarm", "apm"]
STOP_SECONDS = 2.0
LONGEST = 10.0  # s, that a server with a fault may live
ENOUGH = 3000  # calls that a server answers in one life


def live_and_die(run, next_fault, least, **options):
    """Start a server with one fault after the other, and load it until it
    dies; by SIGKILL if it does not die by itself.
    """
    daemon = Daemon(run.folder)
    queue = daemon.queue("deaths")
    daemon.kill()
    calls = Load(daemon, queue, CLIENTS, run.seed, **options)
    n = n_own = n_early = 0
    while n < least or run.is_on():
        fault = next_fault(n)
        if not daemon.start(fault):
            n_early += 1
            assert n_early <= 20 * (n + 1), daemon.log()
            continue
        began = calls.made.value
        deadline = time.monotonic() + (
            LONGEST if fault else run.rng.uniform(0.02, 0.2))
        while (daemon.process.poll() is None and time.monotonic() < deadline
               and calls.made.value - began < ENOUGH):
            time.sleep(0.005)
        if fault and not fault.endswith("failing"):  # recovered, or died
            assert daemon.process.poll() is not None \
                or calls.made.value > began, f"no answers after {fault}"
        n_own += daemon.process.poll() is not None
        daemon.kill()
        n += 1
        if fault:
            assert daemon.start()
            daemon.kill()
    assert daemon.start()
    calls.wait(20)
    told = judge(daemon, queue, calls.finish())
    daemon.stop()
    back = daemon.came_back_in_time()
    return f"{n} deaths, {n_own} at their point, {n_early} at start, " \
        f"{back}; {told}"


def kills(run):
    """F1: SIGKILL at any time."""
    return live_and_die(run, lambda n: None, 15 if run.seconds < 60 else 500)


POINTS = ("before-write", "after-write", "before-sync", "after-sync",
          "before-answer", "after-answer")


def kills_at_points(run):
    """F2: SIGKILL before and after writes, commits and answers."""
    def fault(n):
        return f"{POINTS[n % len(POINTS)]} {run.rng.randint(1, 400)} kill"
    return live_and_die(run, fault, 2 * len(POINTS))


def allocations_fail(run):
    """F6: the n-th allocation fails, once or from then on."""
    def fault(n):
        nth = int(10 ** run.rng.uniform(0.5, 5))
        return f"allocation {nth} {'fail' if n % 2 else 'failing'}"
    return live_and_die(run, fault, 12, refusals=REFUSED | MISREAD)


def tree_is_killed(run):
    """F3: SIGKILL for the web server and all its processes."""
    server, n = Server(run.folder / "data"), 0
    server.settings["LINEUP_THREADS"] = "8"
    history, queue = [], None
    while n < 2 or run.is_on():
        server.start()
        if queue is None:
            queue = server.admin.ok("queues.create", {"name": "tree"})["id"]
        history += load_over_http(server, queue, n)
        n += 1
    server.start()
    found = server.admin.ok("queues.get_by_id", {"queue": queue})["queue"]
    complain(checkers.total(history,
                            [entry["task"] for entry in found["entries"]]))
    server.check()
    server.stop()
    return f"{n} trees killed, {len(history)} calls"


def load_over_http(server, queue, life):
    """Add until all processes are killed; gives what was added."""
    history, enough = [], threading.Event()

    def add(number):
        for i in range(100000):
            op = checkers.Op(ADD, f"{life}-{number}-{i}", UNKNOWN)
            history.append(op)
            try:
                answer = server.admin.call("queues.add_task", {
                    "queue": queue, "task": op.task})
            except Exception:  # any error that a dead server may cause
                return
            if answer.status == 200:
                op.outcome = checkers.DONE
            if i > 50:
                enough.set()

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    assert enough.wait(30)
    lineupd, = server.pids()
    group = os.getpgid(lineupd)
    for pid in (server.process.pid, lineupd):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):  # it may have ended
        os.killpg(group, signal.SIGKILL)
    server.process.wait()
    for thread in threads:
        thread.join(30)
    wait_for(lambda: not server.pids())
    (server.data / "ready").unlink(missing_ok=True)
    return history


def ends_under_load(run):
    """F13: SIGTERM; every call under way is answered."""
    daemon = Daemon(run.folder)
    queue = daemon.queue("ends")
    calls = Load(daemon, queue, CLIENTS, run.seed)
    n, slowest = 0, 0.0
    while n < 3 or run.is_on():
        calls.wait(50)
        slowest = max(slowest, daemon.stop())
        assert slowest <= STOP_SECONDS
        assert daemon.start()
        n += 1
    calls.wait(20)
    history = calls.finish()
    left = [op.task for op in drain(daemon.caller, queue)]
    complain(checkers.total(history, left))
    # calls without an answer were not done: no add, and no pop
    taken = {op.task for op in history
             if op.verb != ADD and op.outcome == checkers.DONE}
    assert not any(op.outcome == UNKNOWN
                   and (op.task in left or op.task in taken)
                   for op in history if op.verb == ADD)
    missing = {op.task for op in history
               if op.verb == ADD and op.outcome == checkers.DONE
               } - taken - set(left)
    assert not missing, missing
    daemon.stop()
    return f"{n} ends, the slowest in {slowest * 1000:.0f} ms"
