"""script/new-handler, in a copy of the tree."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from checkout import ROOT, Checkout, digests

BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")
WARNINGS = """-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wshadow
-Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wcast-qual
-Werror""".split()
LIBRARIES = ["-lcunit", "-lpcre2-8", "-lzstd", "-lcrypto", "-ljson-c",
             "-lsqlite3", "-lpthread"]
HANDLER, TEST = "src/queues/delete.c", "tests/queues/test_delete.c"
NEW_SERVICE = """
a_report_with_a_name_that_is_long_enough_to_need_breaking."2.0" {
    description: "Say something that is worth a comment of more than one line."
    request {
        type: object
        required: [ text, size, "dotted.name", int, on, list ]
        properties {
            text { type: string }
            size { type: integer, minimum: 7 }
            "dotted.name" { type: number }
            int { type: integer }
            on { type: boolean }
            list { type: array, items { type: string } }
        }
    }
    response { type: object, properties {
        answer { type: string }
        default { type: integer }
    } }
}
small."2.0" {
    request { type: object, properties {} }
    response { type: object, properties {} }
}
"""


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path / "tree")


@pytest.fixture
def unhandled(checkout):
    """A copy in which queues.delete has neither handler nor test."""
    for name in (HANDLER, TEST):
        (checkout.tree / name).unlink()
    makefile = checkout.tree / "tests/local.mk"
    makefile.write_text(makefile.read_text().replace(
        "check_PROGRAMS += tests/queues/test_delete\n", ""))
    checkout.before = digests(checkout.tree)
    return checkout


def new_handler(checkout, name):
    done = subprocess.run([checkout.tree / "script/new-handler", name],
                          capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def compile_in(tree, *options):
    subprocess.run(
        ["gcc", *WARNINGS, f"-I{tree}/src", f"-I{tree}",
         *options], cwd=tree, check=True, timeout=120)


def is_formatted(tree, *names):
    subprocess.run(["clang-format", "--dry-run", "-Werror", "--style=file",
                    *names], cwd=tree, check=True)


def test_writes_what_compiles_and_fails(unhandled, tmp_path):
    status, said = new_handler(unhandled, "queues.delete")
    assert status == 0, said
    assert HANDLER in said and TEST in said
    assert unhandled.changed() == [HANDLER, "tests/local.mk", TEST]
    assert (unhandled.tree / "tests/local.mk").read_text() == (
        ROOT / "tests/local.mk").read_text()
    is_formatted(unhandled.tree, HANDLER, TEST)
    program = tmp_path / "test_delete"
    compile_in(unhandled.tree, "-o", program, HANDLER, TEST,
               BUILD / "libsuite.a", BUILD / "liblineup.a", *LIBRARIES)
    done = subprocess.run([program], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode != 0
    assert "queues.delete: 0 passed, 1 failed" in done.stdout


def test_the_filled_in_handler_passes(unhandled, tmp_path):
    new_handler(unhandled, "queues.delete")
    handler = unhandled.tree / HANDLER
    answered = re.findall(r"CU_ASSERT_TRUE\(response\.(has\.\w+)\)",
                          (unhandled.tree / TEST).read_text())
    assert "has.deleted" in answered
    handler.write_text(handler.read_text().replace(
        "\t(void)response;\n",
        "".join(f"\tresponse->{field} = true;\n" for field in answered)
    ).replace("call_fail(call, ERR_NOT_IMPLEMENTED, NULL, NULL)",
              "call_ok(call)"))
    program = tmp_path / "test_delete"
    compile_in(unhandled.tree, "-o", program, HANDLER, TEST,
               BUILD / "libsuite.a", BUILD / "liblineup.a", *LIBRARIES)
    subprocess.run([program], check=True, timeout=60)


def test_begins_a_service(checkout):
    (checkout.tree / "schema/reports.conf").write_text(NEW_SERVICE)
    long_name = NEW_SERVICE.strip().partition(".")[0]
    for name in (long_name, "small"):
        status, said = new_handler(checkout, f"reports.{name}")
        assert status == 0, said
    names = [f"{kind}{name}.c" for name in (long_name, "small")
             for kind in ("src/reports/", "tests/reports/test_")]
    is_formatted(checkout.tree, *names)
    subprocess.run([checkout.tree / "script/generate"], check=True)
    assert ("reports 2 of 2"
            in (checkout.tree / "generated/coverage.txt").read_text())
    for name in names:
        compile_in(checkout.tree, "-fsyntax-only", name)
    test = (checkout.tree / names[1]).read_text()
    for text in ('.text = "x"', ".size = 7", ".dotted_name = 1", ".int_ = 1",
                 ".on = true", "NOT_NULL(response.answer)", "response.has.default_"):
        assert text in test
    programs = re.findall(r"^check_PROGRAMS \+= (.*)$",
                          (checkout.tree / "tests/local.mk").read_text(),
                          re.M)
    assert programs == sorted(programs)
    assert "tests/reports/test_small" in programs


@pytest.mark.parametrize("name, message", [
    ("queues.delete", "src/queues/delete.c is there already"),
    ("queues.nothing", "no schema declares queues.nothing"),
    ("nothing.delete", "no schema declares nothing.delete"),
    ("queues", "no schema declares queues"),
    ("../queues.delete", "no schema declares ../queues.delete"),
])
def test_refuses(checkout, name, message):
    status, said = new_handler(checkout, name)
    assert status == 1
    assert message in said
    assert checkout.changed() == []


def test_refuses_what_has_a_test(checkout):
    (checkout.tree / HANDLER).unlink()
    checkout.before = digests(checkout.tree)
    status, said = new_handler(checkout, "queues.delete")
    assert status == 1
    assert f"{TEST} is there already" in said
    assert checkout.changed() == []


def test_refuses_a_schema_with_faults(unhandled):
    (unhandled.tree / "schema/debug.conf").write_text("ping {\n")
    unhandled.before = digests(unhandled.tree)
    status, said = new_handler(unhandled, "queues.delete")
    assert status == 1
    assert "debug.conf:1:6: error: " in said
    assert unhandled.changed() == []
