"""R1-R8: faults of members of a replica set, with calls under way.

Pushers and poppers go on all the time.  Nothing that was acknowledged may be
lost, nothing may be given twice, and tasks must come in order (L1, L2); all
answers must be as promised, and soon after there is a primary, calls must
succeed again.
"""

import time

import checkers
from daemon import Daemon
from engine import Engine
from load import Load
from network import Network
from ports import free_port
from pymongo.errors import PyMongoError
from run import complain, judge, wait_for

CLIENTS = ["a", "a", "ap", "ap", "ap", "p", "p", "p"]
ELECTION = 60  # s, at most
BACK = 3.0  # s, from when there is a primary to the next calls that succeed
QUICK = 60  # s, below which a run is a short one, on any machine
BETWEEN = 200  # calls, from one fault to the next
PAUSE = 0.05  # s, before a refused call is repeated


def takes_writes(member):
    """True if a majority follows it; what it says of itself doesn't count."""
    with member.client(serverSelectionTimeoutMS=1000, socketTimeoutMS=2000,
                       w="majority", wTimeoutMS=1000) as client:
        try:
            client.stress.primary.insert_one({})
        except PyMongoError:
            return False
        return True


class Faults:
    """A set of three, a lineupd on it, and its clients."""

    def __init__(self, run, network=None):
        self.run = run
        ports = list(network.listeners) if network else [
            free_port() for _ in range(3)]
        self.engine = Engine(ports, is_set=True,
                             hosts=network.ports if network else None)
        if network:
            network.members = self.engine.members
        self.engine.start()
        self.daemon = Daemon(run.folder, LINEUP_STORE=self.engine.uri)
        self.queue = self.daemon.queue("replicas")
        self.calls = Load(self.daemon, self.queue, CLIENTS, run.seed,
                          pause=PAUSE)
        self.slowest_back = 0.0

    def primary(self, members=None):
        """Wait until one of these members is the primary, and return it."""
        return wait_for(lambda: next(
            filter(takes_writes, members or self.engine.members), None),
            ELECTION)

    def others(self, *members):
        return [member for member in self.engine.members
                if member not in members]

    def see_it_is_back(self, members=None):
        self.primary(members)
        begun = time.monotonic()
        self.calls.wait(8)
        self.slowest_back = max(self.slowest_back, time.monotonic() - begun)
        most = BACK if self.run.seconds >= QUICK else 5 * BACK
        assert self.slowest_back <= most, self.slowest_back

    def end(self):
        self.calls.wait(BETWEEN)
        history = self.calls.finish()
        complain(checkers.fifo(history))
        told = judge(self.daemon, self.queue, history)
        longest = max(op.ended - op.began for op in history) / 1e9
        self.daemon.stop()
        return (f"back within {self.slowest_back * 1000:.0f} ms; {told}, "
                f"{self.calls.refused.value} refused, the slowest call "
                f"{longest:.1f} s")


def again_and_again(run, fault, network=None):
    """Repeat a fault while calls are made, until the time is up."""
    faults = Faults(run, network)
    n = 0
    try:
        while n < 1 or run.is_on():
            faults.calls.wait(BETWEEN)
            fault(faults)
            n += 1
        return f"{n} times; {faults.end()}"
    finally:
        faults.engine.remove()


def primary_is_killed(run):
    """R1: SIGKILL for the primary, which returns as a secondary."""
    def fault(faults):
        old = faults.primary()
        old.kill()
        faults.see_it_is_back(faults.others(old))
        old.start()
        old.wait_until_it_answers()
    return again_and_again(run, fault)


def step_down(member):
    """False if no other member could take over at once."""
    with member.client() as client:
        try:
            client.admin.command("replSetStepDown", 5,
                                 secondaryCatchUpPeriodSecs=4)
        except PyMongoError:
            return False
        return True


def primary_steps_down(run):
    """R2: the primary steps down, and another is elected."""
    def fault(faults):
        wait_for(lambda: step_down(faults.primary()))
        faults.see_it_is_back()
    return again_and_again(run, fault)


def stop(faults, seconds, *members):
    for member in members:
        member.pause()
    time.sleep(seconds)
    for member in members:
        member.resume()


def primary_hangs(run):
    """R3: SIGSTOP for the primary, for 4 s: it stays the primary."""
    def fault(faults):
        stop(faults, 4, faults.primary())
        faults.see_it_is_back()
    return again_and_again(run, fault)


def primary_hangs_for_long(run):
    """R4: SIGSTOP for the primary, for 15 s: another is elected."""
    def fault(faults):
        old = faults.primary()
        old.pause()
        begun = time.monotonic()
        faults.see_it_is_back(faults.others(old))
        time.sleep(max(0, begun + 15 - time.monotonic()))
        old.resume()
        faults.see_it_is_back()
    return again_and_again(run, fault)


def majority_hangs(run):
    """R5: SIGSTOP for two members of three, for 15 s."""
    def fault(faults):
        stop(faults, 15, *faults.run.rng.sample(faults.engine.members, 2))
        faults.see_it_is_back()
    return again_and_again(run, fault)


def secondary_hangs(run):
    """R6: SIGSTOP for a secondary, for 4 s; the other may copy from it."""
    def fault(faults):
        member = faults.run.rng.choice(faults.others(faults.primary()))
        stop(faults, 4, member)
        faults.see_it_is_back()
    return again_and_again(run, fault)


def all_end(run):
    """R7: all members end, and are started again."""
    def fault(faults):
        faults.engine.stop()
        faults.engine.start()
        faults.see_it_is_back()
    return again_and_again(run, fault)


def primary_is_cut_off(run):
    """R8: all traffic of the primary is lost, for 20 s."""
    network = Network([free_port() for _ in range(3)])

    def fault(faults):
        old = faults.primary()
        network.cut(old)
        begun = time.monotonic()
        faults.see_it_is_back(faults.others(old))
        time.sleep(max(0, begun + 20 - time.monotonic()))
        network.heal()
        faults.see_it_is_back()
    try:
        return again_and_again(run, fault, network)
    finally:
        network.close()


SCENARIOS = {
    "R1": primary_is_killed,
    "R2": primary_steps_down,
    "R3": primary_hangs,
    "R4": primary_hangs_for_long,
    "R5": majority_hangs,
    "R6": secondary_hangs,
    "R7": all_end,
    "R8": primary_is_cut_off,
}
