"""What a history of calls may look like, and what not.

A history is a list of Op.  Each checker returns its complaints, one a line;
none is what is hoped for.  They are tested by test_checkers.py, which feeds
them histories with faults put in.
"""

import bisect
from collections import Counter
from dataclasses import dataclass

ADD, POP, REMOVE, MOVE = "add", "pop", "remove", "move"
# How a call ended: done; refused, because the queue has no (such) task, or has
# it already; or unknown, because its answer was cut off.
DONE, NO_TASK, UNKNOWN = "done", "no task", "unknown"


@dataclass
class Op:
    verb: str
    task: str = None  # of a pop: what it took
    outcome: str = DONE
    began: int = 0  # ns
    ended: int = 0
    by: int = 0  # of a move: so many places towards the back
    position: int = None  # of a move: where the task stood then


def total(history, left):
    """L1: nothing is lost, nothing comes from nowhere, nothing twice.

    left are the tasks in the queue at the end.  A task is added at most once
    in a history.
    """
    done = {verb: [op.task for op in history
                   if op.verb == verb and op.outcome == DONE]
            for verb in (ADD, POP, REMOVE)}
    tried = {op.task for op in history if op.verb == ADD}
    seen = Counter(done[POP] + done[REMOVE] + left)
    excused = {op.task for op in history
               if op.verb == REMOVE and op.outcome == UNKNOWN}
    missing = [task for task in done[ADD]
               if task not in seen and task not in excused]
    n_unknown = sum(op.verb == POP and op.outcome == UNKNOWN
                    for op in history)
    wrong = [f"twice: {task}" for task, n in seen.items() if n > 1]
    wrong += [f"from nowhere: {task}" for task in seen if task not in tried]
    if len(missing) > n_unknown:
        wrong += [f"lost: {task} ({n_unknown} pops unknown)"
                  for task in missing]
    return wrong


def times(history):
    """When tasks were added and taken: {task: (began, ended)}.

    A call whose end is unknown may have its effect at any time later.
    """
    added, taken = {}, {}
    for op in history:
        until = op.ended if op.outcome == DONE else float("inf")
        if op.verb == ADD and op.outcome != NO_TASK:
            added[op.task] = (op.began, until)
        elif op.verb == POP and op.outcome == DONE:
            taken[op.task] = (op.began, until)
    return added, taken


def fifo(history):
    """L2: a queue of adds and pops alone gives tasks in their order.

    The four patterns that no FIFO queue shows, and that every wrong history
    of different tasks has one of: a task taken before it was added, one taken
    twice, two taken against their order, and "empty" said while something was
    there all the time (Henzinger, Sezgin, Vafeiadis: Aspect-oriented
    linearizability proofs, 2013).
    """
    added, taken = times(history)
    counts = Counter(op.task for op in history
                     if op.verb == POP and op.outcome == DONE)
    wrong = [f"twice: {task}" for task, n in counts.items() if n > 1]
    wrong += [f"taken before it was added: {task}"
              for task, (_, ended) in taken.items()
              if task not in added or ended < added[task][0]]
    if any(op.verb == POP and op.outcome == UNKNOWN for op in history):
        # tasks that were not seen to be taken may have been taken by these
        added = {task: when for task, when in added.items() if task in taken}
    return wrong + against_order(added, taken) + wrong_empty(
        history, added, taken)


def against_order(added, taken):
    """Tasks that were overtaken: added before another, taken after it."""
    # by the end of their adds: of the tasks surely there, the one taken last
    never = float("inf")
    there = sorted((ended, taken.get(task, (never,))[0], task)
                   for task, (_, ended) in added.items() if ended < never)
    latest, last = [], (float("-inf"), "")
    for _, begun, task in there:
        last = max(last, (begun, task))
        latest.append(last)
    ends = [ended for ended, _, _ in there]
    wrong = []
    for task, (_, ended) in taken.items():
        if task not in added:
            continue
        n = bisect.bisect_left(ends, added[task][0])
        if n > 0 and latest[n - 1][0] > ended:
            wrong.append(f"{task} overtook {latest[n - 1][1]}")
    return wrong


def wrong_empty(history, added, taken):
    """Pops that answered "empty" while there was something all the time."""
    never = float("inf")
    spans = sorted((ended, taken.get(task, (never,))[0])
                   for task, (_, ended) in added.items() if ended < never)
    joined = []  # times at which the queue surely held something
    for begun, ended in spans:
        if ended <= begun:
            continue
        if joined and begun <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], ended)
        else:
            joined.append([begun, ended])
    starts = [begun for begun, _ in joined]
    wrong = []
    for op in history:
        if op.verb == POP and op.outcome == NO_TASK:
            n = bisect.bisect_left(starts, op.began)
            if n > 0 and joined[n - 1][1] > op.ended:
                wrong.append(f"a wrong empty at {op.began}")
    return wrong


def step(op, queue):
    """The queue after a call that ended so; None if that is impossible."""
    if op.verb == POP:
        if op.outcome == NO_TASK:
            return None if queue else queue
        fits = queue and (op.outcome == UNKNOWN or queue[0] == op.task)
        return queue[1:] if fits else None
    is_possible = (op.task in queue) != (op.verb == ADD)
    if op.outcome == NO_TASK:
        return None if is_possible else queue
    if not is_possible:
        return None
    if op.verb == ADD:
        return queue + (op.task,)
    rest = tuple(task for task in queue if task != op.task)
    if op.verb == REMOVE:
        return rest
    to = min(max(queue.index(op.task) + op.by, 0), len(rest))
    if op.outcome == DONE and op.position != to:
        return None
    return rest[:to] + (op.task,) + rest[to:]


def linearizable(history, left, start=()):
    """L3: some order of the calls explains all answers and what is left.

    A search that remembers states (Wing and Gong; Lowe), for histories of a
    few dozen calls, of which few overlap.
    """
    never = float("inf")
    ends = [never if op.outcome == UNKNOWN else op.ended for op in history]
    must = sum(1 << i for i, end in enumerate(ends) if end < never)
    seen, pending = set(), [(0, tuple(start))]
    while pending:
        state = pending.pop()
        if state in seen:
            continue
        seen.add(state)
        made, queue = state
        if made & must == must and list(queue) == list(left):
            return []
        rest = [i for i in range(len(history)) if not made >> i & 1]
        bound = min((ends[i] for i in rest), default=never)
        for i in rest:
            if history[i].began <= bound:
                after = step(history[i], queue)
                if after is not None:
                    pending.append((made | 1 << i, after))
    return ["no order of the calls explains their answers"]
