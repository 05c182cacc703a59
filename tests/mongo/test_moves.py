"""Moves between queues, and what is left when one is interrupted.

A standalone server changes one document at a time: a task goes out of the one
queue, then into the other, and any lineupd that finds a move that was begun
long ago finishes it.  A replica set does both at once.
"""

import itertools
import os
import signal
import threading
import time
import uuid

import pytest

import peer as faults
from engine import is_ready, until
from lineup_server import COMPANY, Server

MOVE = "queues.move_task_to_queue"
LONGEST = 6    # seconds: five are promised
FINISHED = 60  # seconds: pending moves are looked for each ten, after ten
numbers = itertools.count()


class Pair:
    """Two queues: "a b c", and "x"."""

    def __init__(self, server, engine, task="b"):
        self.server = server
        self.backend = engine.client().backend
        self.task = task
        self.source, self.target = (
            server.admin.ok("queues.create", {
                "name": f"queue {next(numbers)}"})["id"] for _ in range(2))
        self.add(self.source, "abc")
        self.add(self.target, "x")

    def add(self, queue, tasks):
        for task in tasks:
            self.server.admin.ok("queues.add_task", {
                "queue": queue, "task": task})

    def move(self):
        """The status of a move; 0 if there was no answer."""
        began = time.monotonic()
        try:
            return self.server.admin.call(MOVE, {
                "queue": self.source, "task": self.task,
                "target_queue": self.target}).status
        except OSError:
            return 0
        finally:
            assert time.monotonic() - began < LONGEST

    def put_task(self):
        """Make the task itself, to be run from the source."""
        self.task = uuid.uuid4().hex
        self.backend.queue.update_one(
            {"_id": self.source, "entries.task": "b"},
            {"$set": {"entries.$.task": self.task}})
        self.backend.task.insert_one({
            "_id": self.task, "company": COMPANY, "status": "queued",
            "execution": {"queue": self.source}})

    def is_run_from(self, queue):
        return self.backend.task.find_one(
            {"_id": self.task})["execution"]["queue"] == queue

    def document(self, queue):
        return self.backend.queue.find_one({"_id": queue})

    def tasks(self):
        """The tasks of both, the target read first: so no task is in both."""
        read = [self.document(queue) for queue in (self.target, self.source)]
        target, source = ("".join(
            entry["task"] for entry in document["entries"])
            if document else None for document in read)
        return source, target

    def is_settled(self):
        documents = [self.document(self.source), self.document(self.target)]
        return (self.backend.lineup_move.find_one(
            {"queue": self.source}) is None
            and not any("lineup_moves" in document
                        for document in documents if document))


STAYED = "abc", "x"
MOVED = "ac", "xb"


def pause_until(server, condition):
    """Wait until a condition holds; requests start lineupd again."""
    def ask():
        is_ready(server)
        return condition()
    until(ask, FINISHED)


@pytest.fixture
def script(peer):
    yield peer.script
    peer.clear()


NOTE, TAKE_OUT, PUT_IN, FORGET = (
    "findAndModify lineup_move", "findAndModify queue", "update queue",
    "delete lineup_move")
# The commands of a move, how many of the same name come before, and where the
# task is if lineupd is killed then: before the command was done, and after.
STEPS = [
    (NOTE, 0, STAYED, STAYED),
    (TAKE_OUT, 0, STAYED, MOVED),
    (PUT_IN, 0, MOVED, MOVED),
    (PUT_IN, 1, MOVED, MOVED),
    (PUT_IN, 2, MOVED, MOVED),
    (FORGET, 0, MOVED, MOVED),
]


def killing(server, is_done):
    """A fault: lineupd is killed once it has sent a command."""
    def fault(call):
        if is_done:
            call.forward()
        pid, = server.pids()
        os.kill(pid, signal.SIGKILL)
        raise faults.Dropped
    return fault


def test_ends_in_one_queue_wherever_it_is_killed(server, peer, mongod,
                                                 script):
    pairs = []
    for (command, n, *ends), is_done in itertools.product(
            STEPS, (False, True)):
        pair = Pair(server, mongod)
        pairs.append((pair, ends[is_done], f"{command} {n} {is_done}"))
        script(command, *[None] * n, killing(server, is_done))
        assert pair.move() not in (200, 400)
        peer.clear()
        until(lambda: is_ready(server))

    def are_settled():
        for pair, end, _ in pairs:
            source, target = pair.tasks()
            assert not set(source) & set(target)
        return all(pair.is_settled() for pair, _, _ in pairs)

    pause_until(server, are_settled)
    assert {name: pair.tasks() for pair, _, name in pairs} == {
        name: end for _, end, name in pairs}
    assert server.admin.ok("queues.delete", {
        "queue": pairs[0][0].source, "force": True}) == {"deleted": 1}


