"""Refuse schemas that are dead, contradictory or not supported."""

import re

from names import VERSION, identifier
from hocon.tree import List, Map, merge

# What a keyword says something about; the others are about any type.
ABOUT = {
    "additionalProperties": {"object"},
    "enum": {"string", "integer", "number"},
    "format": {"string"},
    "items": {"array"},
    "minimum": {"integer", "number"},
    "pattern": {"string"},
    "properties": {"object"},
    "required": {"object"},
    "x-list-filter": {"array"},
    "x-list-until": {"object"},
    "x-partial": {"object"},
    "x-prefixes": {"object"},
    "x-sorted": {"object"},
}
KEYWORDS = {"$ref", "anyOf", "default", "description", "type"} | set(ABOUT)
BESIDE_REFERENCE = {"$ref", "default", "description"}
UNSUPPORTED = {
    "oneOf", "allOf", "not", "const", "maximum", "minItems", "maxItems",
    "minLength", "maxLength", "uniqueItems", "patternProperties", "nullable",
}
TYPES = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "object": dict, "array": list,
}
FORMATS = {"date-time", "email"}
FLAGS = {"x-list-filter", "x-partial", "x-sorted"}
REFERENCE = re.compile(r"#/definitions/(\w+)\Z")


def fits(value, type_name):
    """True if plain data is of a schema's type."""
    if isinstance(value, bool) and type_name != "boolean":
        return False
    return isinstance(value, TYPES[type_name])


def word(schema, name):
    """A keyword's text; "" if it has none."""
    value = schema[name].plain() if name in schema else ""
    return value if isinstance(value, str) else ""


def target_of(schema):
    """The name of the definition that a schema refers to, or None."""
    found = REFERENCE.match(word(schema, "$ref"))
    return found and found[1]


def parts_of(schema):
    """A schema and all that stand within it."""
    if not isinstance(schema, Map):
        return
    yield schema
    inner = [schema.get("items"), schema.get("additionalProperties")]
    for key, kind in (("properties", Map), ("anyOf", List)):
        if isinstance(schema.get(key), kind):
            inner += (schema[key].values() if kind is Map else schema[key])
    for part in inner:
        yield from parts_of(part)


