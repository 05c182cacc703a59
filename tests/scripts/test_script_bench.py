"""script/bench: its results, from given measurements; nothing is measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in
                ("tests/bench", "tests/server", "tests/stress")]

import pages  # noqa: E402
import report  # noqa: E402
import rows  # noqa: E402

PING = rows.rows_named(["P1"])


def result(hello, ping):
    measured = {rows.SERIES_H: hello, "debug.ping": ping}
    return report.Result(measured, PING, rows.Pace(3, 1, 1), 1)


def bench(*arguments):
    return subprocess.run([ROOT / "script/bench", *arguments],
                          capture_output=True, text=True, timeout=60)


def test_refuses_an_unknown_row():
    done = bench("P1", "P7")
    assert done.returncode == 2
    assert "no such row: P7" in done.stderr


def test_documents_all_rows_or_none():
    done = bench("P1", "--doc")
    assert done.returncode == 2
    assert "--doc takes all rows" in done.stderr


def test_compares_medians():
    value, least, most = PING[0].values(
        {rows.SERIES_H: [100, 110, 200], "debug.ping": [99, 50, 180]})
    assert value == 99 / 110
    assert (least, most) == (50 / 110, 0.99)


@pytest.mark.parametrize("ping, word, status",
                         [(86, "met", 0), (84, "MISSED", 1)])
def test_tells_whether_a_target_is_met(ping, word, status):
    made = result([100, 101, 99], [ping] * 3)
    assert f">= 0.85 | {word} |" in made.text()
    assert made.status == status
    row, = json.loads(made.json())["rows"]
    assert row["met"] == (status == 0)


def test_concludes_nothing_if_hello_swings():
    made = result([100, 80, 120], [99, 99, 99])
    assert "No result: H varies by 40%." in made.text()
    assert "| P1 |" not in made.text()
    assert made.status == 1


def test_each_row_is_measured():
    measured = {name for probe in rows.PROBES for name in probe.series}
    wanted = {name for row in rows.ROWS for name in (row.series, row.per)}
    assert wanted - measured == {None}


def test_fills_a_place_of_a_page(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- rows -->\nold\n<!-- end of rows -->\nb\n")
    pages.fill(page, "rows", "new")
    pages.fill(page, "rows", "newer")
    assert page.read_text() == (
        "a\n<!-- rows -->\n\nnewer\n\n<!-- end of rows -->\nb\n")
    with pytest.raises(ValueError):
        pages.fill(page, "growth", "new")


def test_the_pages_have_their_places():
    text = pages.PAGE.read_text()
    names = ["rows", "profile"] + [f"growth by {curve.name}"
                        for curve in pages.growth.CURVES]
    for name in names:
        assert f"<!-- {name} -->" in text
        assert f"<!-- end of {name} -->" in text
    assert "<!-- speed -->" in pages.README.read_text()
