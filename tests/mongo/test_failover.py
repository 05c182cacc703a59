"""A set of three whose primary hangs, under load, and comes back.

It hangs for longer than the others wait before they elect another one, so that
it still considers itself the primary when it goes on.
"""

import contextlib
import http.client
import itertools
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import is_ready, until

N_CLIENTS = 8  # that add, and the same number that pop
SECONDS = 15   # that the primary hangs
LONGEST = 6    # seconds of a call: five are promised
numbers = itertools.count()


@pytest.fixture(scope="module")
def trio(run_engine):
    return run_engine(n=3, is_set=True)


class Load:
    """Clients, their calls and the answers; no call is repeated."""

    def __init__(self, server):
        self.client = server.admin
        self.queue = self.client.ok("queues.create", {"name": "load"})["id"]
        self.token = "Bearer " + self.client.ok("auth.login")["token"]
        self.stopped = threading.Event()
        self.adds = []  # status and task
        self.pops = []  # status and task, or None
        self.longest = 0

    def connect(self):
        return contextlib.closing(http.client.HTTPConnection(
            "127.0.0.1", self.client.port, timeout=30))

    def call(self, connection, action, **body):
        """Look only at the status: most of them are waiting."""
        began = time.monotonic()
        connection.request(
            "POST", f"/queues.{action}", json.dumps(
                {"queue": self.queue} | body),
            {"Authorization": self.token, "Content-Type": "application/json"})
        answer = connection.getresponse()
        data = json.loads(answer.read())["data"]
        self.longest = max(self.longest, time.monotonic() - began)
        assert answer.status in (200, 500, 503), data
        if answer.status == 503:
            self.stopped.wait(0.05)
        return answer.status, data

    def add(self):
        with self.connect() as connection:
            while not self.stopped.is_set():
                task = f"task-{next(numbers)}"
                status, _ = self.call(connection, "add_task", task=task)
                self.adds.append((status, task))

    def pop(self):
        with self.connect() as connection:
            while not self.stopped.is_set():
                status, data = self.call(connection, "get_next_task")
                self.pops.append((status, data.get("entry", {}).get("task")))

    def run(self):
        pool = ThreadPoolExecutor(2 * N_CLIENTS)
        self.work = [pool.submit(what) for _ in range(N_CLIENTS)
                     for what in (self.add, self.pop)]
        pool.shutdown(wait=False)

    def goes_on(self):
        """Wait until more adds and pops have succeeded."""
        n_adds, n_pops = len(self.adds), len(self.pops)
        until(lambda: sum(status == 200 for status, _ in self.adds[n_adds:])
              > 50 and any(task for _, task in self.pops[n_pops:]), 60)

    def stop(self):
        self.stopped.set()
        for done in self.work:
            done.result()


def with_status(calls, status):
    return [task for found, task in calls if found == status]


def check(load):
    """Calls answered with 200 were done once, those with 503 not at all."""
    left = []
    while entry := load.client.ok("queues.get_next_task",
                                  {"queue": load.queue}).get("entry"):
        left.append(entry["task"])
    popped = [task for task in with_status(load.pops, 200) if task]
    found = popped + left
    assert len(set(found)) == len(found)
    assert not set(with_status(load.adds, 503)) & set(found)
    lost = set(with_status(load.adds, 200)) - set(found)
    assert len(lost) <= len(with_status(load.pops, 500)), lost


def test_a_primary_that_hangs(trio, serve):
    load = Load(serve(trio.uri))
    load.run()
    load.goes_on()
    old = trio.primary()
    old.pause()
    load.stopped.wait(SECONDS)
    old.resume()
    load.goes_on()
    load.stop()
    assert trio.primary() not in (old, None)
    check(load)
    # Calls under way when it hung are answered, and so are all others.
    assert with_status(load.adds, 500) + with_status(load.pops, 500)
    assert with_status(load.adds, 503)
    assert load.longest < LONGEST


def test_a_write_that_no_majority_confirms(trio, serve):
    """The primary has done it, but it may be undone."""
    server = serve(trio.uri)
    client = server.admin
    queue = client.ok("queues.create", {"name": "minority"})["id"]
    primary = trio.primary()
    others = [member for member in trio.members if member is not primary]
    for member in others:
        member.pause()
    try:
        began = time.monotonic()
        answer = client.call("queues.add_task", {"queue": queue, "task": "a"})
        assert time.monotonic() - began < LONGEST
    finally:
        for member in others:
            member.resume()
    assert (answer.status, answer.data) == (500, {})
    until(lambda: is_ready(server))
    entry = client.ok("queues.get_next_task", {"queue": queue})["entry"]
    assert entry["task"] == "a"
    until(lambda: "(64 WriteConcernFailed)" in server.output())
