"""Positions in schema files, and the problems found there."""

import json
from typing import NamedTuple

from rules import RULES


class Position(NamedTuple):
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}"


class SchemaError(Exception):
    """A problem after which the member or item at hand can't be read on."""

    def __init__(self, position, text, rule):
        super().__init__(text)
        self.position = position
        self.text = text
        self.rule = rule


class Problem(NamedTuple):
    """A problem; the order of its fields is that in which problems sort."""

    position: Position
    severity: str  # "error", "warning" or "note"
    text: str
    rule: str      # one of RULES

    def __str__(self):
        return f"{self.position}: {self.severity}: {self.text} [{self.rule}]"


class Problems:
    """Collects problems, to show them in order of position."""

    def __init__(self):
        self.errors = []
        self.others = []

    def error(self, position, text, rule):
        assert rule in RULES, rule
        self.errors.append(Problem(position, "error", text, rule))

    def warning(self, position, text, rule):
        assert rule in RULES, rule
        self.others.append(Problem(position, "warning", text, rule))

    def note(self, position, text, rule):
        """Record what is worth knowing, but not a fault."""
        assert rule in RULES, rule
        self.others.append(Problem(position, "note", text, rule))

    def catch(self, error):
        """Record a SchemaError."""
        self.error(error.position, error.text, error.rule)

    def add(self, other):
        """Add the problems of another collection."""
        self.errors += other.errors
        self.others += other.others

    def sorted(self):
        """All problems in order, without duplicates."""
        return sorted(set(self.errors + self.others))

    def lines(self):
        """Each problem as `file:line:column: error: text [rule]`."""
        return [str(problem) for problem in self.sorted()]

    def as_json(self):
        """The problems as a JSON list of objects, for editors."""
        return json.dumps(
            [{**p.position._asdict(), "severity": p.severity, "rule": p.rule,
              "text": p.text} for p in self.sorted()],
            indent=1) + "\n"
