"""Make a set of schema files as large as the published API.

synthetic.py DIR writes 16 services with 204 actions in 356 versions, and the
overlay that corrects them, in the constructs and proportions of the published
files; COUNTS is how often each occurs there.  The text is the same each time.
"""

import sys
from itertools import cycle
from pathlib import Path

# service -> actions, versions
SERVICES = {
    "agents": (22, 38), "alarms": (4, 5), "boards": (15, 25),
    "events": (29, 50), "files": (6, 9), "groups": (12, 20),
    "jobs": (42, 82), "labels": (5, 8), "models": (20, 38), "notes": (3, 4),
    "pipes": (5, 8), "plans": (16, 27), "queues": (3, 5), "servers": (5, 8),
    "teams": (8, 14), "users": (9, 15),
}
# How often the published files have each construct, in their own text.
TYPES = {
    "string": 2157, "object": 1281, "array": 1022, "integer": 585,
    "boolean": 453, "number": 103,
}
COUNTS = {
    "include": 13, "reference": 236, "reference then object": 189,
    "object then reference": 11, "bare reference": 36, "dotted key": 178,
    "quoted version": 356, "quoted key": 10, "triple quotes": 65,
    "unquoted text": 379, "null": 2, "True": 2, "unknown escape": 16,
    "duplicate key": 2, "required": 255, "default": 351, "enum": 162,
    "minimum": 135, "pattern": 27, "$ref": 428, "anyOf": 2,
    "batch_request": 3,
}
DEEPEST = 5
HEAD = "// Made by synthetic.py, after the measure of the published files.\n"
COMMON = '''\
paging {
    page { type: integer, minimum: 0, description: "Number of the page" }
    page_size { type: integer, minimum: 1 }
}
labelled {
    type: object
    properties {
        key { type: string }
        type { type: string }
        value { type: string }
    }
}
'''
SEPARATORS = cycle([": ", " = ", ":"])


class Deck:
    """Deals kinds so that their shares stay close to those of a table."""

    def __init__(self, table):
        self.table = table
        self.dealt = dict.fromkeys(table, 0)

    def deal(self, allowed=None):
        kind = min((k for k in self.table if not allowed or k in allowed),
                   key=lambda k: self.dealt[k] / self.table[k])
        self.dealt[kind] += 1
        return kind


class Every:
    """True once in n times."""

    def __init__(self, n):
        self.n = n
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return self.calls % self.n == 0


class Maker:
    """Writes the text of services; rare constructs are dealt over all of them.
    """

    def __init__(self):
        self.types = Deck(TYPES)
        self.n_names = 0
        self.enum = Every(13)
        self.text_default = Every(15)
        self.number_default = Every(7)
        self.minimum = Every(5)
        self.pattern = Every(60)
        self.time = Every(12)
        self.reference = Every(12)
        self.plain_object = Every(5)
        self.unquoted = Every(14)
        self.triple = Every(75)
        self.escape = Every(280)
        self.forms = cycle(["comma", "lines", "lone"])
        self.maps = cycle([
            '"$ref": "#/definitions/{ref}"', "type: string", "type: integer",
            "type: object\nproperties {{ inner {{ type: string }} }}"])

    def name(self, prefix="field"):
        self.n_names += 1
        return f"{prefix}_{self.n_names}"

    def description(self):
        """A text, in one of the ways in which texts are written."""
        if self.triple():
            return ('description: """What it is for,\n   true or not, '
                    'on two lines."""')
        if self.unquoted():
            return "description: What it is for and when it is true"
        if self.escape():
            return 'description: "One \\> two."'
        return f'description{next(SEPARATORS)}"What it is for."'

    def array(self, items):
        """A list, in one of the three ways in which lists are written."""
        form = next(self.forms)
        if form == "lone":
            items = items[:1] if len(items) > 2 else items
        if form == "lines":
            return "[\n" + "\n".join(items) + "\n]"
        return "[ " + ", ".join(items) + " ]"

    def string(self):
        lines = ["type: string"]
        if self.enum():
            lines += ["enum" + next(SEPARATORS) + self.array(
                ['created', '"in progress"', "done", '"-done"']),
                "default: created"]
        elif self.time():
            lines.append('format: "date-time"')
        elif self.pattern():
            lines.append('pattern: "^[0-9a-f]+$"')
        elif self.text_default():
            lines.append('default: "none"')
        return lines

    def integer(self):
        lines = ["type: integer"]
        if self.minimum():
            lines.append("minimum: 0")
        if self.number_default():
            lines.append("default: 10")
        return lines

    def number(self):
        return ["type: number"] + ["default: 0.5"] * self.number_default()

    def boolean(self):
        return ["type: boolean"] + ["default: false"] * self.number_default()

    def array_of(self, service, depth):
        if self.reference():
            return ["type: array", "items { " + self.ref(service) + " }"]
        allowed = set(TYPES) - ({"object", "array"} if depth >= DEEPEST
                                else {"array"})
        return ["type: array",
                "items {\n" + self.schema(service, depth + 1, allowed) + "\n}"]

    def object_of(self, service, depth):
        if self.plain_object():
            return ["type: object"]
        if depth % 2:
            extra = next(self.maps).format(ref=service.definition())
            return ["type: object",
                    "additionalProperties {\n" + extra + "\n}"]
        return ["type: object", self.properties(service, depth + 1, 2)]

    def ref(self, service):
        return f'"$ref": "#/definitions/{service.definition()}"'

    def schema(self, service, depth, allowed=None):
        if depth >= DEEPEST:
            allowed = (allowed or set(TYPES)) - {"object", "array"}
        kind = self.types.deal(allowed)
        if kind == "array":
            lines = self.array_of(service, depth)
        elif kind == "object":
            lines = self.object_of(service, depth)
        else:
            lines = getattr(self, kind)()
        return "\n".join(lines + [self.description()])

    def properties(self, service, depth, n, head=""):
        text = "properties {\n" + head
        for _ in range(n):
            text += f"{self.name()} {{\n{self.schema(service, depth)}\n}}\n"
        return text + "}"

    def side(self, service, n):
        """A request or a response."""
        self.types.dealt["object"] += 1
        first = self.name()
        required = f"required{next(SEPARATORS)}{self.array([first])}\n"
        head = (f'{first} {{ {self.ref(service)}, description: "The first" '
                "}\n")
        return (f"{{\ntype: object\n{required}"
                f"{self.properties(service, 1, n, head)}\n}}\n")


