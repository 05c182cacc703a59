"""Tell where an action or a field comes from: its lines and corrections."""

import os

from build import build_service
from lint import lint
from hocon import load_service
from lower import plain, referred, versions_of
from names import VERSION, version_of
from problems import Problems
from hocon.tree import Map

SIDES = ("request", "batch_request", "response")


class Unknown(Exception):
    """There is nothing to explain by that name."""


def explain(path, overlay, action, version, field, problems):
    """Lines that tell about an action, or about a field at a version.

    path is the service's file.  Raises Unknown.
    """
    if not path.exists():
        raise Unknown(f"there is no {shorten(path)}")
    data = load_service(path, overlay, problems, compat_escapes=True)
    if data is None:
        raise Unknown(f"{shorten(path)} can't be read")
    if action.startswith("_") or not isinstance(data.get(action), Map):
        raise Unknown(f"{path.stem} has no action '{action}'")
    explainer = Explainer(path.stem, data, action)
    version = explainer.version_in_use(version)
    if field is None:
        return explainer.about_action(version)
    return explainer.about_field(version, field)


def shorten(path):
    """A path as it is shortest from here."""
    return min(str(path), os.path.relpath(path), key=len)


def at(position):
    return f"{shorten(position.file)}:{position.line}:{position.column}"


def told(changes):
    """What the overlay's entries did, two lines each."""
    for entry in changes:
        other = next((f" {word} {entry[key].value}" for key, word in (
            ("to", "to"), ("from", "from")) if key in entry), "")
        yield (f"  {at(entry.position)}: {entry['op'].value} "
               f"{entry['at'].value}{other}")
        yield f"      {entry['reason'].value}"


def changes_of(schema):
    """The overlay's entries that changed a schema, each once."""
    changes = []
    for key in (None, "properties", "items", "additionalProperties"):
        part = schema.get(key) if key else schema
        if isinstance(part, Map):
            changes += part.changes
    return list({id(entry): entry for entry in changes}.values())


class Explainer:
    def __init__(self, service, data, action):
        self.service = service
        self.data = data
        self.name = action
        self.action = data[action]
        self.definitions = data.get("_definitions", {})

    def version_in_use(self, version):
        """The declared version that answers a requested one, or the newest."""
        versions = versions_of(self.action)
        if version is not None and not VERSION.match(version):
            raise Unknown(f"'{version}' is no version")
        known = [v for v in versions if version is None
                 or version_of(v) <= version_of(version)]
        if not known:
            raise Unknown(f"{self.service}.{self.name} has no version "
                          f"{version}; it has {', '.join(versions)}")
        return known[-1]

    def about_action(self, version):
        yield f"{self.service}.{self.name} {version}"
        yield f"  {at(self.data.places[self.name])}: action"
        yield f"  {at(self.action.places[version])}: version"
        yield from told(self.action.changes + self.action[version].changes)
        for side in SIDES:
            if side in self.action[version]:
                yield from self.about_side(
                    side, self.followed(self.action[version][side]))

    def about_side(self, side, schema):
        """Its members, or what it is without members."""
        if "action" in schema:
            yield (f"  {at(schema.position)}: {side}, lines of "
                   f"{schema['action'].value} {schema['version'].plain()}")
        elif "properties" not in schema:
            yield f"  {at(schema.position)}: {side}, {self.type_name(schema)}"
        for name, value in schema.get("properties", {}).items():
            yield (f"  {at(schema['properties'].places[name])}: {side} "
                   f"{name}, {self.type_name(value)}")

    def about_field(self, version, field):
        found = False
        for side in SIDES:
            schema = self.action[version].get(side)
            trail = schema and self.find(schema, field)
            if trail:
                found = True
                yield from self.about_trail(version, side, field, trail)
        if not found:
            raise Unknown(self.suggest(version, field))

    def followed(self, schema):
        while "$ref" in schema:
            schema = self.definitions[referred(schema)]
        return schema

    def find(self, schema, field):
        """(owner, name) of each step to a field, or None."""
        schema = self.followed(schema)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), Map) and "properties" not in schema:
                return self.find(schema[key], field)
        properties = schema.get("properties", {})
        for name in properties:
            if field == name:
                return [(schema, name)]
            if field.startswith(name + "."):
                rest = self.find(properties[name], field[len(name) + 1:])
                if rest:
                    return [(schema, name), *rest]
        return None

    def about_trail(self, version, side, field, trail):
        owner, name = trail[-1]
        schema, place = owner["properties"][name], owner["properties"].places
        yield f"{self.service}.{self.name} {version}, {side}: {field}"
        required = name in plain(owner, "required", [])
        yield (f"  {self.type_name(schema)}, "
               f"{'required' if required else 'optional'}, in "
               f"{', '.join(self.versions_with(side, field))}")
        yield from self.in_c(side, trail[0][1])
        yield f"  {at(place[name])}: declared"
        yield from told(changes_of(schema) or [
            entry for entry in owner.changes
            if entry.position.file == place[name].file])
        yield from self.about_definitions(schema)

    def in_c(self, side, name):
        """The members of the struct that hold a field, or what it is in."""
        problems = Problems()
        lint(self.service, self.data, problems)
        if problems.errors:
            return
        service = build_service(self.service, "", self.data, problems)
        action = next(a for a in service.actions if a.name == self.name)
        struct = action.response if side == "response" else action.request
        for field in struct.fields:
            if field.name == name:
                yield f"  in C: struct {struct.c_name}, {field.c_name}"

    def about_definitions(self, schema):
        """Those that a field's type is made of, and what changed them."""
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), Map):
                yield from self.about_definitions(schema[key])
        if "$ref" in schema:
            name = referred(schema)
            target = self.definitions[name]
            yield f"  {at(self.definitions.places[name])}: {name}"
            yield from told(changes_of(target))

    def type_name(self, schema):
        if "$ref" in schema:
            return referred(schema)
        if "anyOf" in schema:
            return " or ".join(referred(choice) for choice in schema["anyOf"])
        kind = plain(schema, "type", "")
        if kind == "array":
            return f"array of {self.type_name(schema['items'])}"
        extra = schema.get("additionalProperties")
        if isinstance(extra, Map) and "properties" not in schema:
            return f"map of {self.type_name(extra)}"
        return kind

    def versions_with(self, side, field):
        return [version for version in versions_of(self.action)
                if side in self.action[version]
                and self.find(self.action[version][side], field)]

    def suggest(self, version, field):
        for other in versions_of(self.action):
            for side in SIDES:
                if side in self.action[other] and self.find(
                        self.action[other][side], field):
                    return (f"{self.service}.{self.name} {version} has no "
                            f"field '{field}'; {other} has")
        return f"{self.service}.{self.name} has no field '{field}'"
