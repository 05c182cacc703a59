"""Write a model as C.

What a template must know is computed here; templates only loop and print.
"""

import re
import textwrap
from dataclasses import dataclass

import jinja2

from names import identifier, quoted

WIDTH = 80
SCALARS = {
    "string": "const char *", "time": "int64_t ", "integer": "int64_t ",
    "number": "double ", "boolean": "bool ", "any": "struct jval ",
}


@dataclass
class Member:
    """A field as templates see it."""

    name: str          # in JSON, as a C string
    c: str             # in C
    form: str          # names the macro that reads and writes it
    element_form: str
    declaration: list
    comment: str
    required: bool
    default: str       # "" if there is none
    minimum: str
    prefix: str        # as a C string, or ""
    struct: str        # c_name of the struct that it holds, or ""
    until: str         # API_VERSION(...), or ""
    open: str          # braces, where reading takes several statements
    close: str
    write_open: str    # likewise, where writing does
    write_close: str


def c_type(kind):
    """The C type of one value, ready to be followed by a name."""
    if kind.kind == "struct":
        return f"struct {kind.struct.c_name} "
    return SCALARS[kind.kind]


def c_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)


def struct_name(kind):
    while kind.element:
        kind = kind.element
    return kind.struct.c_name if kind.struct else ""


def form_of(kind):
    if kind.kind == "array" and kind.list_filter:
        return "list_filter"
    if kind.kind == "array" and kind.element.kind == "string":
        return "strings"
    return kind.kind


def pair_name(service, element):
    """The struct of a map's pairs."""
    base = struct_name(element) if element.kind != "array" else ""
    if base:
        return f"{base}_pair"
    return f"{service}_{form_of(element)}_pair"


def declare(service, field):
    kind, name = field.type, identifier(field.name)
    if kind.kind == "array":
        return [f"size_t n_{name};", f"{c_type(kind.element)}*{name};"]
    if kind.kind == "map":
        pair = pair_name(service, kind.element)
        return [f"size_t n_{name};", f"struct {pair} *{name};"]
    return [f"{c_type(kind)}{name};"]


def member_of(service, field):
    kind, form = field.type, form_of(field.type)
    several = form in ("array", "map") or field.minimum is not None
    lists = form in ("array", "map", "strings", "list_filter")
    comment = field.description
    if field.since:
        comment += f"  Since {field.since[0]}.{field.since[1]}."
    return Member(
        name=quoted(field.name), c=identifier(field.name), form=form,
        element_form=form_of(kind.element) if kind.element else "",
        declaration=declare(service, field), comment=comment.strip(),
        required=field.required,
        default="" if field.default is None else c_value(field.default),
        minimum="" if field.minimum is None else c_value(field.minimum),
        prefix=quoted(field.prefix) if field.prefix else "",
        struct=struct_name(kind),
        until="" if not kind.list_until
        else "API_VERSION(%d, %d)" % kind.list_until,
        open=" {" if several else "", close="\t}\n" if several else "",
        write_open=" {" if lists else "",
        write_close="\t}\n" if lists else "")


def pairs_before(service, struct, known):
    """The structs of pairs that a struct needs and that are new."""
    pairs = []
    for field in struct.fields:
        kind = field.type
        if kind.kind != "map":
            continue
        name = pair_name(service.name, kind.element)
        if name in known:
            continue
        known.add(name)
        if kind.element.kind == "array":
            value = ["size_t n_values;",
                     f"{c_type(kind.element.element)}*values;"]
        else:
            value = [f"{c_type(kind.element)}value;"]
        pairs.append({"name": name, "value": value})
    return pairs


def struct_view(service, struct, known_pairs):
    members = [member_of(service.name, f) for f in struct.fields]
    forms = {m.form for m in members}
    return {
        "c": struct.c_name,
        "comment": struct.description,
        "pairs": pairs_before(service, struct, known_pairs),
        "members": members,
        "present": [m for m in members if not m.prefix],
        "nullable": [m for m in members
                     if struct.is_read and not m.required and not m.prefix],
        "read": struct.is_read,
        "written": struct.is_written,
        "read_needs_field": any(not m.prefix for m in members),
        "read_loops": bool(forms & {"array", "map"}),
        "read_maps": "map" in forms,
        "write_loops": bool(forms & {"array", "map", "strings",
                                     "list_filter"}),
    }


def action_view(action, bound):
    low = action.min_version
    return {
        "c": f"{action.service}_{action.name}",
        "name": f"{action.service}.{action.name}",
        "request": action.request.c_name,
        "response": action.response.c_name,
        "description": action.description,
        "versions": ", ".join(action.versions),
        "min_version": f"API_VERSION({low[0]}, {low[1]})",
        "auth": {True: "REQUIRED", False: "NONE", None: "OPTIONAL"}
        [action.authorize],
        "roles": [quoted(role) for role in action.roles],
        "bound": bound,
    }


def service_view(service, is_bound):
    known = set()
    return {
        "name": service.name,
        "file": service.file,
        "guard": service.name.upper() + "_H",
        "description": service.description,
        "structs": [struct_view(service, s, known) for s in service.structs],
        "actions": [action_view(a, is_bound(service.name, a.name))
                    for a in service.actions],
    }


def fold(line):
    """Break a line of C that is too long, after a comma or an operator."""
    expanded = line.expandtabs(8)
    if len(expanded) <= WIDTH or "/*" in line:
        return [line]
    indent = re.match(r"\t*", line).group()
    room = WIDTH - 8 * len(indent)
    parts, rest, tail = [], line.strip(), ""
    while len(tail + rest) > room:
        cut = max((m.end() for m in re.finditer(r", |&& |= ", rest)
                   if len(tail) + m.end() - 1 <= room
                   and rest.count('"', 0, m.end()) % 2 == 0), default=0)
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


def comment(text, indent=""):
    """A C comment, on as many lines as it takes."""
    text = " ".join(text.replace("*/", "* /").split())
    if not text:
        return ""
    width = WIDTH - len(indent.expandtabs(8))
    if len(text) + 6 <= width:
        return f"{indent}/* {text} */\n"
    lines = textwrap.wrap(text, width - 3, break_long_words=False,
                          break_on_hyphens=False)
    body = "".join(f"{indent} * {line}\n" for line in lines)
    return f"{indent}/*\n{body}{indent} */\n"


def environment(folder):
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True)
    made.filters["comment"] = comment
    return made


def emit(services, errors, is_bound, templates):
    """Every output: its name and text."""
    made = environment(templates)
    views = [service_view(s, is_bound) for s in services]
    outputs = {}

    def render(name, template, **values):
        outputs[name] = tidy(made.get_template(template).render(**values))

    for view in views:
        render(f"{view['name']}.h", "service.h.j2", service=view)
        render(f"{view['name']}.c", "service.c.j2", service=view)
    actions = sorted((a for v in views for a in v["actions"]),
                     key=lambda a: a["name"])
    render("endpoints.c", "endpoints.c.j2", services=views, actions=actions)
    render("sources.mk", "sources.mk.j2", services=views,
           bound=[a for a in actions if a["bound"]])
    render("coverage.txt", "coverage.txt.j2", services=[
        (v["name"], sum(a["bound"] for a in v["actions"]), len(v["actions"]))
        for v in views])
    if errors is not None:
        rows = [(e.name.upper(), e.code, e.subcode, quoted(e.text))
                for e in errors]
        render("errors.h", "errors.h.j2", errors=rows)
        render("errors.c", "errors.c.j2", errors=rows)
    return outputs
