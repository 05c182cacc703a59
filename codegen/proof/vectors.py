"""Make test vectors: requests, and what parsers must answer to them.

They are made from the corrected schemas of each version, not from the structs
that the parsers are made from, so that each checks the other.  A vector has at
most one fault, since a parser may report any of several.
"""

import copy
import json
import re
from contextlib import suppress
from dataclasses import dataclass

from schema import Schema

HEAD = """\
# Made from {file} by the generator; do not edit.
# action, version, subject, rule and path of the refusal or "ok", the same in
# strict mode, body
"""
SAMPLES = {
    "boolean": True, "integer": 7, "number": 0.5, "string": "text",
    "array": ["text"], "object": {"text": 7},
}
# For patterns: the first that matches is used as a valid text, and the first
# that doesn't as an invalid one.
TEXTS = ["text", "7", "0.5", "a.b", "a-b_c", "a b", "a@b.c", "0" * 32, "A", "-",
         "2026-01-31", "2026-01-31T23:59:59", ""]
# Samples that are valid for another type, too.
ALSO = {"number": {"integer"}}
PLAIN = re.compile(r"[A-Za-z0-9_]+\Z", re.ASCII)
compact = json.JSONEncoder(separators=(",", ":")).encode
EXACT = 2 ** 53  # every integer up to here is a double, too
MISSING = object()


@dataclass
class Vector:
    action: str
    version: str
    about: str
    expect: str  # "ok", or the rule and the path of the refused member
    strict: str  # the same in strict mode, where objects can be closed
    body: object


@dataclass
class Node:
    """A value within a request, and its schema."""

    steps: tuple  # names and indexes that lead to it
    schema: Schema
    required: bool
    nullable: bool  # null is accepted
    is_newer: bool = False  # it was declared after the version


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


class NoText(Exception):
    """None of TEXTS matches a pattern."""


def texts(schema, is_found):
    """The TEXTS that match a schema's pattern, or those that don't."""
    return [text for text in TEXTS
            if is_found == bool(re.search(schema.pattern, text))]


