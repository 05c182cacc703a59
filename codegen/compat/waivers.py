"""Waivers for promises that are broken on purpose; see schema/waivers.conf.

A waiver that covers nothing is an error.  A waiver that the lock has recorded
is spent: it stays as the reason for what was done, and covers no more
differences from the lock.
"""

from hocon.tree import Map, is_complete
from rules import LEVELS

KEYS = {"rule", "at", "reason"}


def read(data, problems):
    """The waivers in a file's data, each with its position."""
    found = []
    for name in data:
        if name != "waivers":
            problems.error(data.places[name], f"unknown key '{name}'",
                           "unknown-key")
    entries = data.get("waivers", [])
    if not isinstance(entries, list):
        problems.error(data.places["waivers"], "'waivers' must be a list",
                       "waiver")
        return []
    for entry in filter(is_complete, entries):
        if is_well_formed(entry, problems):
            found.append((entry.plain(), entry.position))
    return found


def is_well_formed(entry, problems):
    if not isinstance(entry, Map) or set(entry) != KEYS or not all(
            isinstance(value, str) and value
            for value in entry.plain().values()):
        problems.error(entry.position, "a waiver has 'rule', 'at' and "
                       "'reason', each a text", "waiver")
        return False
    rule = entry["rule"].plain()
    if LEVELS.get(rule) not in ("error", "warning"):
        problems.error(entry["rule"].position, f"no rule to waive: {rule}",
                       "waiver")
        return False
    return True


def is_path(pattern, at):
    names = pattern.split("/")
    return len(names) == len(at) and all(
        name in ("*", step) for name, step in zip(names, at))


def covers(waiver, finding, spent):
    if finding.axis == "lock" and waiver in spent:
        return False
    return waiver["rule"] == finding.rule and is_path(waiver["at"],
                                                      finding.at)


def apply(waivers, findings, spent, problems):
    """Mark the findings that are waived; returns the waivers to record."""
    recorded = []
    for waiver, position in waivers:
        covered = [f for f in findings if covers(waiver, f, spent)]
        for finding in covered:
            finding.waived = waiver["reason"]
        if waiver in spent or any(f.axis == "lock" for f in covered):
            recorded.append(waiver)
        elif not covered:
            problems.error(position, f"nothing to waive: {waiver['rule']} at "
                           f"{waiver['at']}", "waiver-stale")
    return recorded
