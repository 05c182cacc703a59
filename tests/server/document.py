"""Checks answers by generated/openapi.json.

An answer must be as the document says for the requested version, and may have
no member that no version of the action declares: the document alone would allow
any, so that clients accept new ones.
"""

import copy
import functools
import gzip
import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker, RefResolver

ROOT = Path(__file__).resolve().parents[2]
# The services that only a store that keeps tasks itself serves.
ALONE = sorted(path.stem for path in (ROOT / "schema/overlay").glob("*.conf")
               if re.search("^alone: true$", path.read_text(), re.M))
PATH = re.compile(r"/v(\d+)\.(\d+)/(.+)")
# Answers if no action was found, or not even looked for.
WITHOUT_ACTION = {(400, 0), (400, 2), (404, 0)}
LONGEST = 1 << 20  # bytes of an answer that is checked


def is_rfc3339(text):
    return not isinstance(text, str) or bool(re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00", text))


FORMATS = FormatChecker(formats=())
FORMATS.checkers["date-time"] = (is_rfc3339, ())


def close(schema):
    """Refuse members that an object's schema does not declare."""
    if isinstance(schema, list):
        for part in schema:
            close(part)
    if not isinstance(schema, dict):
        return
    for part in schema.values():
        close(part)
    if "properties" in schema and "type" in schema:
        schema.setdefault("additionalProperties", False)


def widen(older, newer):
    """Add the properties that a newer version declares."""
    for name, value in newer.get("properties", {}).items():
        if name in older.setdefault("properties", {}):
            widen(older["properties"][name], value)
        else:
            older["properties"][name] = value


def data_of(operation):
    """The schema of the data of a successful answer."""
    content = operation["responses"]["200"]["content"]["application/json"]
    return content["schema"]["allOf"][1]["properties"]["data"]


class Document:
    def __init__(self, text):
        self.root = json.loads(text)
        self.actions = {}  # name -> its (version, operation), rising
        for path, methods in self.root["paths"].items():
            major, minor, name = PATH.fullmatch(path).groups()
            self.actions.setdefault(name, []).append(
                ((int(major), int(minor)), methods["post"]))
        for forms in self.actions.values():
            forms.sort(key=lambda form: form[0])
            newest = data_of(forms[-1][1])
            for _, operation in forms[:-1]:
                widen(data_of(operation), copy.deepcopy(newest))
            for _, operation in forms:
                close(data_of(operation))
        for schema in self.root["components"]["schemas"].values():
            close(schema)
        self.resolver = RefResolver("", self.root)  # slow to make
        self.validator = functools.cache(self.validator)

    def validator(self, *steps):
        """A validator of answers by the schema at a path."""
        schema = self.root
        for step in steps:
            if "$ref" in schema:
                schema = self.followed(schema["$ref"])
            schema = schema[step]
        return Draft202012Validator(
            schema, resolver=self.resolver, format_checker=FORMATS)

    def followed(self, reference):
        schema = self.root
        for step in reference.removeprefix("#/").split("/"):
            schema = schema[step]
        return schema

    def path_of(self, endpoint):
        """The path in the document of the call that was made."""
        major, _, minor = str(endpoint["requested_version"]).partition(".")
        asked = int(major), int(minor or 0)
        found = [version for version, _ in self.actions[endpoint["name"]]
                 if version <= asked]
        return f"/v{found[-1][0]}.{found[-1][1]}/{endpoint['name']}"

    def check(self, status, envelope):
        """Fail, with the first reason, if an answer breaks the document."""
        endpoint = envelope["meta"]["endpoint"]
        if endpoint["actual_version"] is None:
            self.validator("components", "schemas", "Error").validate(envelope)
            code = (envelope["meta"]["result_code"],
                    envelope["meta"]["result_subcode"])
            assert code in WITHOUT_ACTION and code[0] == status, envelope
            return
        path = self.path_of(endpoint)
        answers = self.root["paths"][path]["post"]["responses"]
        assert str(status) in answers, f"{path} never answers {status}"
        self.validator("paths", path, "post", "responses", str(status),
                       "content", "application/json", "schema"
                       ).validate(envelope)


@functools.cache
def document():
    return Document((ROOT / "generated/openapi.json").read_text())


def check_answer(answer):
    """Check an answer by the document, if it is the answer of an action."""
    kind = answer.headers.get("Content-Type", "")
    if kind != "application/json" or not 0 < len(answer.body) <= LONGEST:
        return
    body = answer.body
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    found = json.loads(body)
    if isinstance(found, dict) and "meta" in found:
        document().check(answer.status, found)
