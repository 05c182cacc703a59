"""The lock, waivers and the compatibility report of script/generate."""

import json
import re
import shutil

import pytest

from generator import ROOT, generate, run_generate

QUEUES = """
delete."2.4" {
    request { type: object, properties { queue { type: string } } }
    response {
        type: object
        properties {
            deleted {
                type: integer
                enum: [ 0, 1 ]
            }
        }
    }
}
"""
DEBUG = """
ping."1.0" {
    request { type: object, properties {} }
    response { type: object, properties {} }
}
"""


@pytest.fixture
def schema(tmp_path):
    """A schema of two services that was published."""
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "queues.conf").write_text(QUEUES)
    (folder / "debug.conf").write_text(DEBUG)
    assert make(folder, "--update-lock") == (0, "")
    shutil.rmtree(tmp_path / "out")
    return folder


def edit(schema, name, old, new):
    text = (schema / name).read_text()
    assert old in text
    (schema / name).write_text(text.replace(old, new, 1))


def make(schema, *options):
    return generate("--schema", schema, "--out", schema.parent / "out",
                    *options)


DELETED = "queues/delete/2.4/response/properties/deleted"


def break_delete(schema):
    """Rename a field of a published answer; gives the line it was on."""
    edit(schema, "queues.conf", "deleted {", "gone {")
    lines = (schema / "queues.conf").read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if "gone {" in line)


def waive(schema, *pairs):
    (schema / "waivers.conf").write_text("waivers: [\n" + "".join(
        f'{{ rule: {rule}, at: "{at}", reason: "No client reads it." }}\n'
        for rule, at in pairs) + "]\n")


WAIVED = (("RES_FIELD_REMOVED", DELETED),
          ("VERSION_MUTATED", "queues/delete/*"))


def test_the_committed_lock_is_fresh(tmp_path):
    schema = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", schema)
    before = (schema / "lock.json").read_bytes()
    assert make(schema, "--update-lock", "--src", ROOT / "src")[0] == 0
    assert (schema / "lock.json").read_bytes() == before


def test_the_lock_records_the_corrected_schema():
    lock = json.loads((ROOT / "schema/lock.json").read_text())
    queues = lock["services"]["queues"]
    create = queues["actions"]["create"]["versions"]["2.13"]["request"]
    assert "metadata" in create["properties"]
    assert "last_update" in queues["definitions"]["queue"]["properties"]
    assert "description" not in json.dumps(create)


def test_breaking_what_was_published_fails(schema):
    break_delete(schema)
    status, said = make(schema)
    assert status == 1
    assert f"error: {DELETED}: is gone [RES_FIELD_REMOVED]" in said
    assert "error: queues/delete/2.4: " in said
    assert "[VERSION_MUTATED]" in said
    assert not (schema.parent / "out").exists()


def test_keep_going_leaves_out_the_broken_service(schema):
    break_delete(schema)
    status, said = make(schema, "--keep-going")
    assert status == 1
    assert "VERSION_MUTATED" in said
    assert (schema.parent / "out/debug.c").exists()
    assert not (schema.parent / "out/queues.c").exists()


def test_without_a_lock_nothing_is_promised(schema):
    break_delete(schema)
    (schema / "lock.json").unlink()
    assert make(schema) == (0, "")


def test_a_lost_service_is_missed(schema):
    (schema / "debug.conf").unlink()
    status, said = make(schema)
    assert status == 1
    assert ("lock.json:1:1: error: debug/ping: is gone [ACTION_REMOVED]"
            in said)


def test_a_break_is_not_recorded(schema):
    before = (schema / "lock.json").read_bytes()
    break_delete(schema)
    status, said = make(schema, "--update-lock")
    assert status == 1
    assert "RES_FIELD_REMOVED" in said
    assert (schema / "lock.json").read_bytes() == before


def test_a_waiver_lets_it_pass_once(schema):
    break_delete(schema)
    waive(schema, *WAIVED)
    assert make(schema) == (0, "")
    assert make(schema, "--update-lock") == (0, "")
    recorded = json.loads((schema / "lock.json").read_text())["waived"]
    assert [w["rule"] for w in recorded] == ["VERSION_MUTATED",
                                             "RES_FIELD_REMOVED"]
    assert make(schema) == (0, "")  # it is spent, not stale
    edit(schema, "queues.conf", "gone {", "lost {")
    assert make(schema)[0] == 1


