"""From a service's corrected data to its model."""

from lower import Lower, plain, versions_of
from merge import join, merge_versions
from model import Action, Error, Service, Struct
from names import version_of
from problems import SchemaError

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
    collect_structs(service)
    return service


def build_action(lower, data, service, name, action):
    versions = versions_of(action)
    newest = action[versions[-1]]
    setting = settings_of(data, action, newest)
    c_name = f"{service}_{name}"
    sides = {}
    for side in ("request", "response"):
        tail = {"request": "req", "response": "resp"}[side]
        sides[side] = merge_versions(
            [lower.struct_of(action[v][side], f"{c_name}_{tail}",
                             version_of(v)) for v in versions])
        forget_first(sides[side], version_of(versions[0]))
    lowest = plain(action, "x-min-version", versions[0])
    roles = setting("allow_roles", ["*"])
    return Action(
        service, name, plain(newest, "description", ""), versions,
        version_of(lowest), setting("authorize", True),
        [] if "*" in roles else roles, sides["request"], sides["response"],
        {version: action[version] for version in versions})


def forget_first(struct, first):
    """A field that has been there from the first has no version to tell."""
    for field in struct.fields:
        if field.since == first:
            field.since = None
        for inner in held(field.type):
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


def collect_structs(service):
    """List every struct after those it holds; mark what is read or written."""
    for action in service.actions:
        visit(service, action.request, "is_read", set())
        visit(service, action.response, "is_written", set())
    for struct in service.structs:
        if struct.is_read:
            keep_times_as_text(struct)


def keep_times_as_text(struct):
    """A time that clients may send is the text that they sent."""
    for field in struct.fields:
        kind = field.type
        while kind.element:
            kind = kind.element
        if kind.kind == "time":
            kind.kind = "string"


def visit(service, struct, mark, seen):
    if id(struct) in seen:
        return
    seen.add(id(struct))
    for field in struct.fields:
        for inner in held(field.type):
            visit(service, inner, mark, seen)
    setattr(struct, mark, True)
    if all(struct is not known for known in service.structs):
        service.structs.append(struct)


def held(kind):
    while kind.element:
        kind = kind.element
    return [kind.struct] if isinstance(kind.struct, Struct) else []


def build_errors(data, problems):
    """The rows of the table of errors."""
    rows = []
    for name, value in data.items():
        row = value.plain()
        if not isinstance(row, dict) or set(row) - {"scope"} != {
                "code", "subcode", "text"}:
            problems.error(data.places[name], f"'{name}' needs code, subcode "
                           "and text, and may have a scope")
            continue
        scope = row.setdefault("scope", [])
        if not isinstance(scope, list) and scope not in SCOPES:
            problems.error(value.places["scope"], "'scope' is no list of "
                           "actions, and none of: " + ", ".join(sorted(SCOPES)))
            continue
        rows.append(Error(name, **row))
    return rows
