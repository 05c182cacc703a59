"""The examples in doc/api.md are what the server does."""

import json

import pytest

from document import ROOT, document
from examples import FILE, record, without_accidents


@pytest.mark.sqlite
def test_examples_are_what_the_server_answers(own_server):
    """In MongoDB, queues.clear_queue does not answer tasks that don't exist.
    """
    made = record(own_server.start().admin)
    kept = json.loads(FILE.read_text())
    assert without_accidents(made) == without_accidents(kept), (
        "if this is meant, run script/record-examples and make")


def is_implemented(action):
    answers = document().actions[action][0][1]["responses"]
    return "9999" not in answers["500"]["$ref"]


def test_every_action_has_one_that_succeeds():
    kept = json.loads(FILE.read_text())
    done = {example["action"] for example in kept
            if example["answer"]["meta"]["result_code"] == 200}
    assert done == set(filter(is_implemented, document().actions))


def test_the_page_shows_them():
    page = (ROOT / "doc/api.md").read_text()
    for example in json.loads(FILE.read_text()):
        path = f"POST /v{example['version']}/{example['action']}\n"
        assert path in page
        told = example["answer"]["meta"]
        if told["result_code"] != 200:
            assert f"\n{told['result_code']}\n{told['result_msg']}\n" in page
