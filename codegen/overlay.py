"""Apply the corrections of an overlay to a service's data.

An entry says what it expects to find.  One that finds neither that nor the
corrected form is an error, so none can go stale unseen.
"""

from resolve import Map

OPERATIONS = {
    "move": {"at", "to"},
    "set": {"at", "value", "was", "before"},
    "delete": {"at", "was"},
    "derive": {"at", "from", "properties"},
}
COMMON = {"op", "reason"}
NEEDED = {
    "move": {"at", "to"}, "set": {"at", "value"}, "delete": {"at"},
    "derive": {"at", "from", "properties"},
}


class Place:
    """A member that may be there or not: an object and a name in it."""

    def __init__(self, owner, name):
        self.owner = owner
        self.name = name

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


def find(owner, steps):
    """Each Place that a path leads to; "*" stands for every version."""
    name, rest = steps[0], steps[1:]
    if not isinstance(owner, Map):
        return []
    if name == "*":
        names = [n for n in owner if n[:1].isdigit()]
        return [p for n in names for p in find(owner, [n] + rest)]
    if not rest:
        return [Place(owner, name)]
    return find(owner[name], rest) if name in owner else []


def copy(value):
    """A deep copy of an object, so that a change stays where it is made."""
    if not isinstance(value, Map):
        return value
    result = Map(value.position, value.origin)
    result.reasons = list(value.reasons)
    for name, member in value.items():
        result.put(name, copy(member), value.places[name])
    return result


def is_same(a, b):
    return a.plain() == b.plain()


def apply_move(data, entry, place):
    targets = find(data, entry["to"].value.split("/"))
    if len(targets) != 1:
        return False
    target = targets[0]
    if place.is_there() and not target.is_there():
        value = place.get()
        target.put(value, place.remove())
        return True
    return target.is_there() and not place.is_there()


def apply_set(data, entry, place):
    value = entry["value"]
    if place.is_there() and is_same(place.get(), value):
        return True
    if place.is_there() != ("was" in entry):
        return False
    if place.is_there() and not is_same(place.get(), entry["was"]):
        return False
    before = entry["before"].value if "before" in entry else None
    place.put(copy(value), value.position, before)
    return True


def apply_delete(data, entry, place):
    if not place.is_there():
        return True
    if "was" in entry and not is_same(place.get(), entry["was"]):
        return False
    place.remove()
    return True


def apply_derive(data, entry, place):
    sources = find(data, entry["from"].value.split("/"))
    if place.is_there() or len(sources) != 1 or not sources[0].is_there():
        return False
    derived = copy(sources[0].get())
    for name, value in entry["properties"].items():
        derived["properties"].put(name, copy(value), value.position)
    place.put(derived, entry.position)
    return True


APPLY = {
    "move": apply_move, "set": apply_set, "delete": apply_delete,
    "derive": apply_derive,
}


def check_entry(entry, problems):
    """True if an entry is well formed."""
    op = entry["op"].value if "op" in entry else None
    if op not in OPERATIONS:
        problems.error(entry.position, "'op' is none of: "
                       + ", ".join(sorted(OPERATIONS)))
        return False
    for name in sorted((NEEDED[op] | COMMON) - set(entry)):
        problems.error(entry.position, f"'{name}' is missing")
    for name in sorted(set(entry) - OPERATIONS[op] - COMMON):
        problems.error(entry.places[name], f"'{name}' is unknown to '{op}'")
    return NEEDED[op] | COMMON <= set(entry) <= OPERATIONS[op] | COMMON


def remember(place, reason):
    """Tell the schema at a place, or the one that it is a keyword of, why."""
    changed = place.get() if place.is_there() else None
    if not isinstance(changed, Map):
        changed = place.owner
    if reason not in changed.reasons:
        changed.reasons.append(reason)


def targets(data, entry, places):
    """Where an entry leaves its change."""
    if entry["op"].value == "move":
        return find(data, entry["to"].value.split("/"))
    return places


def unshare(data):
    """A copy in which no two places are one object: substitutions share."""
    return copy(data)


def apply(data, overlay, problems):
    """Correct a service's data in place, in the order of the entries."""
    for entry in overlay.get("entries", []):
        if not check_entry(entry, problems):
            continue
        at = entry["at"].value
        places = find(data, at.split("/"))
        done = [APPLY[entry["op"].value](data, entry, p) for p in places]
        if not done or not all(done):
            problems.error(entry.position, f"'{at}' is neither as this entry "
                           "expects it nor as it would leave it")
        for place in targets(data, entry, places):
            remember(place, entry["reason"].value)