def put(body, steps, value):
    """A copy of a body with one value replaced, or removed if MISSING."""
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

    def __init__(self, action, version):
        self.action = action
        self.version = version
        self.request = version.request.follow()
        self.made = []

    def add(self, about, expect, body, strict=None):
        self.made.append(Vector(self.action.full_name, self.version.name,
                                about, expect, strict or expect, body))

    def is_closed(self, steps):
        """True if the version closes the object that steps lead to.

        If it doesn't have the object, the first version that does decides.
        """
        found = [(version, schema_at(version.request, steps))
                 for version in self.action.versions.values()]
        known = [(version.number, schema) for version, schema in found
                 if schema]
        earlier = [schema for number, schema in known
                   if number <= self.version.number]
        return (earlier[-1] if earlier else known[0][1]).rest is False

    def closed(self, steps):
        """The refusal of an unknown member in strict mode, or None."""
        return (f"closed {self.path_of(steps)}"
                if self.is_closed(steps[:-1]) else None)

    def path_of(self, steps):
        """The path as in refusals, such as metadata[0].key."""
        return path_of(((0,) if self.version.is_batch else ()) + steps)

    def value(self, schema, whole, within=()):
        """A valid value, with all optional members if whole."""
        if schema.ref:
            return self.value(schema.definitions[schema.ref], whole,
                              within + (schema.ref,))
        if schema.choices:
            return self.value(schema.choices[0], whole, within)
        if schema.enum is not None:
            return schema.enum[0]
        if schema.minimum is not None and schema.type in (
                "integer", "number"):
            return max(SAMPLES[schema.type], schema.minimum)
        if schema.pattern is not None:
            found = texts(schema, True)
            if not found:
                raise NoText
            return found[0]
        if schema.type == "array":
            return self.items(schema, whole, within)
        if schema.type in ("", "object"):
            return self.object(schema, whole, within)
        return SAMPLES[schema.type]

    def items(self, schema, whole, within):
        if schema.items.ref in within:
            return []  # the definition contains itself: once is enough
        return [self.value(schema.items, whole, within)
                for _ in range(2 if whole else 1)]

    def object(self, schema, whole, within):
        made = {}
        for name, inner in schema.properties.items():
            needed = name in schema.required
            if needed or whole and inner.ref not in within:
                with suppress(*[] if needed else [NoText]):
                    made[name] = self.value(inner, whole, within)
        if not whole:
            return made
        if isinstance(schema.rest, Schema) and schema.rest.ref not in within:
            for name in ("a", "b.c"):
                made[name] = self.value(schema.rest, whole, within)
        for prefix in schema.prefixes.values():
            made[prefix.prefix + "a"] = ["text", None]
        return made

    def nodes(self, schema, value, steps=()):
        """A Node for every value within a valid one."""
        schema = schema.follow()
        if schema.choices:
            return  # a refusal needn't say which choice was meant
        if isinstance(value, list):
            for i, item in enumerate(value[:1]):
                yield Node(steps + (i,), schema.items, False,
                           schema.list_filter or schema.items.is_nullable)
                yield from self.nodes(schema.items, item, steps + (i,))
        if not isinstance(value, dict):
            return
        for name, item in value.items():
            at, inner = steps + (name,), schema.properties.get(name)
            if inner:
                needed = name in schema.required
                yield Node(at, inner, needed, not needed)
            elif isinstance(schema.rest, Schema):
                inner = schema.rest
                yield Node(at, inner, False, False)
            if inner:
                yield from self.nodes(inner, item, at)

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
        elif not node.schema.follow().is_any:
            self.refuse(node, body, self.type_rule(node), "null", None)

    def type_rule(self, node):
        """The rule by which a value of the wrong type is refused."""
        schema = node.schema.follow()
        return ("anyOf" if schema.choices and not schema.discriminator
                else "type")

    def add_unknown(self, node, body):
        """Add an unknown member to a closed object within the request."""
        steps = node.steps + ("unknown",)
        if node.schema.follow().says("properties") and self.closed(steps):
            self.add(f"{self.path_of(steps)} is unknown", "ok",
                     put(body, steps, 7), self.closed(steps))

    def refuse(self, node, body, rule, what, value):
        path = self.path_of(node.steps)
        self.add(f"{path} is {what}", f"{rule} {path}",
                 put(body, node.steps, value),
                 node.is_newer and self.closed(node.steps))

    def refuse_types(self, node, body):
        schema = node.schema.follow()
        if not schema.type and schema.is_any:
            return
        kind = schema.type or "object"
        good = {kind} | ALSO.get(kind, set())
        if schema.list_filter:
            good.add("string")
        for name, sample in SAMPLES.items():
            if name not in good:
                self.refuse(node, body, self.type_rule(node), name, sample)

    def check_bounds(self, node, body):
        schema, path = node.schema.follow(), self.path_of(node.steps)
        if schema.type == "integer":
            whole = float(self.value(schema, True))
            if abs(whole) <= EXACT:
                self.add(f"{path} is {whole}", "ok",
                         put(body, node.steps, whole))
        if schema.minimum is not None:
            least = schema.minimum
            self.add(f"{path} is {least}", "ok", put(body, node.steps, least))
            if -EXACT <= least - 1 < least:
                self.refuse(node, body, "minimum", least - 1, least - 1)
        if schema.enum is not None:
            stranger = "stranger" if schema.type == "string" else (
                max(schema.enum) + 1 if max(schema.enum) < EXACT
                else min(schema.enum) - 1)
            self.refuse(node, body, "enum", stranger, stranger)
        elif schema.pattern is not None:
            for text in texts(schema, False)[:1]:
                self.refuse(node, body, "pattern", f'"{text}"', text)

    def choose(self, node, body):
        """Send a value of each choice, and one that is none of them."""
        schema = node.schema.follow()
        for choice in schema.choices:
            value = self.value(choice, True)
            self.add(f"{self.path_of(node.steps)} is {choice.ref}", "ok",
                     put(body, node.steps, value))
        if schema.choices and schema.discriminator:
            self.refuse_choice(node.steps + (schema.discriminator,),
                               put(body, node.steps, value))

    def refuse_choice(self, steps, body):
        """Send no discriminator, and one with an unknown value."""
        path = self.path_of(steps)
        self.add(f"{path} is missing", f"required {path}",
                 put(body, steps, MISSING))
        self.add(f"{path} is stranger", f"enum {path}",
                 put(body, steps, "stranger"))

    def send_newer(self, body):
        """Send members of later versions; this one reads and checks them too."""
        known = set(self.request.properties)
        for version in self.action.versions.values():
            if version.number < self.version.number:
                continue
            later = version.request.follow()
            for name, schema in later.properties.items():
                if name in known:
                    continue
                known.add(name)
                node = Node((name,), schema, False, True, True)
                self.add(f"{name} of {version.name}", "ok",
                         body | {name: self.value(schema, True)},
                         self.closed(node.steps))
                self.refuse_types(node, body)


def schema_at(schema, steps):
    """The schema at a path within a schema, or None."""
    schema = schema.follow()
    if not steps:
        return schema
    inner = (schema.items if isinstance(steps[0], int)
             else schema.properties.get(steps[0], schema.rest))
    return schema_at(inner, steps[1:]) if isinstance(inner, Schema) else None


def vectors_of(service):
    """All vectors of a service, without versions that need other TEXTS."""
    made = []
    for action in service.sorted_actions():
        for version in action.versions.values():
            with suppress(NoText):
                made += Maker(action, version).make()
    return made


def write(service, vectors):
    """A service's vectors as a text: one per line, in tab-separated columns."""
    lines = [
        "\t".join((v.action, v.version, v.about, v.expect, v.strict,
                   compact(v.body)))
        for v in vectors]
    return HEAD.format(file=service.file) + "".join(
        line + "\n" for line in lines)
