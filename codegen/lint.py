"""Refuse schema text that is dead, contradictory or not supported."""

import re

from resolve import List, Map

SERVICE_KEYS = {"_description", "_definitions", "_references", "_default"}
ACTION_KEYS = {"internal", "authorize", "allow_roles", "x-min-version"}
VERSION_KEYS = {
    "description", "request", "response", "internal", "authorize",
    "allow_roles", "method",
}
KEYWORDS = {
    "type", "description", "properties", "items", "required", "default",
    "enum", "minimum", "format", "additionalProperties", "$ref",
    "x-list-until", "x-list-filter", "x-partial", "x-prefixes", "x-sorted",
}
UNSUPPORTED = {
    "oneOf", "allOf", "anyOf", "not", "const", "maximum", "minItems",
    "maxItems", "minLength", "maxLength", "uniqueItems", "patternProperties",
    "nullable", "pattern",
}
TYPES = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "object": dict, "array": list,
}
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\Z")
REFERENCE = re.compile(r"#/definitions/(\w+)\Z")
NAME = re.compile(r"[a-zA-Z_]\w+\Z", re.ASCII)


def fits(value, type_name):
    """True if plain data is of a schema's type."""
    if isinstance(value, bool) and type_name != "boolean":
        return False
    return isinstance(value, TYPES[type_name])


class Lint:
    def __init__(self, data, problems):
        self.data = data
        self.problems = problems
        self.definitions = data.get("_definitions", {})

    def check_service(self):
        for name, value in self.data.items():
            place = self.data.places[name]
            if name in SERVICE_KEYS:
                continue
            if name.startswith("_") or not NAME.match(name):
                self.problems.error(place, f"unknown key '{name}'")
            elif self.is_object(value, place, name):
                self.check_action(name, value)
        for name, value in self.definitions.items():
            if self.is_object(value, self.definitions.places[name], name):
                self.check_schema(value)

    def is_object(self, value, place, name):
        if isinstance(value, Map):
            return True
        self.problems.error(place, f"'{name}' must be an object")
        return False

    def check_action(self, name, action):
        for key, value in action.items():
            place = action.places[key]
            if VERSION.match(key):
                if self.is_object(value, place, key):
                    self.check_version(value)
            elif key.isdigit():
                self.problems.error(place, f"version '{key}...' must stand "
                                    "in quotes")
            elif key not in ACTION_KEYS:
                self.problems.error(place, f"unknown key '{key}' in action "
                                    f"'{name}'")
        if not any(VERSION.match(key) for key in action):
            self.problems.error(action.position, f"action '{name}' has no "
                                "version")

    def check_version(self, version):
        for key, value in version.items():
            place = version.places[key]
            if key == "batch_request":
                self.problems.error(place, "'batch_request' is not supported")
            elif key not in VERSION_KEYS:
                self.problems.error(place, f"unknown key '{key}' beside "
                                    "'request': nothing reads it")
            elif key in ("request", "response"):
                if self.is_object(value, place, key):
                    self.check_schema(value)
        for key in ("request", "response"):
            if key not in version:
                self.problems.error(version.position, f"'{key}' is missing")

    def check_schema(self, schema):
        for key in schema:
            place = schema.places[key]
            if key in UNSUPPORTED:
                self.problems.error(place, f"'{key}' is not supported")
            elif key not in KEYWORDS:
                self.problems.error(place, f"unknown keyword '{key}'")
        if "$ref" in schema:
            self.check_reference(schema)
        else:
            self.check_type(schema)
        self.check_properties(schema)
        self.check_required(schema)
        self.check_values(schema)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), Map):
                self.check_schema(schema[key])

    def check_reference(self, schema):
        found = REFERENCE.match(str(schema["$ref"].plain()))
        if not found or found[1] not in self.definitions:
            self.problems.error(schema.places["$ref"], "no such definition: "
                                f"{schema['$ref'].plain()}")

    def check_type(self, schema):
        if "type" not in schema:
            self.problems.error(schema.position, "'type' is missing")
            return
        name = schema["type"].plain()
        if not isinstance(name, str) or name not in TYPES:
            self.problems.error(schema.places["type"],
                                f"unknown type: {name}")
        if name == "array" and not isinstance(schema.get("items"), Map):
            self.problems.error(schema.position, "an array needs 'items'")

    def check_properties(self, schema):
        properties = schema.get("properties", {})
        if not isinstance(properties, dict):
            self.problems.error(schema.places["properties"],
                                "'properties' must be an object")
            return
        for name, value in properties.items():
            if self.is_object(value, properties.places[name], name):
                self.check_schema(value)

    def check_required(self, schema):
        required = schema.get("required", [])
        if not isinstance(required, list):
            self.problems.error(schema.places["required"],
                                "'required' must be a list")
            return
        for item in required:
            if item.plain() not in schema.get("properties", {}):
                self.problems.error(item.position, "'required' names "
                                    f"'{item.plain()}', which is not declared")

    def check_values(self, schema):
        """Default, enum and minimum against the type and one another."""
        name = schema["type"].plain() if "type" in schema else None
        if name not in TYPES:
            return
        allowed = schema.get("enum")
        if isinstance(allowed, List):
            for item in allowed:
                if not fits(item.plain(), name):
                    self.problems.error(item.position, f"enum: "
                                        f"{item.plain()!r} is no {name}")
        elif allowed is not None:
            self.problems.error(schema.places["enum"], "'enum' must be a list")
        if "default" not in schema:
            return
        value, place = schema["default"].plain(), schema.places["default"]
        if not fits(value, name):
            self.problems.error(place, f"default: {value!r} is no {name}")
        elif isinstance(allowed, List) and value not in allowed.plain():
            self.problems.error(place, f"default: {value!r} is not in 'enum'")
        elif "minimum" in schema and value < schema["minimum"].plain():
            self.problems.error(place, f"default: {value!r} is below "
                                "'minimum'")


def lint(data, problems):
    Lint(data, problems).check_service()
