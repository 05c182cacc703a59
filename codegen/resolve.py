"""Resolve a syntax tree: includes, paths, merges and substitutions.

The result is plain nested data that remembers where everything came from: Map
(a dict), List (a list) and Value, each with a position.
"""

from pathlib import PurePath

import read
from problems import Position, SchemaError


# Values that are made of one another, one within the other.
MAX_WORKING = 200


class Map(dict):
    """An object; places[name] is the position of a member's key.

    origin is the path of a substitution that it is nothing else but, or None;
    changes are the overlay's entries that changed it.
    """

    def __init__(self, position, origin=None):
        super().__init__()
        self.position = position
        self.places = {}
        self.origin = origin
        self.changes = []

    def put(self, name, value, place):
        self[name] = value
        self.places[name] = place

    @property
    def reasons(self):
        """Why the overlay changed it."""
        return list(dict.fromkeys(
            entry["reason"].value for entry in self.changes))

    def plain(self):
        return {name: value.plain() for name, value in self.items()}


class List(list):
    def __init__(self, items, position):
        super().__init__(items)
        self.position = position

    def plain(self):
        return [item.plain() for item in self]


class Value:
    """A scalar."""

    def __init__(self, value, position):
        self.value = value
        self.position = position

    def plain(self):
        return self.value


class Pending:
    """An object whose members wait: each name has all that it was given."""

    def __init__(self, position):
        self.position = position
        self.given = {}   # name -> list of Pending and of syntax nodes
        self.places = {}  # name -> position of its first key


class Resolver:
    """Resolves one file and what it includes.

    open_file(name) gives the text of an included file and the name that
    messages call it by.
    """

    def __init__(self, open_file, problems, compat_escapes=False):
        self.open_file = open_file
        self.problems = problems
        self.compat_escapes = compat_escapes
        self.done = {}
        self.working = set()
        self.including = []

    def resolve(self, tree):
        self.root = self.gather(tree, [])
        return self.finish_object(self.root)

    def gather(self, tree, prefix):
        """Bring an object's members together by name."""
        pending = Pending(tree.position)
        self.gather_into(pending, tree, prefix)
        return pending

    def gather_into(self, pending, tree, prefix):
        for member in tree.members:
            if isinstance(member, read.Include):
                self.include(pending, member, prefix)
            else:
                self.assign(pending, member, prefix)

    def assign(self, pending, member, prefix):
        keys, place = list(member.keys), member.position
        while len(keys) > 1:
            name = keys.pop(0)
            prefix = prefix + [name]
            inner = Pending(place)
            pending.given.setdefault(name, []).append(inner)
            pending.places.setdefault(name, place)
            pending = inner
        name = keys[0]
        value = member.value
        if name in pending.given and isinstance(
                value, (read.Scalar, read.Array)):
            self.problems.warning(place, f"'{name}' is given twice; the "
                                  "later one counts", "duplicate-key")
        pending.given.setdefault(name, []).append(
            self.prepare(value, prefix + [name]))
        pending.places.setdefault(name, place)

    def prepare(self, value, prefix):
        """Gather the objects within a value; the rest stays as it is."""
        if isinstance(value, read.Object):
            return self.gather(value, prefix)
        if isinstance(value, read.Merge):
            return [self.prepare(part, prefix) for part in value.parts]
        if isinstance(value, read.Array):
            return read.Array([self.prepare(item, prefix)
                               for item in value.items], value.position)
        return value

    def include(self, pending, member, prefix):
        if member.name in self.including:
            raise SchemaError(member.position,
                              f"'{member.name}' includes itself", "include")
        try:
            text, file = self.open_file(member.name, member.position.file)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise SchemaError(member.position, f"cannot include "
                              f"{member.name!r}: {why}", "include") from error
        self.including.append(member.name)
        tree = read.read_text(text, file, self.problems, self.compat_escapes)
        self.gather_into(pending, tree, prefix)
        self.including.pop()

    def finish_object(self, pending):
        done = Map(pending.position)
        for name, given in pending.given.items():
            done.put(name, self.finish_all(given), pending.places[name])
        return done

    def finish_all(self, given):
        """All that was given for one name, the later over the earlier."""
        key = id(given)
        if key in self.done:
            return self.done[key][0]
        if key in self.working:
            raise SchemaError(first_position(given),
                              "the value is made of itself", "substitution")
        if len(self.working) == MAX_WORKING:
            raise SchemaError(first_position(given),
                              "substitutions lead too far", "nesting")
        self.working.add(key)
        result = None
        values = list(flatten(given))
        for value in values:
            result = merge(result, self.finish(value))
        if len(values) == 1 and isinstance(values[0], read.Reference):
            result = with_origin(result, values[0].keys)
        self.working.discard(key)
        self.done[key] = (result, given)
        return result

    def finish(self, value):
        if isinstance(value, Pending):
            return self.finish_object(value)
        if isinstance(value, read.Array):
            return List([self.finish_all([item]) for item in value.items],
                        value.position)
        if isinstance(value, read.Reference):
            return self.look_up(value)
        if isinstance(value, Finished):
            return value.value
        return Value(value.value, value.position)

    def look_up(self, reference):
        """The value that a substitution stands for; null if for nothing."""
        path = ".".join(reference.keys)
        given = [self.root]
        for name in reference.keys:
            given = self.step(given, name)
            if given is None:
                self.problems.error(
                    reference.position, f"'${{{path}}}' stands for nothing",
                    "substitution")
                return Value(None, reference.position)
        return self.finish_all(given)

    def step(self, given, name):
        """What an object's member was given, without finishing its rest."""
        if all(isinstance(value, Pending) for value in given):
            found = [v.given[name] for v in given if name in v.given]
            if len(found) == 1:
                return found[0]
            return [v for list_ in found for v in list_] or None
        whole = self.finish_all(given)
        if not isinstance(whole, Map) or name not in whole:
            return None
        return [Finished(whole[name])]


