"""Make the contract of a service: what it promises its clients.

A contract is plain data, without descriptions and positions:

    actions: name -> {lowest, versions}
        lowest: the lowest version that is answered
        versions: "2.4" -> {request, response, authorize, roles}, and batch
            where the request is JSON lines
    definitions: name -> schema, for those that any version refers to
"""

from check_schema import REFERENCE
from schema import ANY, UNRELEASED, Schema

SILENT = {"description", "x-sorted"}  # these change no value
NAMED = ("properties", "x-prefixes")  # these hold a schema by each name
INNER = ("items", "additionalProperties")


def shape_of(schema):
    """A schema as plain data, without the SILENT keywords."""
    shape = {}
    for key, value in schema.words():
        if key in NAMED:
            shape[key] = {n: shape_of(inner) for n, inner in value.items()}
        elif isinstance(value, Schema):
            shape[key] = shape_of(value)
        elif key == "anyOf":
            shape[key] = [shape_of(inner) for inner in value]
        elif key == "$ref":
            shape[key] = f"#/definitions/{value}"
        elif key == "required":
            shape[key] = sorted(value)
        elif key not in SILENT:
            shape[key] = value
    if shape.get("additionalProperties") is True:
        del shape["additionalProperties"]  # as if it were not there
    return shape


def version_contract(version):
    contract = {
        "request": shape_of(version.request),
        "response": shape_of(version.response),
        "authorize": version.authorize,
        "roles": sorted(version.allow_roles),
    }
    if version.is_batch:
        contract["batch"] = True
    return contract


def action_contract(action):
    """The contract of an action, or None if it has no released version."""
    versions = {v.name: version_contract(v) for v in action.versions.values()
                if v.number[0] != UNRELEASED}
    if not versions:
        return None
    least = ANY if action.least == "any" else action.least
    return {"lowest": least or next(iter(versions)),
            "versions": versions}


def contract_of(service):
    """The contract of a service."""
    actions = {name: action_contract(action)
               for name, action in service.actions.items()}
    actions = {name: action for name, action in actions.items() if action}
    shapes = {name: shape_of(schema)
              for name, schema in service.definitions.items()}
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
    """The schemas that a schema directly contains."""
    for key in NAMED:
        yield from shape.get(key, {}).values()
    for key in INNER:
        if isinstance(shape.get(key), dict):
            yield shape[key]
    yield from shape.get("anyOf", [])


def reached(shape, definitions):
    """The names of all definitions that a schema refers to, however deep."""
    found, waiting = set(), [shape]
    while waiting:
        shape = waiting.pop()
        waiting += parts(shape)
        name = definition_name(shape)
        if name in definitions and name not in found:
            found.add(name)
            waiting.append(definitions[name])
    return found
