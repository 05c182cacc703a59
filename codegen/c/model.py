"""The model of an API in C: structs, and how they are read and written.

Templates only loop over these and print them: whatever depends on a type is
decided here.  A form is the name of the macro that a template calls.
"""

from dataclasses import dataclass, field
from functools import cached_property

from names import constants, quoted, shown
from problems import Position

C_TYPES = {
    "string": "const char *", "time": "int64_t ", "integer": "int64_t ",
    "number": "double ", "boolean": "bool ", "any": "struct jval ",
}
CONTAINERS = {"array", "list_filter", "map", "nullable_strings", "strings"}
LOOPS = {"array", "map"}
UNSET = ("struct", "map", "any", "array")  # kinds that have no default in C
NO_DEFAULT = (None, False, 0, [], {})


def api_version(version):
    return f"API_VERSION({version[0]}, {version[1]})"


def bounds(owner, since, gone):
    """Conditions in C for versions from since on, and before gone."""
    return [f"{owner}->version {sign} {api_version(version)}"
            for sign, version in ((">=", since), ("<", gone)) if version]


@dataclass
class Enum:
    """Texts that a string may be; c is its name, without the word enum."""

    c: str
    values: list  # texts
    description: str = ""

    @property
    def constants(self):
        """The names of the constants; the first is for unknown texts."""
        return constants(self.c, ["unknown", *self.values])

    @property
    def pairs(self):
        """Each constant but the first, with its text."""
        return list(zip(self.constants[1:], map(quoted, self.values)))


@dataclass
class Type:
    """kind: string, time, integer, number, boolean, any, enum, struct, array,
    map.

    element is the type of an array's items or of a map's values.  It is never
    an array or map itself; these are wrapped in a struct of the form "whole".
    """

    kind: str
    struct: "Struct" = None
    enum: Enum = None
    element: "Type" = None
    is_pointer: bool = False   # to a struct, as where it contains itself
    minimum: object = None
    allowed: list = None       # the only numbers that it may be, or None
    pattern: str = None        # that a string must match, or None
    is_object: bool = False    # any, but an object
    list_filter: bool = False  # strings, null among them, or a single one
    nulls: bool = False        # strings, null among them
    list_until: tuple = None   # answered as [] up to this version
    owner: str = ""            # of a map: the prefix of the name of its pairs,
                               # unless they are named for a struct or enum

    @property
    def c(self):
        named = self.struct or self.enum
        return named.c if named else ""

    @property
    def form(self):
        if self.kind == "array" and self.list_filter:
            return "list_filter"
        if self.kind == "array" and self.element.kind == "string" and (
                not self.element.pattern):
            return "nullable_strings" if self.nulls else "strings"
        return "pointer" if self.is_pointer else self.kind

    @property
    def shape(self):
        return self.form if self.form in CONTAINERS else "single"

    @property
    def is_address(self):
        """True if NULL means no value; for a list it may mean an empty one."""
        return self.form in ("string", "pointer")

    @property
    def c_type(self):
        """The C type of one value, ready to be followed by a name."""
        if self.kind == "struct":
            return f"struct {self.c} {'*' if self.is_pointer else ''}"
        return f"enum {self.c} " if self.enum else C_TYPES[self.kind]

    @property
    def pair(self):
        """The struct of a map's pairs."""
        element = self.element
        return f"{element.c or f'{self.owner}_{element.form}'}_pair"

    @property
    def of_pair(self):
        """The name of the member of a map's pairs that has the value."""
        return "values" if self.element.kind == "array" else "value"

    def declare(self, name):
        """The lines that declare a member."""
        if self.kind == "array":
            return [f"size_t n_{name};", f"{self.element.c_type}*{name};"]
        if self.kind == "map":
            return [f"size_t n_{name};", f"struct {self.pair} *{name};"]
        return [f"{self.c_type}{name};"]

    def c_value(self, value):
        """A value of the type as a C expression."""
        if self.enum:
            return self.enum.constants[1 + self.enum.values.index(value)]
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str):
            return quoted(value)
        if isinstance(value, float) or abs(value) < 2 ** 31:
            return str(value)
        if self.kind == "number":
            return repr(float(value))
        return "INT64_MIN" if value == -2 ** 63 else f"INT64_C({value})"

    @property
    def checks(self):
        found = []
        if self.minimum is not None:
            found.append({
                "form": "minimum", "value": Type("number").c_value(
                    self.minimum),
                "cast": "(double)" if self.kind == "integer" else ""})
        if self.allowed is not None:
            found.append({
                "form": "allowed", "numbers": list(map(
                    self.c_value, self.allowed)),
                "shown": quoted(", ".join(map(str, self.allowed)))})
        if self.pattern is not None:
            found.append({"form": "match", "pattern": quoted(self.pattern)})
        return found