class Service:
    """The text of one service's file."""

    def __init__(self, maker, name, n_actions, n_versions):
        self.maker = maker
        self.name = name
        self.n_definitions = max(4, n_actions // 2)
        self.refs = cycle(range(self.n_definitions))
        self.newer = n_versions - n_actions
        self.n_actions = n_actions
        self.text = HEAD

    def definition(self):
        return f"thing_{next(self.refs)}"

    def add(self, text):
        self.text += text + "\n"

    def define(self, includes):
        self.add("_description" + next(SEPARATORS) + '"Some of the API."')
        self.add("_definitions {")
        if includes:
            self.add('include "_common.conf"')
        for i in range(self.n_definitions):
            self.maker.types.dealt["object"] += 1
            self.add(f"thing_{i} {{\ntype: object\n"
                     f"{self.maker.properties(self, 1, 8)}\n}}")
        self.add("status { type: string, enum: [ on, off, unknown ] }\n"
                 "row { type: array, items { type: number } }\n"
                 'section { type: object, additionalProperties { "$ref": '
                 '"#/definitions/row" } }\n'
                 'node { type: object, properties { children { type: array, '
                 'items { "$ref": "#/definitions/node" } } } }\n'
                 "merged_only { properties { limit { type: integer } } }\n}")
        self.add("_references {\nshared {\ntype: object\nproperties { "
                 'part { type: string } }\n}\n}')

    def action(self, n_newer):
        """An action in its first version, and in newer ones."""
        name = self.maker.name("do")
        self.add(f'{name} {{\n"2.1" {{\n{self.maker.description()}\n'
                 f"request {self.maker.side(self, 9)}"
                 f"response {self.maker.side(self, 8)}}}")
        for number in range(2, 2 + n_newer):
            self.version(name, number)
        self.add("}")

    def version(self, name, number):
        """The version before, with one more field."""
        side = "request" if number % 2 == 0 else "response"
        self.add(f'"2.{number}": ${{{name}."2.{number - 1}"}} {{\n'
                 f"{side}.properties.{self.maker.name()} {{\n"
                 f"{self.maker.schema(self, 2)}\n}}\n}}")

    def write(self, includes):
        self.define(includes)
        few, more = divmod(self.newer, self.n_actions)
        for i in range(self.n_actions):
            self.action(few + (i < more))


def files():
    """Name to text, the overlay's files in overlay/."""
    import oddities

    maker, made = Maker(), {"_common.conf": COMMON}
    for i, (name, (n_actions, n_versions)) in enumerate(SERVICES.items()):
        service = Service(maker, name, n_actions, n_versions)
        oddities.begin(service)
        service.write(includes=i >= 4)  # one more is at the top of a file
        made[f"{name}.conf"] = service.text + oddities.end(service)
    return made | oddities.OVERLAYS


def write(folder):
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
