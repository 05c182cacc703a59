"""Find how one schema differs from another, for requests or for responses.

A request that accepts less and a response that promises less break clients, so
the rule of a difference depends on the side.
"""

import json
from dataclasses import dataclass

from problems import Position
from rules import LEVELS

from .contract import NAMED, definition_name

NARROWER, WIDER, OTHER = "narrower", "wider", "other"
COMPARED = {
    "type", "properties", "x-prefixes", "required", "items", "enum", "minimum",
    "default", "additionalProperties", "anyOf", "$ref",
}
WIDENING = {"x-list-filter", "x-null", "x-partial"}  # these allow more values


@dataclass
class Finding:
    """A difference: its rule, its path and its text."""

    rule: str
    at: tuple       # service, action, version, "request", "properties", ...
    text: str
    axis: str = "versions"  # or "lock"
    position: Position = None
    waived: str = None  # the reason, if a waiver covers it
    is_news: bool = True  # it is newer than the lock

    @property
    def level(self):
        return LEVELS[self.rule]

    def what(self):
        return f"{'/'.join(self.at)}: {self.text}"


class Comparison:
    """Compares schemas of one side, "REQ" or "RES".

    References to definitions of the same name are taken as the same; the
    definitions are compared on their own.
    """

    def __init__(self, side, old_definitions, new_definitions):
        self.side = side
        self.definitions = old_definitions, new_definitions
        self.working = set()
        self.changes = []

    def add(self, rule, at, text):
        self.changes.append(Finding(rule, at, text))

    def limit(self, relation, at, text):
        """Add a finding: what is accepted or promised changed by a relation."""
        if self.side == "REQ":
            rule = "REQ_TYPE_WIDENED" if relation == WIDER else \
                "REQ_TYPE_NARROWED"
        else:
            rule = "RES_TYPE_NARROWED" if relation == NARROWER else \
                "RES_TYPE_CHANGED"
        self.add(rule, at, text)

    def compare(self, old, new, at):
        if "anyOf" in old or "anyOf" in new:
            self.compare_alternatives(old, new, at)
        elif old.get("$ref") == new.get("$ref"):
            self.compare_written(old, new, at)
        else:
            self.compare_expanded(old, new, at)

    def compare_expanded(self, old, new, at):
        pair = old.get("$ref"), new.get("$ref")
        if pair not in self.working:
            self.working.add(pair)
            self.compare(expand(old, self.definitions[0]),
                         expand(new, self.definitions[1]), at)
            self.working.discard(pair)

    def compare_alternatives(self, old, new, at):
        before, after = (
            {json.dumps(one, sort_keys=True)
             for one in shape.get("anyOf", [shape])} for shape in (old, new))
        if before != after:
            relation = WIDER if before < after else \
                NARROWER if before > after else OTHER
            self.limit(relation, at, f"had {count(before, 'form')}, has "
                       f"{count(after, 'form')}")

    def compare_written(self, old, new, at):
        before, after = kind_of(old), kind_of(new)
        if before != after:
            self.limit(kind_relation(before, after), at,
                       f"was {before}, is {after}")
            return
        self.compare_enum(old.get("enum"), new.get("enum"), at)
        self.compare_minimum(old.get("minimum"), new.get("minimum"), at)
        self.compare_default(old, new, at)
        self.compare_other_keywords(old, new, at)
        for group in NAMED:
            self.compare_fields(old, new, at, group)
        self.compare_extra(extra_of(old), extra_of(new), at)
        if "items" in old and "items" in new:
            self.compare(old["items"], new["items"], at + ("items",))

    def compare_enum(self, old, new, at):
        if old is None or new is None:
            if old is not None:
                self.limit(WIDER, at, "any value is allowed now")
            elif new is not None:
                self.limit(NARROWER, at, f"only {listed(new)} is allowed now")
            return
        added = [value for value in new if value not in old]
        removed = [value for value in old if value not in new]
        if removed and self.side == "REQ":
            self.add("REQ_ENUM_VALUE_REMOVED", at,
                     f"{listed(removed)} is not allowed any more")
        elif removed:
            self.limit(NARROWER, at, f"{listed(removed)} is not answered any "
                       "more")
        if added and self.side == "RES":
            self.add("RES_ENUM_VALUE_ADDED", at,
                     f"{listed(added)} may be answered now")
        elif added:
            self.limit(WIDER, at, f"{listed(added)} is allowed now")

    def compare_minimum(self, old, new, at):
        if old == new:
            return
        text = f"minimum was {shown(old)}, is {shown(new)}"
        is_raised = old is None or new is not None and new > old
        if is_raised and self.side == "REQ":
            self.add("REQ_MIN_RAISED", at, text)
        else:
            self.limit(NARROWER if is_raised else WIDER, at, text)

    def compare_default(self, old, new, at):
        """Only defaults of requests matter."""
        before, after = (shown(s.get("default")) for s in (old, new))
        if self.side == "REQ" and before != after:
            self.add("DEFAULT_CHANGED", at,
                     f"default was {before}, is {after}")

    def compare_other_keywords(self, old, new, at):
        """Compare keywords that narrow, or widen, by being there."""
        for key in sorted((set(old) | set(new)) - COMPARED):
            if old.get(key) == new.get(key):
                continue
            relation = OTHER
            if key not in old or key not in new:
                is_wider = (key in new) == (key in WIDENING)
                relation = WIDER if is_wider else NARROWER
            self.limit(relation, at, f"{key} was {shown(old.get(key))}, is "
                       f"{shown(new.get(key))}")

    def compare_fields(self, old, new, at, group):
        before, after = old.get(group, {}), new.get(group, {})
        for name in sorted(set(before) | set(after)):
            place = at + (group, name)
            needed = [name in s.get("required", []) for s in (old, new)]
            if name not in after:
                self.add(f"{self.side}_FIELD_REMOVED", place, "is gone")
            elif name not in before:
                self.add_field(needed[1], place)
            else:
                self.compare_required(*needed, place)
                self.compare(before[name], after[name], place)

    def add_field(self, is_required, at):
        if is_required and self.side == "REQ":
            self.add("REQ_REQUIRED_ADDED", at, "is new and required")
        else:
            self.add("FIELD_ADDED", at, "is new")

    def compare_required(self, old, new, at):
        if old == new:
            return
        if self.side == "REQ":
            self.add("REQ_REQUIRED_ADDED" if new else "REQ_TYPE_WIDENED", at,
                     "is required now" if new else "may be left out now")
        else:
            self.add("RES_TYPE_NARROWED" if new else "RES_FIELD_REMOVED", at,
                     "is always there now" if new else "may be missing now")

    def compare_extra(self, old, new, at):
        """Compare what is allowed of fields that aren't declared."""
        if isinstance(old, dict) and isinstance(new, dict):
            self.compare(old, new, at + ("additionalProperties",))
            return
        before, after = (openness(extra) for extra in (old, new))
        if before == after:
            return
        text = f"other fields were {WORDS[before]}, are {WORDS[after]}"
        if self.side == "REQ" and new is False:
            self.add("REQ_CLOSED", at, text)
        elif self.side == "RES" and old is False:
            self.add("FIELD_ADDED", at, text)
        else:
            self.limit(WIDER if after > before else NARROWER, at, text)