@dataclass
class Way:
    """How a field is read from a version on."""

    since: tuple  # None: from the first
    type: Type
    required: bool = False
    default: object = None
    field: "Field" = None  # the one that it reads; set by Slot.ways

    @property
    def presence(self):
        return "required" if self.required else "optional"

    @property
    def preset(self):
        """Statements that give the field its default."""
        kind, to = self.type, f"into->{self.field.c}"
        if self.default in NO_DEFAULT or (
                kind.element or kind).kind in UNSET:
            return []
        if kind.kind != "array":
            return [f"{to} = {kind.c_value(self.default)};"]
        count = f"into->n_{self.field.c}"
        return [f"{count} = {len(self.default)};",
                f"{to} = arena_alloc_n(reader->arena, {count}, sizeof(*{to}));"
                ] + [f"{to}[{i}] = {kind.element.c_value(item)};"
                     for i, item in enumerate(self.default)]


@dataclass
class Field:
    """A member of a struct; several may share a name in JSON.

    Then they have different types, and each holds the values of its versions,
    from since to until (None: from the first, to the last).
    """

    name: str   # in JSON
    c: str
    ways: list  # of Way, in order of versions; the last is the newest
    position: Position
    since: tuple = None
    until: tuple = None
    gone: tuple = None   # the version after until
    description: str = ""
    prefix: str = None       # it holds all members that begin with this
    is_divided: bool = False  # others share its name in JSON
    is_nullable: bool = False  # in an answer it may be null
    constant: str = None      # of a choice: the value of the discriminator

    @property
    def newest(self):
        return self.ways[-1]

    @property
    def type(self):
        return self.newest.type

    @property
    def required(self):
        return self.newest.required

    @property
    def text(self):
        """Its name in JSON, or its prefix, as a C string."""
        return quoted(self.prefix or self.name)

    @property
    def comment(self):
        since, until = (v and shown(v) for v in (self.since, self.until))
        versions = (f"  In {since} to {until}." if since and until else
                    f"  Until {until}." if until else
                    f"  Since {since}." if since else "")
        return (self.description + versions).strip()

    @property
    def declaration(self):
        return self.type.declare(self.c)

    @property
    def members(self):
        """The names of its members in the struct."""
        counted = self.type.kind in ("array", "map")
        return [self.c] + [f"n_{self.c}"] * counted

    @property
    def write_form(self):
        if self.prefix:
            return "unwritten"
        return ("listed" if self.type.list_until else
                "nullable" if self.is_nullable else "plain")

    @property
    def written_if(self):
        """The condition in C to write its value."""
        return self.at_its_versions(
            f"from->{self.c} != NULL" if self.type.is_address
            else f"from->has.{self.c}")

    @property
    def null_if(self):
        """The condition in C to write null."""
        return self.at_its_versions(f"from->null.{self.c}")

    def at_its_versions(self, condition):
        return " && ".join([condition, *(
            bounds("writer", self.since, self.gone)
            if self.is_divided else [])])

    @property
    def list_until(self):
        return api_version(self.type.list_until)


@dataclass
class Slot:
    """All fields that share a name in JSON; they are read together."""

    fields: list

    @property
    def text(self):
        return self.fields[0].text

    @cached_property
    def ways(self):
        for field_ in self.fields:
            for way in field_.ways:
                way.field = field_
        return sorted((way for f in self.fields for way in f.ways),
                      key=lambda way: way.since or (0, 0))

    @property
    def form(self):
        if self.fields[0].prefix:
            return "prefixed"
        return "one" if len(self.ways) == 1 else "several"

    @property
    def heads(self):
        """The line of C that begins the code of each of several ways."""
        conditions = [f"if (reader->version < {api_version(way.since)}) {{"
                      for way in self.ways[1:]]
        return [conditions[0], *("} else " + c for c in conditions[1:]),
                "} else {"]


