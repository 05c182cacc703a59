"""Count the constructs of schema files, by their text."""

import re
from collections import Counter

import problems
from hocon import read

VERSION = re.compile(r"\d+\.\d+\Z")
# Properties may have the names of keywords, but none has one of these.
KEYWORDS = {"required", "default", "enum", "minimum", "pattern", "$ref",
            "anyOf", "batch_request"}


def count(files):
    """The number of each construct, by name, in texts of files."""
    found = Counter()
    for name, text in files.items():
        tree = read.read_text(text, name, problems.Problems(),
                              compat_escapes=True)
        count_value(tree, found)
        found["triple quotes"] += text.count('"""') // 2
        found["True"] += len(re.findall(r": True\b", text))
        found["unknown escape"] += len(re.findall(r"\\>", text))
    return found


def count_value(value, found):
    if isinstance(value, read.Object):
        count_object(value, found)
    elif isinstance(value, read.Array):
        for item in value.items:
            count_value(item, found)
    elif isinstance(value, read.Reference):
        found["reference"] += 1
    elif isinstance(value, read.Joined):
        first = isinstance(value.parts[0], read.Reference)
        found["reference then object" if first
              else "object then reference"] += 1
        for part in value.parts:
            count_value(part, found)
    elif isinstance(value.value, str) and not value.quoted and (
            " " in value.value):
        found["unquoted text"] += 1
    elif value.value is None:
        found["null"] += 1


def count_object(value, found):
    names = Counter()
    for member in value.members:
        if isinstance(member, read.Include):
            found["include"] += 1
            continue
        names[member.keys[0]] += len(member.keys) == 1
        count_member(member, found)
    found["duplicate key"] += sum(n - 1 for n in names.values() if n > 1)


def count_member(member, found):
    keys, value = member.keys, member.value
    found["dotted key"] += len(keys) > 1
    for key in keys:
        found["quoted version"] += bool(VERSION.match(key))
    found["quoted key"] += "." in keys[-1] and not VERSION.match(keys[-1])
    if isinstance(value, read.Reference):
        found["bare reference"] += 1
    if keys[-1] in KEYWORDS:
        found[keys[-1]] += 1
    if keys[-1] == "type" and isinstance(value, read.Scalar):
        found[f"type {value.value}"] += 1
    count_value(value, found)
