"""What the compatibility report finds."""

import pytest

import generator  # noqa: F401  for the path to the modules
import check
import problems
from compat import contract, findings
from hocon import resolve

BASE = "things/act/%s/%s"
FIELD = BASE + "/properties/x"


def contract_in(tmp_path, text):
    path = tmp_path / "things.conf"
    path.write_text(text)
    found = problems.Problems()
    service, _ = check.check(
        "things", "", resolve.resolve_file(path, found), found)
    return contract.contract_of(service)


def versions(*bodies):
    """An action with versions 1.0, 1.1 and so on, of (request, response)."""
    return "".join(
        f'act."1.{number}" {{\n'
        f"request {{ type: object, {request or ''} }}\n"
        f"response {{ type: object, {response or ''} }}\n}}\n"
        for number, (request, response) in enumerate(bodies))


def shown(findings):
    return {(f.rule, "/".join(f.at)) for f in findings}


# A field before and after, and the finding in a request and in a response.
FIELDS = [
    ("type: string", "type: integer", "REQ_TYPE_NARROWED",
     "RES_TYPE_CHANGED"),
    ("type: integer", "type: number", "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ("type: number", "type: integer", "REQ_TYPE_NARROWED",
     "RES_TYPE_NARROWED"),
    ("type: string", "type: object", "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ("type: object", "type: object, properties {}", "REQ_TYPE_NARROWED",
     "RES_TYPE_NARROWED"),
    ("type: integer, minimum: 1", "type: integer, minimum: 2",
     "REQ_MIN_RAISED", "RES_TYPE_NARROWED"),
    ("type: integer", "type: integer, minimum: 0", "REQ_MIN_RAISED",
     "RES_TYPE_NARROWED"),
    ("type: integer, minimum: 1", "type: integer, minimum: 0",
     "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ("type: integer, minimum: 1", "type: integer", "REQ_TYPE_WIDENED",
     "RES_TYPE_CHANGED"),
    ("type: integer, enum: [1, 2]", "type: integer, enum: [1]",
     "REQ_ENUM_VALUE_REMOVED", "RES_TYPE_NARROWED"),
    ("type: integer, enum: [1]", "type: integer, enum: [1, 2]",
     "REQ_TYPE_WIDENED", "RES_ENUM_VALUE_ADDED"),
    ("type: integer", "type: integer, enum: [1]", "REQ_TYPE_NARROWED",
     "RES_TYPE_NARROWED"),
    ("type: integer, enum: [1]", "type: integer", "REQ_TYPE_WIDENED",
     "RES_TYPE_CHANGED"),
    ("type: string, default: a", "type: string, default: b",
     "DEFAULT_CHANGED", None),
    ("type: string", "type: string, default: b", "DEFAULT_CHANGED", None),
    ("type: string", 'type: string, pattern: "^a"', "REQ_TYPE_NARROWED",
     "RES_TYPE_NARROWED"),
    ('type: string, format: "date-time"', "type: string",
     "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ('type: string, format: email', 'type: string, format: "date-time"',
     "REQ_TYPE_NARROWED", "RES_TYPE_CHANGED"),
    ("type: array, items { type: string }, x-list-filter: true",
     "type: array, items { type: string }", "REQ_TYPE_NARROWED",
     "RES_TYPE_NARROWED"),
    ("type: object, properties { y { type: string } }",
     "type: object, properties { y { type: string } }, "
     "additionalProperties: false", "REQ_CLOSED", "RES_TYPE_NARROWED"),
    ("type: object, properties {}, additionalProperties: false",
     "type: object, properties {}", "REQ_TYPE_WIDENED", "FIELD_ADDED"),
    ("type: object, properties {}, additionalProperties: true",
     "type: object, properties {}", None, None),
    ("type: object, properties {}, additionalProperties { type: string }",
     "type: object, properties {}", "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ('anyOf: [ { "$ref": "#/definitions/a" } ]',
     'anyOf: [ { "$ref": "#/definitions/a" }, { "$ref": "#/definitions/b" } '
     "]", "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ('"$ref": "#/definitions/a"',
     'anyOf: [ { "$ref": "#/definitions/a" }, { "$ref": "#/definitions/b" } '
     "]", "REQ_TYPE_WIDENED", "RES_TYPE_CHANGED"),
    ('"$ref": "#/definitions/a"', '"$ref": "#/definitions/same_as_a"', None,
     None),
    ('"$ref": "#/definitions/a"', '"$ref": "#/definitions/b"',
     "REQ_TYPE_NARROWED", "RES_TYPE_CHANGED"),
    ('type: string', 'description: "A text.", type: string', None, None),
]
DEFINITIONS = """
_definitions {
    a { type: string, description: "One." }
    same_as_a { type: string, description: "Another." }
    b { type: integer }
}
"""


