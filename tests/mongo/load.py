"""Threads that work on one queue, and a record of what they did."""

import collections
import itertools
import threading
import time

N_THREADS = 8
LONGEST = 8  # seconds of a call: a timeout is 5
ALREADY_QUEUED = 400, 706


class Load:
    """Adds tasks and takes some, until it is stopped or has added enough.

    An answer of 500 leaves open whether the call was done; one of 502, which
    is a web server's, or 503 says that it was not.
    """

    def __init__(self, client, queue, n_tasks=None):
        self.client = client
        self.queue = queue
        self.numbers = range(n_tasks) if n_tasks else itertools.count()
        self.lock = threading.Lock()
        self.statuses = collections.Counter()
        self.tasks = collections.defaultdict(collections.Counter)
        self.faults = []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(i,))
                        for i in range(N_THREADS)]
        for thread in self.threads:
            thread.start()

    def call(self, action, **body):
        began = time.monotonic()
        answer = self.client.call(f"queues.{action}",
                                  {"queue": self.queue} | body)
        assert time.monotonic() - began < LONGEST
        status = answer.status
        if status == 400 and answer.code == ALREADY_QUEUED:
            status = 200  # the answer to the first of two was lost
        assert status in (200, 500, 502, 503), answer.body
        task = body.get("task")
        if task is None and status == 200:
            task = answer.data.get("entry", {}).get("task")
        with self.lock:
            self.statuses[action, status] += 1
            if task is not None:
                self.tasks[action, status][task] += 1
        return status, task

    def n_done(self, action):
        return self.statuses[action, 200]

    def work(self, thread):
        for i in self.numbers:
            if self.stopped.is_set():
                return
            self.call("add_task", task=f"{thread}-{i}")
            if i % 4:
                self.call("get_next_task")

    def run(self, thread):
        try:
            self.work(thread)
        except BaseException as fault:
            self.faults.append(fault)
            raise

    def stop(self):
        self.stopped.set()
        self.join()

    def join(self):
        for thread in self.threads:
            thread.join()

    def check(self):
        """Take what is left; nothing is lost, and nothing given twice.

        Except tasks whose pop has an unknown outcome.
        """
        assert self.faults == []
        deadline = time.monotonic() + LONGEST
        while (found := self.call("get_next_task")) != (200, None):
            assert found[0] == 200 or time.monotonic() < deadline
        taken = self.tasks["get_next_task", 200]
        added = set(self.tasks["add_task", 200])
        assert max(taken.values()) == 1
        assert set(taken) <= added | set(self.tasks["add_task", 500])
        assert (len(added - set(taken))
                <= self.statuses["get_next_task", 500])
