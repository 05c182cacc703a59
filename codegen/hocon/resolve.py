"""Resolve a syntax tree: includes, paths, joined values and substitutions.

What can't be made out is reported and left out of the data that comes of it.
"""

from dataclasses import replace
from functools import reduce
from pathlib import PurePath

from problems import Position, SchemaError

from . import read
from .tree import List, Map, Value, merge, weigh

MAX_WORKING = 200  # values that are made of one another, one within the other
MAX_WEIGHT = 300_000  # of a file's values, when nothing is shared any more


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
        self.working = {}  # what is being made: its values so far
        self.including = []
        self.joined = {}   # what several objects gave for one name
        self.base = []     # the path of the include that is being read

    def resolve(self, tree):
        self.root = self.gather(tree, [])
        root = self.finish_object(self.root)
        return root if self.is_bearable(root, root.position) else None

    def gather(self, tree, prefix, pending=None):
        """Bring an object's members together by name."""
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
        """All that was given for one name, the later over the earlier.

        None if it can't be made out.
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
        """What a value stands for within itself: all that came before it."""
        values = self.working[id(given)]
        is_own = next(reversed(self.working)) == id(given)
        if values and is_own:
            return reduce(merge, values)
        self.problems.error(
            given[len(values)].position, "nothing stood there before that "
            "the value could be made of" if is_own else
            "the value is made of itself", "substitution")
        return None

    def is_bearable(self, value, position):
        """False if substitutions make too much of a value."""
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
        """Values side by side: objects, lists or texts."""
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
        """The value that a substitution stands for; None if for nothing.

        What came with an include may mean something beside it.
        """
        paths = [reference.base + reference.keys, reference.keys]
        for keys in paths if reference.base else paths[1:]:
            given, owner = self.given_at(keys)
            if given is not None:
                return self.finish_all(given)
        if self.is_whole(owner):
            path = ".".join(reference.keys)
            self.problems.error(reference.position, f"'${{{path}}}' stands "
                                "for nothing", "substitution")
        return None

    def given_at(self, keys):
        """What was given at a path, or None; and the last that it led to."""
        given = owner = [self.root]
        for name in keys:
            owner, given = given, self.step(given, name)
            if given is None:
                break
        return given, owner

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
            return self.several(found)
        whole = self.finish_all(given)
        if not isinstance(whole, Map) or name not in whole:
            return None
        return [whole[name]]

    def several(self, found):
        """Lists of what was given for one name as one, the same each time."""
        key = tuple(map(id, found))
        if found and key not in self.joined:
            self.joined[key] = [value for list_ in found for value in list_]
        return self.joined.get(key)


def last_object(given):
    """What goes on in further objects of the same name, or None."""
    return given[-1] if given and isinstance(given[-1], Pending) else None


def with_origin(value, keys):
    """The same object, marked as a copy of what stands at a path."""
    if not isinstance(value, Map):
        return value
    result = Map(value.position, keys, value.is_whole)
    for name, member in value.items():
        result.put(name, member, value.places[name])
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
