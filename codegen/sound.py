"""What is left of a service's data without its faults.

Those actions and definitions that have none and lead to none; so the stages
behind lint tell what they find there, whatever is wrong elsewhere.
"""

from lint import SIDES, definitions_of
from lint_schema import parts_of, target_of
from hocon.tree import Map, is_complete


def needs_of_schema(schema):
    """The paths of what it refers to: definitions, and a batch's action."""
    names = {target_of(part) for part in parts_of(schema)} - {None}
    needs = {("_definitions", name) for name in names}
    if isinstance(schema, Map) and "action" in schema:
        needs.add((str(schema["action"].plain()),))
    return needs


def needs_of_action(action):
    """The same of the requests and responses of all its versions."""
    schemas = [version[side] for version in action.values()
               if isinstance(version, Map)
               for side in SIDES if side in version]
    return set().union(*map(needs_of_schema, schemas))


def parts_with_needs(data):
    """Each part that may have faults: its path, itself and its needs."""
    for name, value in data.items():
        if isinstance(value, Map) and name != "_definitions":
            yield (name,), value, needs_of_action(value)
    for name, value in definitions_of(data).items():
        yield ("_definitions", name), value, needs_of_schema(value)


def sound_paths(data, faults):
    """The paths of what has no fault and leads to none."""
    needs = {path: needed for path, value, needed in parts_with_needs(data)
             if path not in faults and is_complete(value)}
    while astray := [p for p in needs if not needs[p] <= needs.keys()]:
        for path in astray:
            del needs[path]
    return set(needs)


def only(owner, names):
    """An object without what has other names."""
    result = Map(owner.position)
    for name in filter(names.__contains__, owner):
        result.put(name, owner[name], owner.places[name])
    return result


def sound_part(data, faults):
    """What is left of a service's data; faults are paths of what has one."""
    paths = sound_paths(data, faults)
    sound = only(data, {"_description"} | {path[0] for path in paths
                                           if not path[1:]})
    definitions = only(definitions_of(data), {path[1] for path in paths
                                              if path[1:]})
    sound.put("_definitions", definitions, data.position)
    return sound
