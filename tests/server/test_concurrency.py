"""Many clients at once, and a server that is killed meanwhile."""

import os
import signal
import threading
import time

import pytest

from lineup_server import Client

# MongoDB takes longer for each.
N_TASKS = 1000 if "LINEUP_STORE" in os.environ else 5000
N_PUSHERS = 4
N_POPPERS = 16
N_KILLS = 3


class Worker(threading.Thread):
    """A thread that keeps the exception it raised."""

    def __init__(self, work, *arguments):
        super().__init__()
        self.work = work
        self.arguments = arguments
        self.error = None
        self.start()

    def run(self):
        try:
            self.work(*self.arguments)
        except BaseException as error:  # shown by the test
            self.error = error


def finish(workers):
    for worker in workers:
        worker.join(240)
        assert not worker.is_alive()
        if worker.error:
            raise worker.error


def test_many_poppers_and_pushers(client, queue):
    each = N_TASKS // N_PUSHERS
    popped = [[] for _ in range(N_POPPERS)]
    pushed = threading.Event()

    def push(number):
        for i in range(each):
            client.ok("queues.add_task", {
                "queue": queue, "task": f"{number}-{i}"})

    def pop(taken):
        while True:
            over = pushed.is_set()
            data = client.ok("queues.get_next_task", {"queue": queue})
            if data:
                number, i = data["entry"]["task"].split("-")
                taken.append((int(number), int(i)))
            elif over:
                return

    poppers = [Worker(pop, taken) for taken in popped]
    finish([Worker(push, number) for number in range(N_PUSHERS)])
    pushed.set()
    finish(poppers)
    everything = sorted(task for taken in popped for task in taken)
    assert everything == [(n, i) for n in range(N_PUSHERS)
                          for i in range(each)]
    for taken in popped:
        for number in range(N_PUSHERS):
            order = [i for n, i in taken if n == number]
            assert order == sorted(order)


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def push_until(stop, server, queue, number, acknowledged):
    """Push on; record the pushes answered with 200."""
    client, i = Client(server.port, server.key()), 0
    while not stop.is_set():
        task = f"{number}-{i}"
        try:
            answer = client.call("queues.add_task",
                                 {"queue": queue, "task": task})
        except OSError:
            continue
        if answer.status == 200:
            acknowledged.append(task)
            i += 1
        elif answer.body.startswith(b"{") and answer.code == (400, 706):
            acknowledged.append(task)  # its answer was lost
            i += 1


def tasks(server, queue):
    found = server.admin.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]


def test_kill_under_load(own_server):
    server = own_server.start()
    queue = server.admin.ok("queues.create", {"name": "killed"})["id"]
    stop, acknowledged = threading.Event(), [[] for _ in range(4)]
    workers = [Worker(push_until, stop, server, queue, number, taken)
               for number, taken in enumerate(acknowledged)]
    for _ in range(N_KILLS):
        seen = sum(map(len, acknowledged))
        wait_for(lambda: sum(map(len, acknowledged)) > seen + 50)
        old = wait_for(server.pids)
        os.kill(old[0], signal.SIGKILL)
        wait_for(lambda: server.pids() and server.pids() != old)
    seen = sum(map(len, acknowledged))
    wait_for(lambda: sum(map(len, acknowledged)) > seen + 50)
    stop.set()
    finish(workers)
    stored = tasks(server, queue)
    assert len(stored) == len(set(stored))
    for number, taken in enumerate(acknowledged):
        own = [t for t in stored if t.startswith(f"{number}-")]
        assert own[:len(taken)] == taken
        assert len(own) <= len(taken) + 1
    server.check()


def test_stop_under_load(own_server):
    server = own_server.start()
    queue = server.admin.ok("queues.create", {"name": "stopped"})["id"]
    stop, acknowledged = threading.Event(), [[] for _ in range(4)]
    workers = [Worker(push_until, stop, server, queue, number, taken)
               for number, taken in enumerate(acknowledged)]
    wait_for(lambda: sum(map(len, acknowledged)) > 100)
    begun = time.monotonic()
    server.stop()
    assert time.monotonic() - begun < 3
    assert server.pids() == []
    stop.set()
    finish(workers)
    server.start()
    stored = set(tasks(server, queue))
    assert all(stored >= set(taken) for taken in acknowledged)
    server.check()


def test_tools_work_beside_the_server(server, client, queue):
    stop, acknowledged = threading.Event(), []
    worker = Worker(push_until, stop, server, queue, 0, acknowledged)
    wait_for(lambda: len(acknowledged) > 10)
    for i in range(5):
        other, user = server.add_user(f"Tool {i}")
        assert user in server.tool("user", "list")
        assert other.call("queues.get_all").code == (200, 0)
    server.check()
    stop.set()
    finish([worker])


@pytest.mark.sqlite
def test_faults_are_found(own_server):
    sqlite3 = pytest.importorskip("sqlite3")
    server = own_server.start()
    server.stop()
    with sqlite3.connect(server.data / "lineup.db") as db:
        db.execute("INSERT INTO entries VALUES (99, 1, 'lost', 1)")
    with pytest.raises(
            AssertionError, match="an entry without a queue: 99 lost"):
        server.tool("check")