def test_a_task_follows_wherever_it_is_killed(server, peer, mongod, script):
    """Except at the very end, when the move is no longer recorded."""
    pairs = []
    for command, n, *_ in STEPS[1:]:
        pair = Pair(server, mongod)
        pair.put_task()
        pairs.append(pair)
        script(command, *[None] * n, killing(
            server, command != FORGET))
        assert pair.move() not in (200, 400)
        peer.clear()
        until(lambda: is_ready(server))
    pause_until(server, lambda: all(pair.is_settled() for pair in pairs))
    assert [pair.is_run_from(pair.target) for pair in pairs] == [
        True] * len(pairs)


def cut(pair, script, command, n=0, is_done=True):
    """Kill lineupd in the middle of a move."""
    script(command, *[None] * n, killing(pair.server, is_done))
    assert pair.move() not in (200, 400)
    until(lambda: is_ready(pair.server))


def test_others_at_work_while_it_is_cut_off(server, mongod, script):
    """Tasks are popped, queues deleted, and the task added again."""
    popped, gone, held, alone = (Pair(server, mongod) for _ in range(4))
    cut(popped, script, PUT_IN)
    assert popped.tasks() == MOVED
    assert [server.admin.ok("queues.get_next_task", {
        "queue": popped.target})["entry"]["task"] for _ in range(2)] == [
            "x", "b"]
    for pair in gone, held, alone:
        cut(pair, script, TAKE_OUT)
        assert pair.tasks() == ("ac", "x")
    gone.backend.queue.delete_one({"_id": gone.target})
    held.add(held.target, "b")
    for task in "ac":
        server.admin.ok("queues.remove_task", {
            "queue": alone.source, "task": task})
    assert server.admin.refused("queues.delete", {
        "queue": alone.source})[:2] == (400, 702)  # a task is leaving it
    pairs = popped, gone, held, alone
    pause_until(server, lambda: all(pair.is_settled() for pair in pairs))
    assert [pair.tasks() for pair in pairs] == [
        ("ac", ""), ("abc", None), ("abc", "xb"), ("", "xb")]
    server.admin.ok("queues.delete", {"queue": alone.source})


def test_what_comes_too_late_is_not_done(server, mongod, script):
    """Commands that hang have no effect after others have finished the move.
    """
    released, done = threading.Event(), threading.Semaphore(0)

    def hang(call):
        released.wait()
        call.forward()
        done.release()
        raise faults.Dropped

    leaving, arriving = Pair(server, mongod), Pair(server, mongod)
    for pair, command in ((leaving, TAKE_OUT), (arriving, PUT_IN)):
        script(command, hang)
        assert pair.move() == 500
    pause_until(server, lambda: leaving.is_settled()
                and arriving.is_settled())
    assert leaving.tasks() == STAYED
    assert arriving.tasks() == MOVED
    server.admin.ok("queues.remove_task", {
        "queue": arriving.target, "task": "b"})
    released.set()
    assert all(done.acquire(timeout=LONGEST) for _ in range(2))
    assert leaving.tasks() == STAYED
    assert arriving.tasks() == ("ac", "x")
    assert leaving.is_settled() and arriving.is_settled()


def test_a_target_that_changes_under_the_move(server, mongod, script):
    """The target holds the task by the time it arrives: nothing changes."""
    pair = Pair(server, mongod)

    def add_first(call):
        pair.backend.queue.update_one(
            {"_id": pair.target},
            {"$push": {"entries": {"task": "b", "added": None}}})
        return call.forward()

    script(PUT_IN, add_first)
    assert pair.move() == 400
    assert pair.tasks() == ("abc", "xb")
    assert pair.is_settled()


def slow(call):
    """A fault: the command takes the whole time of a move, and is done."""
    time.sleep(1.2)
    return call.forward()


BROKEN = [faults.drop_before, faults.drop_after, faults.not_primary,
          faults.silence]
FAULTS = [
    *itertools.product([NOTE, TAKE_OUT], BROKEN, [{500, 503}]),
    *itertools.product([PUT_IN], BROKEN, [{500}]),
    *itertools.product([FORGET], BROKEN, [{200}]),
    (NOTE, slow, {503}), (TAKE_OUT, slow, {200}), (PUT_IN, slow, {200})]


def test_faults_of_a_server_alone(server, mongod, script):
    pairs = []
    for command, fault, statuses in FAULTS:
        pair = Pair(server, mongod)
        script(command, fault)
        pairs.append((pair, status := pair.move()))
        assert status in statuses
        until(lambda: is_ready(server))
    pause_until(server, lambda: all(pair.is_settled() for pair, _ in pairs))
    ends = {200: {MOVED}, 500: {STAYED, MOVED}, 503: {STAYED}}
    for pair, status in pairs:
        assert pair.tasks() in ends[status]


