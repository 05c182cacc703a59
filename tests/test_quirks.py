"""The table of what is peculiar to the original."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAST = 75


def rows():
    text = (ROOT / "tests/quirks.txt").read_text()
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            number, what, kind, rest = line.split(" | ")
            yield pytest.param(kind, rest, id=f"{number} {what}")


def differences():
    """The page of differences, its lines as one."""
    return " ".join((ROOT / "doc/differences.md").read_text().split())


def has_test(place):
    path, name = place.split("::")
    text = (ROOT / path).read_text()
    if path.endswith(".py"):
        return re.search(rf"^def {name}\(", text, re.M) is not None
    return f"SUITE_TEST({name})," in text


def test_every_quirk_has_its_row():
    numbers = [int(row.id.split()[0]) for row in rows()]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, LAST + 1))


@pytest.mark.parametrize("kind, rest", rows())
def test_quirk(kind, rest):
    if kind == "same":
        assert [place for place in rest.split() if not has_test(place)] == []
    else:
        assert kind == "different"
        assert rest in differences()
