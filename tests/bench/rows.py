"""What is measured, and the targets it is held against.

A probe measures once and gives a value for each of its series; rows compare
medians of series.
"""

import random
import resource
import statistics
import sys
import time
import uuid
from dataclasses import dataclass
from functools import partial

import attacks
import tasks
from loads import OneClient, wrk

SMALL, LARGE = 10 ** 3, 10 ** 6
PAGE_SHORT, PAGE_LONG = 10, 10 ** 5
SERIES_H = "H"
SERIES_SYNC = "4 KiB put on disk, ms"
FEW_CALLS, MANY_CALLS = 10 ** 5, 10 ** 6
FAIR_SECONDS = 10
CLIENTS = 64
ATTACK_SECONDS = 30  # of each kind
AGENTS, AGENT_INTERVAL = 10000, 5000  # ms
HALF_HEADS = 1400


@dataclass
class Pace:
    """How long everything is measured."""

    rounds: int
    seconds: int
    calls: int  # of one client, for a median
    most: int = 10 ** 7  # entries, tasks, agents or calls of a server

    def of(self, n):
        """A size, as far as this pace goes."""
        return min(n, self.most)


@dataclass
class Probe:
    run: callable  # (stage, pace) -> values, one for each of the series
    series: tuple
    once: bool = False  # after the rounds, rather than in each


@dataclass
class Row:
    name: str
    text: str
    series: str
    per: str = None  # the series by which it is divided
    sign: str = ">="
    target: float = None

    def values(self, measured):
        """The value by medians, and the least and greatest of the rounds."""
        ours = measured[self.series]
        theirs = measured[self.per] if self.per else [1] * len(ours)
        each = [a / b for a, b in zip(ours, theirs)]
        return (statistics.median(ours) / statistics.median(theirs),
                min(each), max(each))

    def is_met(self, value):
        if self.target is None:
            return None
        return (value >= self.target if self.sign == ">="
                else value <= self.target)


def wrk_rate(lineup, kind, entries, pace):
    return [lineup.load(kind, pace.seconds, lineup.queues(entries))["rate"]]


def hello(stage, pace):
    return [wrk(stage.hello.url, "ping", pace.seconds)["rate"]]


def sync(stage, pace):
    return [stage.sync()]


def flask(stage, pace):
    return [wrk(stage.flask.url, "ping", pace.seconds)["rate"]]


def ping(stage, pace):
    return [stage.lineup.load("ping", pace.seconds)["rate"]]


def idle(stage, pace):
    return wrk_rate(stage.lineup, "idle", 0, pace)


def bad_secret(stage, pace):
    lineup = stage.lineup
    return [lineup.refuse(pace.seconds, lineup.bad_secret())["rate"]]


def bad_token(stage, pace):
    lineup = stage.lineup
    return [lineup.refuse(pace.seconds, lineup.bad_token())["rate"]]


def mix(server, entries, stage, pace):
    return wrk_rate(getattr(stage, server), "mix", pace.of(entries), pace)


def raw(name, stage, pace):
    """A queue of its own; the first round adds its tasks."""
    is_new = name not in vars(stage)
    return [stage.raw(getattr(stage, name), pace.seconds,
                      SMALL if is_new else 0)]


def fairness(stage, pace):
    seconds = min(FAIR_SECONDS, 5 * pace.seconds)
    result = stage.lineup.load("mix", seconds, stage.lineup.queues(SMALL),
                               threads=CLIENTS)
    return result["fewest"] / result["most"], result["longest"]


ONE_CLIENT = ("move", "position", "remove", "count", "get_all")


def one_client(entries, stage, pace):
    """Times of one client in ms, on a queue of so many tasks."""
    entries = pace.of(entries)
    queue = stage.lineup.queue(entries)
    times = {name: [] for name in ONE_CLIENT}
    with stage.lineup.one_client() as client:
        for _ in range(pace.calls):
            task = {"queue": queue, "task": uuid.uuid4().hex}
            client.time("queues.add_task", **task)
            times["move"].append(client.time(
                "queues.move_task_forward", **task,
                count=random.randrange(1, entries)))
            times["position"].append(client.time(
                "queues.move_task_forward", **task, count=0))
            times["remove"].append(client.time("queues.remove_task", **task))
            now = time.time()
            times["count"].append(client.time(
                "queues.get_queue_metrics", queue_ids=[queue],
                from_date=now - 1, to_date=now, interval=1))
            times["get_all"].append(client.time(
                "queues.get_all", id=[queue], only_fields=["name"]))
    return [statistics.median(times[name]) for name in ONE_CLIENT]


