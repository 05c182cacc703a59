"""From a service's data to types: those of each action and version.

What comes here went through lint: nothing is refused any more.
"""

import json
from dataclasses import replace

from lint_schema import REFERENCE
from model import Enum, Field, Struct, Type, Way
from names import VERSION, identifier, version_of


class Lower:
    def __init__(self, service, data):
        self.service = service
        self.definitions = data.get("_definitions", {})
        self.known = {}    # definition -> its Type
        self.wholes = {}   # definition -> a Struct around it
        self.working = {}  # definition -> its Struct, while it is made
        self.alike = {     # what it says -> definition
            said(schema): name for name, schema in self.definitions.items()
            if isinstance(schema, dict)
            and ("properties" in schema or "enum" in schema)}

    def side_of(self, schema, c_name, since):
        """The struct of a request or response."""
        if "$ref" in schema:
            return self.copy_of(self.definition(referred(schema)), c_name,
                                since)
        if "anyOf" in schema:
            return self.choice_of(schema, c_name, since)
        if plain(schema, "type", "") == "object" and has_members(schema):
            return self.struct_of(schema, c_name, since)
        return self.whole_of(schema, c_name, since)

    def copy_of(self, kind, c_name, since):
        """A struct that holds what a definition says."""
        if kind.kind != "struct":
            return self.whole_around(kind, c_name, since)
        fields = [replace(field, since=since, ways=[
            replace(way, since=since) for way in field.ways])
            for field in kind.struct.fields]
        return replace(kind.struct, c_name=c_name, fields=fields)

    def batch_of(self, struct, c_name, since):
        """A list of requests."""
        items = Type("array", element=Type("struct", struct=struct))
        return Struct(c_name, [self.field("", "items", items, since)],
                      form="whole")

    def followed(self, schema):
        """A schema, or the one that it refers to in the end."""
        while "$ref" in schema:
            schema = self.definitions[referred(schema)]
        return schema

    def field(self, name, c_name, kind, since, **more):
        return Field(name, c_name, [Way(since, kind)], None, since, **more)

    def struct_of(self, schema, c_name, since):
        return self.fill(Struct(c_name, []), schema, since)

    def fill(self, struct, schema, since):
        """Give a struct the members of a schema."""
        required = {item.plain() for item in schema.get("required", [])}
        struct.fields = [
            self.field_of(name, value, struct.c_name, since, name in required)
            for name, value in schema.get("properties", {}).items()]
        if plain(schema, "x-sorted", False):
            struct.fields.sort(key=lambda field: field.name)
        for name, value in schema.get("x-prefixes", {}).items():
            struct.fields.append(self.prefix_field(name, value, since))
        struct.closed = [
            (None, plain(schema, "additionalProperties", True) is False)]
        struct.description = plain(schema, "description", "")
        return struct

    def field_of(self, name, schema, owner, since, required):
        c_name = identifier(name)
        path = f"{owner}_{c_name.rstrip('_')}"
        kind = self.type_of(schema, path, since)
        default = plain(schema, "default", None)
        if default is None:
            default = plain(self.followed(schema), "default", None)
        return Field(name, c_name, [Way(since, kind, required, default)],
                     schema.position, since,
                     description=plain(schema, "description", ""))

    @staticmethod
    def prefix_field(name, schema, since):
        values = Type("array", element=Type("string"), list_filter=True)
        kind = Type("map", element=values)
        return Field(name, identifier(name), [Way(since, kind)],
                     schema.position, since,
                     description=plain(schema, "description", ""),
                     prefix=plain(schema, "prefix", ""))

    def choice_of(self, schema, c_name, since):
        """A value that is one of several objects."""
        fields = []
        for choice in schema["anyOf"]:
            name = referred(choice)
            struct = self.definition(name).struct
            kind = Type("struct", struct=struct, is_pointer=True)
            fields.append(Field(
                name, identifier(name), [Way(since, kind)], choice.position,
                since, description=plain(choice, "description", "")))
        return Struct(c_name, fields, plain(schema, "description", ""),
                      "choice")

    def whole_of(self, schema, c_name, since):
        """A struct around a value that is no object with members."""
        return self.whole_around(
            self.type_of(schema, f"{c_name}_item", since), c_name, since,
            plain(schema, "description", ""))

    def whole_around(self, kind, c_name, since, description=""):
        name = {"array": "items", "map": "pairs", "string": "text"}.get(
            kind.kind, "value")
        return Struct(c_name, [self.field("", name, kind, since)],
                      description, "whole")

    def type_of(self, schema, c_name, since):
        if "$ref" in schema:
            return self.definition(referred(schema))
        alike = self.alike.get(said(schema))
        if alike and schema is not self.definitions[alike]:
            return self.definition(alike)
        if "anyOf" in schema:
            return Type("struct", struct=self.choice_of(schema, c_name, since))
        kind = schema["type"].plain()
        if kind == "object":
            return self.object_type(schema, c_name, since)
        if kind == "array":
            return Type("array",
                        element=self.element(schema["items"], c_name, since),
                        list_filter=plain(schema, "x-list-filter", False))
        return self.scalar_type(kind, schema, c_name)

    @staticmethod
    def scalar_type(kind, schema, c_name):
        allowed = plain(schema, "enum", None)
        if kind == "string" and allowed:
            return Type("enum", enum=Enum(c_name, allowed,
                                          plain(schema, "description", "")))
        if plain(schema, "format", "") == "date-time":
            kind = "time"
        is_number = kind in ("integer", "number")
        return Type(kind, allowed=allowed if is_number else None,
                    minimum=plain(schema, "minimum", None)
                    if is_number else None,
                    pattern=plain(schema, "pattern", None)
                    if kind == "string" else None)

    def object_type(self, schema, c_name, since):
        if "properties" in schema:
            return Type("struct", struct=self.struct_of(schema, c_name, since))
        extra = schema.get("additionalProperties")
        if not isinstance(extra, dict):
            return Type("any")
        until = plain(schema, "x-list-until", None)
        return Type("map", element=self.element(extra, c_name, since),
                    list_until=until and version_of(until))

    def element(self, schema, c_name, since):
        """The type of an item or of a map's value.

        An array or map among them is put into a struct.
        """
        followed = self.followed(schema)
        if plain(followed, "type", "") != "array" and (
                not isinstance(followed.get("additionalProperties"), dict)
                or "properties" in followed):
            return replace(self.type_of(schema, c_name, since),
                           is_pointer=False)
        if "$ref" not in schema:
            tail = "list" if "items" in schema else "map"
            return Type("struct", struct=self.whole_of(
                schema, f"{c_name}_{tail}", since))
        name = referred(schema)
        if name not in self.wholes:
            self.wholes[name] = self.whole_around(
                self.definition(name), f"{self.service}_{name}", None)
        return Type("struct", struct=self.wholes[name])

    def definition(self, name):
        """The type of a definition; in itself it is a pointer."""
        if name in self.working:
            return Type("struct", struct=self.working[name], is_pointer=True)
        if name not in self.known:
            schema, c_name = self.definitions[name], f"{self.service}_{name}"
            if "properties" in schema:
                struct = self.working[name] = Struct(c_name, [])
                self.fill(struct, schema, None)
                del self.working[name]
                self.known[name] = Type("struct", struct=struct)
            else:
                self.known[name] = self.type_of(schema, c_name, None)
        return self.known[name]


def plain(schema, name, default):
    return schema[name].plain() if name in schema else default


def referred(schema):
    """The name of the definition that a schema refers to."""
    return REFERENCE.match(schema["$ref"].plain())[1]


def request_of(data, version):
    """The schema of a version's request; of a batch, that of each line."""
    if "request" in version:
        return version["request"]
    batch = version["batch_request"]
    if "action" not in batch:
        return batch
    action = data[batch["action"].value]
    return action[str(batch["version"].value)]["request"]


def has_members(schema):
    """True for an object that is a struct, be it an empty one."""
    return "properties" in schema or not (
        isinstance(schema.get("additionalProperties"), dict)
        or plain(schema, "additionalProperties", False))


def said(schema):
    """What a schema says, but for the words that describe it, as one text."""
    if "$ref" in schema or not isinstance(schema, dict):
        return None
    return json.dumps({name: value.plain() for name, value in schema.items()
                       if name != "description"}, sort_keys=False)


def versions_of(action):
    """The versions of an action, the oldest first."""
    return sorted((name for name in action if VERSION.match(name)),
                  key=version_of)
