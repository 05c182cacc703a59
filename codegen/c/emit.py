"""Write a model as C: fill in the templates, and lay out the result."""

import re
import textwrap

from names import quoted
from schema import announced
from templating import environment

from .model import api_version

WIDTH = 80
CUTS = [", |&& |= ", "/ ", r"\(\b"]  # where to break lines, best first


def indented(text):
    """Statements, one level deeper."""
    return "".join(f"\t{line}\n" if line else "\n"
                   for line in text.strip("\n").split("\n"))


def counter(member):
    """The counter of a member's items: `a->n_b` for `a->b`."""
    return re.sub(r"(\w+)$", r"n_\1", member)


def guarded(text, condition):
    """Statements under a condition, in braces if there are several."""
    body = indented(text)
    if body.count("\n") == 1:
        return f"if ({condition})\n{body}"
    return f"if ({condition}) {{\n{body}}}\n"


def last_cut(text, room, after):
    """The last place that fits after what a pattern finds, or 0."""
    return max((m.end() for m in re.finditer(after, text)
                if m.end() <= room + text[m.end() - 1].isspace()
                and text.count('"', 0, m.end()) % 2 == 0), default=0)


def fold(line):
    """Break a line of C that is too long."""
    expanded = line.expandtabs(8)
    if len(expanded) <= WIDTH or "/*" in line:
        return [line]
    indent = re.match(r"\t*", line).group()
    room = WIDTH - 8 * len(indent)
    parts, rest, tail = [], line.strip(), ""
    while len(tail + rest) > room:
        cuts = (last_cut(rest, room - len(tail), after) for after in CUTS)
        cut = next(filter(None, cuts), 0)
        if cut == 0:
            break
        parts.append(indent + tail + rest[:cut].rstrip())
        rest, tail = rest[cut:], "    "
    return parts + [indent + tail + rest]


def tidy(text):
    """Fold long lines, drop spaces at ends and doubled empty lines."""
    lines = [part for line in text.split("\n") for part in fold(line.rstrip())]
    text = "\n".join(lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def in_comment(text):
    """A text on one line, safe within a comment."""
    return " ".join(re.sub(r"/(?=\*)|\*(?=/)", r"\g<0> ", text).split())


def comment_lines(text, indent=""):
    """A text as lines within a C comment."""
    width = WIDTH - len(indent.expandtabs(8))
    lines = textwrap.wrap(in_comment(text), width - 3, break_long_words=False,
                          break_on_hyphens=False)
    return "".join(f"{indent} * {line}\n" for line in lines)


def comment(text, indent=""):
    """A C comment, on as many lines as it takes."""
    text = in_comment(text)
    if not text:
        return ""
    if len(text) + 6 <= WIDTH - len(indent.expandtabs(8)):
        return f"{indent}/* {text} */\n"
    return f"{indent}/*\n{comment_lines(text, indent)}{indent} */\n"


def print_template(name, **values):
    """The text of a template for C, filled in and laid out."""
    return tidy(ENVIRONMENT.get_template(name).render(**values))


ENVIRONMENT = environment(
    comment=comment, comment_lines=comment_lines, counter=counter,
    guarded=guarded, indented=indented)


def emit(units, errors, is_bound):
    """The text of each output, by name."""
    outputs = {}

    def render(name, template=None, **values):
        outputs[name] = print_template(template or f"{name}.j2", **values)

    for unit in units:
        for endpoint in unit.endpoints:
            endpoint.is_bound = is_bound(unit.service.name,
                                         endpoint.action.name)
        render(f"{unit.service.name}.h", "service.h.j2", unit=unit)
        render(f"{unit.service.name}.c", "service.c.j2", unit=unit)
    endpoints = sorted((e for unit in units for e in unit.endpoints),
                       key=lambda e: e.action.full_name)
    render("endpoints.h")
    render("endpoints.c", units=units, endpoints=endpoints,
           announced=api_version(announced([u.service for u in units])))
    render("sources.mk", units=units, endpoints=endpoints)
    render("coverage.txt", units=units)
    if errors is not None:
        rows = [(e.name.upper(), e.code, e.subcode, quoted(e.text))
                for e in errors]
        render("errors.h", errors=rows)
        render("errors.c", errors=rows)
    return outputs
