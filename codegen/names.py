"""Names in C for names in schemas."""

import re

VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\Z")
# Words of C, macros of the headers that generated code includes, and members
# that every struct may have.
RESERVED = set("""
NULL auto bool break case char const continue default do double else enum
extern false float for goto has if inline int long null register restrict return
short signed sizeof static struct switch true typedef union unsigned void
volatile while
""".split())


def identifier(name):
    """A member's name: `_any_` is any, `a.b` is a_b, `default` is default_."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII).strip("_") or "_"
    if plain[0].isdigit():
        plain = "n" + plain
    return plain + "_" if plain in RESERVED else plain


def constants(prefix, values):
    """Distinct names for the constants of an enum, one for each value."""
    names = []
    for value in values:
        text = re.sub("^-", "minus_", value)
        name = f"{prefix}_{identifier(text).strip('_')}".upper()
        n_like_it = sum(re.fullmatch(re.escape(name) + r"(_\d+)?", other)
                        is not None for other in names)
        names.append(f"{name}_{n_like_it + 1}" if n_like_it else name)
    return names


def quoted(text):
    """A text as a C string; "??" is escaped, as it could begin a trigraph."""
    out = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\' or char == "?" and out[-1:] == ["?"]:
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


def shown(version):
    """(2, 13) as "2.13"."""
    return f"{version[0]}.{version[1]}"
