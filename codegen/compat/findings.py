"""Find what changed in an API, and which changes break its promises.

There are two axes: "versions" compares each version of an action with the one
before it; "lock" compares what was published (schema/lock.json) with what the
schema says now.
"""

from names import version_of

from .compare import Comparison, Finding
from .contract import reached

SIDES = {"request": "REQ", "response": "RES"}
NAMES_SHOWN = 3


def version_changes(old, new, at, definitions):
    """How one version of an action differs from another.

    definitions is a pair: those of the old version, those of the new one.
    """
    changes = []
    for side, mark in SIDES.items():
        comparison = Comparison(mark, *definitions)
        comparison.compare(old[side], new[side], at + (side,))
        changes += comparison.changes
    if old.get("batch") != new.get("batch"):
        was, now = ("a batch" if v.get("batch") else "one object"
                    for v in (old, new))
        changes.append(Finding("REQ_TYPE_NARROWED", at + ("request",),
                               f"was {was}, is {now}"))
    return changes


def settings_changes(old, new, at):
    for name in ("authorize", "roles"):
        if old[name] != new[name]:
            yield Finding("ROLES_OR_AUTH_CHANGED", at,
                          f"{name} was {old[name]}, is {new[name]}")


def compare_versions(service, contract):
    """Compare each version of each action with the one before it."""
    definitions = contract["definitions"]
    found = []
    for name, action in contract["actions"].items():
        versions = sorted(action["versions"], key=version_of)
        for before, after in zip(versions, versions[1:]):
            old, new = (action["versions"][v] for v in (before, after))
            at = (service, name, after)
            changes = version_changes(old, new, at, (definitions, definitions))
            changes += settings_changes(old, new, at)
            found += changes or [Finding("IDENTICAL_VERSION", at,
                                         f"is the same as {before}")]
    return found


def compare_with_lock(service, old, new):
    """Compare what a service promises now with what was published."""
    found = []
    newest = max((v for action in old["actions"].values()
                  for v in action["versions"]), key=version_of, default=None)
    for name in sorted(set(old["actions"]) | set(new["actions"])):
        before, after = (c["actions"].get(name) for c in (old, new))
        at = (service, name)
        if after is None:
            found.append(Finding("ACTION_REMOVED", at, "is gone"))
        elif before is None:
            found += added_action(after, newest, at)
        else:
            found += version_set_changes(before, after, newest, at)
            found += action_changes(before, after, at, old["definitions"],
                                    new["definitions"])
            found += lowest_changes(before, after, at)
    for name in sorted(set(old["definitions"]) & set(new["definitions"])):
        found += definition_changes(service, name, old, new)
    for finding in found:
        finding.axis = "lock"
    return found


def added_action(action, newest, at):
    versions = sorted(action["versions"], key=version_of)
    found = [added_version(v, newest, at) for v in versions]
    return [Finding("ACTION_ADDED", at,
                    "is new, with " + ", ".join(versions))] + [
        f for f in found if f.rule == "VERSION_OUT_OF_ORDER"]


def added_version(version, newest, at):
    """The finding for a new version.

    newest is the service's newest published version, or None.
    """
    if newest and version_of(version) < version_of(newest):
        return Finding("VERSION_OUT_OF_ORDER", at + (version,),
                       f"is new, though {newest} was out already")
    return Finding("VERSION_ADDED", at + (version,), "is new")


def version_set_changes(old, new, newest, at):
    before, after = set(old["versions"]), set(new["versions"])
    return [Finding("VERSION_REMOVED", at + (version,), "is gone")
            for version in sorted(before - after, key=version_of)] + [
        added_version(version, newest, at)
        for version in sorted(after - before, key=version_of)]


def action_changes(old, new, at, *definitions):
    """How versions that were published have changed."""
    found = []
    for version in sorted(set(old["versions"]) & set(new["versions"]),
                          key=version_of):
        before, after = (a["versions"][version] for a in (old, new))
        place = at + (version,)
        changes = version_changes(before, after, place, definitions)
        if changes:
            changes.append(Finding("VERSION_MUTATED", place,
                                   "was published, and has changed"))
        found += changes
        found += settings_changes(before, after, place)
    return found


def lowest_changes(old, new, at):
    """If an action answered below its oldest version, and no longer does."""
    before, after = old["lowest"], new["lowest"]
    if before in old["versions"] or version_of(after) <= version_of(before):
        return []
    return [Finding("VERSION_REMOVED", at,
                    f"was answered from {before} on, is from {after} on")]


def definition_changes(service, name, old, new):
    """How a definition changed, for each side that published versions use."""
    before, after = (c["definitions"][name] for c in (old, new))
    if before == after:
        return []
    found, users = [], {}
    at = (service, "_definitions", name)
    for side, mark in SIDES.items():
        used = users_of(name, side, old, new)
        if used:
            comparison = Comparison(mark, old["definitions"],
                                    new["definitions"])
            comparison.compare(before, after, at)
            found += [c for c in comparison.changes if c not in found]
            users[side] = used
    if not found:
        return []
    reached_versions = ", ".join(
        f"{side}s of {', '.join(used[:NAMES_SHOWN])}" + (
            f" and {len(used) - NAMES_SHOWN} more" * (
                len(used) > NAMES_SHOWN)) for side, used in users.items())
    return found + [
        Finding("DEF_CHANGE_REACHES_OLD_VERSIONS", at,
                f"reaches {reached_versions}")]


def users_of(name, side, old, new):
    """The published versions that use a definition, both then and now."""
    found = []
    for action in sorted(set(old["actions"]) & set(new["actions"])):
        before, after = (c["actions"][action]["versions"] for c in (old, new))
        for version in sorted(set(before) & set(after), key=version_of):
            if all(name in reached(versions[version][side], c["definitions"])
                   for versions, c in ((before, old), (after, new))):
                found.append(f"{action} {version}")
    return found
