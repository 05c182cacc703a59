"""Make a Service of corrected data, and refuse what is dead or contradictory.

Everything wrong is reported, and what can't be made out is left out; whatever
has no fault, and leads to none, goes on to the stages that follow.
"""

import re
from dataclasses import replace

from hocon.tree import List, Map, is_complete, is_known
from names import VERSION, identifier, version_of
from schema import ATTRIBUTES, Action, Error, Schema, Service, Version

SERVICE_KEYS = {"_description", "_definitions", "_references", "_default"}
SETTINGS = {"internal", "authorize", "allow_roles"}
ACTION_KEYS = SETTINGS | {"x-min-version"}
SIDES = ("request", "batch_request", "response")
VERSION_KEYS = SETTINGS | set(SIDES) | {"description", "method"}
NAME = re.compile(r"[a-zA-Z_]\w*\Z", re.ASCII)
REFERENCE = re.compile(r"#/definitions/(\w+)\Z")
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
SCOPES = {"call", "credentials", "path", "roles", "unbound"}


def is_text(value):
    return isinstance(value.plain(), str)


def is_texts(value):
    return isinstance(value, List) and all(
        isinstance(text, str) for text in value.plain())


def is_flag(value):
    return isinstance(value.plain(), bool)


def is_version(value):
    return VERSION.match(str(value.plain())) is not None


# What some keys must be, and how messages say it.
FORMS = {
    "_description": (is_text, "a text"),
    "description": (is_text, "a text"),
    "internal": (is_flag, "true or false"),
    "authorize": (lambda v: v.plain() in (True, False, None),
                  "true, false or null"),
    "allow_roles": (is_texts, "a list of names"),
    "x-min-version": (is_version, "a version"),
    "x-list-filter": (is_flag, "true or false"),
    "x-partial": (is_flag, "true or false"),
    "x-sorted": (is_flag, "true or false"),
    "x-list-until": (is_version, "a version"),
}


def fits(value, type_name):
    """True if plain data is of a schema's type."""
    if isinstance(value, bool) and type_name != "boolean":
        return False
    return isinstance(value, TYPES[type_name])


