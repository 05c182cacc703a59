"""Make the structs in C of a service."""

from problems import SchemaError

from .lower import Lower
from .merge import innermost, join, merge_versions
from .model import Endpoint, Unit


def build(service, problems):
    """The Unit of a service; faults are added to problems."""
    unit, lower = Unit(service), Lower(service)
    for action in service.actions.values():
        try:
            sides = Sides(lower, action)
            unit.endpoints.append(Endpoint(
                action, sides.merged("request"), sides.merged("response"),
                service.is_alone))
        except SchemaError as error:
            problems.catch(error)
    unit.endpoints.sort(key=lambda endpoint: endpoint.action.name)
    share_requests(unit)
    collect(unit, stored(service, lower))
    check_names(unit, problems)
    return unit


class Sides:
    """Makes the structs of an action's requests and responses."""

    def __init__(self, lower, action):
        self.lower = lower
        self.action = action
        self.c = f"{action.service}_{action.name}"

    def request(self, version):
        c_name = f"{self.c}_req"
        if not version.is_batch:
            return self.lower.side_of(version.request, c_name, version.number)
        line = self.lower.side_of(version.request, f"{c_name}_item",
                                  version.number)
        return self.lower.batch_of(line, c_name, version.number)

    def response(self, version):
        return self.lower.side_of(version.response, f"{self.c}_resp",
                                  version.number)

    def merged(self, side):
        """One struct for all versions of a side."""
        make = {"request": self.request, "response": self.response}[side]
        versions = self.action.versions.values()
        structs = [make(version) for version in versions]
        if len({struct.form for struct in structs}) > 1:
            raise SchemaError(
                self.action.position, f"the {side} is an object in some "
                "versions and not in others", "version-form")
        known = [version.number for version in versions]
        struct = merge_versions(structs, known)
        forget_first(struct, known[0])
        return struct


def forget_first(struct, first):
    """Clear the version that fields came with, where it is the first."""
    for field in struct.fields:
        for part in (field, *field.ways):
            if part.since == first:
                part.since = None
        inner = innermost(field.type).struct
        if inner and inner.c.startswith(struct.c):
            forget_first(inner, first)


def share_requests(unit):
    """Let an action that is a copy of another share its request, if it can.

    This way one function can serve both, even if one of them gets a new field.
    """
    endpoints = {endpoint.action.name: endpoint for endpoint in unit.endpoints}
    for endpoint in unit.endpoints:
        origin = endpoint.action.oldest.origin
        source = endpoints.get(origin[0]) if origin else None
        if source and join(source.request, endpoint.request):
            endpoint.request = source.request


def stored(service, lower):
    """The structs of definitions that are stored."""
    return [lower.definition(name).struct
            for name, schema in service.definitions.items()
            if schema.is_stored]


def collect(unit, kept):
    """List the structs and enums; mark what is read or written."""
    found = {}
    for struct in kept:
        visit(struct, "is_read", set(), found)
        visit(struct, "is_written", set(), found)
    for endpoint in unit.endpoints:
        visit(endpoint.request, "is_read", set(), found)
        visit(endpoint.response, "is_written", set(), found)
    for kind in [kind for struct in found.values() if struct.is_read
                 for kind in kinds_of(struct) if kind.kind == "time"]:
        kind.kind = "string"  # a request keeps the text that was sent
    placed = set()
    for struct in found.values():
        place(struct, placed, unit.structs)
    unit.enums = list({id(kind.enum): kind.enum for struct in unit.structs
                       for kind in kinds_of(struct) if kind.enum}.values())


def kinds_of(struct):
    """The innermost types of a struct's members at all versions."""
    return [innermost(way.type) for f in struct.fields for way in f.ways]


def visit(struct, mark, seen, found):
    """Mark a struct and all within it; inner ones come first in found."""
    if id(struct) in seen:
        return
    seen.add(id(struct))
    setattr(struct, mark, True)
    for kind in kinds_of(struct):
        if kind.struct:
            visit(kind.struct, mark, seen, found)
    found.setdefault(id(struct), struct)


def place(struct, placed, structs):
    """Put a struct after those that are a part of it."""
    if id(struct) in placed:
        return
    placed.add(id(struct))
    for field in struct.fields:
        if field.type.kind == "struct" and not field.type.is_pointer:
            place(field.type.struct, placed, structs)
    structs.append(struct)


def check_members(struct, problems):
    """Report members of a struct, counters included, that share a name."""
    seen = {}
    for field in struct.fields:
        for member in field.members:
            other = seen.setdefault(member, field)
            if other is field:
                continue
            first, later = sorted((other, field), key=lambda f: f.position)
            problems.error(later.position, f"'{later.name}' and "
                           f"'{first.name}' have the same name in C: {member}",
                           "c-name")


def check_names(unit, problems):
    """Report structs and enums that share a name, and members that do."""
    for struct in unit.structs:
        check_members(struct, problems)
    seen = {}
    for named in unit.enums + unit.structs:
        if seen.setdefault(named.c, named) is not named:
            problems.error(unit.service.position, f"two things would be "
                           f"'{named.c}' in C", "c-name")
