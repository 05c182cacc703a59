"""Make a Service from corrected data, and refuse what is dead or contradictory.

All faults are reported, and unreadable values are left out.  Only what has no
fault, and refers to nothing that has one, goes on to the next stages.
"""

import re
from dataclasses import replace

from check_schema import FORMS, SchemaChecker, word
from hocon.tree import Map, is_complete, is_known
from names import VERSION, version_of
from schema import Action, Error, Service, Version

SERVICE_KEYS = {"_description", "_definitions", "_references", "_default"}
SETTINGS = {"internal", "authorize", "allow_roles"}
ACTION_KEYS = SETTINGS | {"x-min-version"}
SIDES = ("request", "batch_request", "response")
VERSION_KEYS = SETTINGS | set(SIDES) | {"description", "method"}
NAME = re.compile(r"[a-zA-Z_]\w*\Z", re.ASCII)
SCOPES = {"call", "credentials", "path", "roles", "unbound"}


class Checker(SchemaChecker):
    """A service with its actions and versions."""

    def __init__(self, name, file, data, problems):
        self.data = data
        self.service = Service(name, file, data.position, data=data)
        super().__init__(definitions_of(data), self.service.definitions,
                         problems)

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
        self.service.is_alone = self.data.is_alone
        self.service.is_routed = self.data.is_routed
        if self.data.served is not None:
            for name in set(self.service.actions) - self.data.served:
                del self.service.actions[name]
        return self.service

    def check_part(self, name, value, place):
        """Check a key of the service that begins with "_"."""
        if name == "_description":
            if self.has_form(name, value, place):
                self.service.description = value.plain()
        elif self.is_object(value, place, name) and name == "_default":
            self.check_keys(value, SETTINGS, "'_default'")

    def check_keys(self, owner, known, shown):
        """Refuse unknown keys among those that aren't versions."""
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
        self.take_flags(source)
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
        self.take_flags(source)
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
        """Check a batch whose lines are the requests of another action."""
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

    def owners(self):
        """The path of each action and definition, and the schemas it owns."""
        for name, action in self.service.actions.items():
            yield (name,), [side for version in action.versions.values()
                            for side in version.sides().values()]
        for name, schema in self.definitions.items():
            yield ("_definitions", name), [schema]

    def sound_part(self):
        """The Service without faulty parts, and without what needs them."""
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


def definitions_of(data):
    """The definitions as they were read; some may have been unreadable."""
    if isinstance(data.get("_definitions"), Map):
        return data["_definitions"]
    return Map(data.position,
               is_whole=data.is_whole and "_definitions" not in data)


def setting(places, name, default):
    """A setting of the first of some places that has it, or the default."""
    return next((place[name].plain() for place in places
                 if isinstance(place, Map) and name in place), default)


def check(name, file, data, problems):
    """The Service of corrected data, and the sound part of it.

    The sound part is a Service without anything faulty, so that the next stages
    can report what they find there, whatever is wrong elsewhere.  file is the
    name that outputs give as their source.
    """
    checker = Checker(name, file, data, problems)
    service = checker.check()
    return service, checker.sound_part() if problems.errors else service


def check_errors(data, problems):
    """The rows of the table of errors."""
    rows = []
    for name, value in data.items():
        row, place = value.plain(), data.places[name]
        if not is_complete(value):
            continue
        if not isinstance(row, dict) or set(row) - {"scope"} != {
                "code", "subcode", "text"}:
            problems.error(place, f"'{name}' needs code, subcode and text, "
                           "and may have a scope", "errors-row")
        elif not isinstance(row.setdefault("scope", []), list) and (
                row["scope"] not in SCOPES):
            problems.error(value.places["scope"], "'scope' must be a list of "
                           "actions, or one of: " + ", ".join(sorted(SCOPES)),
                           "errors-row")
        else:
            rows.append(Error(name, **row))
    return rows