class Finished:
    """A value that is resolved already."""

    def __init__(self, value):
        self.value = value
        self.position = value.position


def flatten(given):
    for value in given:
        if isinstance(value, list):
            yield from flatten(value)
        else:
            yield value


def first_position(given):
    return next(flatten(given)).position


def with_origin(value, keys):
    """The same object, marked as a copy of what stands at a path."""
    if not isinstance(value, Map):
        return value
    result = Map(value.position, keys)
    for name, member in value.items():
        result.put(name, member, value.places[name])
    return result


def merge(below, above):
    """One value over another: objects merge, anything else replaces."""
    if not isinstance(below, Map) or not isinstance(above, Map):
        return above
    result = Map(above.position)
    result.changes = below.changes + above.changes
    for source in (below, above):
        for name, value in source.items():
            result.put(name, merge(result.get(name), value),
                       source.places[name])
    return result


def text_of(path, shown):
    """The text of a file; raises SchemaError where it is no UTF-8."""
    raw = path.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[:error.start].decode()
        line = before.rpartition("\n")[2]
        raise SchemaError(
            Position(shown, before.count("\n") + 1, len(line) + 1),
            "this is no UTF-8", "encoding") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def resolve_file(path, problems, compat_escapes=False, shown=None):
    """The data of a schema file, as nested Maps.

    shown is the name that messages call the file by; includes are searched
    beside the including file.
    """
    shown = shown or str(path)
    folders = {shown: path.parent}

    def open_file(name, includer):
        found = folders[includer] / name
        file = str(PurePath(includer).parent / name)
        folders[file] = found.parent
        return text_of(found, file), file

    tree = read.read_text(text_of(path, shown), shown, problems,
                          compat_escapes)
    return Resolver(open_file, problems, compat_escapes).resolve(tree)
