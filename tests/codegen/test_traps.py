"""Traps for generators in the published schemas, each as a test.

They are numbered as in the inventory of the published files.
"""

import re
import shutil

import pytest

from generator import ROOT, generate

EMPTY = "{ type: object, properties {} }"


@pytest.fixture
def made(tmp_path):
    """Generate from the text of a service `s`; gives the written files."""
    def make(text, overlay=None):
        schema, out = tmp_path / "schema", tmp_path / "out"
        (schema / "overlay").mkdir(parents=True)
        (schema / "s.conf").write_text(text)
        if overlay:
            (schema / "overlay/s.conf").write_text(overlay)
        status, said = generate("--schema", schema, "--out", out)
        files = {p.name: p.read_text() for p in out.glob("*")
                 if p.is_file()}
        return status, said, files
    return make


def action(request=EMPTY, response=EMPTY, more="", name="make"):
    return (f'{name}."1.0" {{\n    request: {request}\n'
            f"    response: {response}\n{more}}}\n")


def struct(text, name):
    """The declaration of a struct, without comments."""
    found = re.search(rf"^struct {name} {{\n.*?^}};", text, re.S | re.M)
    return re.sub(r"\s*/\*.*?\*/", "", found.group(), flags=re.S)


def test_1_a_field_beside_the_request(made):
    text = action(more="    metadata { type: string }\n")
    status, said, files = made(text)
    assert status == 1 and files == {}
    assert "s.conf:4:5: error: unknown key 'metadata'" in said
    assert said.rstrip().endswith("[dead-text]")


def test_1_is_mended_by_an_overlay(made):
    text = action(more="    metadata { type: string }\n")
    status, said, files = made(text, """entries: [ {
        op: move
        at: "make/*/metadata"
        to: "make/*/request/properties/metadata"
        reason: "It stands beside the request."
    } ]""")
    assert (status, said) == (0, "")
    assert "const char *metadata;" in struct(files["s.h"], "s_make_req")


def test_1_in_the_published_file():
    text = (ROOT / "generated/queues.h").read_text()
    for name in ("create", "update"):
        assert "metadata_item_pair *metadata;" in struct(
            text, f"queues_{name}_req")


def test_2_required_names_what_is_not_declared(made):
    status, said, _ = made(action(
        "{ type: object, required: [ nosuch ], properties {} }"))
    assert status == 1
    assert "'required' names 'nosuch', which is not declared" in said


def test_3_a_property_that_is_no_object(made):
    status, said, _ = made(action(
        '{ type: object, properties { description: "Text." } }'))
    assert status == 1
    assert "'description' must be an object [no-object]" in said


def test_4_a_schema_in_the_request_outside_properties(made):
    status, said, _ = made(action(
        "{ type: object, properties {}, size { type: integer } }"))
    assert status == 1
    assert "unknown keyword 'size' [unknown-keyword]" in said


@pytest.mark.parametrize("schema", [
    'type: integer, default: "5"',
    "type: string, default: 5",
    "type: boolean, default: 1",
    "type: integer, default: 0, minimum: 1",
    "type: string, enum: [ a, b ], default: c",
    '"$ref": "#/definitions/word", default: 5',
])
def test_5_a_default_that_breaks_its_own_rule(made, schema):
    status, said, _ = made(
        "_definitions { word { type: string } }\n"
        + action(f"{{ type: object, properties {{ x {{ {schema} }} }} }}"))
    assert status == 1
    assert said.rstrip().endswith("[default]")


def test_6_one_name_in_two_services(tmp_path):
    for name, kind in (("one", "string"), ("two", "integer")):
        (tmp_path / f"{name}.conf").write_text(
            f"_definitions {{ item {{ type: object, properties "
            f"{{ x {{ type: {kind} }} }} }} }}\n" + action(
                '{ type: object, properties '
                '{ it { "$ref": "#/definitions/item" } } }'))
    out = tmp_path / "out"
    assert generate("--schema", tmp_path, "--out", out) == (0, "")
    assert "const char *x;" in struct((out / "one.h").read_text(), "one_item")
    assert "int64_t x;" in struct((out / "two.h").read_text(), "two_item")


def test_7_a_definition_that_is_only_merged(made):
    status, said, files = made(
        "_definitions { paging { properties { page { type: integer } } } }\n"
        + action("${_definitions.paging} { type: object }"))
    assert (status, said) == (0, "")
    assert "int64_t page;" in struct(files["s.h"], "s_make_req")


def test_8_properties_beside_a_reference(made):
    status, said, files = made(
        "_definitions { base { type: object, required: [ a ], properties "
        "{ a { type: string } } } }\n"
        + action('{ "$ref": "#/definitions/base", required: [ b ], '
                 "properties { b { type: string } } }"))
    assert status == 0
    assert "warning: '$ref' beside 'properties': both are taken" in said
    assert re.search(r"\*a;\n.*\*b;", struct(files["s.h"], "s_make_req"))
    assert files["s.c"].count("jval_required") == 2


def test_9_a_version_lower_than_one_before(made):
    side = f"{{ request {EMPTY}, response {EMPTY} }}"
    status, said, files = made(
        f'make {{\n    "2.16" {side}\n    "2.14" {side}\n}}\n')
    assert status == 0
    assert "s.conf:3:5: warning: version 2.14 stands after a higher" in said
    assert "/* 2.14, 2.16 */" in files["endpoints.c"]


def test_10_texts_are_no_facts(made):
    """Whatever a description says, the type is what counts."""
    status, _, files = made(action(
        "{ type: object, properties { dates { type: array, description: "
        '"Strings, in seconds", items { type: integer } } } }'))
    assert status == 0
    assert "int64_t *dates;" in struct(files["s.h"], "s_make_req")


def test_11_what_the_published_files_include(tmp_path):
    schema = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", schema)
    item = struct((ROOT / "generated/queues.h").read_text(),
                  "queues_metadata_item")
    assert re.findall(r"const char \*(\w+);", item) == ["key", "type", "value"]
    (schema / "_common.conf").unlink()
    status, said = generate("--schema", schema, "--out", tmp_path / "out")
    assert status == 1
    assert "cannot include '_common.conf'" in said


def test_12_and_13_what_is_really_answered():
    text = (ROOT / "generated/queues.h").read_text()
    queue = struct(text, "queues_queue_ex")
    for declared in ("queue_ex_company company;", "entry_ex *entries;",
                     "worker *workers;", "const char *name;"):
        assert declared in queue
    assert "named task;" in struct(text, "queues_entry_ex")
    fields = struct(text, "queues_update_resp_fields")
    for declared in ("*name;", "**tags;", "**system_tags;", "*metadata;"):
        assert declared in fields


def test_12_fields_of_a_newer_queue_arrive_in_what_is_derived(tmp_path):
    schema = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", schema)
    text = (schema / "queues.conf").read_text()
    (schema / "queues.conf").write_text(
        text + "_definitions.queue.properties.colour { type: string }\n")
    assert generate("--schema", schema, "--out", tmp_path / "out")[0] == 0
    made = (tmp_path / "out/queues.h").read_text()
    assert "const char *colour;" in struct(made, "queues_queue_ex")