def test_a_spent_waiver_may_go(schema):
    break_delete(schema)
    waive(schema, *WAIVED)
    make(schema, "--update-lock")
    (schema / "waivers.conf").unlink()
    assert make(schema) == (0, "")
    assert make(schema, "--update-lock") == (0, "")
    assert json.loads((schema / "lock.json").read_text())["waived"] == []


@pytest.mark.parametrize("text, message", [
    ('{ rule: RES_FIELD_REMOVED, at: "queues/x", reason: "Why." }',
     "nothing to waive: RES_FIELD_REMOVED at queues/x"),
    ('{ rule: RES_FIELD_REMOVED, at: "queues/x" }',
     "a waiver has 'rule', 'at' and 'reason', each a text"),
    ('{ rule: RES_FIELD_REMOVED, at: "queues/x", reason: "" }',
     "a waiver has 'rule', 'at' and 'reason', each a text"),
    ('"all"', "a waiver has 'rule', 'at' and 'reason', each a text"),
    ('{ rule: NONE, at: "queues/x", reason: "Why." }',
     "no rule to waive: NONE"),
    ('{ rule: FIELD_ADDED, at: "queues/x", reason: "Why." }',
     "no rule to waive: FIELD_ADDED"),
])
def test_a_bad_waiver_is_an_error(schema, text, message):
    (schema / "waivers.conf").write_text(f"waivers: [\n{text}\n]\n")
    status, said = make(schema)
    assert status == 1
    assert re.search(r"waivers\.conf:2:\d+: error: " + re.escape(message),
                     said), said


@pytest.mark.parametrize("text", ["waivers: none\n", "waiver: []\n"])
def test_a_bad_file_of_waivers_is_an_error(schema, text):
    (schema / "waivers.conf").write_text(text)
    status, said = make(schema)
    assert status == 1
    assert "waivers.conf:1:1: error: " in said


@pytest.mark.parametrize("text", [
    '{"services": {},\n<<<<<<<\n', "[]", '{"services": []}',
    '{"services": {"queues": {}}, "waived": []}', '{"services": ' * 10000])
def test_a_bad_lock_is_an_error(schema, text):
    (schema / "lock.json").write_text(text)
    for options in ((), ("--update-lock",), ("--report",)):
        status, said = make(schema, *options)
        assert status == 1
        assert re.search(r"lock\.json:\d+:\d+: error: ", said), said
    assert (schema / "lock.json").read_text() == text


def test_the_report(schema, tmp_path):
    line = break_delete(schema)
    waive(schema, *WAIVED)
    status, said = run_generate("--schema", schema, "--report")[:2]
    assert status == 0
    assert re.search(r"queues\.conf:\d+:\d+: waived: RES_FIELD_REMOVED: "
                     + DELETED + r": is gone \(No client reads it\.\)", said)
    assert (f"queues.conf:{line}:" in said
            and "information: FIELD_ADDED: "
            + DELETED.replace("deleted", "gone") + ": is new\n" in said)
    assert re.search(r"^error: 0, warning: 0, information: \d+, waived: 2$",
                     said, re.M)
    assert not (tmp_path / "out").exists()


def test_news_are_what_the_lock_does_not_know(schema):
    options = ("--schema", schema, "--report")
    nothing = "error: 0, warning: 0, information: 0, waived: 0\n"
    assert run_generate(*options) == (0, nothing, "")
    text = (schema / "queues.conf").read_text()
    (schema / "queues.conf").write_text(
        text + 'delete."2.90": ${delete."2.4"}\n')
    status, said, _ = run_generate(*options)
    assert status == 0
    assert re.findall(r": information: (\w+): queues/delete/2.90: ",
                      said) == ["IDENTICAL_VERSION", "VERSION_ADDED"]
    assert said.count("\n") == 3
    make(schema, "--update-lock")
    assert run_generate(*options) == (0, nothing, "")


def test_warnings_are_shown_and_can_be_waived(schema):
    edit(schema, "queues.conf", "enum: [ 0, 1 ]", "enum: [ 0, 1, 7 ]")
    waive(schema, WAIVED[1])
    status, said = make(schema)
    assert status == 0
    assert f"warning: {DELETED}: " in said
    assert "[RES_ENUM_VALUE_ADDED]" in said
    waive(schema, WAIVED[1],
          ("RES_ENUM_VALUE_ADDED", DELETED.replace("2.4", "*")))
    assert make(schema) == (0, "")
