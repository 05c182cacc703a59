"""The result of a run: as tables, and as JSON."""

import json
import os
import statistics

from loads import CONNECTIONS
from rows import SERIES_H

MOST_SWING = 0.30


def swing(values):
    """The spread of the rounds, as a part of their median."""
    return (max(values) - min(values)) / statistics.median(values)


def number(value):
    """Three digits or more."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


class Result:
    def __init__(self, measured, rows, pace, seconds):
        self.measured = measured
        self.rows = rows
        self.pace = pace
        self.seconds = seconds

    @property
    def is_steady(self):
        return swing(self.measured[SERIES_H]) <= MOST_SWING

    @property
    def status(self):
        """0 if every target was met."""
        return 0 if self.is_steady and all(
            row.is_met(row.values(self.measured)[0]) is not False
            for row in self.rows) else 1

    def conditions(self):
        return (f"{self.pace.rounds} rounds of {self.pace.seconds} s, "
                f"{CONNECTIONS} connections, {os.cpu_count()} cores, "
                f"{self.seconds:.0f} s in all.")

    def loads(self):
        yield "| measured | median | spread |"
        yield "| --- | ---: | ---: |"
        for name, values in self.measured.items():
            yield (f"| {name} | {number(statistics.median(values))} "
                   f"| {swing(values):.0%} |")

    def table(self):
        if not self.is_steady:
            far = swing(self.measured[SERIES_H])
            yield f"No result: H varies by {far:.0%}."
            return
        yield "| row | measure | value | of the rounds | target | |"
        yield "| --- | --- | ---: | ---: | --- | --- |"
        for row in self.rows:
            value, least, most = row.values(self.measured)
            target, met = "", ""
            if row.target is not None:
                target = f"{row.sign} {row.target:g}"
                met = "met" if row.is_met(value) else "MISSED"
            yield (f"| {row.name} | {row.text} | {number(value)} "
                   f"| {number(least)}–{number(most)} | {target} | {met} |")

    def short_table(self, names):
        """The rows of some names, without the last columns."""
        yield "| measure | value | target | |"
        yield "| --- | ---: | --- | --- |"
        for row in self.rows:
            if row.name in names and row.target is not None:
                value = row.values(self.measured)[0]
                yield (f"| {row.text} | {number(value)} "
                       f"| {row.sign} {row.target:g} "
                       f"| {'met' if row.is_met(value) else 'MISSED'} |")

    def text(self):
        return "\n".join([*self.loads(), "", *self.table(), "",
                          self.conditions()])

    def json(self):
        rows = []
        for row in self.rows:
            value, least, most = row.values(self.measured)
            rows.append({"row": row.name, "measure": row.text,
                         "value": value, "least": least, "most": most,
                         "sign": row.sign, "target": row.target,
                         "met": row.is_met(value)})
        return json.dumps(
            {"cores": os.cpu_count(), "connections": CONNECTIONS,
             "rounds": self.pace.rounds, "seconds": self.pace.seconds,
             "is_steady": self.is_steady,
             "measured": self.measured, "rows": rows}, indent=1) + "\n"
