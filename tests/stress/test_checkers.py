"""L6: the checkers find every fault that is put into a history, and no other.
"""

import os
import random

import pytest

from checkers import (ADD, DONE, MOVE, NO_TASK, POP, REMOVE, UNKNOWN, Op, fifo,
                      linearizable, total)

SEEDS = range(*map(int, os.environ.get("LINEUP_SEEDS", "0 50").split()))


def simulate(random, n, verbs=(ADD, ADD, POP, POP), n_tasks=None, wide=30):
    """What a true queue could have answered: a history, and what is left.

    The k-th call has its effect at 10 * k, somewhere within its time.
    """
    queue, history, names = [], [], iter(range(n))
    for k in range(n):
        verb = random.choice(verbs)
        fresh = n_tasks is None and verb == ADD
        task = str(next(names) if fresh else random.randrange(n_tasks or n))
        op = Op(verb, task, DONE, 10 * k - random.randrange(wide),
                10 * k + random.randrange(wide))
        if verb == POP:
            op.task = queue.pop(0) if queue else None
        elif verb == ADD and task not in queue:
            queue.append(task)
        elif verb == REMOVE and task in queue:
            queue.remove(task)
        elif verb == MOVE and task in queue:
            op.by = random.randrange(-3, 4)
            at = queue.index(task)
            queue.remove(task)
            op.position = min(max(at + op.by, 0), len(queue))
            queue.insert(op.position, task)
        else:
            op.task = None if verb == POP else task
            op.outcome = NO_TASK
        if verb == POP and op.task is None:
            op.outcome = NO_TASK
        history.append(op)
    return history, queue


def forget(random, history):
    """Make the results of some answers unknown."""
    for op in history:
        if random.random() < 0.2:
            op.outcome, op.position = UNKNOWN, None
            if op.verb == POP:
                op.task = None


@pytest.fixture(params=SEEDS)
def rng(request):
    return random.Random(request.param)


def pops(history):
    return [op for op in history if op.verb == POP and op.outcome == DONE]


def test_true_histories_pass(rng):
    history, left = simulate(rng, 300)
    assert total(history, left) == []
    assert fifo(history) == []
    forget(rng, history)
    assert total(history, left) == []
    assert fifo(history) == []


def test_true_small_histories_pass(rng):
    history, left = simulate(rng, 20, (ADD, ADD, POP, REMOVE, MOVE, MOVE), 5)
    assert linearizable(history, left) == []
    forget(rng, history)
    assert linearizable(history, left) == []


def test_a_loss_is_found(rng):
    history, left = simulate(rng, 300)
    victim = rng.choice(pops(history))
    history.remove(victim)
    assert f"lost: {victim.task} (0 pops unknown)" in total(history, left)


def test_a_phantom_is_found(rng):
    history, left = simulate(rng, 300)
    rng.choice(pops(history)).task = "phantom"
    assert "from nowhere: phantom" in total(history, left)
    assert "taken before it was added: phantom" in fifo(history)


def test_a_duplicate_is_found(rng):
    history, left = simulate(rng, 300)
    one, other = rng.sample(pops(history), 2)
    other.task = one.task
    assert f"twice: {one.task}" in total(history, left)
    assert f"twice: {one.task}" in fifo(history)
    if left:
        assert total(history, left + left[:1]) != []


def adds_of(history):
    return {op.task: op for op in history if op.verb == ADD}


def test_a_swap_is_found(rng):
    history, left = simulate(rng, 300)
    adds = adds_of(history)
    apart = [(one, other) for one, other in zip(pops(history),
                                                pops(history)[3:])
             if one.ended < other.began
             and adds[one.task].ended < adds[other.task].began]
    one, other = rng.choice(apart)
    one.task, other.task = other.task, one.task
    assert total(history, left) == []
    assert any(f"{one.task} overtook" in complaint
               for complaint in fifo(history))


def test_a_wrong_empty_is_found(rng):
    history, left = simulate(rng, 300, (ADD, ADD, POP))
    taken = {op.task: op for op in pops(history)}
    sure = [(op.ended, taken[op.task].began if op.task in taken else 10 ** 9)
            for op in adds_of(history).values()]
    begun, ended = rng.choice([span for span in sure
                               if span[1] - span[0] > 2])
    history.append(Op(POP, None, NO_TASK, begun + 1, ended - 1))
    assert f"a wrong empty at {begun + 1}" in fifo(history)


def test_wrong_small_histories_are_found(rng):
    """A false answer to any one call, or one entry more or less at the end."""
    history, left = simulate(rng, 20, (ADD, ADD, POP, REMOVE, MOVE, MOVE), 5,
                             wide=1)
    assert linearizable(history, left) == []
    assert linearizable(history, left + ["x"]) != []
    assert linearizable(history, left[1:]) != [] or not left
    assert linearizable(history, left[::-1]) != [] or len(left) < 2
    op = rng.choice([op for op in history if op.position is not None]
                    or history)
    if op.position is not None:
        op.position += 1
    else:
        op.outcome = NO_TASK if op.outcome == DONE else DONE
    assert linearizable(history, left) != []


def test_an_unknown_pop_excuses_one_loss():
    history = [Op(ADD, "a"), Op(ADD, "b"), Op(POP, None, UNKNOWN)]
    assert total(history, ["a"]) == total(history, ["b"]) == []
    assert len(total(history, [])) == 2
