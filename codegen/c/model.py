"""What becomes of an API in C: structs, and how they are read."""

from dataclasses import dataclass, field

from problems import Position


@dataclass
class Enum:
    """Texts that a string may be."""

    c_name: str   # without the word enum
    values: list  # texts
    description: str = ""


@dataclass
class Type:
    """kind: string, time, integer, number, boolean, any, enum, struct, array,
    map.

    element is the type of an array's items or of a map's values.  It is no
    array or map itself: of those, a struct of the form "whole" is made.
    """

    kind: str
    struct: "Struct" = None
    enum: Enum = None
    element: "Type" = None
    is_pointer: bool = False   # a struct within itself is pointed to
    minimum: object = None
    allowed: list = None       # numbers that it may be, or None
    pattern: str = None        # that a string must match, or None
    list_filter: bool = False  # strings, null among them, or a single one
    nulls: bool = False        # strings, null among them
    list_until: tuple = None   # answered as [] up to this version


@dataclass
class Way:
    """How a field is read from a version on."""

    since: tuple  # None: from the first
    type: Type
    required: bool = False
    default: object = None


@dataclass
class Field:
    """A member of a struct; in JSON it may share its name with others.

    Then they have different types, and each holds the values of its versions,
    from since to until (None: from the first, to the last).
    """

    name: str   # in JSON
    c_name: str
    ways: list  # of Way, in order of versions; the last is the newest
    position: Position
    since: tuple = None
    until: tuple = None
    gone: tuple = None   # the version after until
    description: str = ""
    prefix: str = None       # all members whose names begin so
    is_divided: bool = False  # there are others of its name
    is_nullable: bool = False  # in an answer it may be null
    constant: str = None      # of a choice: what tells it from others

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
    def default(self):
        return self.newest.default


@dataclass
class Struct:
    """An object's shape; c_name is without the word struct.

    form: "object"; "whole" (its one field is the value itself, an array or map
    within another, a batch or a raw text); "choice" (a value that is one of its
    fields, each a pointer to a struct: the one that the member told_by names, or
    without such a member each that fits).

    closed: (version, whether there are no other members from it on), the oldest
    first; the first one's version is None.
    """

    c_name: str
    fields: list
    description: str = ""
    form: str = "object"
    closed: list = field(default_factory=lambda: [(None, False)])
    told_by: str = None
    is_read: bool = False
    is_written: bool = False


@dataclass
class Endpoint:
    """An action with the structs of all its versions."""

    action: object  # of schema.py
    request: Struct
    response: Struct


@dataclass
class Unit:
    """What a service becomes in C."""

    service: object  # of schema.py
    enums: list = field(default_factory=list)
    structs: list = field(default_factory=list)  # each after those it holds
    endpoints: list = field(default_factory=list)
