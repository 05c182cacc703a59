"""Requests that schemathesis makes from the document, always the same ones."""

import os
import re
import subprocess

import pytest

from document import ALONE, ROOT
from real_clients import install

HERE = ROOT / "tests/server"
CHECKS = [
    "no_failure_but_not_implemented", "what_the_document_allows_is_read",
    "content_type_conformance", "ignored_auth", "response_schema_conformance",
    "status_code_conformance"]
EXAMPLES = 10   # of each operation
TASKS = 500
LEAST = 500    # calls in all


def without():
    """The choice of actions that every store serves, if one is given."""
    if "LINEUP_STORE" not in os.environ:
        return []
    return ["--exclude-path-regex", rf"/({'|'.join(ALONE)})\."]


def test_no_answer_breaks_the_document(own_server, tmp_path):
    client = own_server.start().admin
    queue = client.ok("queues.create", {"name": "fuzzed"})["id"]
    for task in range(TASKS):
        client.ok("queues.add_task", {"queue": queue, "task": str(task)})
    done = subprocess.run(
        [install("api-tools") / "schemathesis", "--no-color", "run",
         ROOT / "generated/openapi.json",
         "--url", f"http://127.0.0.1:{own_server.port}",
         "--header", f"Authorization: {client.authorization}",
         "--phases", "fuzzing", "--checks", ",".join(CHECKS),
         "--max-examples", str(EXAMPLES), "--generation-deterministic",
         "--warnings", "off", *without()],
        cwd=tmp_path, capture_output=True, text=True, timeout=1200,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_hooks",
                          "PYTHONPATH": str(HERE), "FUZZ_QUEUE": queue,
                          "FUZZ_TASKS": str(TASKS)})
    assert done.returncode == 0, done.stdout + done.stderr
    run = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert run and run[1] == run[2] and int(run[1]) > LEAST, done.stdout
    left = client.ok("queues.get_by_id", {"queue": queue})["queue"]["entries"]
    assert len(left) < TASKS
