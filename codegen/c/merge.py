"""Merge the structs of an action's versions into one that serves them all."""

from dataclasses import replace

SEVERAL = ("kind", "is_pointer", "list_filter")


def is_same_type(a, b):
    """True if one member can hold the values of both types."""
    if any(getattr(a, what) != getattr(b, what) for what in SEVERAL):
        return False
    if a.element or b.element:
        return is_same_type(a.element, b.element)
    if a.kind == "enum":
        return a.enum.c == b.enum.c
    return a.struct is b.struct or a.struct.c == b.struct.c


def is_same_struct(a, b):
    """True if two structs are the same except for their names."""
    return a is b or (a.form, a.closed, len(a.fields)) == (
        b.form, b.closed, len(b.fields)) and all(
            is_same_field(x, y) for x, y in zip(a.fields, b.fields))


def is_same_field(a, b):
    """True if two fields are the same except for their first versions."""
    return len(a.ways) == len(b.ways) and all(
        getattr(a, what) == getattr(b, what)
        for what in ("name", "c", "until", "prefix")
    ) and all(is_same_way(x, y) for x, y in zip(a.ways, b.ways)) and all(
        x.since == y.since for x, y in zip(a.ways[1:], b.ways[1:]))


def is_same_way(a, b):
    inner_a, inner_b = innermost(a.type).struct, innermost(b.type).struct
    if inner_a and inner_b and a.type.kind == b.type.kind:
        same = is_same_struct(inner_a, inner_b)
    else:
        same = is_same_type(a.type, b.type)
    return same and rules_of(a) == rules_of(b)


def join(struct, other):
    """Add the fields of another struct; False if the two disagree."""
    ours, theirs = ({f.c: f for f in s.fields} for s in (struct, other))
    both = ours.keys() & theirs.keys()
    single = [f for name, f in (ours | theirs).items() if name not in both]
    if struct.closed != other.closed or any(
            way.required for f in single for way in f.ways) or not all(
                is_same_field(ours[name], theirs[name]) for name in both):
        return False
    for name in both:
        keep_earlier(ours[name], theirs[name])
    struct.fields += [f for name, f in theirs.items() if name not in both]
    return True


def keep_earlier(field, other):
    """Give a field the earlier of its own and another's first version."""
    for ours, theirs in ((field, other), (field.ways[0], other.ways[0])):
        ours.since = min(ours.since, theirs.since,
                         key=lambda since: since or (0, 0))


def rules_of(way):
    """The checks and defaults of a way of reading a field."""
    kinds, kind = [], way.type
    while kind:
        kinds.append((kind.minimum, kind.allowed, kind.pattern,
                      kind.list_until, kind.nulls))
        kind = kind.element
    return way.required, way.default, kinds


def innermost(kind):
    """The type of what a list or map holds; any other type itself."""
    while kind.element:
        kind = kind.element
    return kind


def merge_fields(old, new, step):
    """Merge a field of all earlier versions with that of the next version."""
    a, b = innermost(old.type), innermost(new.type)
    if a.struct is not b.struct:
        joined = merge_structs(a.struct, b.struct, step)
        for way in old.ways:
            innermost(way.type).struct = joined
    if a.enum is not b.enum:
        b.enum.values += [v for v in a.enum.values if v not in b.enum.values]
        for way in old.ways:
            innermost(way.type).enum = b.enum
    ways = old.ways + new.ways
    if rules_of(old.newest) == rules_of(new.newest):
        ways = old.ways[:-1] + [replace(new.newest, since=old.newest.since)]
    return replace(new, ways=ways, since=old.since, until=None, gone=None,
                   is_divided=old.is_divided,
                   is_nullable=old.is_nullable or new.is_nullable)


def merge_structs(old, new, step):
    """The newer version's fields in its order, then those of older ones only.

    step has the number of the version before the newer one, and its own.
    """
    gone = [f for f in old.fields if f.until and f.is_divided]
    before = {f.name: f for f in old.fields if f not in gone}
    fields, divided = [], []
    for field in new.fields:
        known = before.pop(field.name, None)
        if known and is_same_type(known.type, field.type):
            field = merge_fields(known, field, step)
        elif known:
            divided.append(divide(known, field, new.c, step))
        elif field.required:
            earlier = replace(field.newest, since=None, required=False)
            field.ways.insert(0, earlier)
        fields.append(field)
    for field in before.values():
        if not field.until:
            field.until, field.gone = step
            if field.required:
                field.ways.append(replace(field.newest, since=step[1],
                                          required=False))
    is_closed = new.closed[-1][1]
    new.closed = list(old.closed)
    if is_closed != old.closed[-1][1]:
        new.closed.append((step[1], is_closed))
    new.fields = fields + divided + list(before.values()) + gone
    return new


def divide(old, new, owner, step):
    """Give the older versions a member of their own, as the type changed."""
    last, now = step
    tail = f"_until_{last[0]}_{last[1]}"
    path = f"{owner}_{old.c.rstrip('_')}"
    for way in old.ways:
        rename(way.type, path, path + tail)
    old.c += tail
    old.until, old.gone = last, now
    old.is_divided = new.is_divided = True
    return old


def rename(kind, path, new_path):
    """Rename the structs and enums whose names come from their path."""
    kind = innermost(kind)
    for named in (kind.struct, kind.enum):
        if named and (named.c + "_").startswith(path + "_"):
            named.c = new_path + named.c[len(path):]
            for field in getattr(named, "fields", []):
                for way in field.ways:
                    rename(way.type, path, new_path)


def merge_versions(structs, versions):
    """Merge the structs of all versions, given with the oldest first."""
    merged = structs[0]
    for struct, step in zip(structs[1:], zip(versions, versions[1:])):
        merged = merge_structs(merged, struct, step)
    return merged
