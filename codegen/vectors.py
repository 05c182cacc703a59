"""Make test vectors: requests, and what every parser must say of them.

They are made from the corrected schemas of each version, not from the structs
that the parsers are made from, so that either proves the other.  A vector has
one fault at most: which of several is told is the parser's own business.
"""

import copy
import json
import re
from contextlib import suppress
from dataclasses import dataclass

from lower import plain
from names import version_of
from hocon.tree import Map
from shapes import followed, referred, required_of

HEAD = """\
# Made from {file} by the generator; do not edit.
# action, version, what it is about, rule and path of the refusal or "ok", the
# same in strict mode, body
"""
SAMPLES = {
    "boolean": True, "integer": 7, "number": 0.5, "string": "text",
    "array": ["text"], "object": {"text": 7},
}
# For patterns: the first that matches is as good a text as any, and the first
# that doesn't is none.
TEXTS = ["text", "7", "0.5", "a.b", "a-b_c", "a b", "a@b.c", "0" * 32, "A", "-",
         "2026-01-31", "2026-01-31T23:59:59", ""]
# What else is as good as a type.
ALSO = {"number": {"integer"}}
PLAIN = re.compile(r"[A-Za-z0-9_]+\Z", re.ASCII)
MISSING = object()


@dataclass
class Vector:
    action: str
    version: str
    about: str
    expect: str  # "ok", or the rule and the path of what is refused
    strict: str  # the same where closed objects are
    body: object


@dataclass
class Node:
    """A value within a request, and the schema that it is made by."""

    steps: tuple  # names and indexes that lead to it
    schema: Map
    required: bool
    nullable: bool  # null is as good as nothing there
    is_newer: bool = False  # than the version


