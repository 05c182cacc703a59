"""Make Schemas from corrected data; refuse what is dead or contradictory."""

import math
import re
from dataclasses import replace

from hocon.tree import BOOLEANS, List, Map, Value, copy, is_complete, merge
from names import VERSION
from schema import ATTRIBUTES, Schema

REFERENCE = re.compile(r"#/definitions/(\w+)\Z")
# The types that a keyword applies to; other keywords apply to all.
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
    "x-null": {"string", "integer", "number", "boolean", "object", "array"},
    "x-partial": {"object"},
    "x-prefixes": {"object"},
    "x-sorted": {"object"},
    "x-stored": {"object"},
}
KEYWORDS = {"$ref", "anyOf", "default", "description", "type"} | set(ABOUT)
BESIDE_REFERENCE = {"$ref", "default", "description", "x-null"}
UNSUPPORTED = {
    "oneOf", "allOf", "not", "const", "maximum", "minItems", "maxItems",
    "minLength", "maxLength", "uniqueItems", "patternProperties", "nullable",
}
TYPES = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "object": dict, "array": list,
}
FLAGS = {"additionalProperties", "authorize", "internal"}
MAX_VALUES = 100_000  # of a request or response
MAX_EXTENDED = 1000   # references with properties beside them
FORMATS = {"date-time", "email"}


# For some keys, a test of the value, and what messages say it must be.
TEXT = (lambda v: isinstance(v.plain(), str), "a text")
FLAG = (lambda v: isinstance(v.plain(), bool), "true or false")
NUMBERED = (lambda v: VERSION.match(str(v.plain())), "a version")
FORMS = {
    "_description": TEXT, "description": TEXT, "internal": FLAG,
    "authorize": (lambda v: v.plain() in (True, False, None),
                  "true, false or null"),
    "allow_roles": (lambda v: isinstance(v, List) and all(
        isinstance(text, str) for text in v.plain()), "a list of names"),
    "x-min-version": (lambda v: v.plain() == "any" or NUMBERED[0](v),
                      "a version, or 'any'"),
    "x-list-filter": FLAG, "x-null": FLAG, "x-partial": FLAG,
    "x-sorted": FLAG, "x-stored": FLAG, "x-list-until": NUMBERED,
}


def fits(value, type_name):
    """True if plain data is of a schema's type."""
    if isinstance(value, bool) and type_name != "boolean":
        return False
    return isinstance(value, TYPES[type_name])


def is_held(value, type_name):
    """True unless the value is a number that is out of range in C."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    if type_name == "integer":
        return -2 ** 63 <= value < 2 ** 63
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def word(source, name):
    """A key's text; "" if it has none."""
    value = source[name].plain() if name in source else ""
    return value if isinstance(value, str) else ""