READS = ("get_by_id", "get_all_ex", "peek_task", "get_num_entries")
# The call that the page of queues repeats each 30 s.
PAGE = {"only_fields": ["display_name", "last_update", "name", "tags",
                        "workers", "entries"],
        "count_task_entries": True, "max_task_entries": 1}


def reads(entries, stage, pace):
    """Times of one client that asks for at most one entry, in ms."""
    queue = stage.lineup.queue(pace.of(entries))
    bodies = {"get_by_id": {"queue": queue, "max_task_entries": 1},
              "get_all_ex": PAGE | {"id": [queue]},
              "peek_task": {"queue": queue},
              "get_num_entries": {"queue": queue}}
    times = {name: [] for name in READS}
    with stage.lineup.one_client() as client:
        for _ in range(pace.calls):
            for name, body in bodies.items():
                times[name].append(client.time(f"queues.{name}", **body))
    return [statistics.median(times[name]) for name in READS]


def page(lineup, pace):
    """The list that a page shows, of a long queue and of a short one, in turn.
    """
    with lineup.owner(pace.of(PAGE_LONG)) as of_long, \
            lineup.owner(PAGE_SHORT) as of_short:
        pairs = [[client.time("queues.get_all_ex", **PAGE)
                  for client in (of_long, of_short)]
                 for _ in range(pace.calls)]
    return [statistics.median(side) for side in zip(*pairs)]


def page_of_lineup(stage, pace):
    return page(stage.lineup, pace)


def add_task(stage, pace):
    """Times of one client, and of H beside it, in ms."""
    queue = stage.lineup.queue(SMALL)
    with stage.lineup.one_client() as ours, \
            OneClient(stage.hello.port) as hello:
        pairs = [(ours.time("queues.add_task", queue=queue,
                            task=uuid.uuid4().hex),
                  hello.time("debug.ping")) for _ in range(pace.calls)]
        for _ in range(pace.calls):
            ours.time("queues.get_next_task", queue=queue)
    return [statistics.median(side) for side in zip(*pairs)]


def memory(stage, pace):
    """A server of its own, and all kinds of calls."""
    fresh = stage.fresh
    calls, few = 0, None
    while calls < pace.of(MANY_CALLS):
        for kind, entries in (("mix", SMALL), ("idle", 0), ("ping", 0)):
            queues = fresh.queues(entries)
            calls += fresh.load(kind, 1, queues)["calls"]
        if calls >= pace.of(FEW_CALLS) and few is None:
            few = fresh.memory()
    return fresh.memory(), few


