"""Names in C for names in schemas."""

import re

KEYWORDS = set("""
auto break case char const continue default do double else enum extern float
for goto if inline int long register restrict return short signed sizeof static
struct switch typedef union unsigned void volatile while has null bool
""".split())


def identifier(name):
    """A member's name: `_any_` is any_, `default` is default_."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII).lstrip("_") or "_"
    if plain[0].isdigit():
        plain = "n" + plain
    return plain + "_" if plain in KEYWORDS else plain


def quoted(text):
    """A text as a C string."""
    out = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def version_of(text):
    """"2.13" as (2, 13)."""
    major, minor = text.split(".")
    return int(major), int(minor)
