"""Plain nested data that remembers where everything came from.

Map (a dict), List (a list) and Value, each with a position.  What could not be
made out is left out, and what it was to be a part of is not whole: of that,
nobody may say what it lacks.
"""

BOOLEANS = {"True": True, "False": False}  # texts in HOCON, meant otherwise


class Map(dict):
    """An object; places[name] is the position of a member's key.

    origin is the path of a substitution that it is nothing else but, or None;
    changes are the overlay's entries that changed it; served are the names of
    those actions of a service that are to be generated, or None; is_alone is
    True if it is served only by a store that keeps tasks itself; is_routed is
    False if drop-ins leave its actions to the server beside.
    """

    weight = 0
    served = None
    is_alone = False
    is_routed = True

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

    def parts(self):
        return self.values()

    def plain(self):
        return {name: value.plain() for name, value in self.items()}


class List(list):
    weight = 0

    def __init__(self, items, position, is_whole=True):
        super().__init__(items)
        self.position = position
        self.is_whole = is_whole

    def parts(self):
        return self

    def plain(self):
        return [item.plain() for item in self]


class Value:
    """A scalar; text is what it is when joined with others."""

    is_whole = True

    def __init__(self, value, position, text=""):
        self.value = value
        self.position = position
        self.text = text
        self.weight = 1 + len(text) // 16

    def plain(self):
        return self.value


def weigh(value):
    """How many values it is, each text by its length; noted where it is known.

    What is shared counts wherever it stands.
    """
    if not value.weight:
        value.weight = 1 + sum(map(weigh, value.parts()))
    return value.weight


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
    if not isinstance(below, Map) or not isinstance(above, Map) or (
            below is above):
        return above
    result = Map(above.position, is_whole=below.is_whole and above.is_whole)
    result.changes = below.changes + above.changes
    for source in (below, above):
        for name, value in source.items():
            whole = merge(result[name], value) if name in result else value
            result.put(name, whole, source.places[name])
    return result


def copy(value):
    """A deep copy, in which no two places are one object."""
    if isinstance(value, List):
        return List(map(copy, value), value.position, value.is_whole)
    if not isinstance(value, Map):
        return value
    result = Map(value.position, value.origin, value.is_whole)
    result.changes = list(value.changes)
    for name, member in value.items():
        result.put(name, copy(member), value.places[name])
    return result


def is_complete(value):
    """True if nothing of a value was left out, however deep."""
    if isinstance(value, Value):
        return True
    return value.is_whole and all(map(is_complete, value.parts()))


def is_known(owner, steps):
    """True if nothing was left out of what a path leads through and to."""
    if not isinstance(owner, Map) or not steps:
        return is_complete(owner)
    name, *rest = steps
    if name in owner:
        return is_known(owner[name], rest)
    inner = owner.values() if name == "*" else ()
    return owner.is_whole and all(is_known(value, rest) for value in inner)
