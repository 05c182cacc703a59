"""What documents and vectors ask of an action's corrected schemas."""

from lint_schema import REFERENCE
from names import version_of
from hocon.tree import Map


def referred(schema):
    """The name of the definition that a schema refers to, or None."""
    if "$ref" not in schema:
        return None
    return REFERENCE.match(schema["$ref"].value)[1]


def followed(schema, definitions):
    """A schema, or the definition that it refers to in the end."""
    while referred(schema):
        schema = definitions[referred(schema)]
    return schema


def inner(schema):
    """The schemas that stand directly within one."""
    yield from schema.get("properties", {}).values()
    yield from schema.get("x-prefixes", {}).values()
    yield from schema.get("anyOf", [])
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), Map):
            yield schema[name]


def within(schema, definitions, seen=None):
    """A schema and all that it holds, those that it refers to among them."""
    seen = set() if seen is None else seen
    yield schema
    name = referred(schema)
    if name and name not in seen:
        seen.add(name)
        yield from within(definitions[name], definitions, seen)
    for part in inner(schema):
        yield from within(part, definitions, seen)


def lists_until(schema, definitions):
    """The versions up to which a map within a schema is answered as []."""
    return {version_of(part["x-list-until"].value)
            for part in within(schema, definitions) if "x-list-until" in part}


def required_of(schema):
    return {name.value for name in schema.get("required", [])}


def next_minor(version):
    return version[0], version[1] + 1


def forms(action, definitions):
    """The versions at which an action's shape changes, the lowest first.

    Each as a pair: the version to call, and the declared one that it means.
    """
    declared = [version_of(name) for name in action.versions]
    calls = set(declared) | {min(action.min_version, declared[0])}
    for schema in action.schemas.values():
        calls |= {next_minor(v)
                  for v in lists_until(schema["response"], definitions)}
    return [(call, action.versions[max(
        sum(version <= call for version in declared) - 1, 0)])
        for call in sorted(calls)]
