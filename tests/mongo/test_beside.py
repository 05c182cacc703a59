"""Beside a ClearML server: its calls of tasks.* and ours of queues.*, on one
MongoDB, behind one web server."""

import collections
import datetime
import itertools
import random
import threading

import pytest

import other_server
from dropin_server import ROUTES, Lineupd, Upstream, WebServer
from lineup_server import COMPANY, Client, basic

N_THREADS = 8  # for the calls of each server
numbers = itertools.count()
NOW = datetime.datetime(2026, 1, 2, 3, 4, 5)


@pytest.fixture(scope="module")
def backend(replica_set):
    return replica_set.client().backend


@pytest.fixture(scope="module")
def other(replica_set):
    made = Upstream(other_server.handler(replica_set.client()))
    yield made
    made.stop()


@pytest.fixture(scope="module", params=sorted(ROUTES))
def site(request, replica_set, other, tmp_path_factory):
    """The URL that clients call: both servers, behind each web server."""
    folder = tmp_path_factory.mktemp("web")
    lineupd = Lineupd(folder, LINEUP_STORE=replica_set.uri,
                      LINEUP_STORE_PREFIX="")
    web = WebServer(request.param, folder, other)
    try:
        lineupd.start()
        web.start(routed=True)
        yield Client(web.port, basic(*lineupd.key()))
    finally:
        web.stop()
        lineupd.stop()


@pytest.fixture
def queues(backend):
    """Ids of three queues."""
    made = [f"{next(numbers):032x}" for _ in range(3)]
    backend.queue.insert_many([
        {"_id": queue, "name": f"beside {queue}", "company": COMPANY,
         "created": NOW, "tags": [], "system_tags": [], "entries": [],
         "last_update": NOW} for queue in made])
    return made


@pytest.fixture
def make_tasks(backend):
    """Make n tasks, in a queue if one is given; returns their ids."""
    def make(n, queue=None):
        made = [f"task-{next(numbers)}" for _ in range(n)]
        waiting = {"status": "queued", "enqueue_status": "created",
                   "execution": {"queue": queue}}
        backend.task.insert_many([
            {"_id": task, "company": COMPANY, "name": task, "user": "u",
             "status": "created"} | (waiting if queue else {})
            for task in made])
        if queue:
            backend.queue.update_one({"_id": queue}, {"$set": {"entries": [
                {"task": task, "added": NOW} for task in made]}})
        return made
    return make


def holders(backend, task):
    """The queues that hold a task, once for each time."""
    return [queue["_id"] for queue in backend.queue.find(
        {"entries.task": task}) for entry in queue["entries"]
        if entry["task"] == task]


def state(backend, task):
    """Its status, the queue that it names, and those that hold it."""
    found = backend.task.find_one({"_id": task})
    return (found["status"], found.get("execution", {}).get("queue"),
            holders(backend, task))


# The server and call, and the task after it: its status, the queue that it
# names, the queues that hold it.
STEPS = [
    ("tasks.enqueue", "A", ("queued", "A", "A")),
    ("queues.move_task_to_queue", "A B", ("queued", "B", "B")),
    ("tasks.dequeue", "", ("created", "B", "")),
    ("tasks.enqueue", "A", ("queued", "A", "A")),
    ("queues.remove_task", "A", ("created", None, "")),
    ("tasks.enqueue", "B", ("queued", "B", "B")),
    ("queues.clear_queue", "B", ("created", None, "")),
    ("tasks.enqueue", "B", ("queued", "B", "B")),
    ("tasks.enqueue", "A", ("queued", "A", "A")),
    ("tasks.stop", "", ("stopped", "A", "")),
    ("queues.add_task", "B", ("stopped", "B", "B")),
    ("queues.get_next_task", "B", ("queued", "B", "")),
    ("tasks.started", "", ("in_progress", "B", "")),
    ("tasks.reset", "", ("created", None, "")),
    ("tasks.enqueue", "A", ("queued", "A", "A")),
    ("tasks.stopped", "", ("stopped", "A", "A")),
    ("queues.get_next_task", "A", ("queued", "A", "")),
    ("tasks.reset", "", ("created", None, "")),
    ("tasks.enqueue", "C", ("queued", "C", "C")),
    ("queues.delete", "C", ("created", None, "")),
]


