"""The model of an API, after its schemas were corrected and checked.

A Service has Actions and definitions; an Action has Versions, each of which has
the Schemas of its request and response.  check.py makes these from the data
that was read; everything that is generated is made from them.
"""

from dataclasses import dataclass, field

from names import version_of
from problems import Position

# The attributes of Schema that aren't named like their keywords.
ATTRIBUTES = {
    "$ref": "ref", "anyOf": "choices", "additionalProperties": "rest",
    "x-list-filter": "list_filter", "x-list-until": "list_until",
    "x-null": "is_nullable", "x-partial": "is_partial",
    "x-prefixes": "prefixes", "x-sorted": "is_sorted",
    "x-stored": "is_stored",
}
UNRELEASED = 999  # this major version means "not yet"
ANY = "1.0"  # the minimum version of an action with x-min-version: any
LEAST_ANNOUNCED = 2, 23  # present clients fail below it


@dataclass(eq=False)
class Schema:
    """The schema of a value.

    said lists its keywords in the order of the text; definitions are those of
    the service, by name.  changes lists the overlay's entries that changed it,
    and inner_changes those that changed what it directly contains.
    """

    position: Position
    definitions: dict
    places: dict = field(default_factory=dict)  # keyword -> position
    said: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    inner_changes: list = field(default_factory=list)
    place: Position = None   # of its key
    type: str = ""
    description: str = ""
    ref: str = None          # the name of a definition
    choices: list = ()       # the value is one of these
    properties: dict = field(default_factory=dict)
    required: list = ()
    items: "Schema" = None
    rest: object = True      # if other members are allowed, or their Schema
    enum: list = None
    minimum: object = None
    default: object = None
    pattern: str = None
    format: str = ""
    list_filter: bool = False  # strings, null among them, or a single one
    list_until: str = None     # answered as [] up to this version
    is_nullable: bool = False  # answers, or items of a list, may be null
    is_partial: bool = False   # 'required' holds for requests only
    is_sorted: bool = False    # its members are written in alphabetical order
    is_stored: bool = False    # it is read and written, though no action has it
    prefixes: dict = field(default_factory=dict)  # name -> Schema with a prefix
    prefix: str = None         # stands for all members that begin with it

    def says(self, keyword):
        return keyword in self.said

    def words(self):
        """Each keyword and its value, in the order of the text."""
        for keyword in self.said:
            yield keyword, getattr(self, ATTRIBUTES.get(keyword, keyword))

    def plain(self):
        """The schema as plain data, as in a file."""
        return {keyword: plain(value) for keyword, value in self.words()}

    @property
    def reasons(self):
        """The reasons of the overlay's entries that changed it."""
        return list(dict.fromkeys(
            entry["reason"].value for entry in self.changes))

    @property
    def is_map(self):
        """True for an object whose members all have one schema."""
        return isinstance(self.rest, Schema) and not self.says("properties")

    @property
    def is_any(self):
        """True if it takes any JSON: an object with nothing declared."""
        return self.type in ("", "object") and not (
            self.ref or self.choices or self.says("properties")
            or isinstance(self.rest, Schema))

    def parts(self):
        """The schemas that it directly contains."""
        yield from self.properties.values()
        yield from self.prefixes.values()
        yield from self.choices
        for part in (self.items, self.rest):
            if isinstance(part, Schema):
                yield part

    def walk(self, seen=None):
        """The schema, all within it, and once each definition it refers to.

        If seen is False, references are not followed.
        """
        seen = set() if seen is None else seen
        yield self
        if seen is not False and self.ref in self.definitions and (
                self.ref not in seen):
            seen.add(self.ref)
            yield from self.definitions[self.ref].walk(seen)
        for part in self.parts():
            yield from part.walk(seen)

    def follow(self):
        """The schema itself, or the definition at the end of its references."""
        schema, seen = self, set()
        while schema.ref in self.definitions and schema.ref not in seen:
            seen.add(schema.ref)
            schema = self.definitions[schema.ref]
        return schema

    @property
    def discriminator(self):
        """The member whose constant tells the choices apart, or None."""
        choices = [choice.follow() for choice in self.choices]
        for name in choices[0].properties if choices else ():
            constants = [choice.constant(name) for choice in choices]
            if None not in constants and (
                    len(set(constants)) == len(constants)):
                return name
        return None

    def constant(self, name):
        """The only text that a required member may have, or None."""
        member = self.properties.get(name)
        allowed = member.follow().enum if member else None
        return (allowed[0] if name in self.required and allowed
                and len(allowed) == 1 and isinstance(allowed[0], str)
                else None)

    def lists_until(self):
        """The versions up to which a map within it is answered as []."""
        return {version_of(part.list_until) for part in self.walk()
                if part.list_until}


