"""What a service promises its clients: shapes, without texts and positions.

A contract is plain data:

    actions: name -> {lowest, versions}
        lowest: the lowest version that is answered
        versions: "2.4" -> {request, response, authorize, roles}, and batch
            where the request is JSON lines
    definitions: name -> schema, of those that any version refers to
"""

from build import settings_of
from lint_schema import REFERENCE
from lower import plain, request_of, versions_of
from names import version_of
from hocon.tree import Map

SILENT = {"description", "x-sorted"}  # they change no value
NAMED = ("properties", "x-prefixes")  # these hold a schema by each name
INNER = ("items", "additionalProperties")
UNRELEASED = 999                      # this major version means "not yet"


def shape_of(schema):
    """A schema as plain data, without what changes no value."""
    shape = {}
    for key, value in schema.items():
        if key in NAMED:
            shape[key] = {n: shape_of(inner) for n, inner in value.items()}
        elif key in INNER and isinstance(value, Map):
            shape[key] = shape_of(value)
        elif key == "anyOf":
            shape[key] = [shape_of(inner) for inner in value]
        elif key == "required":
            shape[key] = sorted(value.plain())
        elif key not in SILENT:
            shape[key] = value.plain()
    if shape.get("additionalProperties") is True:
        del shape["additionalProperties"]  # as if it were not there
    return shape


def version_contract(data, action, version):
    setting = settings_of(data, action, version)
    contract = {
        "request": shape_of(request_of(data, version)),
        "response": shape_of(version["response"]),
        "authorize": setting("authorize", True),
        "roles": sorted(setting("allow_roles", ["*"])),
    }
    if "batch_request" in version:
        contract["batch"] = True
    return contract


def action_contract(data, action):
    """The contract of an action; None while it has no released version."""
    versions = [v for v in versions_of(action)
                if version_of(v)[0] != UNRELEASED]
    if not versions:
        return None
    return {
        "lowest": plain(action, "x-min-version", versions[0]),
        "versions": {v: version_contract(data, action, action[v])
                     for v in versions},
    }


def contract_of(data):
    """The contract of a service, from its corrected data."""
    actions = {name: action_contract(data, action)
               for name, action in data.items() if not name.startswith("_")}
    actions = {name: action for name, action in actions.items() if action}
    shapes = {name: shape_of(schema)
              for name, schema in data.get("_definitions", {}).items()
              if isinstance(schema, Map)}
    used = set()
    for action in actions.values():
        for version in action["versions"].values():
            for side in ("request", "response"):
                used |= reached(version[side], shapes)
    return {"actions": actions,
            "definitions": {name: shapes[name] for name in sorted(used)}}


def definition_name(shape):
    """The name of the definition that a schema refers to, or None."""
    return REFERENCE.match(shape["$ref"])[1] if "$ref" in shape else None


def parts(shape):
    """The schemas right within a schema."""
    for key in NAMED:
        yield from shape.get(key, {}).values()
    for key in INNER:
        if isinstance(shape.get(key), dict):
            yield shape[key]
    yield from shape.get("anyOf", [])


def reached(shape, definitions):
    """The names of all definitions that a schema leads to."""
    found, waiting = set(), [shape]
    while waiting:
        shape = waiting.pop()
        waiting += parts(shape)
        name = definition_name(shape)
        if name in definitions and name not in found:
            found.add(name)
            waiting.append(definitions[name])
    return found