class SchemaChecker:
    """Makes schemas, and each definition that they refer to once.

    known has the definitions as they were read; definitions gets their Schemas.
    """

    def __init__(self, known, definitions, problems):
        self.known = known
        self.definitions = definitions
        self.problems = problems
        self.waiting = []    # names of definitions that are referred to
        self.values = {}     # how many values a definition may have
        self.n_extended = 0
        self.within = set()  # definitions that the schema at hand is a part of
        self.owner = None    # the path of the action or definition at hand
        self.faulty = set()  # the paths of those with faults

    def error(self, position, text, rule):
        self.faulty.add(self.owner)
        self.problems.error(position, text, rule)

    def is_object(self, value, place, name):
        if isinstance(value, Map):
            return True
        self.error(place, f"'{name}' must be an object", "no-object")
        return False

    def has_form(self, key, value, place):
        is_fine, wanted = FORMS[key]
        if not is_fine(value):
            self.error(place, f"'{key}' must be {wanted}", "no-schema")
        return is_fine(value)

    def take_definitions(self):
        """Make the definitions that are referred to or look like schemas.

        Others only exist to be merged into objects by substitutions.
        """
        self.waiting += [
            name for name, value in self.known.items()
            if isinstance(value, Map) and {"type", "$ref", "anyOf"}
            & set(value)]
        made = {}
        while self.waiting:
            name = self.waiting.pop()
            if name in made:
                continue
            place, self.owner = self.known.places[name], ("_definitions", name)
            made[name], self.within = None, {name}
            if self.is_object(self.known[name], place, name):
                made[name] = self.schema(self.known[name], place)
        self.within = set()
        self.definitions |= {name: made[name] for name in self.known
                             if made.get(name)}

    def check_references(self, schemas):
        if self.owner[1:]:
            self.check_recursion(self.owner[1], schemas[0], {self.owner[1]})
        for schema in schemas:
            if self.values_of(schema) > MAX_VALUES:
                self.error(schema.position, f"more than {MAX_VALUES} values, "
                           "with all that it refers to", "nesting")
        parts = [part for s in schemas for part in s.walk(False)]
        for part in parts:
            if part.ref in self.definitions and part.says("default"):
                whole = part.follow()
                if whole.type in TYPES:
                    self.check_default(part, whole)
            for choice in part.choices:
                self.check_choice(choice)
        self.check_nulls(parts)

    def values_of(self, schema):
        """The number of values, if each list and map has two."""
        if schema.ref in self.values:
            return self.values[schema.ref]
        if schema.ref in self.definitions:
            self.values[schema.ref] = 1  # counts as one within itself
            self.values[schema.ref] = self.values_of(
                self.definitions[schema.ref])
            return self.values[schema.ref]
        several = {id(schema.items), id(schema.rest)}
        return 1 + sum((1 + (id(part) in several)) * self.values_of(part)
                       for part in schema.parts())

    def check_nulls(self, parts):
        """Only members, and texts in a list, can be null in C."""
        members = {id(m) for part in parts for m in part.properties.values()}
        items = {id(part.items) for part in parts}
        for part in parts:
            whole = part.follow()
            if part.is_nullable and id(part) not in members and (
                    id(part) not in items or whole.type != "string"
                    or whole.enum or whole.pattern):
                self.error(part.places["x-null"], "only members, and items "
                           "that are any text, may be null", "null-items")

    def check_recursion(self, name, schema, seen):
        """A definition can contain itself only through an object."""
        if schema.ref == name:
            self.error(schema.places["$ref"], f"definition '{name}' holds "
                       "itself, and not within an object", "recursion")
        elif schema.ref in self.definitions and schema.ref not in seen:
            self.check_recursion(name, self.definitions[schema.ref],
                                 seen | {schema.ref})
        for part in (schema.items, schema.rest):
            if isinstance(part, Schema) and not schema.says("properties"):
                self.check_recursion(name, part, seen)

    def check_choice(self, choice):
        """Refuse a choice within itself: trying them all could take forever."""
        target = self.definitions.get(choice.ref)
        if target is None:
            return
        if not target.says("properties") and self.known[choice.ref].is_whole:
            self.error(choice.position, "a choice must be an object with "
                       "properties", "any-of")
        if any(choice.ref == other.ref for part in target.walk()
               for other in part.choices):
            self.error(choice.position, "a choice contains itself",
                       "recursion")

    def take_flags(self, source):
        """Replace the texts True and False of flags by booleans."""
        flags = FLAGS | ({"default"} if word(source, "type") == "boolean"
                         else set())
        for name in sorted(flags & set(source)):
            text = word(source, name)
            if text in BOOLEANS:
                place = source[name].position
                self.problems.warning(place, f"'{text}' is a text in HOCON; "
                                      f"{text.lower()} is meant",
                                      "capital-boolean")
                source[name] = Value(BOOLEANS[text], place)

    def extended(self, source):
        """A definition merged with what stands beside the reference to it."""
        seen, base = set(self.within), source
        while isinstance(base, Map) and "$ref" in base:
            found = REFERENCE.match(word(base, "$ref"))
            if not found or found[1] in seen or found[1] not in self.known:
                return source  # check_siblings() refuses it
            seen.add(found[1])
            base = self.known[found[1]]
        self.n_extended += 1
        if not isinstance(base, Map) or self.n_extended > MAX_EXTENDED:
            return source
        self.problems.warning(source.places["$ref"], "'$ref' beside "
                              "'properties': both are taken together",
                              "extended-reference")
        made, self.within = merge(copy(base), source), seen
        del made["$ref"], made.places["$ref"]
        required = List([], source.position)
        for given in (base.get("required"), source.get("required")):
            for item in given if isinstance(given, List) else []:
                if item.plain() not in required.plain():
                    required.append(item)
        made.put("required", required, made.places.get(
            "required", source.position))
        return made

    def schema(self, source, place):
        """Make a schema, and report what is wrong with it."""
        outer = self.within
        self.take_flags(source)
        if "$ref" in source and "properties" in source:
            source = self.extended(source)
        made = self.plain_schema(source, place)
        self.within = outer
        return made

    def plain_schema(self, source, place):
        made = Schema(source.position, self.definitions, source.places,
                      changes=source.changes, place=place)
        for key, value in source.items():
            if key in UNSUPPORTED:
                self.error(source.places[key], f"'{key}' is not supported",
                           "unsupported-keyword")
            elif key not in KEYWORDS:
                self.error(source.places[key], f"unknown keyword '{key}'",
                           "unknown-keyword")
            elif key in FORMS and not self.has_form(key, value,
                                                    source.places[key]):
                continue
            else:
                read = self.READERS.get(key, SchemaChecker.plain)
                found = read(self, source, key, value)
                if found is not None or key == "default":
                    made.said.append(key)
                    setattr(made, ATTRIBUTES.get(key, key), found)
        made.inner_changes = getattr(source.get("properties"), "changes",
                                     []) + [
            entry for part in (made.items, made.rest)
            if isinstance(part, Schema) for entry in part.changes]
        self.check_siblings(source)
        self.check_required(source)
        self.check_values(made, source)
        return made

    def plain(self, _source, _key, value):
        return value.plain()

    def type_name(self, source, _key, value):
        name = value.plain()
        if isinstance(name, str) and name in TYPES:
            return name
        self.error(source.places["type"], f"unknown type: {name}",
                   "unknown-type")
        return None

    def enum(self, _source, _key, value):
        return value.plain() if is_complete(value) else None

    def reference(self, source, _key, value):
        found = REFERENCE.match(str(value.plain()))
        if found and found[1] in self.known:
            self.waiting.append(found[1])
        elif not found or self.known.is_whole:
            self.error(source.places["$ref"], "no such definition: "
                       f"{value.plain()}", "reference")
        return found and found[1]

    def choices(self, source, _key, value):
        if not isinstance(value, List) or not value and value.is_whole:
            self.error(source.places["anyOf"], "'anyOf' must be a list of "
                       "'$ref's", "any-of")
            return None
        made = []
        for choice in value:
            if isinstance(choice, Map) and "$ref" in choice:
                made.append(self.schema(choice, choice.position))
            elif choice.is_whole:
                self.error(choice.position, "a choice must be a '$ref'",
                           "any-of")
        return made

    def properties(self, source, _key, value):
        if not self.is_object(value, source.places["properties"],
                              "properties"):
            return None
        made = {}
        for name, inner in value.items():
            if self.is_object(inner, value.places[name], name):
                made[name] = self.schema(inner, value.places[name])
        return made

    def inner(self, source, key, value):
        """The schema of items, or of members that aren't declared."""
        if isinstance(value, Map):
            return self.schema(value, source.places[key])
        return None if key == "items" else value.plain()

    def prefixes(self, source, key, value):
        if not isinstance(value, Map) or not all(
                isinstance(inner, Map) and (
                    word(inner, "prefix") or not inner.is_whole)
                for inner in value.values()):
            self.error(source.places[key], "'x-prefixes' must be objects "
                       "with a 'prefix'", "no-schema")
            return None
        return {name: Schema(inner.position, self.definitions, inner.places,
                             place=value.places[name], changes=value.changes,
                             said=["prefix"],
                             description=word(inner, "description"),
                             prefix=word(inner, "prefix"))
                for name, inner in value.items()}

    READERS = {
        "$ref": reference, "anyOf": choices, "enum": enum,
        "properties": properties, "items": inner,
        "additionalProperties": inner, "type": type_name,
        "x-prefixes": prefixes,
    }

    def check_siblings(self, source):
        """Refuse keywords that have no effect beside another."""
        def refuse(keys, text, rule):
            for key in sorted(keys & set(source)):
                self.error(source.places[key], f"'{key}' beside {text}: "
                           "nothing reads it", rule)

        name = word(source, "type")
        if "$ref" in source:
            refuse(KEYWORDS - BESIDE_REFERENCE, "'$ref'",
                   "reference-siblings")
        elif "anyOf" in source:
            refuse({"properties", "items"}, "'anyOf'", "any-of")
        elif "type" not in source and source.is_whole:
            self.error(source.position, "'type' is missing", "no-type")
        elif name in TYPES:
            self.check_keywords(source, name)

    def check_keywords(self, source, name):
        if name == "array" and source.is_whole and not isinstance(
                source.get("items"), Map):
            self.error(source.position, "an array needs 'items'", "no-items")
        for key in sorted(set(source) & set(ABOUT)):
            if name not in ABOUT[key]:
                self.problems.warning(
                    source.places[key], f"'{key}' says nothing about a "
                    f"{name}", "idle-keyword")
        if source.get("properties") and isinstance(
                source.get("additionalProperties"), Map):
            self.problems.warning(
                source.places["additionalProperties"], "members beyond "
                "'properties' are not read", "open-rest")

    def check_required(self, source):
        required = source.get("required", [])
        if not isinstance(required, list):
            self.error(source.places["required"], "'required' must be a list",
                       "no-schema")
            return
        properties = source.get("properties", source)
        if not (source.is_whole and properties.is_whole):
            return
        for item in required:
            if item.plain() not in source.get("properties", {}):
                self.error(item.position, "'required' names "
                           f"'{item.plain()}', which is not declared",
                           "required")

    def check_values(self, made, source):
        """Check what limits a value against the type and one another."""
        if made.type not in TYPES:
            return
        if "enum" in source:
            self.check_enum(source["enum"], source, made.type)
        self.check_format(source)
        if "minimum" in source and not fits(made.minimum, "number"):
            self.error(source.places["minimum"], "'minimum' must be a number",
                       "minimum")
        elif "minimum" in source and not (
                is_held(made.minimum, "number")
                and float(made.minimum) == made.minimum):
            self.error(source.places["minimum"], f"minimum: {made.minimum!r} "
                       "can't be held exactly in C", "number")
        elif "default" in source:
            self.check_default(made, made)

    def check_enum(self, allowed, source, name):
        if not isinstance(allowed, List) or not allowed and allowed.is_whole:
            self.error(source.places["enum"], "'enum' must be a list", "enum")
            return
        seen = []
        for item in allowed:
            if not fits(item.plain(), name):
                self.error(item.position, f"enum: {item.plain()!r} is not of "
                           f"type {name}", "enum")
            elif not is_held(item.plain(), name):
                self.error(item.position, f"enum: {item.plain()!r} is more "
                           "than C can hold", "number")
            elif item.plain() in seen:
                self.error(item.position, f"enum: {item.plain()!r} is given "
                           "twice", "enum")
            seen.append(item.plain())

    def check_format(self, source):
        if "format" in source and word(source, "format") not in FORMATS:
            self.error(source.places["format"], "unknown format: "
                       f"{source['format'].plain()}", "format")
        if "pattern" not in source:
            return
        try:
            re.compile(word(source, "pattern") or "(")
        except re.error as error:
            self.error(source.places["pattern"], "'pattern' is not a regular "
                       f"expression: {error}", "pattern")

    def check_default(self, schema, whole):
        """Check a schema's default against whole, what it refers to."""
        value, place = schema.default, schema.places["default"]
        if not fits(value, whole.type):
            self.error(place, f"default: {value!r} is not of type "
                       f"{whole.type}", "default")
        elif isinstance(value, list):
            self.check_items(value, place, whole.items)
        elif isinstance(value, dict):
            if value:
                self.leave_default(place)
        elif not is_held(value, whole.type):
            self.error(place, f"default: {value!r} is more than C can hold",
                       "number")
        elif isinstance(whole.enum, list) and value not in whole.enum:
            self.error(place, f"default: {value!r} is not in 'enum'",
                       "default")
        elif whole.type in ABOUT["minimum"] and whole.minimum is not None and (
                value < whole.minimum):
            self.error(place, f"default: {value!r} is below 'minimum'",
                       "default")

    def check_items(self, values, place, schema):
        """Check the items of a list that is a default."""
        whole = schema and schema.follow()
        if whole and whole.type in ("array", "object") and values:
            self.leave_default(place)
        elif whole and whole.type in TYPES:
            for value in values:
                if isinstance(value, (list, dict)):
                    self.error(place, f"default: {value!r} is not of type "
                               f"{whole.type}", "default")
                    continue
                self.check_default(replace(
                    whole, default=value, places={"default": place}), whole)

    def leave_default(self, place):
        self.problems.warning(place, "a default that holds objects or lists "
                              "is not applied", "idle-keyword")
