"""Show where an action or a field comes from: its lines and corrections."""

import os

from c.build import build
from check import check
from hocon import load_service
from names import VERSION, version_of
from problems import Problems
from schema import Schema


NEWEST = "999999.0"


class Unknown(Exception):
    """There is no action, version or field of that name."""


def explain(path, overlay, action, version, field, problems):
    """Lines that describe an action, or a field at a version.

    path is the service's file.  Raises Unknown.
    """
    if not path.exists():
        raise Unknown(f"there is no {shorten(path)}")
    data = load_service(path, overlay, problems, compat_escapes=True)
    if data is None:
        raise Unknown(f"{shorten(path)} can't be read")
    service, sound = check(path.stem, "", data, Problems())
    if action not in service.actions:
        raise Unknown(f"{path.stem} has no action '{action}'")
    explainer = Explainer(sound, service.actions[action])
    version = explainer.version_in_use(version)
    if field is None:
        return explainer.about_action(version)
    return explainer.about_field(version, field)


def shorten(path):
    """The path as given, or relative to the current directory if shorter."""
    return min(str(path), os.path.relpath(path), key=len)


def at(position):
    return f"{shorten(position.file)}:{position.line}:{position.column}"


def corrections(changes):
    """Two lines for each entry of an overlay: its effect and its reason."""
    for entry in changes:
        other = next((f" {word} {entry[key].value}" for key, word in (
            ("to", "to"), ("from", "from")) if key in entry), "")
        yield (f"  {at(entry.position)}: {entry['op'].value} "
               f"{entry['at'].value}{other}")
        yield f"      {entry['reason'].value}"


class Explainer:
    def __init__(self, sound, action):
        self.sound = sound
        self.action = action

    def version_in_use(self, version):
        """The declared Version that answers a requested one, or the newest."""
        if version is not None and not VERSION.match(version):
            raise Unknown(f"'{version}' is not a version")
        found = self.action.version_at(version_of(version or NEWEST))
        if not found:
            raise Unknown(f"{self.action.full_name} has no version {version}; "
                          f"it has {', '.join(self.action.versions)}")
        return found

    def about_action(self, version):
        yield f"{self.action.full_name} {version.name}"
        yield f"  {at(self.action.place)}: action"
        yield f"  {at(version.place)}: version"
        yield from corrections(self.action.changes + version.changes)
        if version.batch_of:
            yield (f"  {at(version.place)}: batch_request, lines of "
                   + " ".join(version.batch_of))
        for side, schema in own_sides(version):
            yield from self.about_side(side, schema.follow())

    def about_side(self, side, schema):
        """A line for each member, or one for a side without members."""
        if not schema.says("properties"):
            yield f"  {at(schema.position)}: {side}, {type_name(schema)}"
        for name, value in schema.properties.items():
            yield f"  {at(value.place)}: {side} {name}, {type_name(value)}"

    def about_field(self, version, field):
        found = False
        for side, schema in own_sides(version):
            trail = find(schema, field)
            if trail:
                found = True
                yield from self.about_trail(version, side, field, trail)
        if not found:
            raise Unknown(self.suggest(version, field))

    def about_trail(self, version, side, field, trail):
        owner, name = trail[-1]
        schema = owner.properties[name]
        yield f"{self.action.full_name} {version.name}, {side}: {field}"
        required = "required" if name in owner.required else "optional"
        yield (f"  {type_name(schema)}, {required}, in "
               f"{', '.join(self.versions_with(side, field))}")
        yield from self.in_c(side, trail[0][1])
        yield f"  {at(schema.place)}: declared"
        yield from corrections(changes_of(schema) or [
            entry for entry in owner.changes
            if entry.position.file == schema.place.file])
        yield from about_definitions(schema)

    def in_c(self, side, name):
        """The members in C that hold the field of a request or response."""
        for endpoint in build(self.sound, Problems()).endpoints:
            if endpoint.action.name == self.action.name:
                struct = (endpoint.response if side == "response"
                          else endpoint.request)
                for field in struct.fields:
                    if field.name == name:
                        yield f"  in C: struct {struct.c}, {field.c}"

    def versions_with(self, side, field):
        return [version.name for version in self.action.versions.values()
                for name, schema in own_sides(version)
                if name == side and find(schema, field)]

    def suggest(self, version, field):
        for other in self.action.versions.values():
            if any(find(schema, field) for _, schema in own_sides(other)):
                return (f"{self.action.full_name} {version.name} has no field "
                        f"'{field}'; {other.name} has")
        return f"{self.action.full_name} has no field '{field}'"


def own_sides(version):
    """A version's own schemas: a batch may use those of another action."""
    return [(name, schema) for name, schema in version.sides().items()
            if not (name == "batch_request" and version.batch_of)]


def changes_of(schema):
    """The overlay's entries that changed a schema, each once."""
    changes = schema.changes + schema.inner_changes
    return list({id(entry): entry for entry in changes}.values())


def find(schema, field):
    """The (owner, name) of each step to a field, or None."""
    schema = schema.follow()
    for part in (schema.items, schema.rest):
        if isinstance(part, Schema) and not schema.says("properties"):
            return find(part, field)
    for name, value in schema.properties.items():
        if field == name:
            return [(schema, name)]
        if field.startswith(name + "."):
            rest = find(value, field[len(name) + 1:])
            if rest:
                return [(schema, name), *rest]
    return None


def about_definitions(schema):
    """The definitions that a field's type uses, and what changed them."""
    for part in (schema.items, schema.rest):
        if isinstance(part, Schema):
            yield from about_definitions(part)
    if schema.ref:
        target = schema.definitions[schema.ref]
        yield f"  {at(target.place)}: {schema.ref}"
        yield from corrections(changes_of(target))


def type_name(schema):
    if schema.ref:
        return schema.ref
    if schema.choices:
        return " or ".join(choice.ref for choice in schema.choices)
    if schema.type == "array" and schema.items:
        return f"array of {type_name(schema.items)}"
    return (f"map of {type_name(schema.rest)}" if schema.is_map
            else schema.type)
