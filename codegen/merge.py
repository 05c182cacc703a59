"""All versions of an action in one: structs that hold what any of them has."""

from problems import SchemaError


def is_same_type(a, b):
    """True if two types are read and written alike."""
    if (a.kind, a.list_filter, a.list_until) != (
            b.kind, b.list_filter, b.list_until):
        return False
    if a.element or b.element:
        return is_same_type(a.element, b.element)
    if a.struct is None or a.struct is b.struct:
        return True
    return a.struct.c_name == b.struct.c_name


def is_same_struct(a, b):
    """True if two structs hold the same, whatever their names."""
    return len(a.fields) == len(b.fields) and all(
        is_same_field(x, y) for x, y in zip(a.fields, b.fields))


def is_same_field(a, b):
    inner_a, inner_b = structs_of(a.type), structs_of(b.type)
    if inner_a and inner_b and a.type.kind == b.type.kind:
        same = is_same_struct(inner_a[0], inner_b[0])
    else:
        same = is_same_type(a.type, b.type)
    return same and all(
        getattr(a, what) == getattr(b, what)
        for what in ("name", "required", "default", "minimum", "prefix"))


def join(struct, other):
    """Let a struct hold what another has as well; False if they disagree."""
    ours, theirs = ({f.name: f for f in s.fields} for s in (struct, other))
    both = ours.keys() & theirs.keys()
    single = [f for name, f in (ours | theirs).items() if name not in both]
    if any(f.required for f in single) or not all(
            is_same_field(ours[name], theirs[name]) for name in both):
        return False
    for name in both:
        ours[name].since = min(ours[name].since, theirs[name].since,
                               key=lambda since: since or (0, 0))
    struct.fields += [f for name, f in theirs.items() if name not in both]
    return True


def merge_fields(old, new):
    """One field of two versions; it came with the older one."""
    if not is_same_type(old.type, new.type):
        raise SchemaError(new.position, f"'{new.name}' has another type than "
                          "in an earlier version")
    for what in ("required", "default", "minimum"):
        if getattr(old, what) != getattr(new, what):
            raise SchemaError(new.position, f"'{what}' of '{new.name}' is not "
                              "that of an earlier version")
    for a, b in zip(structs_of(old.type), structs_of(new.type)):
        if a is not b:
            b.fields = merge_structs(a, b).fields
    new.since = old.since
    return new


def structs_of(kind):
    """The struct that a type holds, if it does."""
    while kind.element:
        kind = kind.element
    return [kind.struct] if kind.struct else []


def merge_structs(old, new):
    """The newer version's fields in its order, then what only the older has."""
    before = {field.name: field for field in old.fields}
    fields = []
    for field in new.fields:
        known = before.pop(field.name, None)
        if known:
            field = merge_fields(known, field)
        elif field.required:
            raise SchemaError(field.position, f"'{field.name}' is required, "
                              "but an earlier version lacks it")
        fields.append(field)
    new.fields = fields + list(before.values())
    return new


def merge_versions(structs):
    """One struct of those of all versions, the oldest first."""
    merged = structs[0]
    for struct in structs[1:]:
        merged = merge_structs(merged, struct)
    return merged
