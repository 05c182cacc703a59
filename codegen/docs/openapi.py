"""Write the API as an OpenAPI 3.1 document.

There is a path for each version at which an action's shape changes.  Schemas
that the overlay corrected have x-lineup-overlay, which gives the reason.
"""

import json
import re
from http import HTTPStatus
from typing import NamedTuple

from names import shown, version_of
from schema import Schema, announced
from templating import FOLDER

MARK = "x-lineup-overlay"
BATCH = "application/json-lines"  # each item of the array is a line


class Side(NamedTuple):
    """The use of a schema, which its conversion depends on."""

    is_request: bool
    version: tuple  # that a client asks for


def ref(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def nullable(schema):
    """A schema that accepts null as well."""
    if isinstance(schema.get("type"), str):
        wider = schema | {"type": [schema["type"], "null"]}
        if "enum" in schema:
            wider["enum"] = schema["enum"] + [None]
        return wider
    if "anyOf" in schema:
        return schema | {"anyOf": schema["anyOf"] + [{"type": "null"}]}
    outside = {name: schema[name] for name in ("description", MARK)
               if name in schema}
    return outside | {"anyOf": [
        {k: v for k, v in schema.items() if k not in outside},
        {"type": "null"}]}


class Converter:
    """Converts a service's schemas; components collects what they refer to."""

    def __init__(self, service, components):
        self.service = service.name
        self.definitions = service.definitions
        self.components = components

    def schema(self, source, side):
        """A schema in JSON Schema 2020-12."""
        made = {}
        for name, value in source.words():
            if name == "$ref":
                made["$ref"] = self.component(value, side)
            elif name == "properties":
                made["properties"] = self.properties(source, side)
            elif name == "anyOf":
                made["anyOf"] = [self.schema(part, side) for part in value]
            elif isinstance(value, Schema):
                made[name] = self.schema(value, side)
            elif not name.startswith("x-") and not (
                    name == "required" and source.is_partial
                    and not side.is_request):
                made[name] = value
        if source.is_any and source.rest is not False and not side.is_request:
            made.pop("type", None)  # it is answered as it was sent
            made.pop("additionalProperties", None)
        self.extend(source, made, side)
        if source.reasons:
            made[MARK] = " ".join(source.reasons)
        return nullable(made) if source.is_nullable else made

    def properties(self, source, side):
        made = {}
        for name, value in source.properties.items():
            made[name] = self.schema(value, side)
            if side.is_request and not value.is_nullable and (
                    name not in source.required):
                made[name] = nullable(made[name])
        return made

    def extend(self, source, made, side):
        """Translate our own keywords to JSON Schema."""
        if source.list_filter:
            self.take_one_or_many(made)
        until = source.list_until
        if until and side.version <= version_of(until):
            for name in ("properties", "additionalProperties"):
                made.pop(name, None)
            made |= {"type": "array", "maxItems": 0}
        for prefix in source.prefixes.values():
            value = {"description": prefix.description,
                     "type": "array", "items": {"type": "string"}}
            self.take_one_or_many(value)
            value[MARK] = " ".join(prefix.reasons)
            start = "^" + re.escape(prefix.prefix)
            made.setdefault("patternProperties", {})[start] = nullable(value)

    @staticmethod
    def take_one_or_many(made):
        """Accept a list of strings, null among them, or a single string."""
        items = made.pop("items")
        del made["type"]
        made["anyOf"] = [{"type": "array", "items": nullable(items)}, items]

    def component(self, name, side):
        """The reference to a definition, which is added to the components."""
        key = f"{self.service}.{name}" + self.suffix(name, side)
        if key not in self.components:
            self.components[key] = {}  # it may contain itself
            self.components[key] = self.schema(self.definitions[name], side)
        return ref("schemas", key)["$ref"]

    def suffix(self, name, side):
        """A suffix for the form of a definition that a use needs, or ""."""
        schema = self.definitions[name]
        if side.is_request and any(
                part.is_partial or set(part.properties) - set(part.required)
                for part in schema.walk({name})):
            return ".request"
        later = [v for v in schema.lists_until() if v >= side.version]
        return f".until_{shown(min(later))}" if later else ""


def errors_of(action, is_bound, errors):
    """The rows of the table of errors that an action may answer."""
    scopes = ["call"]
    if action.newest.authorize is not False:
        scopes.append("credentials")
    if action.roles:
        scopes.append("roles")
    if not is_bound:
        scopes.append("unbound")
    return [error for error in errors
            if error.is_of(action) or error.scope in scopes]


def refusal(code, rows):
    """The response of one status, for any of several errors."""
    texts = "".join(f"\n- {row.subcode}: {row.text}" for row in rows)
    return {
        "description": f"{HTTPStatus(code).phrase}; by result_subcode:\n"
                       + texts,
        "content": {"application/json": {"schema": {"allOf": [
            ref("schemas", "Error"),
            {"properties": {"meta": {"properties": {
                "result_code": {"const": code},
                "result_subcode": {
                    "enum": [row.subcode for row in rows]}}}}}]}}}}


def refusals(errors, responses):
    """References to responses, by status; adds these to the components."""
    made = {}
    for code in sorted({error.code for error in errors}):
        rows = sorted((error for error in errors if error.code == code),
                      key=lambda row: row.subcode)
        name = "-".join(str(n) for n in [code, *(r.subcode for r in rows)])
        responses.setdefault(name, refusal(code, rows))
        made[str(code)] = ref("responses", name)
    return made


def success(data, is_raw):
    """The response with data in its envelope, or a text without one."""
    content = {"text/plain": {"schema": data}} if is_raw else {
        "application/json": {"schema": {"allOf": [
            ref("schemas", "Success"), {"properties": {"data": data}}]}}}
    return {"description": "Done.", "content": content}


def is_needed(request):
    """True if a request can't be empty."""
    return bool(request.required) or bool(request.choices) and all(
        choice.follow().required for choice in request.choices)


def operation(converter, action, call, version):
    """The operation of one path, without its errors."""
    name = action.full_name
    data = converter.schema(version.request, Side(True, call))
    made = {
        "operationId": f"{name}_v{shown(call)}",
        "tags": [action.service],
        "summary": version.description or name,
        "x-lineup-declared": version.name,
    }
    if action.newest.authorize is False:
        made["security"] = []
    if action.roles:
        made["x-lineup-roles"] = action.roles
    content = {"application/json": {"schema": data}}
    if action.is_batch:
        content[BATCH] = {"schema": {"type": "array", "items": data}}
    made["requestBody"] = {
        "required": is_needed(version.request), "content": content}
    response = converter.schema(version.response, Side(False, call))
    made["responses"] = {"200": success(response, action.is_raw)}
    return made


def openapi(services, errors, is_bound):
    """The document; templates/openapi.json has the parts that never change."""
    made = json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))
    made["info"]["version"] = shown(announced(services))
    made["tags"] = [{"name": service.name, "description": service.description}
                    for service in services]
    parts = made["components"]
    for service in services:
        converter = Converter(service, parts["schemas"])
        for action in service.sorted_actions():
            found = refusals(errors_of(
                action, is_bound(service.name, action.name), errors),
                parts["responses"])
            for call, version in action.forms():
                done = operation(converter, action, call, version)
                done["responses"] |= found
                made["paths"][f"/v{shown(call)}/{action.full_name}"] = {
                    "post": done}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"