def body_of(action, task, queues):
    """The body that a web page, an agent or an SDK sends."""
    body = {"task": task} if action not in (
        "queues.clear_queue", "queues.delete",
        "queues.get_next_task") else {}
    body |= dict(zip(("queue", "target_queue"), queues))
    if action == "queues.remove_task":
        body["update_task_status"] = True
    elif action == "queues.delete":
        body["force"] = True
    return body


def test_task_and_queue_agree_after_each_step(site, backend, queues,
                                              make_tasks):
    by_name = dict(zip("ABC", queues))
    task, = make_tasks(1)
    for action, names, (status, named, within) in STEPS:
        called = [by_name[name] for name in names.split()]
        answer = site.call(action, body_of(action, task, called))
        assert answer.status == 200, (action, answer.body)
        assert state(backend, task) == (
            status, by_name.get(named), [by_name[name] for name in within]
        ), action


class Crowd:
    """Threads that make random calls until there were enough."""

    def __init__(self, client, queues, tasks, n_calls):
        self.client = client
        self.queues = queues
        self.tasks = tasks
        self.n_calls = n_calls
        self.lock = threading.Lock()
        self.taken = collections.Counter()
        self.faults = []
        self.threads = []

    def work(self, actions, seed):
        chance = random.Random(seed)
        for _ in range(self.n_calls):
            action = chance.choice(actions)
            n_queues = {"tasks.enqueue": 1, "queues.move_task_to_queue": 2}
            queues = chance.sample(self.queues, n_queues.get(
                action, action.startswith("queues.")))
            answer = self.client.call(action, body_of(
                action, chance.choice(self.tasks), queues))
            assert answer.status in (200, 400), answer.body
            entry = answer.data.get("entry")
            if entry:
                with self.lock:
                    self.taken[entry["task"]] += 1

    def run(self, actions, seed):
        try:
            self.work(actions, seed)
        except BaseException as fault:
            self.faults.append(fault)
            raise

    def start(self, actions, n=N_THREADS):
        for _ in range(n):
            self.threads.append(threading.Thread(
                target=self.run, args=(actions, len(self.threads))))
            self.threads[-1].start()
        return self

    def join(self):
        for thread in self.threads:
            thread.join()
        assert self.faults == []


OURS = ["queues.move_task_to_queue", "queues.remove_task",
        "queues.get_next_task"]
THEIRS = ["tasks.enqueue", "tasks.dequeue", "tasks.stop", "tasks.reset"]


def drafts_in_queues(backend, tasks):
    return [task for task in tasks for status, _, within in [
        state(backend, task)] if status == "created" and within]


@pytest.mark.parametrize("site", ["nginx"], indirect=True)
def test_nothing_that_waits_is_a_draft(site, backend, queues, make_tasks):
    """If only lineup changes which tasks are queued."""
    tasks = make_tasks(200, queues[0])
    crowd = Crowd(site, queues, tasks, 60).start(
        [*OURS, "queues.clear_queue"])
    crowd.join()
    assert max(crowd.taken.values(), default=1) == 1
    for task in tasks:
        status, _, within = state(backend, task)
        assert len(within) + crowd.taken[task] <= 1
        assert status == "queued" or not within and not crowd.taken[task]


def both_at_once(site, backend, queues, make_tasks):
    """Nothing is lost or given twice; returns the drafts in queues."""
    shared, waiting = make_tasks(8), make_tasks(100, queues[0])
    crowd = Crowd(site, queues, shared, 60).start(OURS).start(THEIRS)
    for task in (own := make_tasks(40)):
        assert site.call("tasks.enqueue", {
            "task": task, "queue": queues[1]}).status == 200
    crowd.join()
    for task in [*waiting, *own]:
        assert len(holders(backend, task)) + crowd.taken[task] == 1
    return drafts_in_queues(backend, shared)


@pytest.mark.parametrize("site", ["nginx"], indirect=True)
def test_both_at_once(site, backend, queues, make_tasks, capsys):
    """There are no more tasks that are Draft and in a queue than the other
    server makes by itself.  Both make some now and then, so lineup has three
    attempts.
    """
    shared = make_tasks(8)
    Crowd(site, queues, shared, 60).start(THEIRS).start(THEIRS).join()
    alone = len(drafts_in_queues(backend, shared))
    both = []
    while len(both) < 3 and min(both, default=8) > max(alone, 1):
        both.append(len(both_at_once(site, backend, queues, make_tasks)))
        with capsys.disabled():
            print(f"noted: drafts in a queue: {alone} by the other server "
                  f"alone, {both[-1]} with lineup")
    assert min(both) <= max(alone, 1)
