"""What the generator knows of an API once it has understood it."""

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
    fields, each a pointer to a struct).

    closed: (version, whether there are no other members from it on), the oldest
    first; the first one's version is None.
    """

    c_name: str
    fields: list
    description: str = ""
    form: str = "object"
    closed: list = field(default_factory=lambda: [(None, False)])
    is_read: bool = False
    is_written: bool = False


@dataclass
class Action:
    service: str
    name: str
    description: str
    versions: list
    min_version: tuple
    authorize: object  # True, False, or None: try, don't require
    roles: list        # empty: every role
    request: Struct
    response: Struct
    schemas: dict      # version -> what the corrected file says of it; the
                       # request of a batch is that of each line
    is_batch: bool = False  # the request is a list, sent as JSON lines
    is_raw: bool = False    # the response is a text, sent as it is


@dataclass
class Service:
    name: str
    description: str
    file: str
    enums: list = field(default_factory=list)
    structs: list = field(default_factory=list)  # each after those it holds
    actions: list = field(default_factory=list)
    data: object = None  # the corrected data that it was made from
    definitions: dict = field(default_factory=dict)  # name -> schema


@dataclass
class Error:
    """A row of the table of errors.

    scope says who may answer it: "call" (every action), "credentials" (those
    that need some), "roles" (those that ask for a role), "unbound" (those
    without a handler), "path" (none: no action was found), or a list of names
    of actions.
    """

    name: str
    code: int
    subcode: int
    text: str
    scope: object