@pytest.mark.parametrize("axis", ["versions", "lock"])
@pytest.mark.parametrize("side", ["request", "response"])
@pytest.mark.parametrize("old, new, as_request, as_response", FIELDS)
def test_a_changed_field(tmp_path, axis, side, old, new, as_request,
                         as_response):
    bodies = [[None, None], [None, None]]
    index = ("request", "response").index(side)
    for body, text in zip(bodies, (old, new)):
        body[index] = f"properties {{ x {{ {text} }} }}"
    rule = (as_request, as_response)[index]
    if axis == "versions":
        found = findings.compare_versions("things", contract_in(
            tmp_path, DEFINITIONS + versions(*bodies)))
        expected = {(rule, FIELD % ("1.1", side))} if rule else {
            ("IDENTICAL_VERSION", "things/act/1.1")}
    else:
        found = findings.compare_with_lock("things", *(
            contract_in(tmp_path, DEFINITIONS + versions(body))
            for body in bodies))
        expected = {(rule, FIELD % ("1.0", side)),
                    ("VERSION_MUTATED", "things/act/1.0")} if rule else set()
    assert shown(found) == expected
    assert {f.axis for f in found} <= {axis}


X = "properties { x { type: string } }"
NEEDED = "required: [ x ], " + X
BODIES = [
    ((X, None), ("properties {}", None), "REQ_FIELD_REMOVED", "request"),
    ((None, X), (None, "properties {}"), "RES_FIELD_REMOVED", "response"),
    (("properties {}", None), (X, None), "FIELD_ADDED", "request"),
    ((None, "properties {}"), (None, X), "FIELD_ADDED", "response"),
    (("properties {}", None), (NEEDED, None), "REQ_REQUIRED_ADDED",
     "request"),
    ((None, "properties {}"), (None, NEEDED), "FIELD_ADDED", "response"),
    ((X, None), (NEEDED, None), "REQ_REQUIRED_ADDED", "request"),
    ((NEEDED, None), (X, None), "REQ_TYPE_WIDENED", "request"),
    ((None, X), (None, NEEDED), "RES_TYPE_NARROWED", "response"),
    ((None, NEEDED), (None, X), "RES_FIELD_REMOVED", "response"),
]


@pytest.mark.parametrize("old, new, rule, side", BODIES)
def test_a_field_comes_or_goes(tmp_path, old, new, rule, side):
    found = findings.compare_versions(
        "things", contract_in(tmp_path, versions(old, new)))
    assert shown(found) == {(rule, FIELD % ("1.1", side))}


def test_versions_are_compared_in_their_order(tmp_path):
    text = versions(("", ""), ("", "")).replace('"1.1"', '"1.10"')
    text = versions(("", ""), ("", ""), (X, "")) + text
    found = findings.compare_versions("things", contract_in(tmp_path, text))
    assert shown(found) == {
        ("IDENTICAL_VERSION", "things/act/1.1"),
        ("REQ_TYPE_NARROWED", "things/act/1.2/request"),
        ("REQ_TYPE_WIDENED", "things/act/1.10/request")}


def test_deep_changes_have_deep_paths(tmp_path):
    deep = "properties { a { type: array, items { type: object, %s } } }"
    new = "properties { x { type: boolean } }"
    found = findings.compare_versions("things", contract_in(
        tmp_path, versions((deep % X, ""), (deep % new, ""))))
    assert shown(found) == {(
        "REQ_TYPE_NARROWED",
        "things/act/1.1/request/properties/a/items/properties/x")}


def test_a_batch_is_another_request(tmp_path):
    old = versions(("properties {}", ""))
    new = old.replace("request", "batch_request")
    found = findings.compare_with_lock("things", contract_in(tmp_path, old),
                                     contract_in(tmp_path, new))
    assert ("REQ_TYPE_NARROWED", "things/act/1.0/request") in shown(found)


