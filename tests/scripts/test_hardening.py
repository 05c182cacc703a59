"""The programs are built so that memory faults are hard to exploit."""

import os
import platform
import re
import subprocess
from pathlib import Path

import pytest

from script_server import ROOT

BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")


@pytest.fixture(params=["lineup", "lineupd"])
def program(request):
    return BUILD / request.param


def readelf(option, program):
    done = subprocess.run(
        ["readelf", "--wide", option, program],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_it_can_be_loaded_anywhere(program):
    assert re.search(r"Type:\s+DYN", readelf("--file-header", program))
    dynamic = readelf("--dynamic", program)
    assert re.search(r"\(FLAGS_1\).*\bPIE\b", dynamic)
    assert "(TEXTREL)" not in dynamic


def test_what_the_loader_wrote_is_read_only(program):
    assert "GNU_RELRO" in readelf("--program-headers", program)
    assert re.search(
        r"\(FLAGS_1\).*\bNOW\b", readelf("--dynamic", program)
    )


def test_nothing_is_both_written_and_executed(program):
    headers = readelf("--program-headers", program)
    flags = re.findall(r"^ +(\w+) +0x.* ([R ][W ][E ]) 0x", headers, re.M)
    assert ("GNU_STACK", "RW ") in flags
    assert [kind for kind, flag in flags if "W" in flag and "E" in flag] == []


def test_libraries_are_those_of_the_system(program):
    assert not re.search(r"\((RPATH|RUNPATH)\)", readelf("--dynamic", program))


def flags():
    return re.search(r"^HARDEN_CFLAGS = (.*)$",
                     (BUILD / "Makefile").read_text(), re.M)[1].split()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="it has no IBT")
def test_jumps_are_checked():
    notes = readelf("--notes", BUILD / "src/main.o")
    assert "IBT" in notes and "SHSTK" in notes


def test_copies_are_checked_as_well_as_the_library_can():
    _, version = os.confstr("CS_GNU_LIBC_VERSION").split()
    known = [int(part) for part in version.split(".")] >= [2, 34]
    assert f"-D_FORTIFY_SOURCE={3 if known else 2}" in flags()


def test_stacks_and_copies_are_checked(program):
    names = readelf("--dyn-syms", program)
    assert "__stack_chk_fail" in names
    assert re.search(r"\b__(mem|str|sn?printf|vsn?printf)\w*_chk\b", names)
