"""The results of script/test bench are complete.  Targets are not checked:
only a quiet machine can meet them.
"""

import json
import math
import os
import platform
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in
                ("tests/bench", "tests/server", "tests/stress")]

import mongo  # noqa: E402
import report  # noqa: E402
import rows  # noqa: E402

FOLDER = Path(os.environ["LINEUP_BENCH"])


@pytest.fixture(scope="module")
def result():
    return json.loads((FOLDER / "bench.json").read_text())


@pytest.fixture(scope="module")
def lines():
    return (FOLDER / "bench.txt").read_text().splitlines()


@pytest.mark.parametrize("probe", rows.PROBES,
                         ids=lambda probe: probe.series[0])
def test_each_load_was_run(result, lines, probe):
    for name in probe.series:
        values = result["measured"][name]
        assert len(values) == (1 if probe.once else result["rounds"])
        assert all(math.isfinite(value) and value > 0 for value in values)
        assert any(line.startswith(f"| {name} | ") for line in lines)


@pytest.mark.parametrize("row", rows.ROWS, ids=lambda row: row.text)
def test_each_row_is_told(result, lines, row):
    one, = [one for one in result["rows"]
            if (one["row"], one["measure"]) == (row.name, row.text)]
    value, least, most = row.values(result["measured"])
    assert (one["value"], one["least"], one["most"]) == (value, least, most)
    told = [line for line in lines
            if line.startswith(f"| {row.name} | {row.text} | ")]
    if not result["is_steady"]:
        assert told == []
        assert any(line.startswith("No result: H varies") for line in lines)
        return
    line, = told
    assert f"| {report.number(value)} |" in line
    assert one["met"] is row.is_met(value)
    assert ("MISSED" in line) == (one["met"] is False)


@pytest.mark.skipif(platform.machine() != "x86_64",
                    reason="no mongod for this processor")
def test_rows_of_mongodb():
    result = json.loads((FOLDER / "bench-mongo.json").read_text())
    wanted = mongo.rows_named(["M1", "M4", "M6", "M7", "M8"])
    assert [(one["row"], one["measure"]) for one in result["rows"]] == [
        (row.name, row.text) for row in wanted]
    assert all(math.isfinite(one["value"]) and one["value"] > 0
               for one in result["rows"])
