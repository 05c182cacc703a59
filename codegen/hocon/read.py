"""Read HOCON text into a syntax tree.

Only the constructs that API schemas use are supported; anything else is refused
at its position, and reading goes on after it.  Nothing is resolved here: the
tree has includes, substitutions and joined values as they are in the text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from problems import Position, SchemaError

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
MAX_DEPTH = 64
FORBIDDEN = set('$"{}[]:=,+#`^?!@*&\\')
NOT_JOINED = ("values side by side: only texts, lists or objects can be joined,"
              " each with its own kind")
# Comments and blanks; the latter may be empty.
COMMENT = "#[^\n]*|//[^\n]*"
BLANKS = re.compile(rf"(?:\s|\ufeff|{COMMENT})*")
# What is skipped as one piece after a fault.
SKIPPED = re.compile(
    rf'""".*?"""|"(?:[^"\\\n]|\\[^\n])*"?|{COMMENT}|.', re.S)
BLANKS_IN_LINE = re.compile(rf"(?:[^\S\n]|\ufeff|{COMMENT})*")
KEY = re.compile(rf"(?:(?!//)[^.\s{re.escape(''.join(sorted(FORBIDDEN)))}])*")
HALF = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
QUOTED = re.compile(r'[^"\\\x00-\x1f]*')
UNQUOTED = re.compile(
    rf"(?:(?!//)[^\n{re.escape(''.join(sorted(FORBIDDEN)))}])*")
ESCAPES = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n",
    "r": "\r", "t": "\t",
}


@dataclass
class Scalar:
    """A string, number, boolean or null; text is how it was written."""

    value: object
    position: Position
    text: str
    quoted: bool = False


@dataclass
class Array:
    items: list
    position: Position
    is_whole: bool = True  # no item had to be skipped


@dataclass
class Reference:
    """`${path}`: keys is the path; base is the path of the include it is in."""

    keys: list
    position: Position
    base: list = field(default_factory=list)


@dataclass
class Unread:
    """A value that was refused."""

    position: Position


@dataclass
class Include:
    """`include "name"`, among the fields of an object."""

    name: str
    position: Position


@dataclass
class Assignment:
    """`a.b: value`; keys is the path, value one of the other classes."""

    keys: list
    value: object
    position: Position


@dataclass
class Object:
    members: list  # of Assignment and Include, in order
    position: Position
    is_whole: bool = True


@dataclass
class Joined:
    """Values side by side: gaps are the blanks before each."""

    parts: list
    gaps: list
    position: Position


class Reader:
    """A cursor on a text, with the rules of the grammar as methods."""

    def __init__(self, text, file, problems, compat_escapes=False):
        self.text = text
        self.file = file
        self.problems = problems
        self.compat_escapes = compat_escapes
        self.at = 0
        self.lines = [0, *(m.end() for m in re.finditer("\n", text))]
        self.depth = 0
        self.is_lost = False  # brackets don't match, so reading has to stop

    def position(self):
        line = bisect_right(self.lines, self.at)
        return Position(self.file, line, self.at - self.lines[line - 1] + 1)

    def fail(self, text, rule="syntax", position=None):
        raise SchemaError(position or self.position(), text, rule)

    def error(self, text, rule, position=None):
        """Report a fault after which reading can go on."""
        self.problems.error(position or self.position(), text, rule)

    def give_up(self, text="", rule="syntax", position=None):
        """Stop reading, and report why unless it was reported before."""
        if text and not self.is_lost:
            self.error(text, rule, position)
        self.is_lost = True
        self.advance(len(self.text))

    def peek(self, n=1):
        return self.text[self.at:self.at + n]

    def advance(self, n=1):
        self.at = min(self.at + n, len(self.text))

    def take(self, pattern):
        """Skip what a pattern matches here, and return it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end()
        return found.group()

    def skip_blanks(self):
        """Skip space and comments; true if a line ended."""
        return "\n" in self.take(BLANKS)

    def read_file(self):
        self.skip_blanks()
        if self.peek() == "{":
            root = self.read_object()
            self.skip_blanks()
        else:
            root = self.read_members(self.position(), end="")
        if self.peek():
            self.give_up(f"text after the end: {self.peek()!r}")
        return root

    def read_object(self):
        position = self.position()
        self.advance()
        root = self.read_members(position, end="}")
        if not self.peek():
            self.give_up("'{' is never closed", "unclosed", position)
        self.advance()
        return root

    def read_members(self, position, end):
        members = []
        is_whole = self.collect(members, self.read_member, end)
        return Object(members, position, is_whole)

    def collect(self, parts, read_one, end):
        """Read members or items; False if one had to be skipped."""
        is_whole = True
        self.skip_blanks()
        while self.peek() not in ("", end):
            depth = self.depth
            try:
                parts.append(read_one())
                self.separate(end)
            except SchemaError as error:
                self.problems.catch(error)
                is_whole = False
                self.depth = depth
                self.pass_over(end)
        return is_whole

    def pass_over(self, end):
        """Skip the rest of a faulty member or item, and what separates it."""
        nested = 0
        while self.peek() and (nested or self.peek() not in ",\n}]"):
            nested += {"{": 1, "[": 1, "}": -1, "]": -1}.get(self.peek(), 0)
            self.take(SKIPPED)
        self.skip_blanks()
        if self.peek() == ",":
            self.advance()
            self.skip_blanks()
        elif self.peek() in ("}", "]") and self.peek() != end:
            self.give_up()

    def separate(self, end):
        """Skip what separates members or items: a comma, or a new line."""
        ended = self.skip_blanks()
        if self.peek() == ",":
            self.advance()
            self.skip_blanks()
        elif not ended and self.peek() not in ("", end):
            self.fail(f"a comma or a new line is missing before "
                      f"{self.peek()!r}")

    def read_member(self):
        position = self.position()
        if re.match(r'include[ \t]+"', self.text[self.at:self.at + 80]):
            self.advance(len("include"))
            self.take(BLANKS_IN_LINE)
            return Include(self.read_quoted(), position)
        if re.match(r"include[ \t]+\w+\(", self.text[self.at:self.at + 80]):
            self.fail("only include \"file\" is supported", "include-form")
        keys = self.read_path()
        self.skip_blanks()
        char = self.peek()
        if self.peek(2) == "+=":
            self.error("'+=' is not supported", "append")
            self.advance()
            char = self.peek()
        if char in (":", "="):
            self.advance()
            self.skip_blanks()
        elif char != "{":
            self.fail("':', '=' or '{' is missing after the key")
        return Assignment(keys, self.read_within(len(keys), position),
                          position)

    def read_within(self, n, position):
        """Read a value nested n levels deeper than what it is in."""
        self.depth += n
        if self.depth > MAX_DEPTH:
            self.fail(f"nested deeper than {MAX_DEPTH}", "nesting", position)
        value = self.read_value()
        self.depth -= n
        return value

    def read_path(self):
        """Keys separated by dots: `a.b`, `a."2.4"`; `a b .c` is two of them."""
        keys, key, gap = [], "", ""
        while True:
            position = self.position()
            part = (self.read_quoted() if self.peek() == '"'
                    else self.take(KEY) or self.fail(
                        f"a key is missing before {self.peek()!r}",
                        position=position))
            key += gap + part
            gap = self.take(BLANKS_IN_LINE)
            if self.peek() == ".":
                keys.append(key + gap)
                self.advance()
                key, gap = "", self.take(BLANKS_IN_LINE)
            elif self.peek() != '"' and not KEY.match(
                    self.text, self.at).group():
                return keys + [key]

    def read_quoted(self):
        if self.peek(3) == '"""':
            return self.read_triple_quoted()
        start = self.position()
        self.advance()
        out = [self.take(QUOTED)]
        while self.peek() != '"':
            char = self.peek()
            if char in ("", "\n"):
                self.fail("the string is never closed", "unclosed", start)
            if char == "\\":
                out.append(self.read_escape())
            else:
                self.error("a control character in a string",
                           "control-character")
                self.advance()
            out.append(self.take(QUOTED))
        self.advance()
        return "".join(out)

    def read_escape(self):
        position = self.position()
        letter = self.peek(2)[1:]
        code = self.peek(6)[2:]
        if letter in ESCAPES and letter:
            self.advance(2)
            return ESCAPES[letter]
        if letter == "u" and re.fullmatch("[0-9a-fA-F]{4}", code):
            return self.read_unit(int(code, 16), position)
        if self.compat_escapes:
            self.problems.warning(position, f"unknown escape '\\{letter}' is "
                                  "kept", "escape")
        else:
            self.error(f"unknown escape '\\{letter}' in a string; "
                       "'unknown_escapes: keep' in settings.conf allows it",
                       "escape", position)
        self.advance(2)
        return "\\" + letter

    def read_unit(self, code, position):
        """Read a character given by its number, or as a surrogate pair."""
        pair = HALF.match(self.text, self.at)
        if pair:
            self.advance(12)
            high, low = (int(half, 16) for half in pair.groups())
            return chr(0x10000 + (high - 0xd800 << 10) + (low - 0xdc00))
        self.advance(6)
        if 0xd800 <= code < 0xe000:
            self.error("half a character in a string", "escape", position)
            return "\ufffd"
        if code == 0:
            self.error("a NUL in a string", "control-character", position)
        return chr(code)

    def read_triple_quoted(self):
        start = self.position()
        self.advance(3)
        end = self.text.find('"""', self.at)
        if end < 0:
            self.give_up("the string is never closed", "unclosed", start)
            return ""
        while self.text.startswith('"', end + 3):
            end += 1
        begin = self.at
        self.advance(end - self.at)
        value = self.text[begin:end]
        self.advance(3)
        return value

    def read_value(self):
        """Read one value, perhaps several joined side by side."""
        position = self.position()
        parts, gaps = [self.read_part()], [""]
        while True:
            gap = self.take(BLANKS_IN_LINE)
            if self.peek() in ("", "\n", ",", "}", "]"):
                break
            if self.peek() in FORBIDDEN - set('"{[$'):
                self.fail(f"{self.peek()!r} in an unquoted string")
            parts.append(self.read_part())
            gaps.append(gap)
        if len(parts) == 1:
            return parts[0]
        if len({type(part) for part in parts} & {Object, Array, Scalar}) > 1:
            self.error(NOT_JOINED, "concatenation", position)
            return Unread(position)
        return Joined(parts, gaps, position)

    def read_part(self):
        position = self.position()
        char = self.peek()
        if char == "{":
            return self.read_object()
        if char == "[":
            return self.read_array()
        if self.peek(2) == "${":
            return self.read_reference(position)
        if char == '"':
            return self.read_quoted_value(position)
        return self.read_unquoted()

    def read_reference(self, position):
        is_optional = self.peek(3) == "${?"
        if is_optional:
            self.error("'${?...}' is not supported", "optional-substitution")
        self.advance(3 if is_optional else 2)
        self.take(BLANKS_IN_LINE)
        keys = self.read_path()
        if self.peek() != "}":
            self.fail("'}' is missing after the substitution")
        self.advance()
        return Unread(position) if is_optional else Reference(keys, position)

    def read_quoted_value(self, position):
        text = self.read_quoted()
        if "${" in text:
            self.error("a substitution within a text is not supported",
                       "substitution-in-string", position)
        return Scalar(text, position, text, quoted=True)

    def read_array(self):
        position = self.position()
        self.advance()
        items = []
        is_whole = self.collect(
            items, lambda: self.read_within(1, position), "]")
        if not self.peek():
            self.give_up("'[' is never closed", "unclosed", position)
        self.advance()
        return Array(items, position, is_whole)

    def read_unquoted(self):
        position = self.position()
        text = UNQUOTED.match(self.text, self.at).group().rstrip()
        if not text:
            self.fail(f"a value is missing before {self.peek()!r}")
        self.advance(len(text))
        return Scalar(scalar_of(text), position, text)


def scalar_of(text):
    """The value of an unquoted text."""
    words = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    if INTEGER.match(text) and len(text) < 400:
        return int(text)
    if NUMBER.match(text):
        return float(text)
    return text


def read_text(text, file, problems, compat_escapes=False):
    """The syntax tree of a text, or None if it can't be read to the end."""
    reader = Reader(text, file, problems, compat_escapes)
    if "\0" in text:
        reader.advance(text.index("\0"))
        reader.give_up("a NUL in a file", "control-character")
        return None
    tree = reader.read_file()
    return None if reader.is_lost else tree
