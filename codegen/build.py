"""From a service's corrected data to its model."""

from lower import Lower, plain, request_of, versions_of
from merge import innermost, join, merge_versions
from model import Action, Error, Service
from names import version_of
from problems import SchemaError
from hocon.tree import is_complete

SCOPES = {"call", "credentials", "path", "roles", "unbound"}


def build_service(name, file, data, problems):
    """The model of a service; what is wrong goes to problems."""
    service = Service(name, plain(data, "_description", ""), file,
                      definitions=data.get("_definitions", {}))
    lower = Lower(name, data)
    for action_name, action in data.items():
        if action_name.startswith("_"):
            continue
        try:
            service.actions.append(build_action(lower, data, name,
                                                action_name, action))
        except SchemaError as error:
            problems.catch(error)
    service.actions.sort(key=lambda action: action.name)
    share_requests(service, data)
    collect(service)
    check_names(service, data, problems)
    return service


def build_action(lower, data, service, name, action):
    versions = versions_of(action)
    newest = action[versions[-1]]
    setting = settings_of(data, action, newest)
    lowest = plain(action, "x-min-version", versions[0])
    roles = setting("allow_roles", ["*"])
    maker = Sides(lower, data, f"{service}_{name}", action, versions)
    response = lower.followed(newest["response"])
    return Action(
        service, name, plain(newest, "description", ""), versions,
        version_of(lowest), setting("authorize", True),
        [] if "*" in roles else roles,
        maker.merged(maker.request), maker.merged(maker.response),
        {version: {**action[version],
                   "request": request_of(data, action[version])}
         for version in versions},
        "batch_request" in newest, plain(response, "type", "") == "string")


class Sides:
    """Makes the structs of an action's requests and responses."""

    def __init__(self, lower, data, c_name, action, versions):
        self.lower = lower
        self.data = data
        self.c_name = c_name
        self.action = action
        self.versions = versions

    def request(self, version):
        said = self.action[version]
        c_name, since = f"{self.c_name}_req", version_of(version)
        schema = request_of(self.data, said)
        if "request" in said:
            return self.lower.side_of(schema, c_name, since)
        line = self.lower.side_of(schema, f"{c_name}_item", since)
        return self.lower.batch_of(line, c_name, since)

    def response(self, version):
        return self.lower.side_of(self.action[version]["response"],
                                  f"{self.c_name}_resp", version_of(version))

    def merged(self, side):
        """One struct for all versions of a side."""
        structs = [side(version) for version in self.versions]
        if len({struct.form for struct in structs}) > 1:
            raise SchemaError(
                self.action.position, f"the {side.__name__} is an object in "
                "some versions and none in others", "version-form")
        known = [version_of(version) for version in self.versions]
        struct = merge_versions(structs, known)
        forget_first(struct, known[0])
        return struct


def forget_first(struct, first):
    """A field that has been there from the first has no version to tell."""
    for field in struct.fields:
        for told in (field, *field.ways):
            if told.since == first:
                told.since = None
        inner = innermost(field.type).struct
        if inner and inner.c_name.startswith(struct.c_name):
            forget_first(inner, first)


def share_requests(service, data):
    """An action that is a copy of another shares its request, if it can.

    So one function can serve both, also when one of them gets a new field.
    """
    actions = {action.name: action for action in service.actions}
    for action in service.actions:
        oldest = data[action.name][action.versions[0]]
        source = actions.get(oldest.origin[0]) if oldest.origin else None
        if source and join(source.request, action.request):
            action.request = source.request


def settings_of(data, action, version):
    """What a version says, else its action, else the service."""
    def setting(name, default):
        for place in (version, action, data.get("_default", {})):
            if name in place:
                return place[name].plain()
        return default
    return setting


def collect(service):
    """List the structs and enums; mark what is read or written."""
    found = {}
    for action in service.actions:
        visit(action.request, "is_read", set(), found)
        visit(action.response, "is_written", set(), found)
    for struct in found.values():
        if struct.is_read:
            keep_times_as_text(struct)
    placed = set()
    for struct in found.values():
        place(struct, placed, service.structs)
    enums = {}
    for struct in service.structs:
        for kind in kinds_of(struct):
            if kind.enum:
                enums[id(kind.enum)] = kind.enum
    service.enums = list(enums.values())


def kinds_of(struct):
    """What a struct's members are in the end, whatever the version."""
    return [innermost(way.type) for f in struct.fields for way in f.ways]


def visit(struct, mark, seen, found):
    """Mark a struct and all that it holds; found has those within first."""
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


def keep_times_as_text(struct):
    """A time that clients may send is the text that they sent."""
    for kind in kinds_of(struct):
        if kind.kind == "time":
            kind.kind = "string"


def check_names(service, data, problems):
    """No two structs or enums may share a name."""
    seen = {}
    for named in service.enums + service.structs:
        if seen.setdefault(named.c_name, named) is not named:
            problems.error(data.position, f"two things would be "
                           f"'{named.c_name}' in C", "c-name")


def build_errors(data, problems):
    """The rows of the table of errors."""
    rows = []
    for name, value in data.items():
        row = value.plain()
        if not is_complete(value):
            continue
        if not isinstance(row, dict) or set(row) - {"scope"} != {
                "code", "subcode", "text"}:
            problems.error(data.places[name], f"'{name}' needs code, subcode "
                           "and text, and may have a scope", "errors-row")
            continue
        scope = row.setdefault("scope", [])
        if not isinstance(scope, list) and scope not in SCOPES:
            problems.error(value.places["scope"], "'scope' is no list of "
                           "actions, and none of: " + ", ".join(sorted(SCOPES)),
                           "errors-row")
            continue
        rows.append(Error(name, **row))
    return rows
