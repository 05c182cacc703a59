"""Positions in schema files, and the problems found there."""

from typing import NamedTuple


class Position(NamedTuple):
    """Where something stands: lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}"


class SchemaError(Exception):
    """A problem that ends the stage it is found in."""

    def __init__(self, position, text):
        super().__init__(text)
        self.position = position
        self.text = text


class Problems:
    """Collects errors and warnings, to be shown in order of position."""

    def __init__(self):
        self.errors = []
        self.warnings = []

    def error(self, position, text):
        self.errors.append((position, text))

    def warning(self, position, text):
        self.warnings.append((position, text))

    def catch(self, error):
        """Record a SchemaError."""
        self.error(error.position, error.text)

    def lines(self):
        """Each problem as `file:line:column: error: text`, sorted."""
        found = [(p, "error", t) for p, t in self.errors]
        found += [(p, "warning", t) for p, t in self.warnings]
        return [f"{p}: {kind}: {text}" for p, kind, text in sorted(found)]