def test_roles_and_authorization(tmp_path):
    old = versions(("", ""), ("", ""))
    new = old + 'act.authorize: false\nact."1.1".allow_roles: [ root ]\n'
    found = findings.compare_with_lock("things", contract_in(tmp_path, old),
                                     contract_in(tmp_path, new))
    assert shown(found) == {
        ("ROLES_OR_AUTH_CHANGED", "things/act/1.0"),
        ("ROLES_OR_AUTH_CHANGED", "things/act/1.1")}
    assert len(found) == 3
    found = findings.compare_versions("things", contract_in(tmp_path, new))
    assert shown(found) == {("ROLES_OR_AUTH_CHANGED", "things/act/1.1")}


def test_actions_and_versions_come_and_go(tmp_path):
    old = versions(("", ""), ("", ""), ("", ""))
    new = (old.replace('"1.0"', '"0.9"').replace('"1.1"', '"1.3"')
           + versions(("", "")).replace("act", "new")
           + versions(("", "")).replace("act.\"1.0", "later.\"999.0"))
    old += versions(("", "")).replace("act", "old")
    found = findings.compare_with_lock("things", contract_in(tmp_path, old),
                                     contract_in(tmp_path, new))
    assert shown(found) == {
        ("ACTION_ADDED", "things/new"), ("ACTION_REMOVED", "things/old"),
        ("VERSION_OUT_OF_ORDER", "things/new/1.0"),
        ("VERSION_ADDED", "things/act/1.3"),
        ("VERSION_OUT_OF_ORDER", "things/act/0.9"),
        ("VERSION_REMOVED", "things/act/1.0"),
        ("VERSION_REMOVED", "things/act/1.1")}


def test_the_lowest_version_may_not_rise(tmp_path):
    new = versions(("", ""))
    old = new + 'act.x-min-version: "0.5"\n'
    found = findings.compare_with_lock("things", contract_in(tmp_path, old),
                                     contract_in(tmp_path, new))
    assert shown(found) == {("VERSION_REMOVED", "things/act")}
    found = findings.compare_with_lock("things", contract_in(tmp_path, new),
                                     contract_in(tmp_path, old))
    assert found == []


def test_the_first_version_of_a_service_is_in_order(tmp_path):
    new = contract_in(tmp_path, versions(("", ""), ("", "")))
    found = findings.compare_with_lock(
        "things", {"actions": {}, "definitions": {}}, new)
    assert shown(found) == {("ACTION_ADDED", "things/act")}
    assert found[0].text == "is new, with 1.0, 1.1"


SHARED = """
_definitions {
    outer { type: object, properties { inner {
        "$ref": "#/definitions/inner" } } }
    inner { type: object, properties { x { type: string } } }
    unused { type: object, properties { x { type: string } } }
}
"""
USE = 'properties { o { "$ref": "#/definitions/outer" } }'


@pytest.mark.parametrize("body, rule", [
    ((USE, ""), "REQ_TYPE_NARROWED"), (("", USE), "RES_TYPE_CHANGED")])
def test_a_definition_reaches_old_versions(tmp_path, body, rule):
    old = SHARED + versions(body, body, body, body)
    found = findings.compare_with_lock(
        "things", contract_in(tmp_path, old),
        contract_in(tmp_path, old.replace("type: string", "type: integer")))
    assert shown(found) == {
        (rule, "things/_definitions/inner/properties/x"),
        ("DEF_CHANGE_REACHES_OLD_VERSIONS", "things/_definitions/inner")}
    reaches = found[-1].text
    side = "requests" if body[0] else "responses"
    assert reaches == f"reaches {side} of act 1.0, act 1.1, act 1.2 and 1 more"


def test_a_definition_may_be_recursive(tmp_path):
    text = SHARED.replace("x { type: string }", "x { type: string }, again { "
                          '"$ref": "#/definitions/outer" }')
    old = text + versions((USE, USE))
    copy = old.replace("outer", "other")
    found = findings.compare_with_lock("things", contract_in(tmp_path, old),
                                     contract_in(tmp_path, copy))
    assert found == []
