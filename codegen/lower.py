"""From a service's data to types: those of each action and version."""

from lint import REFERENCE, VERSION
from model import Field, Struct, Type
from names import identifier, version_of
from problems import SchemaError

SCALARS = {"string", "integer", "number", "boolean"}


class Lower:
    def __init__(self, service, data):
        self.service = service
        self.definitions = data.get("_definitions", {})
        self.structs = {}    # definition -> its Type
        self.working = []

    def struct_of(self, schema, c_name, since):
        """The struct of a request, a response, or a part of one."""
        required = {item.plain() for item in schema.get("required", [])}
        fields = [self.field_of(name, value, c_name, since, name in required)
                  for name, value in schema.get("properties", {}).items()]
        if plain(schema, "x-sorted", False):
            fields.sort(key=lambda field: field.name)
        for name, value in schema.get("x-prefixes", {}).items():
            fields.append(self.prefix_field(name, value, since))
        self.check_members(fields)
        return Struct(c_name, fields, plain(schema, "description", ""))

    @staticmethod
    def check_members(fields):
        seen = {}
        for field in fields:
            member = identifier(field.name)
            if member in seen:
                raise SchemaError(field.position, f"'{field.name}' and "
                                  f"'{seen[member]}' are one name in C")
            seen[member] = field.name

    def field_of(self, name, schema, owner, since, required):
        c_name = f"{owner}_{identifier(name)}"
        return Field(
            name, self.type_of(schema, c_name, since), since, schema.position,
            description=plain(schema, "description", ""), required=required,
            default=plain(schema, "default", None),
            minimum=plain(schema, "minimum", None))

    @staticmethod
    def prefix_field(name, schema, since):
        filter_type = Type("array", element=Type("string"), list_filter=True)
        return Field(name, Type("map", element=filter_type), since,
                     schema.position, plain(schema, "description", ""),
                     prefix=plain(schema, "prefix", ""))

    def type_of(self, schema, c_name, since):
        if "$ref" in schema:
            return self.definition(schema, since)
        kind = schema["type"].plain()
        if kind == "object":
            return self.object_type(schema, c_name, since)
        if kind == "array":
            element = self.type_of(schema["items"], c_name, since)
            if element.kind in ("array", "map"):
                raise SchemaError(schema.position,
                                  "lists in lists are not supported")
            return Type("array", element=element,
                        list_filter=plain(schema, "x-list-filter", False))
        if kind == "string" and "enum" in schema:
            raise SchemaError(schema.places["enum"],
                              "an enum of strings is not supported")
        if plain(schema, "format", "") == "date-time":
            return Type("time")
        return Type(kind)

    def object_type(self, schema, c_name, since):
        if "properties" in schema:
            return Type("struct", struct=self.struct_of(schema, c_name, since))
        extra = schema.get("additionalProperties")
        if not isinstance(extra, dict):
            return Type("any")
        element = self.type_of(extra, c_name, since)
        if element.kind not in SCALARS | {"struct"}:
            raise SchemaError(extra.position, "maps of such values are not "
                              "supported")
        until = plain(schema, "x-list-until", None)
        return Type("map", element=element,
                    list_until=until and version_of(until))

    def definition(self, schema, since):
        name = REFERENCE.match(schema["$ref"].plain())[1]
        if name in self.working:
            raise SchemaError(schema.position,
                              f"definition '{name}' holds itself")
        if name not in self.structs:
            self.working.append(name)
            self.structs[name] = self.type_of(
                self.definitions[name], f"{self.service}_{name}", None)
            self.working.remove(name)
        return self.structs[name]


def plain(schema, name, default):
    return schema[name].plain() if name in schema else default


def versions_of(action):
    """The versions of an action, the oldest first."""
    return sorted((name for name in action if VERSION.match(name)),
                  key=version_of)
