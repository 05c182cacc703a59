"""What templates see of a model.

Whatever depends on a type is decided here; templates only loop and print.  A
form is the name of the macro that a template calls.
"""

from dataclasses import dataclass, field

from names import constants, quoted, shown

from .model import Type

C_TYPES = {
    "string": "const char *", "time": "int64_t ", "integer": "int64_t ",
    "number": "double ", "boolean": "bool ", "any": "struct jval ",
}
NUMBER = Type("number")
CONTAINERS = {"array", "list_filter", "map", "nullable_strings", "strings"}
LOOPS = {"array", "map"}
UNSET = ("struct", "map", "any", "array")  # these are never preset
NO_DEFAULT = (None, False, 0, [], {})


@dataclass
class Value:
    """How a value is read and written."""

    shape: str              # "single", or what of its elements it is made of
    form: str
    c: str                  # the struct or enum that it is, or ""
    checks: list            # each with a form of its own
    element: object = None  # the Value of an array's items, a map's values
    of_pair: str = ""       # the member of a map's pairs that has the value


@dataclass
class Way:
    """How a member is read at some versions."""

    presence: str  # form of its look-up
    c: str
    value: Value
    preset: list   # statements before it is looked up


@dataclass
class Slot:
    """What reads all members of one name in JSON."""

    form: str      # "one" way, "several", or "prefixed"
    name: str      # as a C string
    ways: list     # of Way
    heads: list = field(default_factory=list)  # what stands before each


@dataclass
class Member:
    """A member of a struct."""

    name: str          # in JSON, as a C string
    c: str
    value: Value
    declaration: list  # lines
    comment: str
    write_form: str
    condition: str     # when it is written
    is_null: str       # when it is written as null
    until: str         # API_VERSION(...), or ""


def api_version(version):
    return f"API_VERSION({version[0]}, {version[1]})"


def c_type(kind):
    """The C type of one value, ready to be followed by a name."""
    if kind.kind == "struct":
        star = "*" if kind.is_pointer else ""
        return f"struct {kind.struct.c_name} {star}"
    if kind.kind == "enum":
        return f"enum {kind.enum.c_name} "
    return C_TYPES[kind.kind]


def c_value(kind, value):
    """A value as a C expression."""
    if kind.kind == "enum":
        return enum_constants(kind.enum)[1 + kind.enum.values.index(value)]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float) or abs(value) < 2 ** 31:
        return str(value)
    if kind.kind == "number":
        return repr(float(value))
    return "INT64_MIN" if value == -2 ** 63 else f"INT64_C({value})"


def enum_constants(enum):
    """The names of the constants; the first is that for no known text."""
    return constants(enum.c_name, ["unknown", *enum.values])


def form_of(kind):
    if kind.kind == "array" and kind.list_filter:
        return "list_filter"
    if kind.kind == "array" and kind.element.kind == "string" and (
            not kind.element.pattern):
        return "nullable_strings" if kind.nulls else "strings"
    if kind.kind == "struct" and kind.is_pointer:
        return "pointer"
    return kind.kind


def checks_of(kind):
    checks = []
    if kind.minimum is not None:
        checks.append({
            "form": "minimum", "value": c_value(NUMBER, kind.minimum),
            "cast": "(double)" if kind.kind == "integer" else ""})
    if kind.allowed is not None:
        checks.append({
            "form": "allowed",
            "numbers": [c_value(kind, value) for value in kind.allowed],
            "shown": quoted(", ".join(map(str, kind.allowed)))})
    if kind.pattern is not None:
        checks.append({"form": "match", "pattern": quoted(kind.pattern)})
    return checks


def value_of(kind):
    named, form = kind.struct or kind.enum, form_of(kind)
    return Value(form if form in CONTAINERS else "single", form,
                 named.c_name if named else "",
                 checks_of(kind), kind.element and value_of(kind.element),
                 of_pair(kind.element) if form == "map" else "")


def of_pair(element):
    """The member of a map's pairs that has the value."""
    return "values" if element.kind == "array" else "value"


def pair_name(service, element):
    """The struct of a map's pairs."""
    named = element.struct or element.enum
    return f"{named.c_name if named else f'{service}_{form_of(element)}'}_pair"


def declare(service, field_):
    kind, name = field_.type, field_.c_name
    if kind.kind == "array":
        return [f"size_t n_{name};", f"{c_type(kind.element)}*{name};"]
    if kind.kind == "map":
        pair = pair_name(service, kind.element)
        return [f"size_t n_{name};", f"struct {pair} *{name};"]
    return [f"{c_type(kind)}{name};"]


def pair_view(service, element):
    name = of_pair(element)
    if element.kind == "array":
        value = [f"size_t n_{name};", f"{c_type(element.element)}*{name};"]
    else:
        value = [f"{c_type(element)}{name};"]
    return {"name": pair_name(service, element), "value": value}


