"""Apply the corrections of an overlay to a service's data.

An entry says what it expects to find.  One that finds neither that nor the
corrected form is an error, so none can go stale unseen.
"""

from resolve import List, Map, is_complete, is_known

OPERATIONS = {
    "move": {"at", "to"},
    "set": {"at", "value", "was", "before"},
    "delete": {"at", "was"},
    "derive": {"at", "from", "properties"},
}
COMMON = {"op", "reason"}
TEXTS = {"at", "to", "from", "before", "reason"}
NEEDED = {
    "move": {"at", "to"}, "set": {"at", "value"}, "delete": {"at"},
    "derive": {"at", "from", "properties"},
}


class Place:
    """A member that may be there or not: an object and a name in it.

    version is what "*" stands for in the path that led here.
    """

    def __init__(self, owner, name, version):
        self.owner = owner
        self.name = name
        self.version = version

    def is_there(self):
        return self.name in self.owner

    def get(self):
        return self.owner[self.name]

    def put(self, value, place, before=None):
        """Set it; a new member stands before another, or last."""
        if before is None or self.is_there() or before not in self.owner:
            self.owner.put(self.name, value, place)
            return
        later = list(self.owner)[list(self.owner).index(before):]
        moved = [(n, self.owner.pop(n), self.owner.places[n]) for n in later]
        self.owner.put(self.name, value, place)
        for name, old, old_place in moved:
            self.owner.put(name, old, old_place)

    def remove(self):
        del self.owner[self.name]
        return self.owner.places.pop(self.name)


def find(owner, steps, version="*"):
    """Each Place that a path leads to; "*" stands for every version."""
    name, rest = steps[0], steps[1:]
    if not isinstance(owner, Map):
        return []
    if name == "*":
        names = [n for n in owner if n[:1].isdigit()]
        return [p for n in names for p in find(owner, [n] + rest, n)]
    if not rest:
        return [Place(owner, name, version)]
    return find(owner[name], rest, version) if name in owner else []


def find_other(data, path, place):
    """The one Place of another path of an entry, or None.

    "*" means the same version there.
    """
    found = find(data, [place.version if step == "*" else step
                        for step in path.split("/")])
    return found[0] if len(found) == 1 else None


def copy(value):
    """A deep copy of an object, so that a change stays where it is made."""
    if not isinstance(value, Map):
        return value
    result = Map(value.position, value.origin, value.is_whole)
    result.changes = list(value.changes)
    for name, member in value.items():
        result.put(name, copy(member), value.places[name])
    return result


def is_same(a, b):
    return a.plain() == b.plain()


def apply_move(data, entry, place):
    target = find_other(data, entry["to"].value, place)
    if target is None or place.is_there() == target.is_there():
        return None
    if place.is_there():
        value = place.get()
        target.put(value, place.remove())
    return target


def apply_set(data, entry, place):
    value = entry["value"]
    if place.is_there() and is_same(place.get(), value):
        return place
    if place.is_there() != ("was" in entry):
        return None
    if place.is_there() and not is_same(place.get(), entry["was"]):
        return None
    before = entry["before"].value if "before" in entry else None
    place.put(copy(value), value.position, before)
    return place


def apply_delete(data, entry, place):
    if not place.is_there():
        return place
    if "was" in entry and not is_same(place.get(), entry["was"]):
        return None
    place.remove()
    return place


def apply_derive(data, entry, place):
    source = find_other(data, entry["from"].value, place)
    derived = copy(source.get()) if source and source.is_there() else None
    if not isinstance(derived, Map) or not isinstance(
            derived.get("properties"), Map):
        return None
    for name, value in entry["properties"].items():
        derived["properties"].put(name, copy(value), value.position)
    if place.is_there():
        return place if is_same(place.get(), derived) else None
    place.put(derived, entry.position)
    return place


# Each gives the Place that it leaves its change in, or None if what it finds
# is neither what it expects nor what it would leave.
APPLY = {
    "move": apply_move, "set": apply_set, "delete": apply_delete,
    "derive": apply_derive,
}


def check_entry(entry, problems):
    """True if an entry is well formed."""
    if not is_complete(entry):
        return False
    op = entry["op"].value if "op" in entry else None
    if op not in OPERATIONS:
        problems.error(entry.position, "'op' is none of: "
                       + ", ".join(sorted(OPERATIONS)), "overlay-entry")
        return False
    for name in sorted((NEEDED[op] | COMMON) - set(entry)):
        problems.error(entry.position, f"'{name}' is missing",
                       "overlay-entry")
    for name in sorted(set(entry) - OPERATIONS[op] - COMMON):
        problems.error(entry.places[name], f"'{name}' is unknown to '{op}'",
                       "overlay-entry")
    for name in sorted(TEXTS & set(entry)):
        if not isinstance(entry[name].plain(), str):
            problems.error(entry.places[name], f"'{name}' must be a text",
                           "overlay-entry")
            return False
    return NEEDED[op] | COMMON <= set(entry) <= OPERATIONS[op] | COMMON


def remember(place, entry):
    """Note an entry at what it changed: a schema, or a keyword of one."""
    changed = place.get() if place.is_there() else None
    if not isinstance(changed, Map):
        changed = place.owner
    changed.changes.append(entry)


def unshare(data):
    """A copy in which no two places are one object: substitutions share."""
    return copy(data)


def apply(data, overlay, problems):
    """Correct a service's data in place, in the order of the entries.

    False if some can't be made out, so that there are faults left which are
    nobody's but the overlay's.
    """
    entries = overlay.get("entries", List([], overlay.position))
    if not is_list_of_maps(entries):
        problems.error(overlay.places["entries"], "'entries' must be a list "
                       "of objects", "overlay-entry")
        return False
    is_clear = overlay.is_whole and entries.is_whole
    for entry in entries:
        if check_entry(entry, problems):
            apply_entry(data, entry, problems)
        elif not leave_out(data, entry):
            is_clear = False
    return is_clear


def leave_out(data, entry):
    """Forget what a malformed entry is about; False if that isn't known."""
    at = entry["at"].plain() if "at" in entry else None
    places = find(data, at.split("/")) if isinstance(at, str) else []
    for place in places:
        place.owner.is_whole = False
        if place.is_there():
            place.remove()
    return places != []


def is_list_of_maps(value):
    return isinstance(value, List) and all(
        isinstance(item, Map) for item in value)


def apply_entry(data, entry, problems):
    at = entry["at"].value
    places = find(data, at.split("/"))
    changed = [APPLY[entry["op"].value](data, entry, p) for p in places]
    if not changed or None in changed:
        if not all(is_known(data, entry[name].value.split("/"))
                   for name in ("at", "to", "from") if name in entry):
            return
        problems.error(entry.position, f"'{at}' is neither as this entry "
                       "expects it nor as it would leave it", "overlay-stale")
        return
    for place in changed:
        remember(place, entry)
