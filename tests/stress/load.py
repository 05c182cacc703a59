"""Clients that call a lineupd and record the results."""

import multiprocessing
import random
import signal
import time
import traceback

import fastcgi
from checkers import ADD, DONE, MOVE, NO_TASK, POP, REMOVE, UNKNOWN, Op

ACTIONS = {ADD: "queues.add_task", POP: "queues.get_next_task",
           REMOVE: "queues.remove_task"}
# Answers for "there is no such task", and "it is there already".
SAYS_NO = {(400, 703), (400, 706)}
# Answers of a server that changed nothing: unavailable, or out of room.
REFUSED = {(503, 0), (500, 4)}
# Answers when memory did not suffice to read the request, or its credentials.
MISREAD = {(400, 12), (401, 20), (401, 21), (401, 22), (401, 30)}
LETTERS = {"a": ADD, "p": POP, "r": REMOVE, "m": MOVE}
PAUSE = 0.002  # s, before a refused call is repeated


def make(caller, verb, queue, task=None, by=0, refusals=REFUSED):
    """Make a call; gives an Op, or None if it was refused and surely not done.
    """
    body = {"queue": queue}
    action = ACTIONS.get(verb)
    if verb == MOVE:
        action = f"queues.move_task_{'back' if by > 0 else 'for'}ward"
        body["count"] = abs(by)
    if verb != POP:
        body["task"] = task
    op = Op(verb, task, UNKNOWN, time.monotonic_ns(), by=by)
    try:
        answer = caller.call(action, body)
    except (ConnectionRefusedError, FileNotFoundError):
        return None
    except fastcgi.Cut:
        op.ended = time.monotonic_ns()
        return op
    op.ended = time.monotonic_ns()
    if answer.status == 200:
        read(op, answer.data)
    elif answer.code in SAYS_NO:
        op.outcome = NO_TASK
    elif answer.code in refusals:
        return None
    else:
        assert answer.status == 500, answer.body
    return op


def read(op, data):
    """The effect of a call that was answered with 200."""
    op.outcome = DONE
    if op.verb == POP:
        if data.get("entry"):
            op.task = data["entry"]["task"]
        else:
            op.outcome = NO_TASK
    op.position = data.get("position")


class Load:
    """Processes that work on a queue until they are told to stop.

    verbs says what each of them does: a string of letters, of which each step
    takes one: a(dd), p(op), r(emove), m(ove).
    """

    def __init__(self, daemon, queue, clients, seed, limit=None,
                 refusals=REFUSED, pause=PAUSE):
        self.refusals = refusals
        self.pause = pause
        self.stop = multiprocessing.Event()
        self.made = multiprocessing.Value("q", 0)
        self.refused = multiprocessing.Value("q", 0)
        self.limit = limit
        self.clients = []
        for number, verbs in enumerate(clients):
            mine, theirs = multiprocessing.Pipe(duplex=False)
            rng = random.Random(f"{seed}-{number}")
            process = multiprocessing.Process(target=self.run, args=(
                theirs, daemon.caller, queue, verbs, rng, str(number)))
            process.start()
            theirs.close()
            self.clients.append((process, mine))

    def run(self, pipe, caller, queue, verbs, rng, name):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            pipe.send(self.work(caller, queue, verbs, rng, name))
        except BaseException:
            pipe.send(traceback.format_exc())

    def work(self, caller, queue, verbs, rng, name):
        history, own = [], []
        while not self.stop.is_set():
            op = self.step(caller, queue, rng.choice(verbs), rng, own,
                           f"{name}-{len(history)}")
            if op is None:
                with self.refused.get_lock():
                    self.refused.value += 1
                time.sleep(self.pause)
                continue
            history.append(op)
            if op.outcome != UNKNOWN:
                with self.made.get_lock():
                    self.made.value += 1
            if self.limit and len(history) >= self.limit:
                break
        return history

    def step(self, caller, queue, letter, rng, own, task):
        """Make one call; removes and moves are of tasks that this client
        added.
        """
        verb, by = LETTERS[letter], 0
        if verb != POP and not own:
            verb = ADD
        if verb == ADD:
            own.append(task)
        elif verb == REMOVE:
            task = own.pop(rng.randrange(len(own)))
        elif verb == MOVE:
            task = rng.choice(own[-50:])
            by = rng.choice((-1000, -3, -1, 1, 3, 1000))
        return make(caller, verb, queue, task, by, self.refusals)

    def wait(self, n, seconds=60):
        """Wait until so many more calls were answered."""
        until, deadline = self.made.value + n, time.monotonic() + seconds
        while self.made.value < until:
            assert time.monotonic() < deadline, "no answers any more"
            time.sleep(0.002)

    def finish(self):
        """All calls made, by all clients, in no order."""
        if not self.limit:
            self.stop.set()
        history = []
        for process, pipe in self.clients:
            result = pipe.recv()
            process.join()
            assert not isinstance(result, str), result
            history += result
        return history


def drain(caller, queue):
    """Pop a queue until it is empty; gives the pops."""
    history = []
    while True:
        op = make(caller, POP, queue)
        assert op is not None and op.outcome != UNKNOWN
        if op.outcome == NO_TASK:
            return history
        history.append(op)
