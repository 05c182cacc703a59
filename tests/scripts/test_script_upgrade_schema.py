"""script/upgrade-schema, in a copy of the tree.

newer/ holds what a newer queues.conf adds to the present one, and a service
that is new.  Where the tests' own result does not matter, a script stands in
for script/test.
"""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from checkout import ROOT, Checkout, digests

NEWER = Path(__file__).resolve().parent / "newer"
LONGEST_WAIT = 60
SEEDS = [f"tests/fuzz/seeds/request/{action}-{size}" for action in (
    "queues.delete-2.90", "queues.empty-2.90",
    "queues.get_all-2.90", "queues.how_many-2.14",
    "reports.get_all-2.90") for size in ("maximal", "minimal")]
TAKEN = [
    "doc/api.md", "generated/MANIFEST", "generated/coverage.txt",
    "generated/endpoints.c", "generated/openapi.json", "generated/queues.c",
    "generated/queues.h", "generated/reports.c", "generated/reports.h",
    "generated/sources.mk", "schema/lock.json", "schema/queues.conf",
    "schema/reports.conf", "tests/fuzz/queues.dict", "tests/fuzz/reports.dict",
    *SEEDS, "tests/vectors/queues.tsv", "tests/vectors/reports.tsv",
]


def newest(action):
    """The newest published version of an action of queues."""
    lock = json.loads((ROOT / "schema/lock.json").read_text())
    versions = lock["services"]["queues"]["actions"][action]["versions"]
    return max(versions, key=lambda v: [int(n) for n in v.split(".")])


class Upgrade(Checkout):
    """A copy of the tree, and newer schema files for it."""

    def __init__(self, folder):
        super().__init__(folder / "tree")
        self.newer = folder / "newer"
        self.newer.mkdir()
        shutil.copy(NEWER / "reports.conf", self.newer)
        self.queues = (ROOT / "schema/queues.conf").read_text()
        self.queues += re.sub(
            r'\$\{(\w+)\."newest"\}',
            lambda found: f'${{{found[1]}."{newest(found[1])}"}}',
            (NEWER / "queues.conf").read_text())
        self.write(self.queues)

    def write(self, text):
        (self.newer / "queues.conf").write_text(text)

    def edit(self, old, new):
        assert old in self.queues
        self.write(self.queues.replace(old, new, 1))

    def stand_in(self, *lines):
        """Replace script/test by another script."""
        path = self.tree / "script/test"
        path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
        self.before = digests(self.tree)

    def command(self, *options):
        return [self.tree / "script/upgrade-schema", self.newer, *options]

    def upgrade(self, *options):
        done = subprocess.run(self.command(*options), capture_output=True,
                              text=True, timeout=900)
        return done.returncode, done.stdout, done.stderr

    def coverage(self):
        """How many actions of queues have a handler, and how many there are.
        """
        text = (ROOT / "generated/coverage.txt").read_text()
        found = re.search(r"^queues (\d+) of (\d+)", text, re.M)
        return int(found[1]), int(found[2])

    def left(self):
        """The copies that are left below build/."""
        return list((self.tree / "build").glob("upgrade-*"))


@pytest.fixture
def checkout(tmp_path):
    return Upgrade(tmp_path)


def test_takes_it_when_the_tests_pass(checkout):
    """With a real stage: everything is generated, built and run."""
    status, said, wrong = checkout.upgrade("--stages", "unit")
    assert status == 0, said + wrong
    for rule, at in (
            ("FIELD_ADDED", "queues/_definitions/queue/properties/colour"),
            ("DEF_CHANGE_REACHES_OLD_VERSIONS", "queues/_definitions/queue"),
            ("FIELD_ADDED",
             "queues/get_all/2.90/request/properties/most_entries"),
            ("ACTION_ADDED", "queues/empty"),
            ("VERSION_OUT_OF_ORDER", "queues/how_many/2.14"),
            ("ACTION_ADDED", "reports/get_all")):
        assert f": {rule}: {at}: " in said
    has, declared = checkout.coverage()
    assert re.search(rf"queues +{has} of {declared}  ->  "
                     rf"{has} of {declared + 2}\n", said)
    assert re.search(r"reports +-  ->  0 of 1", said)
    assert re.search(r"^\d+ passed, 0 failed", said, re.M)
    assert checkout.changed() == TAKEN
    assert checkout.left() == []
    again = checkout.upgrade("--stages", "unit")
    assert again[0] == 0
    assert "Files that change: none" in again[1]


def test_dry_run_changes_nothing(checkout):
    checkout.stand_in("echo started >&2", "exit 1")
    status, said, wrong = checkout.upgrade("--dry-run")
    assert status == 0, said + wrong
    assert "started" not in wrong
    assert "queues/empty" in said
    assert f" of {checkout.coverage()[1] + 2}\n" in said
    assert "Files that change: " + ", ".join(TAKEN) in said
    assert checkout.changed() == []
    assert checkout.left() == []


def test_failed_tests_change_nothing(checkout):
    checkout.stand_in(f"ls {' '.join(TAKEN)} || exit 0", 'echo "ran: $*"',
                      "exit 1")
    status, said, wrong = checkout.upgrade("--stages", "unit", "source")
    assert status == 1
    assert "ran: unit source" in said
    assert "the tests failed, and nothing was changed" in wrong
    assert checkout.changed() == []
    assert str(checkout.left()[0]) in wrong


