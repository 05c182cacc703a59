"""Refuse text of services and actions that is dead, contradictory or unknown.

What stands in schemas is lint_schema.py's business.
"""

import re

from lint_schema import SchemaLint
from names import VERSION, version_of
from hocon.tree import List, Map, is_known

SERVICE_KEYS = {"_description", "_definitions", "_references", "_default"}
SETTINGS = {"internal", "authorize", "allow_roles"}
ACTION_KEYS = SETTINGS | {"x-min-version"}
SIDES = ("request", "batch_request", "response")
VERSION_KEYS = SETTINGS | set(SIDES) | {"description", "method"}
NAME = re.compile(r"[a-zA-Z_]\w*\Z", re.ASCII)


def is_text(value):
    return isinstance(value.plain(), str)


def is_texts(value):
    return isinstance(value, List) and all(
        isinstance(text, str) for text in value.plain())


# What the keys beside the schemas must be, and how messages say it.
FORMS = {
    "_description": (is_text, "a text"),
    "description": (is_text, "a text"),
    "internal": (lambda v: isinstance(v.plain(), bool), "true or false"),
    "authorize": (lambda v: v.plain() in (True, False, None),
                  "true, false or null"),
    "allow_roles": (is_texts, "a list of names"),
    "x-min-version": (lambda v: VERSION.match(str(v.plain())), "a version"),
}


def definitions_of(data):
    """A service's definitions; it may not be known which there are."""
    if isinstance(data.get("_definitions"), Map):
        return data["_definitions"]
    return Map(data.position,
               is_whole=data.is_whole and "_definitions" not in data)


class Lint:
    def __init__(self, data, problems):
        self.data = data
        self.problems = problems
        self.schemas = SchemaLint(definitions_of(data), problems)
        self.faults = set()  # paths of actions and definitions

    def check_service(self):
        for name, value in self.data.items():
            place, before = self.data.places[name], len(self.problems.errors)
            if name in SERVICE_KEYS:
                self.check_part(name, value, place)
            elif name.startswith("_") or not NAME.match(name):
                self.problems.error(place, f"unknown key '{name}'",
                                    "unknown-key")
            elif self.schemas.is_object(value, place, name):
                self.check_action(name, value)
            if len(self.problems.errors) > before:
                self.faults.add((name,))
        self.schemas.check_definitions()
        self.faults |= {
            ("_definitions", name) for name in self.schemas.faulty}

    def check_part(self, name, value, place):
        """A key that begins with "_"."""
        if name in FORMS:
            self.check_form(name, value, place)
        elif self.schemas.is_object(value, place, name) and name == "_default":
            self.check_keys(value, SETTINGS, "'_default'")

    def check_keys(self, owner, known, shown):
        """Keys that are not versions."""
        for key, value in owner.items():
            place = owner.places[key]
            if VERSION.match(key):
                continue
            if key not in known:
                self.problems.error(place, f"unknown key '{key}' in {shown}",
                                    "unknown-key")
            elif key in FORMS:
                self.check_form(key, value, place)

    def check_form(self, key, value, place):
        is_fine, told = FORMS[key]
        if not is_fine(value):
            self.problems.error(place, f"'{key}' must be {told}", "no-schema")

    def check_action(self, name, action):
        highest, found = (0, 0), False
        for key, value in action.items():
            place = action.places[key]
            if key.isdigit():
                self.problems.error(place, f"version '{key}...' must stand "
                                    "in quotes", "unquoted-version")
                found = True
            if not VERSION.match(key):
                continue
            found = True
            if version_of(key) < highest:
                self.problems.warning(place, f"version {key} stands after a "
                                      "higher one", "version-order")
            highest = max(highest, version_of(key))
            if self.schemas.is_object(value, place, key):
                self.check_version(value)
        self.check_keys(action, ACTION_KEYS | {
            key for key in action if key.isdigit()}, f"action '{name}'")
        if not found and action.is_whole:
            self.problems.error(action.position, f"action '{name}' has no "
                                "version", "missing")

    def check_version(self, version):
        for key, value in version.items():
            place = version.places[key]
            if key not in VERSION_KEYS:
                self.problems.error(place, f"unknown key '{key}' beside "
                                    "'request': nothing reads it",
                                    "dead-text")
            elif key in FORMS:
                self.check_form(key, value, place)
            elif key in SIDES and self.schemas.is_object(value, place, key):
                self.check_side(key, value)
        if "request" in version and "batch_request" in version:
            self.problems.error(version.places["batch_request"],
                                "'batch_request' stands beside 'request'",
                                "batch")
        if not version.is_whole:
            return
        if not {"request", "batch_request"} & set(version):
            self.problems.error(version.position, "'request' is missing",
                                "missing")
        if "response" not in version:
            self.problems.error(version.position, "'response' is missing",
                                "missing")

    def check_side(self, key, schema):
        if key == "batch_request" and "action" in schema:
            self.check_batch(schema)
        elif key == "response":
            self.schemas.check(schema)
        else:
            self.schemas.check_request(schema)

    def check_batch(self, batch):
        """A batch whose lines are another action's requests."""
        for key in sorted(set(batch) - {"action", "version", "description"}):
            self.problems.error(batch.places[key], f"unknown key '{key}' "
                                "beside 'action'", "batch")
        name = str(batch["action"].plain())
        version = str(batch["version"].plain()) if "version" in batch else ""
        if not batch.is_whole or not is_known(self.data, [name, version]):
            return
        target = self.data.get(name)
        if not (isinstance(target, Map) and not name.startswith("_")
                and isinstance(target.get(version), Map)
                and isinstance(target[version].get("request"), Map)):
            self.problems.error(batch.places["action"], "no such request: "
                                f"{name} {version}".rstrip(), "batch")


def lint(name, data, problems):
    """Check a service's corrected data; name is the service's.

    The paths of the actions and definitions that have faults.
    """
    if not NAME.match(name):
        problems.error(data.position, f"'{name}' can't be a service's name",
                       "c-name")
    checks = Lint(data, problems)
    checks.check_service()
    return checks.faults
