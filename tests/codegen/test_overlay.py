"""Our overlay, on every form of the file that it corrects, and its messages.
"""

import json
import shutil

import pytest

from generator import ROOT, generate

SHARED = ROOT.parent / "shared"
FILES = {
    "ours": [ROOT / "schema/queues.conf"],
    "seed": [SHARED / "seed/queues.conf"],
    "newest": [SHARED / "schema-2.3.0/queues.conf",
               SHARED / "schema-2.3.0/_common.conf"],
}

# Beside the request, nothing reads it: a fault of the seed alone.
MOVE_METADATA = "".join(f'''
    {{
        op: move
        at: "{action}/2.13/metadata"
        to: "{action}/2.13/request/properties/metadata"
        reason: "It stands beside the request."
    }}''' for action in ("create", "update"))


@pytest.mark.parametrize("name", FILES)
def test_our_overlay_fits(tmp_path, name):
    """It corrects all faults, and breaks no promise."""
    if not FILES[name][0].exists():
        pytest.skip("the published schema is not beside the checkout")
    schema = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", schema)
    for path in FILES[name]:
        shutil.copyfile(path, schema / path.name)
    if name == "seed":
        (schema / "lock.json").unlink()  # ours may be newer
        overlay = schema / "overlay/queues.conf"
        overlay.write_text(overlay.read_text().replace(
            "entries: [", "entries: [" + MOVE_METADATA, 1))
    status, said = generate("--schema", schema, "--out", tmp_path / "out")
    assert status == 0, said
    written = (tmp_path / "out/openapi.json").read_text()
    assert "/v2.4/queues.get_next_task" in json.loads(written)["paths"]


SIDE = "{ type: object, properties { %s } }"


@pytest.fixture
def corrected(tmp_path):
    """Generate from versions of an action `make` and one entry."""
    def make(entry, **versions):
        (tmp_path / "overlay").mkdir()
        (tmp_path / "s.conf").write_text("make {\n" + "".join(
            f'"{name.replace("_", ".").strip(".")}" {{\n'
            f"request {SIDE % text}\nresponse {SIDE % ''}\n}}\n"
            for name, text in versions.items()) + "}\n")
        (tmp_path / "overlay/s.conf").write_text(
            f'entries: [ {{ reason: "why", {entry} }} ]\n')
        status, said = generate("--schema", tmp_path, "--out",
                                tmp_path / "out")
        header = tmp_path / "out/s.h"
        return status, said, header.read_text() if header.exists() else ""
    return make


SIZE = ('op: set, at: "make/*/request/properties/size", '
        'value { type: integer, description: "Ours." }')


def test_words_are_not_compared(corrected):
    status, said, header = corrected(
        SIZE, _1_0='size { description: "Theirs.", type: integer }')
    assert status == 0
    assert "overlay/s.conf:1:12: note: no longer needed: " in said
    assert said.rstrip().endswith("[overlay-idle]")
    assert "/* Theirs. */" in header


def test_more_than_what_is_wanted_is_fine(corrected):
    status, said, _ = corrected(
        SIZE, _1_0="size { type: integer, minimum: 1 }")
    assert status == 0 and "no longer needed" in said


def test_a_version_that_says_so_is_left_alone(corrected):
    status, said, header = corrected(
        SIZE, _1_0="", _1_1="size { type: integer, minimum: 1 }")
    assert (status, said) == (0, "")
    assert "int64_t size;" in header and "Since" not in header


def test_a_star_means_versions_where_it_makes_sense(corrected):
    status, said, header = corrected(
        'op: set, at: "make/*/request/properties/size/minimum", value: 1',
        _1_0="", _1_1="size { type: integer }")
    assert (status, said) == (0, "")