def agents(stage, pace):
    """A server of its own, and all connections at once."""
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 2 * AGENTS:
        sys.exit(f"bench: P19 needs a limit of files (ulimit -Hn) of at "
                 f"least {2 * AGENTS}")
    seconds = AGENT_INTERVAL / 1000 * max(2, pace.seconds // 2)
    with stage.agents(pace.of(AGENTS), AGENT_INTERVAL, int(seconds)) as result:
        return (result["p99"], stage.many.memory(),
                stage.many.memory("lighttpd"))


def half_heads(stage, pace):
    """Other clients, while connections are held that stop in their heads."""
    with stage.agents(CLIENTS, 100, min(FAIR_SECONDS, 5 * pace.seconds),
                      HALF_HEADS) as result:
        return [result["p99"]]


def attacked(stage, pace):
    """A server of its own, under attack."""
    is_short = pace.rounds < tasks.FULL_ROUNDS
    folder = stage.folder / "attacked"
    folder.mkdir()
    scene = attacks.Scene(folder, is_short)
    try:
        found = list(attacks.attack(scene, 1 if is_short else ATTACK_SECONDS))
    finally:
        scene.server.stop()
    return (max(seconds for _, waited, *_ in found
                for seconds in waited.values()) * 1000,
            max(memory for _, _, _, memory, _ in found))


def start(stage, pace):
    """The last measurement on that server."""
    queue = stage.lineup.queue(pace.of(LARGE))
    stage.lineup.stop()
    return [statistics.median(
        stage.lineup.time_start("queues.get_next_task", queue=queue)
        for _ in range(5))]


def series_of(names, entries):
    return tuple(f"{name}, {entries:,} entries" for name in names)


PAGE_SERIES = ("page, a queue of 100,000", "page, a queue of 10")


PROBES = [
    Probe(hello, (SERIES_H,)),
    Probe(sync, (SERIES_SYNC,)),
    Probe(ping, ("debug.ping",)),
    Probe(idle, ("idle poll",)),
    Probe(bad_secret, ("refused secret",)),
    Probe(bad_token, ("refused token",)),
    Probe(partial(mix, "lineup", SMALL), ("mix, 1,000 entries",)),
    Probe(partial(mix, "lineup", LARGE), ("mix, 1,000,000 entries",)),
    Probe(partial(mix, "unwatched", SMALL), ("mix without history and log",)),
    Probe(partial(mix, "single", SMALL), ("mix, one commit a call",)),
    Probe(partial(raw, "beanstalkd"), ("beanstalkd -f 0",)),
    Probe(partial(raw, "redis"), ("Redis, appendfsync always",)),
    Probe(flask, ("Flask hello",)),
    Probe(partial(one_client, SMALL), series_of(ONE_CLIENT, SMALL)),
    Probe(partial(one_client, LARGE), series_of(ONE_CLIENT, LARGE)),
    Probe(partial(reads, SMALL), series_of(READS, SMALL)),
    Probe(partial(reads, LARGE), series_of(READS, LARGE)),
    Probe(page_of_lineup, PAGE_SERIES),
    Probe(add_task, ("add_task, one client", "H, one client")),
    Probe(partial(tasks.list_tasks, tasks.SMALL), ("list of 1,000 tasks",)),
    Probe(partial(tasks.list_tasks, tasks.LARGE), ("list of 100,000 tasks",)),
    Probe(tasks.mix_beside_logs, ("mix beside logs", "log lines a second")),
    Probe(tasks.batches, ("events.add_batch, MiB/s",)),
    Probe(tasks.appending, ("appending with fsync, MiB/s",)),
    Probe(fairness, ("fewest / most calls of a client", "longest answer"),
          once=True),
    Probe(memory, ("MiB after 1,000,000 calls", "MiB after 100,000 calls"),
          once=True),
    Probe(tasks.memory, ("MiB after 10^5 tasks and 10^6 log lines",),
          once=True),
    Probe(agents, ("p99 of 10,000 agents", "MiB of lineupd, 10,000 agents",
                   "MiB of lighttpd, 10,000 agents"), once=True),
    Probe(half_heads, ("p99 beside 1,400 half heads",), once=True),
    Probe(attacked, ("others' p99, attacked", "MiB, attacked"), once=True),
    Probe(start, ("start",), once=True),
]


def _by_length(name, series, target):
    return Row(name, f"{series}: 10^6 / 10^3 entries",
               f"{series}, 1,000,000 entries", f"{series}, 1,000 entries",
               "<=", target)


MIX = "mix, 1,000 entries"
ROWS = [
    Row("P1", "debug.ping / H", "debug.ping", SERIES_H, ">=", 0.85),
    Row("P2", "mix / H", MIX, SERIES_H, ">=", 0.60),
    Row("P3", "idle poll / H", "idle poll", SERIES_H, ">=", 0.80),
    Row("P4", "mix / with one commit a call", MIX, "mix, one commit a call",
        ">=", 2.5),
    Row("P5", "mix / beanstalkd -f 0", MIX, "beanstalkd -f 0", ">=", 2.0),
    Row("P5", "mix / Redis, appendfsync always", MIX,
        "Redis, appendfsync always"),
    Row("P6", "mix / Flask hello", MIX, "Flask hello", ">=", 1.5),
    Row("P8", "mix: 10^6 / 10^3 entries", "mix, 1,000,000 entries", MIX,
        ">=", 0.60),
    *(_by_length("P9", name, 5) for name in ONE_CLIENT[:4]),
    *(_by_length("P10", name, 1.5) for name in ("get_all", *READS)),
    Row("P10", "list of the page: a queue of 10^5 / of 10", *PAGE_SERIES,
        "<=", 1.5),
    Row("P11", "fewest / most calls of a client",
        "fewest / most calls of a client", target=0.7),
    Row("P11", "longest answer, ms", "longest answer", None, "<=", 250),
    Row("P13", "MiB resident after 10^6 calls", "MiB after 1,000,000 calls",
        None, "<=", 16),
    Row("P13", "the same / after 10^5 calls", "MiB after 1,000,000 calls",
        "MiB after 100,000 calls", "<=", 1.02),
    Row("P13b", "MiB resident after 10^5 tasks and 10^6 log lines",
        "MiB after 10^5 tasks and 10^6 log lines", None, "<=", 20),
    Row("P15", "one client: add_task / H", "add_task, one client",
        "H, one client", "<=", 6),
    Row("P18", "start to first answer, 10^6 entries, ms", "start", None,
        "<=", 100),
    Row("P19", "10,000 agents, a poll each 5 s: p99, ms",
        "p99 of 10,000 agents", None, "<=", 50),
    Row("P19", "the same: MiB of lineupd", "MiB of lineupd, 10,000 agents"),
    Row("P19", "the same: MiB of lighttpd", "MiB of lighttpd, 10,000 agents"),
    Row("P19", "64 agents beside 1,400 half heads: p99, ms",
        "p99 beside 1,400 half heads", None, "<=", 250),
    Row("P20", "mix beside 10,000 log lines a second / alone",
        "mix beside logs", MIX, ">=", 0.80),
    Row("P21", "events.add_batch of 64 KiB / appending with fsync",
        "events.add_batch, MiB/s", "appending with fsync, MiB/s", ">=", 0.30),
    Row("P22", "mix with history, metrics and log / without history and log",
        MIX, "mix without history and log", ">=", 0.90),
    Row("P23", "list of 50 tasks: 10^5 / 10^3 tasks", "list of 100,000 tasks",
        "list of 1,000 tasks", "<=", 2),
    Row("A1", "64 callers at their worst: others' p99, ms",
        "others' p99, attacked", None, "<=", 250),
    Row("A1", "64 callers at their worst: MiB resident", "MiB, attacked", None,
        "<=", 256),
    Row("B14", "refused secret / H", "refused secret", SERIES_H),
    Row("B14", "refused token / H", "refused token", SERIES_H),
]


def rows_named(names, rows=ROWS):
    """The rows of these names; all, if there are none."""
    unknown = set(names) - {row.name for row in rows}
    if unknown:
        raise ValueError("no such row: " + " ".join(sorted(unknown)))
    return [row for row in rows if not names or row.name in names]


def measure(stage, pace, rows, tell, probes=PROBES):
    """Run what the rows need, in turn; gives the values of each series."""
    needed = {SERIES_H, SERIES_SYNC} | {row.series for row in rows} | {
        row.per for row in rows}
    probes = [probe for probe in probes if needed & set(probe.series)]
    measured = {name: [] for probe in probes for name in probe.series}

    def take(probe, keep=True, pace=pace):
        values = probe.run(stage, pace)
        for name, value in zip(probe.series, values):
            if keep:
                measured[name].append(value)

    in_rounds = [probe for probe in probes if not probe.once]
    for probe in in_rounds if pace.rounds > 1 else ():
        tell("warm-up: " + probe.series[0])
        take(probe, False, Pace(1, 1, 5))
    for i in range(pace.rounds):
        tell(f"round {i + 1} of {pace.rounds}")
        for probe in in_rounds:
            take(probe)
    for probe in probes:
        if probe.once:
            tell(probe.series[0])
            take(probe)
    return measured