def preset_of(field_, way):
    """Statements that give a member its default."""
    kind, to = way.type, f"into->{field_.c_name}"
    if way.default in NO_DEFAULT or (
            kind.element or kind).kind in UNSET:
        return []
    if kind.kind != "array":
        return [f"{to} = {c_value(kind, way.default)};"]
    count = f"into->n_{field_.c_name}"
    return [f"{count} = {len(way.default)};",
            f"{to} = arena_alloc_n(reader->arena, {count}, sizeof(*{to}));"
            ] + [f"{to}[{i}] = {c_value(kind.element, item)};"
                 for i, item in enumerate(way.default)]


def way_view(field_, way):
    return Way("required" if way.required else "optional", field_.c_name,
               value_of(way.type), preset_of(field_, way))


def slot_view(fields):
    """What reads fields that have one name in JSON."""
    ways = [(field_, way) for field_ in fields for way in field_.ways]
    ways.sort(key=lambda pair: pair[1].since or (0, 0))
    name = quoted(fields[0].prefix or fields[0].name)
    views = [way_view(*pair) for pair in ways]
    if fields[0].prefix:
        return Slot("prefixed", name, views)
    if len(views) == 1:
        return Slot("one", name, views)
    conditions = [f"if (reader->version < {api_version(way.since)}) {{"
                  for _, way in ways[1:]]
    heads = [conditions[0], *("} else " + c for c in conditions[1:]),
             "} else {"]
    return Slot("several", name, views, heads)


def versions_told(field_):
    since, until = field_.since, field_.until
    if since and until:
        return f"  In {shown(since)} to {shown(until)}."
    if until:
        return f"  Until {shown(until)}."
    return f"  Since {shown(since)}." if since else ""


def bounds(owner, since, gone):
    """Conditions in C on the version of a reader or writer."""
    conditions = []
    if since:
        conditions.append(f"{owner}->version >= {api_version(since)}")
    if gone:
        conditions.append(f"{owner}->version < {api_version(gone)}")
    return conditions


def write_condition(field_):
    """When a member is written: if it is there, at the versions it is for."""
    return " && ".join([f"from->has.{field_.c_name}", *versions_of(field_)])


def versions_of(field_):
    """Conditions on the version that an answer is written for."""
    return (bounds("writer", field_.since, field_.gone)
            if field_.is_divided else [])


def member_view(service, struct, field_):
    until = field_.type.list_until
    return Member(
        name=quoted(field_.name), c=field_.c_name, value=value_of(field_.type),
        declaration=declare(service, field_),
        comment=(field_.description + versions_told(field_)).strip(),
        write_form="unwritten" if field_.prefix else
        "listed" if until else "nullable" if field_.is_nullable else "plain",
        condition=write_condition(field_),
        is_null=" && ".join([f"from->null.{field_.c_name}",
                             *versions_of(field_)]),
        until=api_version(until) if until else "")


def masks_of(struct):
    """Constants for the versions that know a member, where not all do."""
    masks = []
    for field_ in struct.fields:
        name = f"{struct.c_name}_{field_.c_name}".upper()
        if field_.since:
            masks.append((f"{name}_SINCE", api_version(field_.since)))
        if field_.until:
            masks.append((f"{name}_UNTIL", api_version(field_.until)))
    return masks


def names_of(struct):
    """What members of a closed object may be named, as initializers in C."""
    names = []
    for field_ in struct.fields:
        parts = [f".text = {quoted(field_.prefix or field_.name)}"]
        if field_.since:
            parts.append(f".since = {api_version(field_.since)}")
        if field_.gone:
            parts.append(f".gone = {api_version(field_.gone)}")
        if field_.prefix:
            parts.append(".begins = true")
        names.append("{" + ", ".join(parts) + "}")
    return names + ["{.text = NULL}"]


def closed_condition(struct):
    """When an object is closed: "" for always, None for never."""
    ends = [version for version, _ in struct.closed[1:]] + [None]
    conditions = [" && ".join(bounds("reader", since, gone))
                  for (since, is_closed), gone in zip(struct.closed, ends)
                  if is_closed]
    if len(conditions) > 1:
        conditions = [f"({condition})" for condition in conditions]
    return " || ".join(conditions) if conditions else None


def closing_of(struct):
    """Statements that refuse other members, where a version closes it."""
    condition = closed_condition(struct)
    if struct.form != "object" or condition is None:
        return []
    only = f"jval_only(reader, value, {struct.c_name}_names);"
    return [f"if ({condition})", f"\t{only}"] if condition else [only]


def slots_of(struct):
    groups = {}
    for field_ in struct.fields:
        groups.setdefault(field_.prefix or field_.name, []).append(field_)
    return [slot_view(group) for group in groups.values()]


