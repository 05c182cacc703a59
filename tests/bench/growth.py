"""How cost grows: the same measurements at growing sizes."""

import random
import statistics
from dataclasses import dataclass

from loads import CONNECTIONS, wrk
from rows import ONE_CLIENT, Pace, one_client

ENTRIES = (10, 10 ** 3, 10 ** 5, 10 ** 6)
CONNECTED = (1, 8, 64, 512)
QUEUES = (1, 100, 10 ** 4)
FEW = 10  # tasks in each of many queues
PACE = Pace(rounds=3, seconds=3, calls=100)


@dataclass
class Curve:
    """A measurement made at each size, and how it is shown."""

    name: str  # name of the plot's file
    title: str
    what: str  # what the sizes count
    sizes: tuple
    unit: str
    measure: callable  # (stage, size) -> values, one for each of the series
    series: tuple
    is_log: bool = False


def entries_rate(stage, size):
    lineup = stage.lineup
    hello = wrk(stage.hello.url, "ping", PACE.seconds)["rate"]
    return [lineup.load("mix", PACE.seconds, lineup.queues(size))["rate"]
            / hello]


def entries_wait(stage, size):
    return one_client(size, stage, PACE)


def connections(stage, size):
    lineup, options = stage.lineup, {"connections": size}
    return [wrk(stage.hello.url, "ping", PACE.seconds, **options)["rate"],
            *(lineup.load(kind, PACE.seconds, lineup.queues(entries),
                          **options)["rate"]
              for kind, entries in (("ping", 0), ("idle", 0),
                                    ("mix", 10 ** 3)))]


def queues(stage, size):
    lineup = stage.lineup
    hello = wrk(stage.hello.url, "ping", PACE.seconds)["rate"]
    return [lineup.load(kind, PACE.seconds,
                        lineup.queues(entries, size))["rate"] / hello
            for kind, entries in (("idle", 0), ("mix", FEW))]


CURVES = (
    Curve("entries", "The mix, by the length of its queue", "entries",
          ENTRIES, "of H", entries_rate, ("mix",)),
    Curve("wait", "What one client waits for, by the length of the queue",
          "entries", ENTRIES, "ms", entries_wait, ONE_CLIENT, is_log=True),
    Curve("connections", "Calls in a second, by the number of connections",
          "connections", CONNECTED, "calls/s", connections,
          ("H", "debug.ping", "idle poll", "mix")),
    Curve("queues", f"{CONNECTIONS} connections, by the number of queues",
          "queues", QUEUES, "of H", queues, ("idle poll", "mix")),
)


def measure(stage, tell, curves=CURVES):
    """All curves: by name, their series, each with a median for each size."""
    result = {}
    for curve in curves:
        rounds = {size: [] for size in curve.sizes}
        for i in range(PACE.rounds):
            tell(f"{curve.name}: round {i + 1} of {PACE.rounds}")
            for size in random.sample(curve.sizes, len(curve.sizes)):
                rounds[size].append(curve.measure(stage, size))
        result[curve.name] = {
            name: [statistics.median(values[i] for values in rounds[size])
                   for size in curve.sizes]
            for i, name in enumerate(curve.series)}
    return result