def plain(value):
    if isinstance(value, Schema):
        return value.plain()
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return list(map(plain, value)) if isinstance(value, list) else value


@dataclass(eq=False)
class Version:
    """One version of an action.

    For a batch, request is the schema of each line.
    """

    name: str      # "2.13"
    position: Position
    place: Position
    changes: list
    origin: list   # the path that it was copied from, or None
    description: str = ""
    request: Schema = None
    response: Schema = None
    is_batch: bool = False
    batch_of: tuple = None  # (action, version) whose requests the lines are
    authorize: object = True  # True, False, or None: accept, don't require
    allow_roles: list = ()

    @property
    def number(self):
        return version_of(self.name)

    def sides(self):
        """Its own schemas by keyword, such as "request"."""
        request = "batch_request" if self.is_batch else "request"
        found = {request: self.request, "response": self.response}
        return {name: side for name, side in found.items() if side}


@dataclass(eq=False)
class Action:
    service: str
    name: str
    position: Position
    place: Position
    changes: list
    versions: dict      # name -> Version, the oldest first
    least: str = None   # its x-min-version: the lowest version that it answers;
                        # "any" if it answers every version

    @property
    def full_name(self):
        return f"{self.service}.{self.name}"

    @property
    def newest(self):
        return list(self.versions.values())[-1]

    @property
    def oldest(self):
        return next(iter(self.versions.values()))

    @property
    def min_version(self):
        """The lowest version that it answers."""
        return version_of({None: self.oldest.name, "any": ANY}.get(
            self.least, self.least))

    @property
    def roles(self):
        """The roles that may call it; empty if all may."""
        allowed = self.newest.allow_roles
        return [] if "*" in allowed else allowed

    @property
    def is_batch(self):
        return self.newest.is_batch

    @property
    def is_raw(self):
        """True if the response is a text, sent without an envelope."""
        return self.newest.response.follow().type == "string"

    def version_at(self, number):
        """The version that answers a call, or None."""
        known = [v for v in self.versions.values() if v.number <= number]
        return known[-1] if known else None

    def forms(self):
        """The versions at which its shape changes, the lowest first.

        Each is a pair: the version to call, and the Version that answers.
        """
        calls = {version.number for version in self.versions.values()}
        calls.add(min(self.min_version, self.oldest.number))
        for version in self.versions.values():
            calls |= {(major, minor + 1) for major, minor
                      in version.response.lists_until()}
        return [(call, self.version_at(call) or self.oldest)
                for call in sorted(calls)]


@dataclass(eq=False)
class Service:
    name: str
    file: str
    position: Position
    description: str = ""
    actions: dict = field(default_factory=dict)      # by name
    definitions: dict = field(default_factory=dict)  # name -> Schema
    is_alone: bool = False  # only where the store keeps tasks itself
    is_routed: bool = True  # the drop-ins send its calls to lineup
    data: object = None  # the Map that it was made from, for its positions

    def sorted_actions(self):
        return [self.actions[name] for name in sorted(self.actions)]

    def place_of(self, path):
        """The position that a path of keys leads to, as far as it exists."""
        position, data = Position(self.position.file, 1, 1), self.data
        for name in path:
            if not isinstance(data, dict) or name not in data:
                break
            position, data = data.places[name], data[name]
        return position


def announced(services):
    """The version that the server announces by default."""
    return max([LEAST_ANNOUNCED, *(
        version.number for service in services
        for action in service.actions.values()
        for version in action.versions.values()
        if version.number[0] != UNRELEASED)])


@dataclass
class Error:
    """A row of the table of errors.

    scope says which actions may answer it: "call" (all), "credentials" (those
    that take credentials), "roles" (those that require a role), "unbound"
    (those without a handler), "path" (none, as the path names no action), or a
    list of their names.
    """

    name: str
    code: int
    subcode: int
    text: str
    scope: object

    def is_of(self, action):
        """True if its scope lists an action."""
        return isinstance(self.scope, list) and action.full_name in self.scope