WORDS = ("refused", "of one type", "free")


def extra_of(shape):
    return shape.get("additionalProperties", True)


def openness(extra):
    """An index of WORDS."""
    return 1 if isinstance(extra, dict) else 2 * bool(extra)


def kind_of(shape):
    """The type in words; an object that declares nothing is any JSON."""
    name = shape.get("type", "of no type")
    says = any(key in shape for key in (*NAMED, "additionalProperties"))
    if name == "object" and not says and "$ref" not in shape:
        return "any JSON"
    return name


def kind_relation(old, new):
    if new == "any JSON" or (old, new) == ("integer", "number"):
        return WIDER
    if old == "any JSON" or (old, new) == ("number", "integer"):
        return NARROWER
    return OTHER


def expand(shape, definitions):
    """A schema with its reference replaced by the definition.

    What stands beside the reference wins.  A reference that leads back to
    itself becomes an empty schema.
    """
    seen = set()
    while "$ref" in shape:
        name = definition_name(shape)
        if name in seen or name not in definitions:
            return {}
        seen.add(name)
        beside = {k: v for k, v in shape.items() if k != "$ref"}
        shape = {**definitions[name], **beside}
        if "properties" in beside:
            fields = definitions[name].get("properties", {})
            shape["properties"] = {**fields, **beside["properties"]}
    return shape


def shown(value):
    return "none" if value is None else json.dumps(value, ensure_ascii=False)


def listed(values):
    return ", ".join(shown(value) for value in values)


def count(things, word):
    return f"{len(things)} {word}" + ("" if len(things) == 1 else "s")
