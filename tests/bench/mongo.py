"""The store in MongoDB: rows M1-M8, and how its cost grows.

Whatever is compared has the same write concern on both sides.
"""

import subprocess
from functools import partial

import rows
from growth import PACE, Curve
from lineup_server import ROOT
from rows import SERIES_H, Probe, Row, wrk_rate
from stage import BUILD_MONGO

COMMANDS = ("push", "pop", "move", "one", "many")
ENTRIES = (10, 10 ** 3, 10 ** 4, 10 ** 5)
CLIENTS = (1, 8, 64)
PAGE_SERIES = (*rows.PAGE_SERIES, *(f"{series}: bytes of mongod"
                                    for series in rows.PAGE_SERIES))
# The two stages (of class Stage) that are compared.
ALONE, SET = "alone", "replica_set"
NAMES = {ALONE: "standalone", SET: "one-member set"}


def build():
    subprocess.run([ROOT / "script/bootstrap", "mongo"], check=True)
    subprocess.run([ROOT / "script/build", BUILD_MONGO], check=True)
    subprocess.run(["make", "-s", "-C", BUILD_MONGO, "tests/bench/mongo"],
                   check=True)


def idle(name, stage, pace):
    return wrk_rate(getattr(stage, name).lineup, "idle", 0, pace)


def mix(name, entries, stage, pace):
    return wrk_rate(getattr(stage, name).lineup, "mix",
                    pace.of(entries), pace)


def beside(name, entries, stage, pace):
    """Our commands and those of the original, in pairs a second."""
    return getattr(stage, name).run("rates", pace.of(entries), 64,
                                    pace.seconds)


def commands(name, stage, pace):
    counted = getattr(stage, name).run("commands")
    return [counted[kind] for kind in COMMANDS]


def page(name, stage, pace):
    """The list of a page: its time in ms, and the bytes mongod answers to it.
    """
    database = getattr(stage, name)

    def answered(entries):
        with database.lineup.owner(entries) as owner:
            return database.answered(
                lambda: owner.time("queues.get_all_ex", **rows.PAGE))

    return (*rows.page(database.lineup, pace), answered(pace.of(rows.PAGE_LONG)),
            answered(rows.PAGE_SHORT))


def _probes(name):
    text = NAMES[name]
    yield Probe(partial(idle, name), (f"idle poll, {text}",))
    for entries in (10 ** 3, 10 ** 4):
        yield Probe(partial(mix, name, entries),
                    (f"mix, {entries:,} entries, {text}",))
        yield Probe(partial(beside, name, entries),
                    (f"pairs, {entries:,} entries, {text}",
                     f"the original's, {entries:,} entries, {text}"))
    yield Probe(partial(commands, name), tuple(
        f"commands: {kind}, {text}" for kind in COMMANDS))
    yield Probe(partial(page, name), tuple(
        f"{series}, {text}" for series in PAGE_SERIES))


def _rows(name):
    text = NAMES[name]

    def row(number, what, series, per=None, sign=">=", target=None):
        return Row(number, f"{what}, {text}", f"{series}, {text}", per, sign,
                   target if name == ALONE else None)

    yield row("M1", "idle poll / H", "idle poll", SERIES_H, target=0.40)
    yield row("M2", "mix, 10^3 entries / H", "mix, 1,000 entries", SERIES_H,
              target=0.15)
    yield row("M3", "mix, 10^4 entries / H", "mix, 10,000 entries", SERIES_H,
              target=0.03)
    for number, power in (("M4", 3), ("M5", 4)):
        series = f"{10 ** power:,} entries"
        yield row(number, f"64 clients, 10^{power} entries: pairs / by the "
                  "original's commands", f"pairs, {series}",
                  f"the original's, {series}, {text}", target=5)
    for kind, what in (("one", "one queue"), ("many", "64 queues")):
        yield row("M6", f"commands of 64 polls of {what}",
                  f"commands: {kind}", None, "<=", 4)
    for kind in ("push", "pop", "move"):
        yield row("M7", f"commands of a {kind}", f"commands: {kind}", None,
                  "<=", 1)
    lengths = "a queue of 10^5 / of 10"
    long, short, long_bytes, short_bytes = PAGE_SERIES
    yield row("M8", f"list of the page, bytes of mongod: {lengths}",
              long_bytes, f"{short_bytes}, {text}", "<=", 1.5)
    yield row("M8", f"list of the page, time: {lengths}", long,
              f"{short}, {text}")
    yield row("M8", "list of the page, a queue of 10^5: ms", long)


PROBES = [probe for name in NAMES for probe in _probes(name)]
ROWS = [row for name in NAMES for row in _rows(name)]


def rows_named(names):
    return rows.rows_named(names, ROWS)


def rates(stage, entries):
    """Our rate for each number of clients, and the original's for the last."""
    measured = [stage.alone.run("rates", entries, n, PACE.seconds)
                for n in CLIENTS]
    return [ours for ours, _ in measured] + [measured[-1][1]]


CURVES = (
    Curve("mongo", "MongoDB: pairs of add and next, by the length of the queue",
          "entries", ENTRIES, "pairs/s", rates,
          (*(f"clients: {n}" for n in CLIENTS),
           "clients: 64, the original's commands"), is_log=True),
)
