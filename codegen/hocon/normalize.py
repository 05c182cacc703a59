"""Write a service's corrected data in one way, where schemas know several.

What the published files say with True, or with '$ref' beside 'properties', is
said here as everybody else says it, with a warning; so nobody after this stage
has to know.
"""

from .overlay import BOOLEANS
from .tree import List, Map, Value, copy, merge

FLAGS = {"additionalProperties", "authorize", "internal"}
INNER = ("items", "additionalProperties")
DEFINITION = "#/definitions/"


def normalize(data, problems):
    """Change a service's data in place."""
    definitions = data.get("_definitions")
    for name, value in data.items():
        if name in ("_references", "_definitions") or not isinstance(
                value, Map):
            continue
        take_flags(value, problems)
        for version in value.values():
            if isinstance(version, Map):
                take_flags(version, problems)
                for side in ("request", "batch_request", "response"):
                    visit(version, side, definitions, problems)
    for name in definitions if isinstance(definitions, Map) else ():
        visit(definitions, name, definitions, problems, frozenset({name}))


def take_flags(owner, problems):
    """Make booleans of the words that were meant so."""
    flags = FLAGS & set(owner)
    if "type" in owner and owner["type"].plain() == "boolean":
        flags |= {"default"} & set(owner)
    for name in sorted(flags):
        value = owner[name]
        word = value.value if isinstance(value, Value) else None
        if isinstance(word, str) and word in BOOLEANS:
            problems.warning(
                value.position, f"'{word}' is a text in HOCON; "
                f"{word.lower()} is meant", "capital-boolean")
            owner[name] = Value(BOOLEANS[word], value.position)


def visit(owner, name, definitions, problems, within=frozenset()):
    """Normalize the schema that is a member of an object, if it is one.

    within has the names of the definitions that it is a part of, or an
    extension of.
    """
    schema = owner.get(name)
    if not isinstance(schema, Map):
        return
    take_flags(schema, problems)
    if "$ref" in schema and "properties" in schema:
        schema, within = extended(schema, definitions, problems, within)
        owner[name] = schema
    for key in INNER:
        visit(schema, key, definitions, problems, within)
    properties = schema.get("properties")
    if isinstance(properties, Map):
        for inner in properties:
            visit(properties, inner, definitions, problems, within)


def extended(schema, definitions, problems, within):
    """A definition and what stands beside the reference to it, in one.

    With it, the names of all definitions that this is within.
    """
    seen, base = set(within), schema
    while isinstance(base, Map) and "$ref" in base:
        target = str(base["$ref"].plain()).removeprefix(DEFINITION)
        if target in seen or target not in (definitions or {}):
            return schema, within  # for lint to refuse
        seen.add(target)
        base = definitions[target]
    if not isinstance(base, Map):
        return schema, within
    problems.warning(schema.places["$ref"], "'$ref' beside 'properties': "
                     "both are taken together", "extended-reference")
    made = merge(copy(base), schema)
    del made["$ref"], made.places["$ref"]
    made["required"] = both(base, schema)
    made.places.setdefault("required", schema.position)
    return made, frozenset(seen)


def both(base, schema):
    """What either requires."""
    required = List([], schema.position)
    for source in (base, schema):
        given = source.get("required")
        for item in given if isinstance(given, List) else []:
            if item.plain() not in required.plain():
                required.append(item)
    return required