def test_runs_all_tests_by_default(checkout):
    checkout.stand_in('echo "ran: $#"')
    status, said, _ = checkout.upgrade()
    assert status == 0
    assert "ran: 0" in said
    assert checkout.changed() == TAKEN


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_changes_nothing(checkout, number):
    """It also stops all that its tests have started, in whatever group."""
    checkout.stand_in("timeout 600 sh -c 'echo $$ >>started; echo >>started; "
                      "exec tail -f /dev/null'")
    running = subprocess.Popen(checkout.command(), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    program = int(when_started(checkout))
    running.send_signal(number)
    _, wrong = running.communicate(timeout=LONGEST_WAIT)
    assert running.returncode == 130
    assert "interrupted; nothing was changed" in wrong
    assert checkout.changed() == []
    assert checkout.left() == []
    with pytest.raises(ProcessLookupError):
        os.kill(program, 0)


def when_started(checkout):
    """Wait until the tests run; gives their process id."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        for copy in checkout.left():
            started = copy / "started"
            if started.exists() and started.read_text().endswith("\n\n"):
                return started.read_text()
        time.sleep(0.05)
    raise AssertionError("the tests were never started")


def test_what_was_edited_meanwhile_stays(checkout):
    checkout.stand_in(f"echo >>{checkout.tree}/schema/queues.conf")
    status, _, wrong = checkout.upgrade()
    assert status == 1
    assert "schema/queues.conf was changed meanwhile; nothing was" in wrong
    assert checkout.changed() == ["schema/queues.conf"]


@pytest.fixture
def script(tmp_path, monkeypatch):
    """The script as a module, with a small tree and a small copy."""
    loader = SourceFileLoader("upgrade_schema",
                              str(ROOT / "script/upgrade-schema"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(ROOT / "script")
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    for tree, texts in (("tree", {"changed": "old", "gone": "old"}),
                        ("copy", {"changed": "new", "more/added": "new"})):
        for name, text in texts.items():
            path = tmp_path / tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    monkeypatch.setattr(module, "ROOT", tmp_path / "tree")
    return module


def test_all_changes_are_put_in_place(script, tmp_path):
    tree, copy = tmp_path / "tree", tmp_path / "copy"
    script.put_in_place(copy, ["changed", "gone", "more/added"])
    assert digests(tree) == digests(copy)


def test_a_full_disk_leaves_everything(script, tmp_path, monkeypatch):
    def fill(source, target):
        Path(target).write_text("")
        if source.name == "added":
            raise OSError(errno.ENOSPC, "No space left on device")

    tree, copy = tmp_path / "tree", tmp_path / "copy"
    before = digests(tree)
    monkeypatch.setattr(script.shutil, "copy", fill)
    with pytest.raises(OSError):
        script.put_in_place(copy, ["changed", "gone", "more/added"])
    assert digests(tree) == before


def is_refused(checkout, *messages, never=()):
    checkout.stand_in("echo started", "exit 0")
    status, said, wrong = checkout.upgrade()
    assert status == 1
    assert "started" not in said
    for message in messages:
        assert re.search(message, said + wrong), said + wrong
    for message in never:
        assert message not in said + wrong
    assert checkout.changed() == []
    assert checkout.left() == []


def test_a_removed_action_is_refused(checkout):
    checkout.edit("\ndelete_metadata {", "\nremove_metadata {")
    is_refused(checkout, r"schema/queues\.conf:1:1: error: ACTION_REMOVED: "
               "queues/delete_metadata: is gone", "the new schema is refused")


def test_a_type_that_changed_in_place_is_refused(checkout):
    """In a definition, and in the text of a version."""
    checkout.write(checkout.queues + """
create."2.4".response.properties.id.type: integer
_definitions.queue_metrics.properties.queue_lengths.type: object
""")
    is_refused(
        checkout, "error: RES_TYPE_CHANGED: queues/create/2.4/response/"
        "properties/id: was string, is integer",
        "error: VERSION_MUTATED: queues/create/2.13: ",
        "error: RES_TYPE_CHANGED: queues/_definitions/queue_metrics/",
        "To break clients on purpose, add a reason to waivers.conf")


def test_a_break_with_a_reason_is_taken(checkout):
    checkout.edit("\ndelete_metadata {", "\nremove_metadata {")
    (checkout.tree / "src/queues/delete_metadata.c").unlink()
    (checkout.tree / "schema/waivers.conf").write_text(
        'waivers: [ { rule: ACTION_REMOVED, at: "queues/delete_metadata", '
        'reason: "Nobody calls it." } ]\n')
    checkout.stand_in("exit 0")
    status, said, wrong = checkout.upgrade()
    assert status == 0, said + wrong
    assert ("waived: ACTION_REMOVED: queues/delete_metadata: is gone "
            "(Nobody calls it.)") in said
    assert set(TAKEN) < set(checkout.changed())


def test_a_file_with_faults_is_refused(checkout):
    checkout.write(checkout.queues + "}\n")
    is_refused(checkout, r"schema/queues\.conf:\d+:\d+: error: ",
               "nothing was changed", never=["waivers.conf"])


@pytest.mark.parametrize("name", ["errors.conf", "settings.conf",
                                  "waivers.conf"])
def test_our_own_files_are_no_schema(checkout, name):
    (checkout.newer / name).write_text("")
    is_refused(checkout, f"{name} is not a published schema")


def test_a_folder_without_schemas_is_refused(checkout):
    shutil.rmtree(checkout.newer)
    is_refused(checkout, "is not a directory")
    checkout.newer.mkdir()
    is_refused(checkout, r"holds no \*\.conf")


def test_takes_only_what_is_named(checkout):
    checkout.stand_in("exit 0")
    (checkout.newer / "debug.conf").write_text("no schema {\n")
    status, said, wrong = checkout.upgrade("--only", "reports,queues")
    assert status == 0, said + wrong
    assert checkout.changed() == TAKEN


def test_what_is_named_must_be_there(checkout):
    status, _, wrong = checkout.upgrade("--only", "queues,nosuch")
    assert status == 1
    assert "holds no nosuch.conf; nothing was changed" in wrong
