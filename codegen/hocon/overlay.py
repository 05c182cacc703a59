"""Apply the corrections of an overlay to a service's data.

An entry says what it corrects and what it wants instead.  If a newer file
already says what it wants, descriptions aside, a note reports that the entry is
no longer needed.  If the file says neither, that is an error, so that no entry
goes stale unnoticed.  An entry with "if" does nothing in files, such as older
ones, that lack the place that "if" names.
"""

import json
import textwrap
from dataclasses import dataclass
from pathlib import PurePath

from .tree import BOOLEANS, List, Map, Value, copy, is_complete, is_known

# The outcome of an entry at a place: it was corrected; it already says what is
# wanted; there is nothing to correct, and no place for the correction; it says
# something else.
DONE, IDLE, ABSENT, STALE = "done", "idle", "absent", "stale"
COMMON = {"op", "at", "reason"}
OPERATIONS = {  # the keys that each needs besides, and those it may have
    "move": ({"to"}, set()), "set": ({"value"}, {"was", "before"}),
    "delete": (set(), {"was"}), "derive": ({"from", "properties"}, set()),
}
TEXTS = {"at", "to", "from", "before", "if", "reason"}
FLAGS = {"alone": "is_alone", "drop_in": "is_routed"}
READ = (*FLAGS, "entries", "serve")  # others are for substitutions


@dataclass
class Place:
    """An object and the name of a member, which may or may not exist.

    version is what "*" stood for in the path that led here.
    """

    owner: Map
    name: str
    version: str
    path: str

    def is_there(self):
        return self.name in self.owner

    def get(self):
        return self.owner[self.name]

    def put(self, value, place, before=None):
        """Set the member; a new one is put before another, or last."""
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


def find(owner, steps, version="*", path=""):
    """Each Place that a path leads to; "*" stands for every version."""
    name, rest = steps[0], steps[1:]
    if not isinstance(owner, Map):
        return []
    if name == "*":
        names = [n for n in owner if n[:1].isdigit()]
        return [p for n in names for p in find(owner, [n] + rest, n, path)]
    path = f"{path}/{name}" if path else name
    if not rest:
        return [Place(owner, name, version, path)]
    return find(owner[name], rest, version, path) if name in owner else []


def find_other(data, path, place):
    """The only Place of another path of an entry, or None.

    "*" stands for the same version as in place.
    """
    found = find(data, [place.version if step == "*" else step
                        for step in path.split("/")])
    return found[0] if len(found) == 1 else None


def structure(value):
    """A value as plain data to compare, without descriptions."""
    if isinstance(value, Map):
        return {name: structure(member) for name, member in value.items()
                if name != "description" or not isinstance(member, Value)}
    if isinstance(value, List):
        items = [structure(item) for item in value]
        return sorted(items, key=repr)
    return BOOLEANS.get(value.value, value.value)


