"""Many clients while the database is unavailable, or hangs."""

import contextlib
import itertools
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import is_ready, until

N_CLIENTS = 64  # twice as many as there are threads
LONGEST = 6     # seconds of a call: five are promised
SOON = 2.5      # seconds, for all to notice it
ADDED = 200, 0


class Adder:
    """Adds one task after the other; repeats those answered with 503."""

    numbers = itertools.count()

    def __init__(self, server, queue):
        self.client = server.admin
        self.queue = queue
        self.added = []
        self.unknown = []  # tasks that may have been added
        self.refused_in = []  # seconds until each refusal
        self.longest = 0

    def add(self, task):
        began = time.monotonic()
        answer = self.client.call("queues.add_task", {
            "queue": self.queue, "task": task})
        took = time.monotonic() - began
        self.longest = max(self.longest, took)
        if answer.status == 503:
            self.refused_in.append(took)
            return False
        assert answer.status == 500 or answer.code == ADDED, answer.body
        (self.added if answer.status == 200 else self.unknown).append(task)
        return True

    def run(self, stopped):
        while not stopped.is_set():
            task = f"task-{next(self.numbers)}"
            while not self.add(task) and not stopped.wait(0.1):
                pass


@contextlib.contextmanager
def adders(server, queue):
    stopped = threading.Event()
    made = [Adder(server, queue) for _ in range(N_CLIENTS)]
    with ThreadPoolExecutor(N_CLIENTS) as pool:
        work = [pool.submit(adder.run, stopped) for adder in made]
        try:
            yield made
        finally:
            stopped.set()
    for done in work:
        done.result()


def see_health(server):
    began = time.monotonic()
    assert server.admin.send("GET", "/healthz").status == 200
    assert time.monotonic() - began < SOON


def watch_health(server, made):
    """Until all have been refused once, and most of them often."""
    def is_over():
        see_health(server)
        return (all(adder.refused_in or adder.unknown for adder in made)
                and sum(len(adder.refused_in) for adder in made)
                > 20 * N_CLIENTS)
    until(is_over)


def drain(server, queue):
    while entry := server.admin.ok("queues.get_next_task",
                                   {"queue": queue}).get("entry"):
        yield entry["task"]


def n_logged(server, so_far):
    """How many calls were refused since then, according to the log."""
    log = server.output()[so_far:]
    assert "warning mongodb: all calls are refused until it answers again: " in log
    return sum(map(int, re.findall(
        r"mongodb: .*calls refused.*: (\d+)\n", log)))


@pytest.mark.parametrize("fault", ["gone", "hung"])
def test_calls_are_refused_and_threads_are_left(mongod, peer, server, fault):
    begin, end = {"gone": (peer.close, peer.open),
                  "hung": (mongod.pause, mongod.resume)}[fault]
    queue = server.admin.ok("queues.create", {"name": fault})["id"]
    so_far = len(server.output())
    with adders(server, queue) as made:
        until(lambda: all(adder.added for adder in made))
        begin()
        try:
            watch_health(server, made)
        finally:
            end()
        until(lambda: is_ready(server), SOON)
        n_added = [len(adder.added) for adder in made]
        until(lambda: all(len(adder.added) > n
                          for adder, n in zip(made, n_added)))
    assert max(adder.longest for adder in made) < LONGEST
    # Calls that failed in the server itself have log lines of their own.
    n_refused = sum(len(adder.refused_in) for adder in made)
    until(lambda: n_logged(server, so_far) > n_refused - 2 * N_CLIENTS)
    quick = [took < SOON for adder in made for took in adder.refused_in]
    assert sum(quick) > 0.9 * len(quick)
    # Calls sent before the fault was noticed may have been done or not.
    unknown = {task for adder in made for task in adder.unknown}
    assert len(unknown) < N_CLIENTS
    added = [task for adder in made for task in adder.added]
    found = list(drain(server, queue))
    assert len(found) == len(set(found))
    assert set(added) <= set(found) <= set(added) | unknown
