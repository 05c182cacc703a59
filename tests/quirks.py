#!/usr/bin/env python3
"""The table of differences from the original, and the page made from it.

tests/quirks.py: update the tables of doc/differences.md.
"""

import re
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests/quirks.txt"
PAGE = ROOT / "doc/differences.md"
SAME = "same"
TABLES = re.compile(r"(?<=<!-- tables -->\n).*?(?=<!-- end of tables -->)", re.S)

Row = namedtuple("Row", "group numbers call original lineup setting tests")


def read_row(group, line):
    cells = [cell if cell != "-" else "" for cell in line.split(" | ")]
    if group == SAME:
        numbers, call, tests = cells
        cells = [numbers, call, "", "", "", tests]
    numbers, *texts, tests = cells
    return Row(group, [int(number) for number in numbers.split()], *texts,
               tests.split())


def read():
    """All rows, in the order of the file."""
    rows, group = [], None
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line and not line.startswith("#"):
            rows.append(read_row(group, line))
    return rows


def tables(rows):
    """A table for each group, as Markdown."""
    groups = dict.fromkeys(row.group for row in rows if row.group != SAME)
    for group in groups:
        yield f"\n## {group.capitalize()}\n\n"
        yield "| call | original | lineup | setting |\n"
        yield "| --- | --- | --- | --- |\n"
        for row in rows:
            if row.group == group:
                cells = (row.call, row.original, row.lineup, row.setting)
                yield f"| {' | '.join(cells)} |\n".replace("|  |", "| |")
    yield "\n"


def page():
    """The page as it should be, with the tables filled in."""
    made = "".join(tables(read()))
    return TABLES.sub(lambda _: made, PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
