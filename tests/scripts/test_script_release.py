"""What script/release relies on."""

import re
import subprocess

from script_server import ROOT

VERSION = re.search(r"^AC_INIT\(\[lineup\], \[(.*)\]\)$",
                    (ROOT / "configure.ac").read_text(), re.M)[1]


def test_changes_are_by_version_with_dates():
    headings = re.findall(r"^\S.*", (ROOT / "CHANGES").read_text(), re.M)
    if headings[0] == "Unreleased":  # script/release insists on a version
        headings.pop(0)
    found = [re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)", line)
             for line in headings]
    assert all(found), headings
    versions = [tuple(map(int, one[1].split("."))) for one in found]
    dates = [one[2] for one in found]
    assert versions == sorted(set(versions), reverse=True)
    assert dates == sorted(dates, reverse=True)


def test_the_package_has_the_same_version():
    found = re.findall(r"^lineup \((.*)\) ",
                       (ROOT / "debian/changelog").read_text(), re.M)
    assert VERSION in found[:2]
    headings = re.findall(r"^(\d\S*) \(", (ROOT / "CHANGES").read_text(), re.M)
    assert found == headings


def test_it_takes_no_arguments():
    done = subprocess.run([ROOT / "script/release", "0.4.0"],
                          capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "release: takes no arguments; try --help\n")
