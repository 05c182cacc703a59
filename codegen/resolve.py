"""Resolve a syntax tree: includes, paths, merges and substitutions.

The result is plain nested data that remembers where everything came from: Map
(a dict), List (a list) and Value, each with a position.  What can't be made out
is told and left out, and what it was to be a part of is not whole: of that,
nobody may say what it lacks.
"""

from functools import reduce
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

    def __init__(self, position, origin=None, is_whole=True):
        super().__init__()
        self.position = position
        self.places = {}
        self.origin = origin
        self.changes = []
        self.is_whole = is_whole

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
    def __init__(self, items, position, is_whole=True):
        super().__init__(items)
        self.position = position
        self.is_whole = is_whole

    def plain(self):
        return [item.plain() for item in self]


class Value:
    """A scalar."""

    is_whole = True

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
        self.is_whole = True


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
        pending.is_whole &= tree.is_whole
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
                               for item in value.items],
                              value.position, value.is_whole)
        return value

    def include(self, pending, member, prefix):
        tree = self.tree_of(member)
        if tree is None:
            pending.is_whole = False
            return
        self.including.append(member.name)
        self.gather_into(pending, tree, prefix)
        self.including.pop()

    def tree_of(self, member):
        """The syntax tree of an included file, or None."""
        if member.name in self.including:
            self.problems.error(member.position, f"'{member.name}' includes "
                                "itself", "include")
            return None
        try:
            text, file = self.open_file(member.name, member.position.file)
        except SchemaError as error:
            self.problems.catch(error)
            return None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            self.problems.error(member.position, f"cannot include "
                                f"{member.name!r}: {why}", "include")
            return None
        return read.read_text(text, file, self.problems, self.compat_escapes)

    def finish_object(self, pending):
        done = Map(pending.position, is_whole=pending.is_whole)
        for name, given in pending.given.items():
            value = self.finish_all(given)
            if value is None:
                done.is_whole = False
            else:
                done.put(name, value, pending.places[name])
        return done

    def finish_array(self, array):
        items = [self.finish_all([item]) for item in array.items]
        found = [item for item in items if item is not None]
        return List(found, array.position,
                    array.is_whole and len(found) == len(items))

    def finish_all(self, given):
        """All that was given for one name, the later over the earlier.

        None if it can't be made out.
        """
        key = id(given)
        if key in self.done:
            return self.done[key][0]
        if key in self.working:
            self.problems.error(first_position(given), "the value is made of "
                                "itself", "substitution")
            return None
        if len(self.working) == MAX_WORKING:
            self.problems.error(first_position(given), "substitutions lead "
                                "too far", "nesting")
            return None
        self.working.add(key)
        values = list(flatten(given))
        result = reduce(merge, [self.finish(value) for value in values])
        if len(values) == 1 and isinstance(values[0], read.Reference):
            result = with_origin(result, values[0].keys)
        self.working.discard(key)
        self.done[key] = (result, given)
        return result

    def finish(self, value):
        if isinstance(value, Pending):
            return self.finish_object(value)
        if isinstance(value, read.Array):
            return self.finish_array(value)
        if isinstance(value, read.Reference):
            return self.look_up(value)
        if isinstance(value, read.Unread):
            return None
        if isinstance(value, Finished):
            return value.value
        return Value(value.value, value.position)

    def look_up(self, reference):
        """The value that a substitution stands for; None if for nothing."""
        given = [self.root]
        for name in reference.keys:
            owner, given = given, self.step(given, name)
            if given is None:
                if self.is_whole(owner):
                    path = ".".join(reference.keys)
                    self.problems.error(reference.position, f"'${{{path}}}' "
                                        "stands for nothing", "substitution")
                return None
        return self.finish_all(given)

    def is_whole(self, given):
        """True if what was given for an object has all its members."""
        if all(isinstance(value, Pending) for value in given):
            return all(value.is_whole for value in given)
        whole = self.finish_all(given)
        return whole is not None and whole.is_whole

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
    result = Map(value.position, keys, value.is_whole)
    for name, member in value.items():
        result.put(name, member, value.places[name])
    return result


def partial(value):
    """What is known of a value that something unknown was merged with."""
    if not isinstance(value, Map):
        return None
    result = merge(Map(value.position), value)
    result.is_whole = False
    return result


def merge(below, above):
    """One value over another: objects merge, anything else replaces.

    None is a value that can't be made out.
    """
    if above is None:
        return partial(below)
    if below is None:
        return partial(above) if isinstance(above, Map) else above
    if not isinstance(below, Map) or not isinstance(above, Map):
        return above
    result = Map(above.position, is_whole=below.is_whole and above.is_whole)
    result.changes = below.changes + above.changes
    for source in (below, above):
        for name, value in source.items():
            whole = merge(result[name], value) if name in result else value
            result.put(name, whole, source.places[name])
    return result


def is_complete(value):
    """True if nothing of a value was left out, however deep."""
    if isinstance(value, Value):
        return True
    parts = value.values() if isinstance(value, Map) else value
    return value.is_whole and all(map(is_complete, parts))


def is_known(owner, steps):
    """True if nothing was left out of what a path leads through and to."""
    if not isinstance(owner, Map) or not steps:
        return is_complete(owner)
    name, *rest = steps
    if name in owner:
        return is_known(owner[name], rest)
    inner = owner.values() if name == "*" else ()
    return owner.is_whole and all(is_known(value, rest) for value in inner)


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
    """The data of a schema file, as nested Maps; None if there is none.

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

    try:
        text = text_of(path, shown)
    except SchemaError as error:
        problems.catch(error)
        return None
    tree = read.read_text(text, shown, problems, compat_escapes)
    if tree is None:
        return None
    return Resolver(open_file, problems, compat_escapes).resolve(tree)
