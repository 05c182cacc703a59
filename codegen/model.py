"""What the generator knows of an API once it has understood it."""

from dataclasses import dataclass, field

from problems import Position


@dataclass
class Type:
    """kind: string, time, integer, number, boolean, any, struct, array, map.

    element is the type of an array's items or of a map's values.
    """

    kind: str
    struct: "Struct" = None
    element: "Type" = None
    list_filter: bool = False  # strings, null among them, or a single one
    list_until: tuple = None   # answered as [] up to this version


@dataclass
class Field:
    name: str
    type: Type
    since: tuple  # the version that it came with; None: the first
    position: Position
    description: str = ""
    required: bool = False
    default: object = None
    minimum: object = None
    prefix: str = None  # all members whose names begin so


@dataclass
class Struct:
    """An object's shape; c_name is without the word struct."""

    c_name: str
    fields: list
    description: str = ""
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
    schemas: dict      # version -> what the corrected file says of it


@dataclass
class Service:
    name: str
    description: str
    file: str
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