@pytest.mark.parametrize("entry, found", [
    (SIZE, 'make/1.1/request/properties/size is {"type": "string"} at '
     "s.conf:7:38, neither what this entry corrects nor what it wants"),
    ('op: set, at: "make/*/request/properties/nosuch/minimum", value: 1',
     "'make/*/request/properties/nosuch/minimum' leads to "
     "'make/1.1/request/properties' only, at s.conf:7:25"),
    ('op: move, at: "make/*/beside", to: "make/*/request/beside"',
     "'make/*/beside' leads to 'make/1.1' only, at s.conf:6:1"),
])
def test_a_stale_entry_tells_what_is_there(corrected, entry, found):
    status, said, _ = corrected(entry, _1_0="", _1_1="size { type: string }")
    assert status == 1
    assert f"error: {found}" in said.replace("nothing to correct: ", "")
    assert said.rstrip().endswith("[overlay-stale]")


@pytest.mark.parametrize("place, is_there", [
    ("make/1.0/request", True), ("_definitions/size", False)])
def test_an_entry_may_be_about_newer_files_alone(corrected, place, is_there):
    status, said, header = corrected(f'if: "{place}", {SIZE}', _1_0="")
    note = ("overlay/s.conf:1:12: note: does nothing: the file has no "
            f"'{place}' [overlay-idle]")
    assert status == 0 and (note not in said) == is_there
    assert ("int64_t size;" in header) == is_there


SERVED = """
_definitions {
    word { type: object, properties { x { type: string } } }
    other { type: object, properties { y { type: string } } }
}
make."1.0" {
    request { type: object, properties { w { "$ref": "#/definitions/word" } } }
    response { type: object, properties {} }
}
make_many."1.0" {
    batch_request { action: make, version: "1.0" }
    response { type: object, properties {} }
}
broken."1.0" {
    request { type: object, properties { w { "$ref": "#/definitions/other" } } }
    nothing: here
}
"""


def test_only_what_is_served_is_generated(tmp_path):
    """And all that they need; actions that are not served may have faults."""
    (tmp_path / "overlay").mkdir()
    (tmp_path / "s.conf").write_text(SERVED)
    (tmp_path / "overlay/s.conf").write_text("serve: [ make_many ]\n")
    out = tmp_path / "out"
    assert generate("--schema", tmp_path, "--out", out) == (0, "")
    assert (out / "coverage.txt").read_text().endswith("s 0 of 1\n")
    assert "s.make_many" in (out / "endpoints.c").read_text()
    header = (out / "s.h").read_text()
    assert "struct s_make_many_req" in header and "struct s_word" in header
    assert "s_make_req" not in header and "s_other" not in header
    assert "s.make " not in (out / "doc/api.md").read_text()


def test_served_actions_may_be_more_later(tmp_path):
    (tmp_path / "overlay").mkdir()
    (tmp_path / "s.conf").write_text(SERVED)
    overlay, out = tmp_path / "overlay/s.conf", tmp_path / "out"
    overlay.write_text("serve: [ make ]\n")
    command = ["--schema", tmp_path, "--out", out]
    assert generate(*command, "--update-lock")[0] == 0
    overlay.write_text("serve: [ make, make_many ]\n")
    assert generate(*command)[0] == 0
    overlay.write_text("serve: [ make_many ]\n")
    status, said = generate(*command)
    assert status == 1 and "s/make: is gone [ACTION_REMOVED]" in said


@pytest.mark.parametrize("least, answers", [
    ("any", "API_VERSION(1, 0)"), ('"0.7"', "API_VERSION(0, 7)")])
def test_an_action_may_answer_below_its_versions(tmp_path, least, answers):
    (tmp_path / "s.conf").write_text(
        f'make {{ x-min-version: {least}, "2.4" {{ request {SIDE % ""}\n'
        f'response {SIDE % ""} }} }}\n')
    out = tmp_path / "out"
    assert generate("--schema", tmp_path, "--out", out) == (0, "")
    assert f".min_version = {answers}," in (out / "endpoints.c").read_text()
