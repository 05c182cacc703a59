"""The manual pages describe all that the programs have, and nothing else."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from script_server import ROOT

BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")
PAGES = ["lineup.1", "lineup.conf.5", "lineupd.8"]
WRONG = "no such value"


def source(page):
    return (ROOT / "doc" / page).read_text()


def shown(page):
    """The text of a page, on one line."""
    done = subprocess.run(
        ["mandoc", "-T", "utf8", ROOT / "doc" / page],
        check=True, capture_output=True, text=True)
    return " ".join(re.sub(r".\x08", "", done.stdout).split())


def run(program, *arguments, **environment):
    return subprocess.run(
        [BUILD / program, *arguments],
        env={"PATH": os.environ["PATH"], "MONGOC_DISABLE_SHM": "1",
             "LINEUP_CONFIG": "/dev/null"} | environment,
        capture_output=True, text=True)


def told(program, *arguments):
    done = run(program, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


@pytest.mark.parametrize("page", PAGES)
def test_is_clean(page):
    done = subprocess.run(
        ["mandoc", "-T", "lint", ROOT / "doc" / page],
        capture_output=True, text=True)
    ours = "|".join(re.sub(r"\.(\d)$", r" \1", name) for name in PAGES)
    complaints = [
        line for line in done.stdout.splitlines()
        if not re.search(rf"manual not found: Xr ({ours})\b", line)]
    assert complaints == []


def test_lineupd_has_every_option():
    others = {"--setting", "--now"}  # any of ours, and one of systemctl
    assert options(shown("lineupd.8")) - others == options(
        told("lineupd", "--help"))


def test_lineup_has_every_option():
    assert options(shown("lineup.1")) == options(
        told("lineup", "--help")) | {"--help", "--version"}


def test_lineup_has_every_command():
    usage = re.findall(r"^  lineup (.*?)(?:  .*)?$", told("lineup", "--help"),
                       re.M)
    assert len(usage) > 10
    expected = [plain(line) for line in usage]
    found = re.findall(r"^\.It Cm ((?:.*\\\n)*.*)$", source("lineup.1"), re.M)
    assert [plain(macros(line)) for line in found] == expected


def macros(line):
    """The words of a line of mdoc."""
    line = re.sub(r"\\\n|\b(Oo|Oc|Op|Cm|Ar)\b", " ", line)
    return line.replace("Fl -", "--").replace("Fl ", "-")


def plain(line):
    return re.sub(r"[][.]", " ", line).lower().split()


def printed_settings():
    """Section, name and default (or None) of each setting, in order."""
    found, section = [], None
    for line in told("lineupd", "--print-config").splitlines():
        if line.startswith("["):
            section = line
        elif line:
            name, value = re.fullmatch(r"(?:; )?(\w+) =(?: (.*))?",
                                       line).groups()
            found.append((section, name, value))
    return found


def told_range(name):
    """The allowed values of a setting, from its refusal of another; None: any.
    """
    done = run("lineupd", "--test-config", **{f"LINEUP_{name.upper()}": WRONG})
    if done.returncode == 0:
        return None
    number = re.search(r"is no number from (\S+ to \S+)\n", done.stderr)
    if number:
        return number.group(1)
    choice = re.search(r"is none of: (.*)\n", done.stderr)
    if choice is None:
        return None
    choice = choice.group(1).split()
    return ", ".join(choice[:-1]) + " or " + choice[-1]


def test_conf_has_every_setting():
    expected = []
    for section, name, value in printed_settings():
        line = name if value is None else f"{name} = {value}"
        limits = told_range(name)
        expected.append((section, line + (f" ({limits})" if limits else "")))
    found, section = [], None
    for line in source("lineup.conf.5").splitlines():
        if line.startswith(".Ss "):
            section = line.removeprefix(".Ss ").removesuffix(r"\&")
        elif line.startswith(".It Ic "):
            item = re.sub(r" Pq (.*)", r" (\1)", line.removeprefix(".It Ic "))
            found.append((section, item))
    assert found == expected


def test_conf_has_every_variable():
    """Variables of the original; ours follow from the names of settings."""
    code = "".join(path.read_text() for path in ROOT.glob("src/conf/*.c"))
    variables = set(re.findall(r'"(CLEARML_\w+|CREDENTIALS_\w+|LINEUP_\w+)"',
                               code))
    assert len(variables) > 5
    text = shown("lineup.conf.5")
    assert set(re.findall(r"\b(?:CLEARML|CREDENTIALS|LINEUP)_\w+\b", text)) == (
        variables | {"LINEUP_MAX_BODY"})


def test_are_installed_and_uninstalled(tmp_path):
    for target in "install-man", "uninstall-man":
        subprocess.run(
            ["make", "-s", "-C", BUILD, target, f"DESTDIR={tmp_path}"],
            check=True, capture_output=True)
        found = sorted(path.name for path in tmp_path.rglob("*")
                       if path.is_file())
        assert found == (PAGES if target == "install-man" else [])


def test_conf_has_the_settings_that_need_a_restart():
    table = (ROOT / "src/conf/settings.c").read_text()
    fixed = re.findall(r'^    \{"\w+", "(\w+)",[^{]*?,\s+true\},$', table,
                       re.M | re.S)
    assert len(fixed) > 10
    found = re.search("at the start only, .*? token secret: (.*?)[.] Below",
                      shown("lineup.conf.5"))[1]
    assert re.findall(r"\w+", found.replace(" and ", " ")) == fixed