class SchemaLint:
    """Checks schemas; the definitions that they refer to, once each."""

    def __init__(self, definitions, problems):
        self.definitions = definitions
        self.problems = problems
        self.referred = []
        self.faulty = set()  # names of definitions

    def error(self, schema, key, text, rule):
        """A problem of a keyword of a schema."""
        self.problems.error(schema.places[key], text, rule)

    def is_object(self, value, place, name):
        if isinstance(value, Map):
            return True
        self.problems.error(place, f"'{name}' must be an object", "no-object")
        return False

    def check_definitions(self):
        """Those that are referred to, and those that look like schemas.

        Others are there to be merged into what needs them.
        """
        for name, value in self.definitions.items():
            if isinstance(value, Map) and {"type", "$ref",
                                           "anyOf"} & set(value):
                self.referred.append(name)
        done = set()
        while self.referred:
            name = self.referred.pop()
            if name in done:
                continue
            done.add(name)
            value, before = self.definitions[name], len(self.problems.errors)
            if self.is_object(value, self.definitions.places[name], name):
                self.check(value)
                self.check_recursion(name, value, {name})
            if len(self.problems.errors) > before:
                self.faulty.add(name)

    def check_recursion(self, name, schema, seen):
        """Only within objects can a definition hold itself."""
        if not isinstance(schema, Map):
            return
        target = target_of(schema)
        if target == name:
            self.error(schema, "$ref", f"definition '{name}' holds itself, "
                       "and not within an object", "recursion")
        elif target in self.definitions and target not in seen:
            self.check_recursion(name, self.definitions[target],
                                 seen | {target})
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), Map) and "properties" not in schema:
                self.check_recursion(name, schema[key], seen)

    def check_request(self, schema):
        """A request is an object, or one of several."""
        self.check(schema)
        if word(schema, "type") not in ("", "object"):
            self.error(schema, "type", "a request must be an object",
                       "no-object")

    def check(self, schema):
        for key in schema:
            if key in UNSUPPORTED:
                self.error(schema, key, f"'{key}' is not supported",
                           "unsupported-keyword")
            elif key not in KEYWORDS:
                self.error(schema, key, f"unknown keyword '{key}'",
                           "unknown-keyword")
        if "$ref" in schema:
            self.check_reference(schema)
        elif "anyOf" in schema:
            self.check_any_of(schema)
        else:
            self.check_type(schema)
        self.check_properties(schema)
        self.check_required(schema)
        self.check_own_keywords(schema)
        self.check_values(schema)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), Map):
                self.check(schema[key])

    def check_reference(self, schema):
        found = REFERENCE.match(str(schema["$ref"].plain()))
        if not found or found[1] not in self.definitions:
            if not found or self.definitions.is_whole:
                self.error(schema, "$ref", "no such definition: "
                           f"{schema['$ref'].plain()}", "reference")
            return
        self.referred.append(found[1])
        target = self.definitions[found[1]]
        if isinstance(target, Map) and "default" in schema:
            whole = merge(target, schema)
            if word(whole, "type") in TYPES:
                self.check_default(whole, word(whole, "type"))
        for key in sorted((set(schema) & KEYWORDS) - BESIDE_REFERENCE):
            self.error(schema, key, f"'{key}' beside '$ref': nothing reads "
                       "it", "reference-siblings")

    def check_any_of(self, schema):
        choices = schema["anyOf"]
        if not isinstance(choices, List) or (
                not choices and choices.is_whole):
            self.error(schema, "anyOf", "'anyOf' must be a list of '$ref's",
                       "any-of")
            return
        for choice in choices:
            if isinstance(choice, Map) and not choice.is_whole:
                continue
            if not isinstance(choice, Map) or "$ref" not in choice:
                self.problems.error(choice.position, "a choice must be a "
                                    "'$ref'", "any-of")
                continue
            self.check(choice)
            self.check_choice_recursion(choice)
            if not self.is_plain_object(choice):
                self.problems.error(choice.position, "a choice must be an "
                                    "object with properties", "any-of")
        for key in sorted({"properties", "items"} & set(schema)):
            self.error(schema, key, f"'{key}' beside 'anyOf': nothing reads "
                       "it", "any-of")

    def check_choice_recursion(self, choice):
        """Trying each choice at each level would take forever."""
        name = target_of(choice)
        for part in self.reachable(name):
            choices = part.get("anyOf", [])
            if name in [target_of(c) for c in choices if isinstance(c, Map)]:
                self.problems.error(choice.position, "a choice holds the "
                                    "choice itself", "recursion")
                return

    def reachable(self, name):
        """All schemas within a definition and those that it refers to."""
        names, parts = [name], []
        for name in names:
            if name in self.definitions:
                new = list(parts_of(self.definitions[name]))
                parts += new
                names += {target_of(p) for p in new} - set(names)
        return parts

    def is_plain_object(self, reference):
        """True unless it is known to refer to something else."""
        target = self.definitions.get(target_of(reference))
        return not isinstance(target, Map) or (
            "properties" in target or not target.is_whole)

    def check_type(self, schema):
        if "type" not in schema:
            if schema.is_whole:
                self.problems.error(schema.position, "'type' is missing",
                                    "no-type")
            return
        name = schema["type"].plain()
        if not isinstance(name, str) or name not in TYPES:
            self.error(schema, "type", f"unknown type: {name}",
                       "unknown-type")
            return
        if name == "array" and schema.is_whole and not isinstance(
                schema.get("items"), Map):
            self.problems.error(schema.position, "an array needs 'items'",
                                "no-items")
        for key in sorted(set(schema) & set(ABOUT)):
            if name not in ABOUT[key]:
                self.problems.warning(
                    schema.places[key], f"'{key}' says nothing about a "
                    f"{name}", "idle-keyword")

    def check_properties(self, schema):
        properties = schema.get("properties", {})
        if not isinstance(properties, dict):
            self.error(schema, "properties", "'properties' must be an object",
                       "no-object")
            return
        seen = {}
        for name, value in properties.items():
            place, member = properties.places[name], identifier(name)
            if self.is_object(value, place, name):
                self.check(value)
            if member in seen:
                self.problems.error(place, f"'{name}' and '{seen[member]}' "
                                    "are one name in C", "c-name")
            seen[member] = name
        if properties and isinstance(schema.get("additionalProperties"), Map):
            self.problems.warning(
                schema.places["additionalProperties"], "members beyond "
                "'properties' are not read", "open-rest")

    def check_required(self, schema):
        required = schema.get("required", [])
        if not isinstance(required, list):
            self.error(schema, "required", "'required' must be a list",
                       "no-schema")
            return
        properties = schema.get("properties", schema)
        if not (schema.is_whole and properties.is_whole):
            return
        for item in required:
            if item.plain() not in schema.get("properties", {}):
                self.problems.error(item.position, "'required' names "
                                    f"'{item.plain()}', which is not declared",
                                    "required")

    def check_own_keywords(self, schema):
        if "description" in schema and not isinstance(
                schema["description"].plain(), str):
            self.error(schema, "description", "'description' must be a text",
                       "no-schema")
        for key in sorted(FLAGS & set(schema)):
            if not isinstance(schema[key].plain(), bool):
                self.error(schema, key, f"'{key}' must be true or false",
                           "no-schema")
        if "x-list-until" in schema and not VERSION.match(
                word(schema, "x-list-until")):
            self.error(schema, "x-list-until", "'x-list-until' must be a "
                       "version", "no-schema")
        prefixes = schema.get("x-prefixes", {})
        if not isinstance(prefixes, dict) or not all(
                isinstance(value, Map) and (
                    word(value, "prefix") or not value.is_whole)
                for value in prefixes.values()):
            self.error(schema, "x-prefixes", "'x-prefixes' must be objects "
                       "with a 'prefix'", "no-schema")

    def check_values(self, schema):
        """Keywords of values against the type and one another."""
        name = word(schema, "type")
        if name not in TYPES:
            return
        self.check_enum(schema, name)
        self.check_format(schema)
        if "minimum" in schema and not fits(schema["minimum"].plain(),
                                            "number"):
            self.error(schema, "minimum", "'minimum' must be a number",
                       "minimum")
        elif "default" in schema:
            self.check_default(schema, name)

    def check_enum(self, schema, name):
        allowed = schema.get("enum")
        if allowed is None:
            return
        if not isinstance(allowed, List) or (
                not allowed and allowed.is_whole):
            self.error(schema, "enum", "'enum' must be a list", "enum")
            return
        seen = []
        for item in allowed:
            if not fits(item.plain(), name):
                self.problems.error(item.position, f"enum: {item.plain()!r} "
                                    f"is no {name}", "enum")
            elif item.plain() in seen:
                self.problems.error(item.position, f"enum: {item.plain()!r} "
                                    "stands there twice", "enum")
            seen.append(item.plain())

    def check_format(self, schema):
        if "format" in schema and word(schema, "format") not in FORMATS:
            self.error(schema, "format", "unknown format: "
                       f"{schema['format'].plain()}", "format")
        if "pattern" not in schema:
            return
        try:
            re.compile(word(schema, "pattern") or "(")
        except re.error as error:
            self.error(schema, "pattern", "'pattern' is no regular "
                       f"expression: {error}", "pattern")

    def check_default(self, schema, name):
        value, allowed = schema["default"].plain(), schema.get("enum")
        if not fits(value, name):
            self.error(schema, "default", f"default: {value!r} is no {name}",
                       "default")
        elif isinstance(value, dict) and value:
            self.problems.warning(schema.places["default"], "a default of an "
                                  "object is not applied", "idle-keyword")
        elif isinstance(allowed, List) and allowed.is_whole and (
                value not in allowed.plain()):
            self.error(schema, "default", f"default: {value!r} is not in "
                       "'enum'", "default")
        elif name in ABOUT["minimum"] and "minimum" in schema and (
                value < schema["minimum"].plain()):
            self.error(schema, "default", f"default: {value!r} is below "
                       "'minimum'", "default")