class Checker:
    def __init__(self, name, file, data, problems):
        self.data = data
        self.problems = problems
        self.service = Service(name, file, data.position, data=data)
        self.definitions = self.service.definitions
        self.known = self.definitions_of(data)
        self.waiting = []     # names of definitions that are referred to
        self.owner = None     # the path of the action or definition at hand
        self.faulty = set()   # the paths of those with faults

    @staticmethod
    def definitions_of(data):
        """The definitions as they were read; not all may be known."""
        if isinstance(data.get("_definitions"), Map):
            return data["_definitions"]
        return Map(data.position,
                   is_whole=data.is_whole and "_definitions" not in data)

    def error(self, position, text, rule):
        self.faulty.add(self.owner)
        self.problems.error(position, text, rule)

    def is_object(self, value, place, name):
        if isinstance(value, Map):
            return True
        self.error(place, f"'{name}' must be an object", "no-object")
        return False

    def has_form(self, key, value, place):
        is_fine, told = FORMS[key]
        if not is_fine(value):
            self.error(place, f"'{key}' must be {told}", "no-schema")
        return is_fine(value)

    # Services, actions and versions.

    def check(self):
        if not NAME.match(self.service.name):
            self.error(self.data.position, f"'{self.service.name}' can't be "
                       "a service's name", "c-name")
        for name, value in self.data.items():
            place, self.owner = self.data.places[name], (name,)
            if name in SERVICE_KEYS:
                self.check_part(name, value, place)
            elif name.startswith("_") or not NAME.match(name):
                self.error(place, f"unknown key '{name}'", "unknown-key")
            elif self.is_object(value, place, name):
                self.service.actions[name] = self.action(name, value, place)
        self.take_definitions()
        for self.owner, schemas in self.owners():
            self.check_references(schemas)
        self.find_batches()
        return self.service

    def check_part(self, name, value, place):
        """A key that begins with "_"."""
        if name == "_description":
            if self.has_form(name, value, place):
                self.service.description = value.plain()
        elif self.is_object(value, place, name) and name == "_default":
            self.check_keys(value, SETTINGS, "'_default'")

    def check_keys(self, owner, known, shown):
        """Keys that are not versions."""
        for key, value in owner.items():
            place = owner.places[key]
            if VERSION.match(key):
                continue
            if key not in known:
                self.error(place, f"unknown key '{key}' in {shown}",
                           "unknown-key")
            elif key in FORMS:
                self.has_form(key, value, place)

    def action(self, name, source, place):
        highest, versions = (0, 0), []
        digits = {key for key in source if key.isdigit()}
        for key in digits:
            self.error(source.places[key], f"version '{key}...' must stand "
                       "in quotes", "unquoted-version")
        for key in filter(VERSION.match, source):
            if version_of(key) < highest:
                self.problems.warning(source.places[key], f"version {key} "
                                      "stands after a higher one",
                                      "version-order")
            highest = max(highest, version_of(key))
            if self.is_object(source[key], source.places[key], key):
                versions.append(self.version(source, key))
        self.check_keys(source, ACTION_KEYS | digits, f"action '{name}'")
        if not digits and highest == (0, 0) and source.is_whole:
            self.error(source.position, f"action '{name}' has no version",
                       "missing")
        versions.sort(key=lambda version: version.number)
        least = source.get("x-min-version")
        return Action(self.service.name, name, source.position, place,
                      source.changes, {v.name: v for v in versions},
                      str(least.plain()) if least else None)

    def version(self, action, name):
        source = action[name]
        made = Version(name, source.position, action.places[name],
                       source.changes, source.origin)
        for key, value in source.items():
            place = source.places[key]
            if key not in VERSION_KEYS:
                self.error(place, f"unknown key '{key}' beside 'request': "
                           "nothing reads it", "dead-text")
            elif key in FORMS:
                self.has_form(key, value, place)
            elif key in SIDES and self.is_object(value, place, key):
                self.side(made, key, value, place)
        if {"request", "batch_request"} <= set(source):
            self.error(source.places["batch_request"],
                       "'batch_request' stands beside 'request'", "batch")
        if source.is_whole:
            if not {"request", "batch_request"} & set(source):
                self.error(source.position, "'request' is missing", "missing")
            if "response" not in source:
                self.error(source.position, "'response' is missing",
                           "missing")
        made.description = word(source, "description")
        settings = [source, action, self.data.get("_default")]
        made.authorize = setting(settings, "authorize", True)
        made.allow_roles = setting(settings, "allow_roles", ["*"])
        return made

    def side(self, version, key, source, place):
        version.is_batch |= key == "batch_request"
        if version.is_batch and "action" in source and key != "response":
            self.check_batch(version, source)
            return
        made = self.schema(source, place)
        if key == "response":
            version.response = made
            return
        version.request = made
        if word(source, "type") not in ("", "object"):
            self.error(source.places["type"], "a request must be an object",
                       "no-object")

    def check_batch(self, version, source):
        """A batch whose lines are another action's requests."""
        for key in sorted(set(source) - {"action", "version", "description"}):
            self.error(source.places[key], f"unknown key '{key}' beside "
                       "'action'", "batch")
        name = str(source["action"].plain())
        number = str(source["version"].plain()) if "version" in source else ""
        version.batch_of = name, number
        if not source.is_whole or not is_known(self.data, [name, number]):
            return
        target = self.data.get(name)
        if not (isinstance(target, Map) and not name.startswith("_")
                and isinstance(target.get(number), Map)
                and isinstance(target[number].get("request"), Map)):
            self.error(source.places["action"], "no such request: "
                       f"{name} {number}".rstrip(), "batch")

    def find_batches(self):
        for action in self.service.actions.values():
            for version in action.versions.values():
                name, number = version.batch_of or (None, None)
                target = self.service.actions.get(name)
                if target and number in target.versions:
                    version.request = target.versions[number].request

    # Definitions, and what is to be known of all of them.

    def take_definitions(self):
        """Those that are referred to, and those that look like schemas.

        Others are there to be merged into what needs them.
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
            made[name] = None
            if self.is_object(self.known[name], place, name):
                made[name] = self.schema(self.known[name], place)
        self.definitions |= {name: made[name] for name in self.known
                             if made.get(name)}

    def owners(self):
        """The path of each action and definition, and its own schemas."""
        for name, action in self.service.actions.items():
            yield (name,), [side for version in action.versions.values()
                            for side in version.sides().values()]
        for name, schema in self.definitions.items():
            yield ("_definitions", name), [schema]

    def check_references(self, schemas):
        if self.owner[1:]:
            self.check_recursion(self.owner[1], schemas[0], {self.owner[1]})
        for part in [part for s in schemas for part in s.walk(False)]:
            if part.ref in self.definitions and part.says("default"):
                whole = part.follow()
                if whole.type in TYPES:
                    self.check_default(part, whole)
            for choice in part.choices:
                self.check_choice(choice)

    def check_recursion(self, name, schema, seen):
        """Only within objects can a definition hold itself."""
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
        """Trying each choice at each level would take forever."""
        target = self.definitions.get(choice.ref)
        if target is None:
            return
        if not target.says("properties") and self.known[choice.ref].is_whole:
            self.error(choice.position, "a choice must be an object with "
                       "properties", "any-of")
        if any(choice.ref == other.ref for part in target.walk()
               for other in part.choices):
            self.error(choice.position, "a choice holds the choice itself",
                       "recursion")

    def sound_part(self):
        needs = {}
        for path, schemas in self.owners():
            source = self.known if path[1:] else self.data
            if path not in self.faulty and is_complete(source[path[-1]]):
                needs[path] = {("_definitions", part.ref) for schema in schemas
                               for part in schema.walk(False) if part.ref}
        for name, action in self.service.actions.items():
            if (name,) in needs:
                needs[name,] |= {v.batch_of[:1] for v in
                                 action.versions.values() if v.batch_of}
        while astray := [p for p in needs if not needs[p] <= needs.keys()]:
            for path in astray:
                del needs[path]
        return replace(
            self.service,
            actions={name: action for name, action
                     in self.service.actions.items() if (name,) in needs},
            definitions={name: schema for name, schema
                         in self.definitions.items()
                         if ("_definitions", name) in needs})

    # Schemas.

    def schema(self, source, place):
        """A schema, and what is wrong with it."""
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
                read = self.READERS.get(key, Checker.plain)
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
            return found[1]
        if not found or self.known.is_whole:
            self.error(source.places["$ref"], "no such definition: "
                       f"{value.plain()}", "reference")
        return None

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
        made, seen = {}, {}
        for name, inner in value.items():
            place, member = value.places[name], identifier(name)
            if self.is_object(inner, place, name):
                made[name] = self.schema(inner, place)
            if member in seen:
                self.error(place, f"'{name}' and '{seen[member]}' are one "
                           "name in C", "c-name")
            seen[member] = name
        return made

    def inner(self, source, key, value):
        """The schema of items, or of members that have none of their own."""
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
        """Which keywords stand beside one another."""
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
        """Keywords of values against the type and one another."""
        if made.type not in TYPES:
            return
        if "enum" in source:
            self.check_enum(source["enum"], source, made.type)
        self.check_format(source)
        if "minimum" in source and not fits(made.minimum, "number"):
            self.error(source.places["minimum"], "'minimum' must be a number",
                       "minimum")
        elif "default" in source:
            self.check_default(made, made)

    def check_enum(self, allowed, source, name):
        if not isinstance(allowed, List) or not allowed and allowed.is_whole:
            self.error(source.places["enum"], "'enum' must be a list", "enum")
            return
        seen = []
        for item in allowed:
            if not fits(item.plain(), name):
                self.error(item.position, f"enum: {item.plain()!r} is no "
                           f"{name}", "enum")
            elif item.plain() in seen:
                self.error(item.position, f"enum: {item.plain()!r} stands "
                           "there twice", "enum")
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
            self.error(source.places["pattern"], "'pattern' is no regular "
                       f"expression: {error}", "pattern")

    def check_default(self, schema, whole):
        """A schema's default, by what the whole of it says."""
        value, place = schema.default, schema.places["default"]
        if not fits(value, whole.type):
            self.error(place, f"default: {value!r} is no {whole.type}",
                       "default")
        elif isinstance(value, dict) and value:
            self.problems.warning(place, "a default of an object is not "
                                  "applied", "idle-keyword")
        elif isinstance(whole.enum, list) and value not in whole.enum:
            self.error(place, f"default: {value!r} is not in 'enum'",
                       "default")
        elif whole.type in ABOUT["minimum"] and whole.minimum is not None and (
                value < whole.minimum):
            self.error(place, f"default: {value!r} is below 'minimum'",
                       "default")


