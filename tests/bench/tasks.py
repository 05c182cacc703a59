"""What is measured of tasks and their events."""

import json
import os
import statistics
import threading
import time
import uuid
from itertools import cycle, islice
from random import Random

from lineup_server import COMPANY

SMALL, LARGE = 10 ** 3, 10 ** 5
PAGE = 50
N_LOGGING = 100  # tasks
LINES_A_SECOND, LINES_A_BATCH, LINE = 10 ** 4, 100, 200  # bytes
LOGGERS = 8  # connections
BATCH = 2 ** 16  # bytes
# of a server that is measured for its memory
KEPT_TASKS, KEPT_LINES = 10 ** 5, 10 ** 6
FULL_ROUNDS = 5


def in_threads(work):
    """Run work(i) in as many threads as there are loggers."""
    failed = []

    def run(i):
        try:
            work(i)
        except BaseException as error:  # raised below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(i,))
               for i in range(LOGGERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def create(lineup, n):
    """Add n tasks, in the fastest way; gives their ids."""
    ids = sorted(uuid.uuid4().hex for _ in range(n))
    rows = [{"lineup_export": 1}] + [{
        "kind": "task", "id": task, "company": COMPANY, "name": f"task {i}",
        "type": "training", "user": "bench", "comment": "",
        "status_reason": "", "status_message": "", "created": i,
        "status_changed": i, "last_update": i, "last_change": i,
        "status": "created", "tags": [], "system_tags": []}
        for i, task in enumerate(ids)]
    lineup.server.tool("import", "-", text="".join(
        json.dumps(row, separators=(",", ":")) + "\n" for row in rows))
    return ids


def messages(n):
    """What a training prints, the same each time."""
    random = Random(0)
    return [(f"step {i:04} loss {random.uniform(0, 3):.5f} "
             f"accuracy {random.random():.5f} "
             f"{random.randrange(10 ** 5)} tokens/s "
             f"saved {random.getrandbits(64):016x}")
            for i in range(n)]


MESSAGES = messages(1000)


def lines_of(task, n):
    """A batch of n lines of a log."""
    start = json.dumps({"type": "log", "task": task, "level": "info",
                        "worker": "bench", "msg": ""})[:-2]
    lines = [start + message.ljust(LINE - len(start) - 2, ".") + '"}'
             for message in islice(cycle(MESSAGES), n)]
    assert all(len(line) == LINE for line in lines)
    return "".join(f"{line}\n" for line in lines).encode()


def list_tasks(n, stage, pace):
    """The newest tasks of so many, as a page lists them, in ms."""
    lineup = stage.with_tasks(pace.of(n))
    with lineup.one_client() as client:
        return [statistics.median(
            client.time("tasks.get_all", order_by=["-last_update"], page=0,
                        page_size=PAGE,
                        only_fields=["name", "status", "last_update"])
            for _ in range(pace.calls))]


def mix_beside_logs(stage, pace):
    """The mix of queues while tasks write their logs, in calls a second."""
    lineup = stage.lineup
    tasks = create(lineup, N_LOGGING)
    over = threading.Event()
    sent = []

    def work(i):
        batches = [lines_of(task, LINES_A_BATCH) for task in tasks[i::LOGGERS]]
        n, begun = 0, time.monotonic()
        with lineup.one_client() as client:
            while not over.is_set():
                client.add_batch(batches[n % len(batches)], LINES_A_BATCH)
                n += 1
                due = begun + n * LOGGERS * LINES_A_BATCH / LINES_A_SECOND
                over.wait(max(0, due - time.monotonic()))
        sent.append(n / (time.monotonic() - begun))

    logging = threading.Thread(target=in_threads, args=(work,))
    logging.start()
    try:
        rate = lineup.load("mix", pace.seconds, lineup.queues(SMALL))["rate"]
    finally:
        over.set()
        logging.join()
    return rate, sum(sent) * LINES_A_BATCH


def batches(stage, pace):
    """Log lines in batches of 64 KiB, in MiB a second."""
    lineup = stage.lineup
    tasks = create(lineup, LOGGERS)
    n = BATCH // (LINE + 1)
    counts = [0] * LOGGERS
    end = time.monotonic() + pace.seconds

    def work(i):
        batch = lines_of(tasks[i], n)
        with lineup.one_client() as client:
            while time.monotonic() < end:
                client.add_batch(batch, n)
                counts[i] += len(batch)
    begun = time.monotonic()
    in_threads(work)
    return [sum(counts) / (time.monotonic() - begun) / 2 ** 20]


def appending(stage, pace):
    """The same batches appended to a file, each put on disk."""
    batch = lines_of("t" * 32, BATCH // (LINE + 1))
    n, begun = 0, time.monotonic()
    with open(stage.folder / "appended", "wb", buffering=0) as file:
        while time.monotonic() < begun + pace.seconds:
            file.write(batch)
            os.fsync(file.fileno())
            n += len(batch)
    (stage.folder / "appended").unlink()
    return [n / (time.monotonic() - begun) / 2 ** 20]


def memory(stage, pace):
    """A server of its own after many tasks and lines of their logs, in MiB."""
    lineup = stage.logged
    tasks = create(lineup, pace.of(KEPT_TASKS))
    n = pace.of(KEPT_LINES) // LINES_A_BATCH
    if pace.rounds < FULL_ROUNDS:
        n //= 10

    def work(i):
        with lineup.one_client() as client:
            for k in range(i, n, LOGGERS):
                client.add_batch(lines_of(tasks[k], LINES_A_BATCH),
                                 LINES_A_BATCH)
    in_threads(work)
    return [lineup.memory()]