@dataclass
class Struct:
    """An object's shape; c is its name, without the word struct.

    form: "object"; "whole" (its only field is the value itself, such as an
    array or map within another, a batch or a raw text); "choice" (its fields
    are pointers to structs: if there is a discriminator, one is set, else all
    that fit).

    closed: (version, if it refuses other members from there on), oldest first;
    the first version is None.
    """

    c: str
    fields: list
    description: str = ""
    form: str = "object"
    closed: list = field(default_factory=lambda: [(None, False)])
    discriminator: str = None  # the member whose constant tells choices apart
    is_read: bool = False
    is_written: bool = False
    pair: Type = None  # a map that has it as values

    @property
    def read_form(self):
        return "chosen" if self.discriminator else self.form

    @property
    def quoted_discriminator(self):
        return quoted(self.discriminator)

    @property
    def choices(self):
        return " or ".join(f.name for f in self.fields)

    @property
    def constants(self):
        """The value of the discriminator for each choice, if there is one."""
        return [quoted(f.constant) for f in self.fields if self.discriminator]

    @property
    def present(self):
        """The members that have a flag for being present."""
        return [f.c for f in self.fields
                if self.form == "object" and not f.prefix
                and (self.is_read or not f.type.is_address)]

    @property
    def nullable(self):
        """The members that have a flag for being null."""
        return [f.c for f in self.fields
                if self.form == "object" and not f.prefix and (
                    self.is_read and not all(w.required for w in f.ways)
                    or self.is_written and f.is_nullable)]

    @property
    def names(self):
        """Initializers with the allowed names of a closed object's members."""
        if not self.closing:
            return []
        return [", ".join([
            f"{{.text = {f.text}",
            *(f".{what} = {api_version(version)}" for what, version in (
                ("since", f.since), ("gone", f.gone)) if version),
            *[".begins = true"] * bool(f.prefix)]) + "}"
            for f in self.fields] + ["{.text = NULL}"]

    @property
    def closing(self):
        """Statements that refuse other members at versions that close it."""
        ends = [version for version, _ in self.closed[1:]] + [None]
        found = [" && ".join(bounds("reader", since, gone))
                 for (since, is_closed), gone in zip(self.closed, ends)
                 if is_closed]
        if self.form != "object" or not found:
            return []
        only = f"jval_only(reader, value, {self.c}_names);"
        if len(found) > 1:
            found = [f"({condition})" for condition in found]
        condition = " || ".join(found)
        return [f"if ({condition})", f"\t{only}"] if condition else [only]

    @cached_property
    def slots(self):
        groups = {}
        for field_ in self.fields:
            groups.setdefault(field_.text, []).append(field_)
        return list(map(Slot, groups.values()))

    @property
    def read_locals(self):
        """The variables of the function that reads it."""
        forms = {way.type.form for slot in self.slots for way in slot.ways}
        looks_up = self.discriminator or self.form == "object" and any(
            slot.form != "prefixed" for slot in self.slots)
        loops = bool(forms & LOOPS)
        names = ["field"] * bool(looks_up) + ["item"] * loops
        return ([f"struct {self.c} *into = to;"]
                + [f"struct jval {', '.join(names)};"] * bool(names)
                + ["struct jval_map map;"] * ("map" in forms)
                + ["size_t i;"] * loops)

    @property
    def write_locals(self):
        """The variables of the function that writes it."""
        loops = any(f.type.form in LOOPS for f in self.fields if not f.prefix)
        return ([f"const struct {self.c} *from = of;"]
                + ["size_t i;"] * loops)

    def presets(self, is_simple):
        """Statements that set defaults: the one-line ones, or the others."""
        found = [slot.ways[0].preset for slot in self.slots
                 if slot.form == "one"]
        return [line for lines in found for line in lines
                if is_simple == (len(lines) == 1)]

    @property
    def beginning(self):
        """The statement that sets all members to their defaults, or to zero."""
        to = f"*into = (struct {self.c})"
        simple = [f"\t.{line.removeprefix('into->')[:-1]},"
                  for line in self.presets(True)]
        return [to + "{", *simple, "};"] if simple else [to + "{0};"]


@dataclass
class Endpoint:
    """An action with the structs of all its versions."""

    action: object  # of schema.py
    request: Struct
    response: Struct
    is_alone: bool = False  # it needs a store that keeps tasks itself
    is_bound: bool = False  # it has a handler

    @property
    def c(self):
        return self.action.full_name.replace(".", "_")

    @property
    def min_version(self):
        return api_version(self.action.min_version)

    @property
    def auth(self):
        return {True: "REQUIRED", False: "NONE", None: "OPTIONAL"}[
            self.action.newest.authorize]

    @property
    def roles(self):
        return list(map(quoted, self.action.roles))


@dataclass
class Unit:
    """All that a service needs in C."""

    service: object  # of schema.py
    enums: list = field(default_factory=list)
    structs: list = field(default_factory=list)  # each after those it holds
    endpoints: list = field(default_factory=list)

    @property
    def pairs(self):
        """The maps of scalars, one for each struct of pairs.

        The other maps become the pair of the struct that is their value.
        """
        maps = [f.type for s in self.structs for f in s.fields
                if f.type.kind == "map"]
        for map_ in maps:
            if map_.element.struct:
                map_.element.struct.pair = map_
        return {map_.pair: map_ for map_ in maps
                if not map_.element.struct}.values()
