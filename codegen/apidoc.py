"""Write the API as a page for people: doc/api.md.

What a template must know is computed here.
"""

import json
import re
from dataclasses import dataclass

from lower import plain
from names import shown
from openapi import is_own
from hocon.tree import Map
from shapes import forms, referred, required_of, within

WHO = {  # answers an error of which scope
    "call": "every action",
    "credentials": "those that need credentials",
    "roles": "those for some roles only",
    "unbound": "those that are not implemented",
    "path": "no action: it was not found",
}


@dataclass
class Row:
    """A line of a table: a member of a request, a response or a type."""

    name: str
    type: str
    required: bool
    text: str
    reasons: list  # why it differs from what is published


@dataclass
class Table:
    rows: list
    corrections: list  # (name, reason)
    whole: str = ""    # what it is, in words, where that is no list of members


def anchor(service, name):
    return f"type-{service}{name}".lower()


def type_of(schema, service):
    """A schema's type in a few words."""
    name = referred(schema)
    if name:
        return f"[{name}](#{anchor(service, name)})"
    if "anyOf" in schema:
        return " or ".join(type_of(part, service) for part in schema["anyOf"])
    kind = plain(schema, "type", "object")
    if "x-list-filter" in schema:
        return "list of string or null, or one string"
    if kind == "array":
        return f"list of {type_of(schema['items'], service)}"
    if kind == "object" and isinstance(
            schema.get("additionalProperties"), Map):
        return f"map to {type_of(schema['additionalProperties'], service)}"
    if kind == "object" and "properties" not in schema:
        return "any JSON"
    return {"date-time": "time"}.get(plain(schema, "format", ""), kind)


def text_of(schema):
    """What there is to say of a member."""
    parts = [" ".join(plain(schema, "description", "").split())]
    if "enum" in schema:
        values = map(json.dumps, schema["enum"].plain())
        parts.append("One of " + ", ".join(f"`{v}`" for v in values) + ".")
    if "minimum" in schema:
        parts.append(f"At least {schema['minimum'].plain()}.")
    if "pattern" in schema:
        parts.append(f"Matches `{schema['pattern'].plain()}`.")
    if "default" in schema:
        parts.append(f"Default `{json.dumps(schema['default'].plain())}`.")
    if "x-list-until" in schema:
        until = schema["x-list-until"].plain()
        parts.append(f"Up to version {until} an empty list.")
    return " ".join(part for part in parts if part).replace("|", "\\|")


def rows_of(schema, service, before=""):
    """A row for each member, those of objects within it among them."""
    required = required_of(schema)
    for name, value in schema.get("properties", {}).items():
        yield Row(before + name, type_of(value, service), name in required,
                  text_of(value), value.reasons)
        yield from rows_within(value, service, before + name)
    for prefix in schema.get("x-prefixes", {}).values():
        yield Row(before + prefix["prefix"].value + "*",
                  "list of string or null, or one string", False,
                  text_of(prefix), schema["x-prefixes"].reasons)


def rows_within(schema, service, name):
    if "properties" in schema:
        yield from rows_of(schema, service, name + ".")
    for part, mark in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(schema.get(part), Map) and "properties" in schema[part]:
            yield from rows_of(schema[part], service, name + mark + ".")


def table(rows):
    return Table(rows, [(row.name, reason)
                        for row in rows for reason in row.reasons])


def table_of(action, side):
    """All versions of a request or response; the newest says what a member is.
    """
    by_version = {
        version: {row.name: row for row in rows_of(
            action.schemas[version][side], action.service)}
        for version in action.versions}
    rows = {}
    for found in by_version.values():
        rows = found | {name: row for name, row in rows.items()
                        if name not in found}
    for name, row in rows.items():
        row.text = " ".join([row.text, *history(name, by_version)]).strip()
    made = table(list(rows.values()))
    made.whole = whole_of(action, side)
    return made


def history(name, by_version):
    """Since when a member is there, what it was before, and until when."""
    versions = list(by_version)
    known = [v for v in versions if name in by_version[v]]
    if known[0] != versions[0]:
        yield f"Since {known[0]}."
    for before, after in zip(known, known[1:]):
        old = by_version[before][name].type
        if old != by_version[after][name].type:
            yield f"Before {after}: {old}."
    if known[-1] != versions[-1]:
        yield f"Until {known[-1]}."


def whole_of(action, side):
    """A side in words, if it is no object of its own."""
    schema = action.schemas[action.versions[-1]][side]
    is_object = plain(schema, "type", "") == "object" and not isinstance(
        schema.get("additionalProperties"), Map)
    words = "" if is_object else type_of(schema, action.service)
    if side == "request" and action.is_batch:
        return "one or more, each on a line of its own" + (
            words and f": {words}")
    if side == "response" and action.is_raw:
        return f"{words}, which is sent as it is, without an envelope"
    return words


def definitions_of(service):
    """The definitions that actions use, by name: a table or another type."""
    used = set()
    for action in service.actions:
        for version in action.schemas.values():
            for side in ("request", "response"):
                used |= {referred(part) for part in
                         within(version[side], service.definitions)}
    made = []
    for name in sorted(used - {None}):
        schema = service.definitions[name]
        rows = list(rows_of(schema, service.name))
        made.append({
            "name": f"{service.name}.{name}",
            "type": "" if rows else type_of(schema, service.name),
            "description": plain(schema, "description", ""),
            "reasons": schema.reasons,
            "table": table(rows)})
    return made


def access(action):
    if action.authorize is False:
        return "Needs no credentials."
    need = ("Takes credentials, but needs none."
            if action.authorize is None else "Needs credentials.")
    if action.roles:
        need += " For the roles " + ", ".join(action.roles) + " only."
    return need


def pretty(value):
    """JSON on one line if it is short, else on several."""
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) < 80 else json.dumps(
        value, ensure_ascii=False, indent=2)


def example_view(example):
    answer = example["answer"]
    return {
        "path": f"/v{example['version']}/{example['action']}",
        "request": pretty(example["request"]),
        "status": answer["meta"]["result_code"],
        "told": pretty(answer["data"]) if answer["data"]
        or answer["meta"]["result_code"] == 200
        else answer["meta"]["result_msg"]}


def action_view(service, action, is_bound, errors, examples):
    name = f"{service.name}.{action.name}"
    return {
        "name": name,
        "description": action.description,
        "versions": action.versions,
        "lowest": shown(forms(action, service.definitions)[0][0]),
        "is_bound": is_bound,
        "access": access(action),
        "request": table_of(action, "request"),
        "response": table_of(action, "response"),
        "errors": [error for error in errors if is_own(error, action)],
        "examples": [example_view(e) for e in examples
                     if e["action"] == name]}


def apidoc(services, errors, is_bound, examples, template):
    """The page; examples are calls that were made (doc/examples.json)."""
    text = template.render(
        errors=[e for e in errors if isinstance(e.scope, str)], who=WHO,
        services=[{
            "name": service.name,
            "description": service.description,
            "actions": [action_view(
                service, action, is_bound(service.name, action.name), errors,
                examples) for action in service.actions],
            "definitions": definitions_of(service)} for service in services])
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