def path_of(steps):
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif PLAIN.match(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def is_any(schema):
    """True if a schema takes any JSON: an object with nothing declared."""
    return plain(schema, "type", "object") == "object" and not (
        "properties" in schema or "anyOf" in schema
        or isinstance(schema.get("additionalProperties"), Map))


class NoText(Exception):
    """No text here is found by a pattern."""


def is_found(schema, text):
    return re.search(schema["pattern"].plain(), text) is not None


def text_for(schema):
    for text in TEXTS:
        if is_found(schema, text):
            return text
    raise NoText


def put(body, steps, value):
    """A body in which one value is another, or MISSING; the rest is shared."""
    if not steps:
        return value
    made = copy.copy(body)
    if len(steps) > 1:
        made[steps[0]] = put(body[steps[0]], steps[1:], value)
    elif value is MISSING:
        del made[steps[0]]
    else:
        made[steps[0]] = value
    return made


class Maker:
    """Makes the vectors of one version of an action."""

    def __init__(self, action, version, definitions):
        self.name = f"{action.service}.{action.name}"
        self.action = action
        self.version = version
        self.definitions = definitions
        self.request = self.followed(action.schemas[version]["request"])
        self.made = []

    def add(self, about, expect, body, strict=None):
        self.made.append(Vector(self.name, self.version, about, expect,
                                strict or expect, body))

    def is_closed(self, steps):
        """True if the version closes the object that steps lead to.

        If it doesn't know the object, what the first says that does.
        """
        found = {version: self.at(said["request"], steps)
                 for version, said in self.action.schemas.items()}
        known = [version for version in found if found[version] is not None]
        told = [version for version in known
                if version_of(version) <= version_of(self.version)]
        schema = found[told[-1] if told else known[0]]
        return plain(schema, "additionalProperties", True) is False

    def at(self, schema, steps):
        """What stands within a schema, or None if that is not there."""
        schema = self.followed(schema)
        if not steps:
            return schema
        inner = (schema.get("items") if isinstance(steps[0], int)
                 else schema.get("properties", {}).get(
                     steps[0], schema.get("additionalProperties")))
        return self.at(inner, steps[1:]) if isinstance(inner, Map) else None

    def closed(self, steps):
        """What strict mode says of a member that should not be there."""
        return (f"closed {self.path_of(steps)}"
                if self.is_closed(steps[:-1]) else None)

    def followed(self, schema):
        return followed(schema, self.definitions)

    def path_of(self, steps):
        """The path as refusals tell it: metadata[0].key."""
        return path_of(((0,) if self.action.is_batch else ()) + steps)

    def value(self, schema, whole, within=()):
        """A valid value: with all that it can have, or with what it must."""
        name = referred(schema)
        if name:
            return self.value(self.definitions[name], whole, within + (name,))
        if "anyOf" in schema:
            return self.value(schema["anyOf"][0], whole, within)
        kind = plain(schema, "type", "object")
        if "enum" in schema:
            return schema["enum"].plain()[0]
        if kind in ("integer", "number") and "minimum" in schema:
            return max(SAMPLES[kind], schema["minimum"].plain())
        if "pattern" in schema:
            return text_for(schema)
        if kind == "array":
            return self.items(schema, whole, within)
        if kind == "object":
            return self.object(schema, whole, within)
        return SAMPLES[kind]

    def items(self, schema, whole, within):
        if referred(schema["items"]) in within:
            return []  # it holds itself: once is enough
        return [self.value(schema["items"], whole, within)
                for _ in range(2 if whole else 1)]

    def object(self, schema, whole, within):
        made, required = {}, required_of(schema)
        for name, inner in schema.get("properties", {}).items():
            if name in required or whole and referred(inner) not in within:
                with suppress(*[] if name in required else [NoText]):
                    made[name] = self.value(inner, whole, within)
        extra = schema.get("additionalProperties")
        if whole and isinstance(extra, Map) and referred(extra) not in within:
            for name in ("a", "b.c"):
                made[name] = self.value(extra, whole, within)
        if whole:
            for prefix in schema.get("x-prefixes", {}).values():
                made[prefix["prefix"].value + "a"] = ["text", None]
        return made

    def nodes(self, schema, value, steps=()):
        """Every value within a valid one, with the schema it is made by."""
        schema = self.followed(schema)
        if "anyOf" in schema:
            return  # of its choices, none is told to be wrong
        if isinstance(value, list):
            for i, item in enumerate(value[:1]):
                yield Node(steps + (i,), schema["items"], False,
                           "x-list-filter" in schema)
                yield from self.nodes(schema["items"], item, steps + (i,))
        if not isinstance(value, dict):
            return
        required = required_of(schema)
        known = schema.get("properties", {})
        for name, item in value.items():
            at = steps + (name,)
            if name in known:
                yield Node(at, known[name], name in required,
                           name not in required)
                yield from self.nodes(known[name], item, at)
            elif isinstance(schema.get("additionalProperties"), Map):
                yield Node(at, schema["additionalProperties"], False, False)
                yield from self.nodes(schema["additionalProperties"], item, at)

    def make(self):
        minimal = self.value(self.request, False)
        maximal = self.value(self.request, True)
        self.add("minimal", "ok", minimal)
        self.add("maximal", "ok", maximal)
        self.add("unknown member", "ok", minimal | {"unknown": [7]},
                 self.closed(("unknown",)))
        for name in ("boolean", "integer", "string", "array"):
            self.add(f"body is {name}", "type", SAMPLES[name])
        for node in self.nodes(self.request, maximal):
            top = node.steps[0]
            body = minimal | {top: maximal[top]}
            self.refuse_absence(node, body)
            self.refuse_types(node, body)
            self.check_bounds(node, body)
            self.choose(node, body)
            self.add_unknown(node, body)
        self.send_newer(minimal)
        return self.made

    def refuse_absence(self, node, body):
        path = self.path_of(node.steps)
        if node.required:
            self.add(f"{path} is missing", f"required {path}",
                     put(body, node.steps, MISSING))
            self.add(f"{path} is null", f"required {path}",
                     put(body, node.steps, None))
        elif node.nullable:
            self.add(f"{path} is null", "ok", put(body, node.steps, None))
        elif not is_any(self.followed(node.schema)):
            self.refuse(node, body, self.type_rule(node), "null", None)

    def type_rule(self, node):
        """The rule by which a value of the wrong type is refused."""
        return "anyOf" if "anyOf" in self.followed(node.schema) else "type"

    def add_unknown(self, node, body):
        """A member that a closed object within the request doesn't have."""
        steps = node.steps + ("unknown",)
        if "properties" in self.followed(node.schema) and self.closed(steps):
            self.add(f"{self.path_of(steps)} is unknown", "ok",
                     put(body, steps, 7), self.closed(steps))

    def refuse(self, node, body, rule, what, value):
        path = self.path_of(node.steps)
        self.add(f"{path} is {what}", f"{rule} {path}",
                 put(body, node.steps, value),
                 node.is_newer and self.closed(node.steps))

    def refuse_types(self, node, body):
        schema = self.followed(node.schema)
        if is_any(schema):
            return
        kind = plain(schema, "type", "object")
        good = {kind} | ALSO.get(kind, set())
        if "x-list-filter" in schema:
            good.add("string")
        for name, sample in SAMPLES.items():
            if name not in good:
                self.refuse(node, body, self.type_rule(node), name, sample)

    def check_bounds(self, node, body):
        schema, path = self.followed(node.schema), self.path_of(node.steps)
        kind = plain(schema, "type", "object")
        if kind == "integer":
            whole = float(self.value(schema, True))
            self.add(f"{path} is {whole}", "ok", put(body, node.steps, whole))
        if "minimum" in schema:
            least = schema["minimum"].plain()
            self.add(f"{path} is {least}", "ok", put(body, node.steps, least))
            self.refuse(node, body, "minimum", least - 1, least - 1)
        if "enum" in schema:
            stranger = "stranger" if kind == "string" else 1 + max(
                schema["enum"].plain())
            self.refuse(node, body, "enum", stranger, stranger)
        elif "pattern" in schema:
            for text in [t for t in TEXTS if not is_found(schema, t)][:1]:
                self.refuse(node, body, "pattern", f'"{text}"', text)

    def choose(self, node, body):
        """A value of each kind that it may be."""
        for choice in self.followed(node.schema).get("anyOf", []):
            self.add(f"{self.path_of(node.steps)} is {referred(choice)}", "ok",
                     put(body, node.steps, self.value(choice, True)))

    def send_newer(self, body):
        """What later versions declare is taken, and read, by this one too."""
        known = set(self.request.get("properties", {}))
        for version in self.action.versions:
            if version_of(version) < version_of(self.version):
                continue
            later = self.followed(self.action.schemas[version]["request"])
            for name, schema in later.get("properties", {}).items():
                if name in known:
                    continue
                known.add(name)
                node = Node((name,), schema, False, True, True)
                self.add(f"{name} of {version}", "ok",
                         body | {name: self.value(schema, True)},
                         self.closed(node.steps))
                self.refuse_types(node, body)


def vectors_of(service):
    """All vectors of a service, but for what needs a text that nobody knows."""
    made = []
    for action in service.actions:
        for version in action.versions:
            with suppress(NoText):
                made += Maker(action, version, service.definitions).make()
    return made


def write(service, vectors):
    """A service's vectors as a text: one a line, tabs between its parts."""
    lines = [
        "\t".join((v.action, v.version, v.about, v.expect, v.strict,
                   json.dumps(v.body, separators=(",", ":"))))
        for v in vectors]
    return HEAD.format(file=service.file) + "".join(
        line + "\n" for line in lines)