@pytest.fixture(scope="module")
def impatient_set(run_engine):
    """A set of one member that soon aborts unfinished transactions."""
    return run_engine("--setParameter", "transactionLifetimeLimitSeconds=2",
                      is_set=True)


@pytest.fixture(scope="module")
def before_set(impatient_set):
    made = faults.Peer(impatient_set.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def served(before_set, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("moves") / "data")
    made.start(LINEUP_STORE=f"mongodb://127.0.0.1:{before_set.port}/"
               "?directConnection=true", LINEUP_STORE_PREFIX="")
    yield made
    made.stop()


@pytest.fixture
def twins(served, impatient_set, before_set):
    yield Pair(served, impatient_set)
    before_set.clear()


TRANSACTION = [TAKE_OUT, PUT_IN, "commitTransaction"]


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("command", TRANSACTION)
def test_a_transaction_that_is_killed(twins, before_set, command, is_done):
    cut(twins, before_set.script, command, is_done=is_done)
    is_moved = command == "commitTransaction" and is_done
    assert twins.tasks() == (MOVED if is_moved else STAYED)

    def pops():
        return twins.server.admin.call("queues.get_next_task", {
            "queue": twins.source}).data.get("entry")

    until(pops, FINISHED)  # once the transaction is aborted
    assert twins.tasks() == (("c", "xb") if is_moved else ("bc", "x"))


@pytest.mark.parametrize("fault", [
    faults.drop_before, faults.drop_after, faults.half, faults.not_primary,
    faults.refuse(91)])
@pytest.mark.parametrize("command", TRANSACTION)
def test_a_transaction_is_tried_again(twins, before_set, command, fault):
    before_set.script(command, fault)
    status = twins.move()
    if status == 200:
        assert twins.tasks() == MOVED
    else:
        assert (status, twins.tasks()) == (503, STAYED)


def conflict(call):
    """A fault: another transaction was quicker, and this one is aborted."""
    answer = {"ok": 0.0, "errmsg": "scripted", "code": 112,
              "codeName": "WriteConflict",
              "errorLabels": ["TransientTransactionError"]}
    return [faults.answer_to(call.message, answer)]


@pytest.mark.parametrize("command", TRANSACTION)
def test_others_were_quicker(twins, before_set, command):
    before_set.script(command, conflict, conflict, conflict)
    assert twins.move() == 200
    assert twins.tasks() == MOVED
    assert before_set.count(command) == 4


def test_others_are_always_quicker(twins, before_set):
    before_set.script(PUT_IN, conflict, times=10000)
    assert twins.move() == 503
    before_set.clear()
    assert twins.tasks() == STAYED


@pytest.mark.parametrize("first, second", [
    (faults.drop_after, faults.drop_before),
    (faults.drop_before, conflict),
    (faults.not_primary, faults.not_primary),
    (faults.concern_timeout, None),
    (faults.refuse(50), None)])  # it may have been done before the time was up
def test_a_commit_of_which_nobody_knows(twins, before_set, first, second):
    before_set.script("commitTransaction", first, second)
    assert twins.move() == 500


@pytest.mark.parametrize("command, status", [
    (TAKE_OUT, 503), (PUT_IN, 503), ("commitTransaction", 500)])
def test_silence_in_a_transaction(twins, before_set, command, status):
    before_set.script(command, faults.silence, times=2)
    assert twins.move() == status
    before_set.clear()
    until(lambda: is_ready(twins.server))


def test_a_slow_transaction_is_given_up(twins, before_set):
    """Otherwise it would block others for long."""
    before_set.script(TAKE_OUT, slow)
    assert twins.move() == 503
    assert twins.tasks() == STAYED


@pytest.mark.parametrize("kind", ["server", "served"])
def test_the_task_waits_in_the_other_queue(request, mongod, impatient_set,
                                           kind):
    """Its execution.queue says so, unless the call says not to."""
    server = request.getfixturevalue(kind)
    engine = mongod if kind == "server" else impatient_set
    pair = Pair(server, engine)
    tasks = pair.backend.task
    tasks.insert_many([
        {"_id": f"{kind}-{task}", "company": company,
         "execution": {"queue": pair.source}}
        for task, company in (("own", COMPANY), ("kept", COMPANY),
                              ("foreign", "c2"))])
    for task, more in (("own", {}), ("kept", {
            "update_execution_queue": False}), ("foreign", {})):
        name = f"{kind}-{task}"
        pair.add(pair.source, [name])
        tasks.update_one({"_id": name}, {"$set": {
            "execution.queue": pair.source}})
        server.admin.ok(MOVE, {"queue": pair.source, "task": name,
                               "target_queue": pair.target} | more)
    queues = {one["_id"].partition("-")[2]: one["execution"]["queue"]
              for one in tasks.find({"_id": {"$regex": f"^{kind}-"}})}
    assert queues == {"own": pair.target, "kept": pair.source,
                      "foreign": pair.source}
