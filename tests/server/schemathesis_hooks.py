"""Hooks for schemathesis, which loads this file itself.

FUZZ_QUEUE names an existing queue, in which FUZZ_TASKS tasks wait, named by
their number.
"""

import os

import schemathesis
from schemathesis import GenerationMode

# The rules by which parsers refuse what the document does not allow.
RULES = {"type", "required", "minimum", "enum", "closed"}
NOT_IMPLEMENTED = 9999


@schemathesis.hook
def map_body(context, body):
    """Have every other call name the queue, and one of its last tasks."""
    if not isinstance(body, dict) or "delete" in context.operation.path:
        return body
    for name in ("queue", "task"):
        value = body.get(name)
        if isinstance(value, str) and len(value) % 2:
            last = int(os.environ["FUZZ_TASKS"]) - len(value)
            body[name] = (os.environ["FUZZ_QUEUE"] if name == "queue"
                          else str(last))
    return body


def meta(response):
    return response.json()["meta"]


@schemathesis.check
def no_failure_but_not_implemented(context, response, case):
    if response.status_code >= 500:
        assert meta(response)["result_subcode"] == NOT_IMPLEMENTED, (
            response.text)


@schemathesis.check
def what_the_document_allows_is_read(context, response, case):
    mode = case.meta and case.meta.generation.mode
    if mode == GenerationMode.POSITIVE and response.status_code == 400:
        found = meta(response)["error_data"]
        assert found.get("rule") not in RULES, response.text