def word(source, name):
    """A key's text; "" if it has none."""
    value = source[name].plain() if name in source else ""
    return value if isinstance(value, str) else ""


def setting(places, name, default):
    """What a version says, else its action, else the service."""
    for place in places:
        if isinstance(place, Map) and name in place:
            return place[name].plain()
    return default


def check(name, file, data, problems):
    """The Service of corrected data; file is what its outputs are made from.

    With it a Service of what has no fault and leads to none; so the stages
    behind this one report what they find there, whatever is wrong elsewhere.
    """
    checker = Checker(name, file, data, problems)
    service = checker.check()
    return service, checker.sound_part() if problems.errors else service


def check_errors(data, problems):
    """The rows of the table of errors."""
    rows = []
    for name, value in data.items():
        row = value.plain()
        if not is_complete(value):
            continue
        if not isinstance(row, dict) or set(row) - {"scope"} != {
                "code", "subcode", "text"}:
            problems.error(data.places[name], f"'{name}' needs code, subcode "
                           "and text, and may have a scope", "errors-row")
            continue
        scope = row.setdefault("scope", [])
        if not isinstance(scope, list) and scope not in SCOPES:
            problems.error(value.places["scope"], "'scope' is no list of "
                           "actions, and none of: " + ", ".join(sorted(SCOPES)),
                           "errors-row")
            continue
        rows.append(Error(name, **row))
    return rows
