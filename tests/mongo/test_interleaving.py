"""lineup and the original at the same queue, with the original's commands.

This is for an engine whose plain pop is atomic: the original relies on it.
"""

import collections
import datetime
import random
import threading

import pytest

from lineup_server import COMPANY

N_THREADS = 8  # of lineup, and of the original
N_TASKS = 40   # that a thread adds


class Original:
    """The commands that the original sends for its calls."""

    def __init__(self, collection, queue):
        self.collection = collection
        self.me = {"company": COMPANY, "_id": queue}

    def add(self, task):
        now = datetime.datetime.utcnow()
        return self.collection.update_one(
            self.me | {"entries.task": {"$ne": task}},
            {"$push": {"entries": {"task": task, "added": now}},
             "$set": {"last_update": now}}).matched_count == 1

    def pop(self):
        old = self.collection.find_one_and_update(
            self.me, {"$pop": {"entries": -1}})
        if not old["entries"]:
            return None
        self.collection.update_many(
            self.me, {"$set": {"last_update": datetime.datetime.utcnow()}})
        return old["entries"][0]["task"]

    def find(self, task):
        found = self.collection.find_one(self.me | {"entries.task": task})
        return [] if found is None else [
            entry for entry in found["entries"] if entry["task"] == task]

    def remove(self, task):
        found = self.find(task)
        return bool(found) and self.collection.update_one(
            self.me | {"entries.task": task},
            {"$pullAll": {"entries": found}}).modified_count == 1

    def move_to(self, task, position):
        """Pull, then push; between the two, the task is in no queue."""
        found = self.find(task)
        if not found or self.collection.update_one(
                self.me | {"entries.task": task},
                {"$pull": {"entries": found[0]}}).modified_count == 0:
            return
        self.collection.update_one(
            self.me | {"entries.task": {"$ne": task}},
            {"$push": {"entries": {"$each": found[:1],
                                   "$position": position}}})


class Ours:
    """The same calls on lineup."""

    def __init__(self, client, queue):
        self.client = client
        self.queue = queue

    def call(self, action, **body):
        answer = self.client.call(f"queues.{action}",
                                  {"queue": self.queue} | body)
        assert answer.status in (200, 400), answer.body
        return answer

    def add(self, task):
        return self.call("add_task", task=task).status == 200

    def pop(self):
        entry = self.call("get_next_task").data.get("entry")
        return entry and entry["task"]

    def remove(self, task):
        return self.call("remove_task", task=task).status == 200

    def move_to(self, task, position):
        self.call("move_task_to_front", task=task)
        self.call("move_task_backward", task=task, count=position)


class Ledger:
    """The tasks added and taken, by anyone."""

    def __init__(self):
        self.lock = threading.Lock()
        self.added = collections.Counter()
        self.taken = collections.Counter()
        self.faults = []

    def note(self, counter, task):
        with self.lock:
            counter[task] += 1

    def work(self, side, name, seed):
        """Add tasks, and now and then pop, remove or move."""
        chance = random.Random(seed)
        for i in range(N_TASKS):
            task = f"{name}-{i}"
            if side.add(task):
                self.note(self.added, task)
            what = chance.randrange(4)
            other = f"{name}-{chance.randrange(i + 1)}"
            if what == 0:
                popped = side.pop()
                if popped is not None:
                    self.note(self.taken, popped)
            elif what == 1 and side.remove(other):
                self.note(self.taken, other)
            elif what == 2:
                side.move_to(other, chance.randrange(5))

    def run(self, side, name, seed):
        try:
            self.work(side, name, seed)
        except Exception as fault:
            self.faults.append(fault)
            raise


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_and_nothing_given_twice(mongod, server, seed):
    queue = server.admin.ok("queues.create", {"name": f"shared {seed}"})["id"]
    ledger = Ledger()
    threads = []
    for i in range(N_THREADS):
        sides = {"theirs": Original(mongod.client().backend.queue, queue),
                 "ours": Ours(server.admin, queue)}
        for name, side in sides.items():
            threads.append(threading.Thread(
                target=ledger.run, args=(side, f"{name}-{i}",
                                         f"{seed} {name} {i}")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.faults == []
    ours = Ours(server.admin, queue)
    while (task := ours.pop()) is not None:
        ledger.note(ledger.taken, task)
    assert sum(ledger.added.values()) == 2 * N_THREADS * N_TASKS
    assert set(ledger.added.values()) == {1}
    assert ledger.taken == ledger.added


def test_the_checker_finds_a_loss_and_a_duplicate():
    class Careless:
        """Adds each of its tasks twice, except the first."""

        def __init__(self):
            self.tasks = []

        def add(self, task):
            self.tasks.append(task)
            return True

        def pop(self):
            return self.tasks[-1]

        def remove(self, task):
            return True

        def move_to(self, task, position):
            pass

    ledger = Ledger()
    ledger.run(Careless(), "x", 1)
    assert ledger.taken != ledger.added
    assert set(ledger.added) - set(ledger.taken)
    assert max(ledger.taken.values()) > 1
