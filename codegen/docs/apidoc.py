"""Write the API as a page for people: doc/api.md."""

import json
import re
from dataclasses import dataclass

from names import shown
from schema import Schema
from templating import environment

ANSWERED_BY = {  # what answers an error, by its scope
    "call": "every action",
    "credentials": "actions that need credentials",
    "roles": "actions for some roles only",
    "unbound": "actions that are not implemented",
    "path": "paths that name no action",
}


@dataclass
class Row:
    """A row of a table: a member of a request, a response or a type."""

    name: str
    type: str
    required: bool
    text: str
    reasons: list  # why it differs from the published API


def type_of(schema, service):
    """A schema's type in a few words."""
    return plain_type_of(schema, service) + " or null" * schema.is_nullable


def plain_type_of(schema, service):
    if schema.ref:
        return f"[{schema.ref}](#{f'type-{service}{schema.ref}'.lower()})"
    if schema.choices:
        return " or ".join(type_of(part, service) for part in schema.choices)
    if schema.list_filter or schema.prefix:
        return "list of string or null, or one string"
    if schema.type == "array":
        return f"list of {type_of(schema.items, service)}"
    if isinstance(schema.rest, Schema):
        return f"map to {type_of(schema.rest, service)}"
    if schema.is_any:
        return "any JSON"
    return "time" if schema.format == "date-time" else schema.type


def text_of(schema):
    """A member's description with its limits, as text of a table."""
    parts = [" ".join(schema.description.split())]
    if schema.enum is not None:
        values = map(json.dumps, schema.enum)
        parts.append("One of " + ", ".join(f"`{v}`" for v in values) + ".")
    if schema.minimum is not None:
        parts.append(f"At least {schema.minimum}.")
    if schema.pattern is not None:
        parts.append(f"Matches `{schema.pattern}`.")
    if schema.says("default"):
        parts.append(f"Default `{json.dumps(schema.default)}`.")
    if schema.list_until:
        parts.append(f"Up to version {schema.list_until} an empty list.")
    return " ".join(part for part in parts if part).replace("|", "\\|")


def rows_of(schema, service, before=""):
    """A Row for each member, and for those of objects within it."""
    for name, value in schema.properties.items():
        yield Row(before + name, type_of(value, service),
                  name in schema.required, text_of(value), value.reasons)
        yield from rows_within(value, service, before + name)
    for value in schema.prefixes.values():
        yield Row(before + value.prefix + "*", type_of(value, service), False,
                  text_of(value), value.reasons)


def rows_within(schema, service, name):
    if schema.says("properties"):
        yield from rows_of(schema, service, name + ".")
    for part, mark in ((schema.items, "[]"), (schema.rest, ".*")):
        if isinstance(part, Schema) and part.says("properties"):
            yield from rows_of(part, service, name + mark + ".")


def table(rows):
    return {"rows": rows, "corrections": [
        (row.name, reason) for row in rows for reason in row.reasons]}


def table_of(action, side):
    """A table of the members at all versions, as the newest describes them."""
    by_version = {
        version.name: {row.name: row for row in rows_of(
            getattr(version, side), action.service)}
        for version in action.versions.values()}
    rows = {}
    for found in by_version.values():
        rows = found | {name: row for name, row in rows.items()
                        if name not in found}
    for name, row in rows.items():
        row.text = " ".join([row.text, *history(name, by_version)]).strip()
    return table(list(rows.values())) | {"whole": whole_of(action, side)}


def history(name, by_version):
    """Sentences about the versions of a member: since, types before, until."""
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
    """A request or response in words, or "" if a table of members will do."""
    schema = getattr(action.newest, side)
    is_object = schema.type == "object" and not isinstance(
        schema.rest, Schema)
    words = "" if is_object else type_of(schema, action.service)
    if side == "request" and action.is_batch:
        return "one or more, each on a line of its own" + (
            words and f": {words}")
    if side == "response" and action.is_raw:
        return f"{words}, which is sent as it is, without an envelope"
    return words


def definitions_of(service):
    """The definitions that actions use, in order of name, for the template."""
    used = {part.ref for action in service.actions.values()
            for version in action.versions.values()
            for side in (version.request, version.response)
            for part in side.walk()}
    made = []
    for name in sorted(used - {None}):
        schema = service.definitions[name]
        rows = list(rows_of(schema, service.name))
        made.append({
            "name": f"{service.name}.{name}",
            "type": "" if rows else type_of(schema, service.name),
            "description": schema.description,
            "reasons": schema.reasons,
            "table": table(rows) | {"whole": ""}})
    return made


def access(action):
    authorize = action.newest.authorize
    if authorize is False:
        return "Needs no credentials."
    need = ("Takes credentials, but needs none."
            if authorize is None else "Needs credentials.")
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
        "answer": pretty(answer["data"]) if answer["data"]
        or answer["meta"]["result_code"] == 200
        else answer["meta"]["result_msg"]}


def action_view(action, is_bound, errors, examples):
    return {
        "name": action.full_name,
        "description": action.newest.description,
        "versions": list(action.versions),
        "lowest": shown(action.forms()[0][0]),
        "is_bound": is_bound(action.service, action.name),
        "access": access(action),
        "request": table_of(action, "request"),
        "response": table_of(action, "response"),
        "errors": [error for error in errors if error.is_of(action)],
        "examples": [example_view(e) for e in examples
                     if e["action"] == action.full_name]}


def apidoc(services, errors, is_bound, examples):
    """The text of the page; examples are those of doc/examples.json."""
    text = environment().get_template("api.md.j2").render(
        errors=[e for e in errors if isinstance(e.scope, str)],
        answered_by=ANSWERED_BY, services=[{
            "name": service.name,
            "description": service.description,
            "actions": [action_view(action, is_bound, errors, examples)
                        for action in service.sorted_actions()],
            "definitions": definitions_of(service)} for service in services])
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
