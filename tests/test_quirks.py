"""The table of differences from the original."""

import re

import pytest
import quirks

ROOT = quirks.ROOT
LAST = 75


def rows():
    for row in quirks.read():
        yield pytest.param(row, id=f"{row.group}: {row.call} {row.lineup}"[:60])


def has_test(place):
    path, name = place.split("::")
    text = (ROOT / path).read_text()
    if path.endswith(".py"):
        return re.search(rf"^def {name}\(", text, re.M) is not None
    return f"SUITE_TEST({name})," in text


def test_every_quirk_has_its_row():
    assert {number for row in quirks.read() for number in row.numbers} == set(
        range(1, LAST + 1))


@pytest.mark.parametrize("row", rows())
def test_quirk(row):
    assert [place for place in row.tests if not has_test(place)] == []
    if row.group == quirks.SAME:
        assert row.numbers and row.tests
    else:
        assert row.call and row.lineup


def test_settings_are_documented():
    manual = (ROOT / "doc/lineup.conf.5").read_text()
    for row in quirks.read():
        for name in re.findall("[a-z_]+", row.setting):
            assert f".It Ic {name}" in manual


def test_the_page_is_made_from_the_table():
    """If this fails, run tests/quirks.py."""
    assert quirks.PAGE.read_text() == quirks.page()
