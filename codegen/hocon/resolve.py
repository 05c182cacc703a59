"""Resolve a syntax tree: includes, paths, joined values and substitutions.

Unreadable values are reported and dropped; their owner is marked incomplete, so
that later stages don't report members missing from it.
"""

from dataclasses import replace
from functools import reduce
from pathlib import PurePath

from problems import Position, SchemaError

from . import read
from .tree import List, Map, Value, merge, weigh

MAX_WORKING = 200  # substitutions that lead to one another
MAX_WEIGHT = 300_000  # of a file's data, with shared values counted each time


class Pending:
    """An object before its members are merged: all values for each name."""

    def __init__(self, position):
        self.position = position
        self.given = {}   # name -> list of Pending and of syntax nodes
        self.places = {}  # name -> position of its first key
        self.is_whole = True


class Resolver:
    """Resolves one file and what it includes.

    open_file(name, includer) returns the text of an included file and its name
    for messages.
    """

    def __init__(self, open_file, problems, compat_escapes=False):
        self.open_file = open_file
        self.problems = problems
        self.compat_escapes = compat_escapes
        self.done = {}
        self.working = {}  # id of what is being finished -> its values so far
        self.including = []
        self.joined = {}   # cache of several()
        self.base = []     # the path of the include that is being read

    def resolve(self, tree):
        self.root = self.gather(tree, [])
        root = self.finish_object(self.root)
        return root if self.is_bearable(root, root.position) else None

    def gather(self, tree, prefix, pending=None):
        """Collect an object's members by name."""
        pending = pending or Pending(tree.position)
        pending.is_whole &= tree.is_whole
        for member in tree.members:
            if isinstance(member, read.Include):
                self.include(pending, member, prefix)
            else:
                self.assign(pending, member, prefix)
        return pending

    def assign(self, pending, member, prefix):
        *path, name = member.keys
        place, value = member.position, member.value
        for key in path:
            prefix = prefix + [key]
            pending.places.setdefault(key, place)
            given = pending.given.setdefault(key, [])
            pending = last_object(given)
            if pending is None:
                pending = Pending(place)
                given.append(pending)
        prefix = prefix + [name]
        pending.places.setdefault(name, place)
        given = pending.given.setdefault(name, [])
        before = last_object(given)
        if isinstance(value, read.Object) and before:
            self.gather(value, prefix, before)
            return
        if given and isinstance(value, (read.Scalar, read.Array)):
            self.problems.warning(place, f"'{name}' is given twice; the "
                                  "later one counts", "duplicate-key")
        given.append(self.prepare(value, prefix))

    def prepare(self, value, prefix):
        """Gather the objects within a value; the rest stays as it is."""
        if isinstance(value, read.Object):
            return self.gather(value, prefix)
        if isinstance(value, read.Joined):
            return replace(value, parts=[
                self.prepare(part, prefix) for part in value.parts])
        if isinstance(value, read.Array):
            return replace(value, items=[
                self.prepare(item, prefix) for item in value.items])
        if isinstance(value, read.Reference):
            return replace(value, base=self.base)
        return value

    def include(self, pending, member, prefix):
        tree = self.tree_of(member)
        if tree is None:
            pending.is_whole = False
            return
        outer, self.base = self.base, prefix
        self.including.append(member.name)
        self.gather(tree, prefix, pending)
        self.including.pop()
        self.base = outer

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
        """Merge all values given for one name, later ones over earlier ones.

        None if that is unreadable.
        """
        key = id(given)
        if key in self.done:
            return self.done[key][0]
        if key in self.working:
            return self.finish_earlier(given)
        if len(self.working) == MAX_WORKING:
            self.problems.error(given[0].position, "substitutions lead too "
                                "far", "nesting")
            return None
        values = self.working[key] = []
        for value in given:
            values.append(self.finish(value))
        del self.working[key]
        result = reduce(merge, values)
        if len(given) == 1 and isinstance(given[0], read.Reference):
            result = with_origin(result, given[0].keys)
        if result and not self.is_bearable(result, given[0].position):
            result = None
        self.done[key] = (result, given)
        return result

    def finish_earlier(self, given):
        """What a reference to a value means within it: the earlier values."""
        values = self.working[id(given)]
        is_own = next(reversed(self.working)) == id(given)
        if values and is_own:
            return reduce(merge, values)
        self.problems.error(
            given[len(values)].position, "the value refers to itself, and has "
            "no earlier value" if is_own else
            "the value refers to itself", "substitution")
        return None

    def is_bearable(self, value, position):
        """False if a value is too big with all its substitutions."""
        if weigh(value) <= MAX_WEIGHT:
            return True
        self.problems.error(position, f"more than {MAX_WEIGHT} values, with "
                            "all substitutions", "nesting")
        return False

    def finish(self, value):
        if isinstance(value, Pending):
            return self.finish_object(value)
        if isinstance(value, read.Array):
            return self.finish_array(value)
        if isinstance(value, read.Joined):
            return self.join(value)
        if isinstance(value, read.Reference):
            return self.look_up(value)
        if isinstance(value, read.Scalar):
            return Value(value.value, value.position, value.text)
        return None if isinstance(value, read.Unread) else value

    def join(self, joined):
        """Join values side by side: objects, lists or texts."""
        parts = [self.finish(part) for part in joined.parts]
        kinds = {type(part) for part in parts if part is not None}
        if len(kinds) > 1:
            self.problems.error(joined.position, read.NOT_JOINED,
                                "concatenation")
            return None
        if kinds == {Map}:
            return reduce(merge, parts)
        if None in parts:
            return None
        if kinds == {List}:
            return List([item for part in parts for item in part],
                        joined.position, all(p.is_whole for p in parts))
        text = "".join(gap + part.text
                       for gap, part in zip(joined.gaps, parts))
        return Value(text, joined.position, text)

    def look_up(self, reference):
        """The value of a substitution, or None if there is none.

        In an included file, its path is relative to the include if possible.
        """
        paths = [reference.base + reference.keys, reference.keys]
        for keys in paths if reference.base else paths[1:]:
            given, owner = self.given_at(keys)
            if given is not None:
                return self.finish_all(given)
        if self.is_whole(owner):
            path = ".".join(reference.keys)
            self.problems.error(reference.position, f"'${{{path}}}' is not "
                                "defined", "substitution")
        return None

    def given_at(self, keys):
        """The values given at a path, or None, and those of its last owner."""
        given = owner = [self.root]
        for name in keys:
            owner, given = given, self.step(given, name)
            if given is None:
                break
        return given, owner

    def is_whole(self, given):
        """True if nothing was dropped from an object, given by its values."""
        if all(isinstance(value, Pending) for value in given):
            return all(value.is_whole for value in given)
        whole = self.finish_all(given)
        return whole is not None and whole.is_whole

    def step(self, given, name):
        """The values given for a member; other members aren't finished."""
        if all(isinstance(value, Pending) for value in given):
            found = [v.given[name] for v in given if name in v.given]
            if len(found) == 1:
                return found[0]
            return self.several(found)
        whole = self.finish_all(given)
        if not isinstance(whole, Map) or name not in whole:
            return None
        return [whole[name]]

    def several(self, found):
        """Several lists of values as one, the same object on each call."""
        key = tuple(map(id, found))
        if found and key not in self.joined:
            self.joined[key] = [value for list_ in found for value in list_]
        return self.joined.get(key)


def last_object(given):
    """The object that another of the same name is merged into, or None."""
    return given[-1] if given and isinstance(given[-1], Pending) else None


def with_origin(value, keys):
    """The same object, marked as a copy of the one at a path."""
    if not isinstance(value, Map):
        return value
    result = Map(value.position, keys, value.is_whole)
    for name, member in value.items():
        result.put(name, member, value.places[name])
    return result


def text_of(path, shown):
    """The text of a file.  Raises SchemaError if it is not UTF-8."""
    raw = path.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[:error.start].decode()
        line = before.rpartition("\n")[2]
        raise SchemaError(
            Position(shown, before.count("\n") + 1, len(line) + 1),
            "this is not UTF-8", "encoding") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def resolve_file(path, problems, compat_escapes=False, shown=None):
    """The data of a schema file, as nested Maps; None if there is none.

    shown is the file's name in messages; includes are relative to the including
    file.
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