def holds(found, wanted):
    """True if one structure has all that is wanted, and maybe more."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return all(name in found and holds(found[name], value)
                   for name, value in wanted.items())
    return type(found) is type(wanted) and found == wanted


def says(place, wanted):
    return holds(structure(place.get()), structure(wanted))


def apply_move(data, entry, place):
    target = find_other(data, entry["to"].value, place)
    if target is None or not place.is_there() and not target.is_there():
        return ABSENT
    if not place.is_there():
        return IDLE
    if target.is_there() and not says(target, place.get()):
        return STALE
    value = place.get()
    target.put(value, place.remove())
    remember(target, entry)
    return DONE


def apply_set(data, entry, place):
    value = entry["value"]
    if place.is_there() and says(place, value):
        return IDLE
    if place.is_there() != ("was" in entry) or place.is_there() and (
            structure(place.get()) != structure(entry["was"])):
        return STALE
    before = entry["before"].value if "before" in entry else None
    place.put(copy(value), value.position, before)
    remember(place, entry)
    return DONE


def apply_delete(data, entry, place):
    if not place.is_there():
        return IDLE
    if "was" in entry and structure(place.get()) != structure(entry["was"]):
        return STALE
    place.remove()
    remember(place, entry)
    return DONE


def apply_derive(data, entry, place):
    source = find_other(data, entry["from"].value, place)
    derived = copy(source.get()) if source and source.is_there() else None
    if not isinstance(derived, Map) or not isinstance(
            derived.get("properties"), Map):
        return ABSENT
    for name, value in entry["properties"].items():
        derived["properties"].put(name, copy(value), value.position)
    if place.is_there():
        return IDLE if says(place, derived) else STALE
    place.put(derived, entry.position)
    remember(place, entry)
    return DONE


# Each returns the outcome at a Place.
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
        problems.error(entry.position, "'op' must be one of: "
                       + ", ".join(sorted(OPERATIONS)), "overlay-entry")
        return False
    needed, known = OPERATIONS[op]
    needed, known = needed | COMMON, needed | known | COMMON | {"if"}
    for name in sorted(needed - set(entry)):
        problems.error(entry.position, f"'{name}' is missing",
                       "overlay-entry")
    for name in sorted(set(entry) - known):
        problems.error(entry.places[name], f"'{name}' is unknown to '{op}'",
                       "overlay-entry")
    for name in sorted(TEXTS & set(entry)):
        if not isinstance(entry[name].plain(), str):
            problems.error(entry.places[name], f"'{name}' must be a text",
                           "overlay-entry")
            return False
    return needed <= set(entry) <= known and check_texts(entry, problems)


def check_texts(entry, problems):
    """True if the texts of an entry make sense together."""
    at, fault = entry["at"].value + "/", None
    if not entry["reason"].value.strip():
        fault = "reason", "'reason' is empty"
    elif "to" in entry and f"{entry['to'].value}/".startswith(at):
        fault = "to", "'to' is within what is moved"
    if fault:
        problems.error(entry.places[fault[0]], fault[1], "overlay-entry")
    return fault is None


def remember(place, entry):
    """Record an entry with the schema that it changed, itself or a keyword."""
    changed = place.get() if place.is_there() else None
    if not isinstance(changed, Map):
        changed = place.owner
    changed.changes.append(entry)


def apply(data, overlay, problems):
    """Correct a service's data in place, in the order of the entries.

    False if some entries are unreadable: what they would have corrected must
    not be blamed on the schema.
    """
    entries = overlay.get("entries", List([], overlay.position))
    if not isinstance(entries, List) or not all(
            isinstance(entry, Map) for entry in entries):
        problems.error(overlay.places["entries"], "'entries' must be a list "
                       "of objects", "overlay-entry")
        return False
    is_clear = overlay.is_whole and entries.is_whole
    for name, value in overlay.items():
        if name not in READ and not isinstance(value, Map):
            problems.error(overlay.places[name], f"'{name}' must be one of: "
                           + ", ".join(READ), "overlay-entry")
    for name in FLAGS.keys() & overlay.keys():
        setattr(data, FLAGS[name], overlay[name].plain())
        if not isinstance(overlay[name].plain(), bool):
            problems.error(overlay.places[name], f"'{name}' must be true "
                           "or false", "overlay-entry")
    for entry in entries:
        if check_entry(entry, problems):
            apply_entry(data, entry, problems)
        elif not leave_out(data, entry):
            is_clear = False
    return is_clear and ("serve" not in overlay or serve(
        data, overlay["serve"], problems))


def serve(data, names, problems):
    """Keep only the named actions, and those whose requests they batch."""
    if not isinstance(names, List) or not all(
            isinstance(name, Value) for name in names):
        problems.error(names.position, "'serve' must be a list of actions",
                       "overlay-entry")
        return False
    for name in names:
        if str(name.value).startswith("_") or not isinstance(
                data.get(name.value), Map):
            problems.error(name.position, f"there is no action "
                           f"'{name.value}' to serve", "overlay-stale")
    data.served = {name.value for name in names}
    batches = [version["batch_request"] for name, action in data.items()
               if name in data.served and isinstance(action, Map)
               for version in action.values()
               if isinstance(version, Map) and "batch_request" in version]
    needed = {batch["action"].plain() for batch in batches
              if isinstance(batch, Map) and "action" in batch}
    for name in set(data) - data.served - needed:
        if not name.startswith("_"):
            del data[name], data.places[name]
    return names.is_whole


def leave_out(data, entry):
    """Remove what a malformed entry is about; False if that isn't known."""
    at = entry["at"].plain() if "at" in entry else None
    places = find(data, at.split("/")) if isinstance(at, str) else []
    for place in places:
        place.owner.is_whole = False
        if place.is_there():
            place.remove()
    return places != []


def apply_entry(data, entry, problems):
    if "if" in entry and not any(place.is_there() for place in find(
            data, entry["if"].value.split("/"))):
        problems.note(entry.position, "does nothing: the file has no "
                      f"'{entry['if'].value}'", "overlay-idle")
        return
    at = entry["at"].value
    places = find(data, at.split("/"))
    outcomes = [APPLY[entry["op"].value](data, entry, p) for p in places]
    stale = [p for p, outcome in zip(places, outcomes) if outcome == STALE]
    if stale:
        for place in stale:
            problems.error(entry.position, f"{place.path} is "
                           f"{describe(place)}, neither what this entry corrects nor what it "
                           "wants", "overlay-stale")
    elif {DONE, IDLE} & set(outcomes):
        if DONE not in outcomes:
            problems.note(entry.position, f"no longer needed: the file says "
                          f"'{at}' as this entry wants it", "overlay-idle")
    else:
        missing = [entry[key].value for key in ("at", "to", "from")
                   if key in entry]
        if all(is_known(data, path.split("/")) for path in missing):
            problems.error(entry.position, "nothing to correct: " + " and ".join(
                describe_lead(data, path) for path in missing if not any(
                    place.is_there() for place in find(
                        data, path.split("/")))), "overlay-stale")


def describe(place):
    """The value at a place and its position, for messages."""
    if not place.is_there():
        return "not there"
    text = json.dumps(structure(place.get()), ensure_ascii=False)
    where = place.owner.places[place.name]
    return (textwrap.shorten(text, 60, placeholder="...")
            + f" at {PurePath(where.file).name}:{where.line}:{where.column}")


def describe_lead(data, path):
    """How far a path leads, in the newest version, for messages."""
    owner, place, so_far = data, data.position, []
    for step in path.split("/"):
        if step == "*" and isinstance(owner, Map):
            versions = [n for n in owner if n[:1].isdigit()]
            step = versions[-1] if versions else step
        if not isinstance(owner, Map) or step not in owner:
            break
        owner, place = owner[step], owner.places[step]
        so_far.append(step)
    file = PurePath(place.file).name
    if not so_far:
        return f"'{path}' leads nowhere in {file}"
    return (f"'{path}' leads to '{'/'.join(so_far)}' only, at "
            f"{file}:{place.line}:{place.column}")
