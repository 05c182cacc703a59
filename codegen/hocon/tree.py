"""Plain nested data with positions: Map (a dict), List (a list) and Value.

Unreadable values were dropped; is_whole of their owner is False, as it may seem
to lack something that the file has.
"""

BOOLEANS = {"True": True, "False": False}  # texts in HOCON, meant as booleans


class Map(dict):
    """An object; places[name] is the position of a member's key.

    origin is the path of a substitution if that is all it was given, or None;
    changes lists the overlay's entries that changed it; served is the set of a
    service's actions to generate, or None for all; is_alone is True if
    only a store that keeps tasks itself serves it; is_routed is False if
    drop-ins leave its actions to the server that lineup runs beside.
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
    """A scalar; text is how it is joined with others."""

    is_whole = True

    def __init__(self, value, position, text=""):
        self.value = value
        self.position = position
        self.text = text
        self.weight = 1 + len(text) // 16

    def plain(self):
        return self.value


def weigh(value):
    """The number of values within a value; long texts count as several.

    Shared values count each time.  The result is kept in the value.
    """
    if not value.weight:
        value.weight = 1 + sum(map(weigh, value.parts()))
    return value.weight


def partial(value):
    """What is known of a value that was merged with an unreadable one."""
    if not isinstance(value, Map):
        return None
    result = merge(Map(value.position), value)
    result.is_whole = False
    return result


def merge(below, above):
    """Put one value over another: objects merge, anything else replaces.

    None stands for an unreadable value.
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
    """A deep copy, in which nothing is shared."""
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
    """True if nothing was dropped from a value, however deep."""
    if isinstance(value, Value):
        return True
    return value.is_whole and all(map(is_complete, value.parts()))


def is_known(owner, steps):
    """True if nothing was dropped along a path, nor from its end."""
    if not isinstance(owner, Map) or not steps:
        return is_complete(owner)
    name, *rest = steps
    if name in owner:
        return is_known(owner[name], rest)
    inner = owner.values() if name == "*" else ()
    return owner.is_whole and all(is_known(value, rest) for value in inner)
