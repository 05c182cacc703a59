"""Make types in C from the schemas of each version of an action."""

import json
from dataclasses import replace

from names import identifier, version_of

from .model import Enum, Field, Struct, Type, Way


class Lower:
    def __init__(self, service):
        self.service = service.name
        self.definitions = service.definitions
        self.known = {}    # definition -> its Type
        self.wholes = {}   # definition -> a Struct that wraps it
        self.working = {}  # definition -> its Struct, while it is made
        self.alike = {     # content -> definition
            content(schema): name for name, schema in self.definitions.items()
            if schema.says("properties") or schema.says("enum")}

    def side_of(self, schema, c_name, since):
        """The struct of a request or response."""
        if schema.ref:
            return self.copy_of(self.definition(schema.ref), c_name, since)
        if schema.choices:
            return self.choice_of(schema, c_name, since)
        if schema.type == "object" and has_members(schema):
            return self.struct_of(schema, c_name, since)
        return self.whole_of(schema, c_name, since)

    def copy_of(self, kind, c_name, since):
        """A struct with the fields of a definition."""
        if kind.kind != "struct":
            return self.whole_around(kind, c_name, since)
        fields = [replace(field, since=since, ways=[
            replace(way, since=since) for way in field.ways])
            for field in kind.struct.fields]
        return replace(kind.struct, c=c_name, fields=fields)

    def batch_of(self, struct, c_name, since):
        """A list of requests."""
        items = Type("array", element=Type("struct", struct=struct))
        return Struct(c_name, [self.field("", "items", items, since)],
                      form="whole")

    def field(self, name, c_name, kind, since, **more):
        return Field(name, c_name, [Way(since, kind)], None, since, **more)

    def struct_of(self, schema, c_name, since):
        return self.fill(Struct(c_name, []), schema, since)

    def fill(self, struct, schema, since):
        """Give a struct the members of a schema."""
        struct.fields = [
            self.field_of(name, value, struct.c, since,
                          name in schema.required)
            for name, value in schema.properties.items()]
        if schema.is_sorted:
            struct.fields.sort(key=lambda field: field.name)
        for name, value in schema.prefixes.items():
            struct.fields.append(self.prefix_field(name, value, since))
        struct.closed = [(None, schema.rest is False)]
        struct.description = schema.description
        return struct

    def field_of(self, name, schema, owner, since, required):
        c_name = identifier(name)
        kind = self.type_of(schema, f"{owner}_{c_name.rstrip('_')}", since)
        default = schema.default
        if default is None:
            default = schema.follow().default
        return Field(name, c_name, [Way(since, kind, required, default)],
                     schema.position, since, description=schema.description,
                     is_nullable=schema.is_nullable)

    def prefix_field(self, name, schema, since):
        values = Type("array", element=Type("string"), list_filter=True)
        kind = Type("map", element=values, owner=self.service)
        return Field(name, identifier(name), [Way(since, kind)],
                     schema.position, since, description=schema.description,
                     prefix=schema.prefix)

    def choice_of(self, schema, c_name, since):
        """A struct for a value that is one of several objects."""
        fields, member = [], schema.discriminator
        for choice in schema.choices:
            struct = self.definition(choice.ref).struct
            kind = Type("struct", struct=struct, is_pointer=True)
            fields.append(Field(
                choice.ref, identifier(choice.ref), [Way(since, kind)],
                choice.position, since, description=choice.description,
                constant=member and choice.follow().constant(member)))
        return Struct(c_name, fields, schema.description, "choice",
                      discriminator=member)

    def whole_of(self, schema, c_name, since):
        """A struct that wraps a value other than an object with members."""
        return self.whole_around(
            self.type_of(schema, f"{c_name}_item", since), c_name, since,
            schema.description)

    def whole_around(self, kind, c_name, since, description=""):
        name = {"array": "items", "map": "pairs", "string": "text"}.get(
            kind.kind, "value")
        return Struct(c_name, [self.field("", name, kind, since)],
                      description, "whole")

    def type_of(self, schema, c_name, since):
        if schema.ref:
            return self.definition(schema.ref)
        alike = self.alike.get(content(schema))
        if alike and schema is not self.definitions[alike]:
            return self.definition(alike)
        if schema.choices:
            return Type("struct", struct=self.choice_of(schema, c_name, since))
        if schema.type == "object":
            return self.object_type(schema, c_name, since)
        if schema.type == "array":
            return Type("array", element=self.element(schema.items, c_name,
                                                      since),
                        list_filter=schema.list_filter,
                        nulls=schema.items.is_nullable)
        return self.scalar_type(schema, c_name)

    @staticmethod
    def scalar_type(schema, c_name):
        if schema.type == "string" and schema.enum:
            return Type("enum", enum=Enum(c_name, list(schema.enum),
                                          schema.description))
        if schema.format == "date-time":
            return Type("time")
        if schema.type == "string":
            return Type("string", pattern=schema.pattern)
        if schema.type == "boolean":
            return Type("boolean")
        return Type(schema.type, allowed=schema.enum, minimum=schema.minimum)

    def object_type(self, schema, c_name, since):
        if schema.says("properties"):
            return Type("struct", struct=self.struct_of(schema, c_name, since))
        if not schema.is_map:
            return Type("any", is_object=schema.type == "object")
        until = schema.list_until
        return Type("map", element=self.element(schema.rest, c_name, since),
                    list_until=until and version_of(until),
                    owner=self.service)

    def element(self, schema, c_name, since):
        """The type of an item or of a map's value.

        If it is an array or map, a struct that wraps it.
        """
        followed = schema.follow()
        if followed.type != "array" and not followed.is_map:
            return replace(self.type_of(schema, c_name, since),
                           is_pointer=False)
        if not schema.ref:
            tail = "list" if schema.items else "map"
            return Type("struct", struct=self.whole_of(
                schema, f"{c_name}_{tail}", since))
        name = schema.ref
        if name not in self.wholes:
            self.wholes[name] = self.whole_around(
                self.definition(name), f"{self.service}_{name}", None)
        return Type("struct", struct=self.wholes[name])

    def definition(self, name):
        """The type of a definition; within itself, a pointer."""
        if name in self.working:
            return Type("struct", struct=self.working[name], is_pointer=True)
        if name not in self.known:
            schema, c_name = self.definitions[name], f"{self.service}_{name}"
            if schema.says("properties"):
                struct = self.working[name] = Struct(c_name, [])
                self.fill(struct, schema, None)
                del self.working[name]
                self.known[name] = Type("struct", struct=struct)
            else:
                self.known[name] = self.type_of(schema, c_name, None)
        return self.known[name]


def has_members(schema):
    """True for an object that becomes a struct, perhaps an empty one."""
    return schema.says("properties") or schema.rest is False or (
        not schema.says("additionalProperties"))


def content(schema):
    """A schema as JSON, without its description, to compare it by."""
    return None if schema.ref else json.dumps({
        keyword: value for keyword, value in schema.plain().items()
        if keyword != "description"})
