"""Puts results into the documentation."""

import re

import growth
import plots
from lineup_server import ROOT
from report import number

PAGE = ROOT / "doc/performance.md"
README = ROOT / "README.md"
# The most important rows, for the first page.
FIRST_ROWS = ("P1", "P2", "P3", "P6", "P8", "P13", "P18")


def fill(path, name, text):
    """Replace the text between the two marks of a name in a page."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    page = path.read_text()
    marked = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    if not marked.search(page):
        raise ValueError(f"{path}: no place for {name}")
    path.write_text(marked.sub(lambda _: f"{begin}\n{text}\n\n{end}", page))


def write_rows(result, name="rows"):
    fill(PAGE, name, "\n".join(
        [result.conditions(), "", *result.table(), "", *result.loads()]))
    if name != "rows":
        return
    fill(README, "speed", "\n".join(result.short_table(FIRST_ROWS)))


def _growth_table(curve, series):
    yield (f"| {curve.what}; {curve.unit} | "
           + " | ".join(f"{size:,}" for size in curve.sizes) + " |")
    yield "| --- |" + " ---: |" * len(curve.sizes)
    for name, values in series.items():
        yield f"| {name} | " + " | ".join(map(number, values)) + " |"


def write_growth(measured, curves=growth.CURVES):
    for curve in curves:
        series = measured[curve.name]
        (ROOT / f"doc/performance-{curve.name}.svg").write_text(
            plots.draw(curve, series))
        fill(PAGE, f"growth by {curve.name}", "\n".join(
            [f"![{curve.title}](performance-{curve.name}.svg)", "",
             *_growth_table(curve, series)]))
