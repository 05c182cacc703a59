"""Write the inputs of fuzzers: a dictionary, and valid requests as seeds."""

import json

# Words that any request may have.
WORDS = ["{", "}", "[", "]", ",", "null", "true", "false", "-1", "2.0", "1e9"]


def in_dictionary(word):
    """A word as a line of a fuzzer's dictionary."""
    text = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\'
        else f"\\x{byte:02X}" for byte in word.encode())
    return f'"{text}"'


def words_of(service):
    """The words of a service: actions, versions, member names, enum values."""
    words = set()
    for action in service.actions.values():
        words.add(action.full_name)
        for version in action.versions.values():
            words.add(f"/v{version.name}/")
            for part in version.request.walk():
                words |= words_in(part)
    return sorted(words)


def words_in(schema):
    names = [*schema.properties,
             *(prefix.prefix for prefix in schema.prefixes.values())]
    return {json.dumps(name) + ":" for name in names} | set(
        map(json.dumps, schema.enum or []))


def dictionary(service):
    lines = [f"# Made from {service.file} by the generator; do not edit."]
    lines += map(in_dictionary, WORDS + words_of(service))
    return "\n".join(lines) + "\n"


def seeds(vectors):
    """Valid requests, as tests/fuzz/request.c reads them: name to text."""
    return {
        f"{v.action}-{v.version}-{v.about}":
        f"{v.action}\napplication/json\n{json.dumps(v.body)}\n"
        for v in vectors if v.about in ("minimal", "maximal")}