def needs(values, forms):
    return any(value.form in forms for value in values)


def locals_of(struct, slots):
    """The variables of a function that reads, with what sets them off."""
    values = [way.value for slot in slots for way in slot.ways]
    looks_up = struct.form == "object" and any(
        slot.form != "prefixed" for slot in slots)
    looks_up |= bool(struct.told_by)
    loops = needs(values, LOOPS)
    names = ["field"] * looks_up + ["item"] * loops
    lines = [f"struct jval {', '.join(names)};"] if names else []
    if needs(values, {"map"}):
        lines.append("struct jval_map map;")
    return set_off(lines + ["size_t i;"] * loops)


def set_off(lines):
    """Declarations have an empty line behind them."""
    return lines + [""] if lines else []


def beginning_of(struct, defaults):
    """What sets all members to their defaults, or to zero."""
    to = f"*into = (struct {struct.c_name})"
    if not defaults:
        return [to + "{0};"]
    return [to + "{", *(f"\t{default}," for default in defaults), "};"]


def struct_view(service, struct, pairs):
    members = [member_view(service, struct, f) for f in struct.fields]
    closing = closing_of(struct)
    slots = slots_of(struct)
    one_way = [slot.ways[0] for slot in slots if slot.form == "one"]
    simple = [way for way in one_way if len(way.preset) == 1]
    return {
        "c": struct.c_name,
        "form": struct.form,
        "comment": struct.description,
        "pair": pairs.get(id(struct)),
        "members": members,
        "masks": masks_of(struct),
        "present": [m.c for m in members if m.write_form != "unwritten"]
        if struct.form == "object" else [],
        "nullable": [f.c_name for f in struct.fields if is_nullable(
            struct, f)],
        "read": struct.is_read,
        "written": struct.is_written,
        "slots": slots,
        "closing": closing,
        "names": names_of(struct) if closing else [],
        "beginning": beginning_of(struct, [initializer(w) for w in simple]),
        "presets": [line for way in one_way if way not in simple
                    for line in way.preset],
        "locals": locals_of(struct, slots),
        "write_locals": set_off(["size_t i;"] * needs(
            [m.value for m in members if m.write_form != "unwritten"],
            LOOPS)),
        "choices": " or ".join(f.name for f in struct.fields),
        "read_form": "chosen" if struct.told_by else struct.form,
        "told_by": quoted(struct.told_by or ""),
        "constants": [quoted(f.constant) for f in struct.fields]
        if struct.told_by else [],
    }


def is_nullable(struct, field_):
    """True if a member may be sent or answered as null."""
    return struct.form == "object" and not field_.prefix and (
        struct.is_read and not all(way.required for way in field_.ways)
        or struct.is_written and field_.is_nullable)


def initializer(way):
    return way.preset[0].replace("into->", ".").rstrip(";")


def enum_view(enum):
    names = enum_constants(enum)
    return {
        "c": enum.c_name,
        "comment": enum.description,
        "unknown": names[0],
        "constants": list(zip(names[1:], map(quoted, enum.values))),
    }


def endpoint_view(endpoint, bound):
    action = endpoint.action
    return {
        "c": f"{action.service}_{action.name}",
        "name": action.full_name,
        "request": endpoint.request.c_name,
        "response": endpoint.response.c_name,
        "description": action.newest.description,
        "versions": ", ".join(action.versions),
        "min_version": api_version(action.min_version),
        "auth": {True: "REQUIRED", False: "NONE", None: "OPTIONAL"}
        [action.newest.authorize],
        "roles": [quoted(role) for role in action.roles],
        "bound": bound,
        "is_batch": action.is_batch,
        "is_raw": action.is_raw,
    }


def unit_view(unit, is_bound):
    of_scalars, of_structs = pairs_of(unit)
    name = unit.service.name
    return {
        "name": name,
        "file": unit.service.file,
        "guard": name.upper() + "_H",
        "description": unit.service.description or f"{name}.*",
        "enums": [enum_view(enum) for enum in unit.enums],
        "pairs": of_scalars,
        "structs": [struct_view(name, s, of_structs) for s in unit.structs],
        "actions": [endpoint_view(e, is_bound(name, e.action.name))
                    for e in unit.endpoints],
    }


def pairs_of(unit):
    """The structs of maps' pairs: those of scalars, and by their struct."""
    of_scalars, of_structs = {}, {}
    for struct in unit.structs:
        for field_ in struct.fields:
            kind = field_.type
            if kind.kind != "map":
                continue
            view = pair_view(unit.service.name, kind.element)
            if kind.element.kind == "struct":
                of_structs[id(kind.element.struct)] = view
            else:
                of_scalars[view["name"]] = view
    return list(of_scalars.values()), of_structs
