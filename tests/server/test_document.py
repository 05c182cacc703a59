"""The OpenAPI document, and the check of answers against it."""

import copy
import shutil
import subprocess

import pytest
from jsonschema import ValidationError

from document import ROOT, document
from real_clients import install

QUEUE = {
    "id": "0", "name": "name", "tags": [], "entries": [
        {"task": "1", "added": "2022-01-01T00:00:00.005000+00:00"}],
    "metadata": {"k": {"key": "k", "type": "t", "value": "v"}}}


def envelope(action, version, data):
    return {"meta": {
        "id": "0", "trx": "0", "result_code": 200, "result_subcode": 0,
        "result_msg": "OK", "error_stack": None, "error_data": {},
        "endpoint": {"name": action, "requested_version": version,
                     "actual_version": "2.4"}}, "data": data}


def refusal(code, subcode, action="queues.delete", actual="2.4"):
    made = envelope(action, "2.4", {})
    made["meta"] |= {"result_code": code, "result_subcode": subcode}
    made["meta"]["endpoint"]["actual_version"] = actual
    return made


def test_a_public_validator_finds_it_valid(tmp_path):
    """It also accepts what is generated for each construct of the schemas."""
    shutil.copy(ROOT / "tests/codegen/constructs.conf", tmp_path)
    subprocess.run(
        [ROOT / "script/generate", "--schema", tmp_path, "--out", tmp_path],
        check=True, timeout=60)
    done = subprocess.run(
        [install("api-tools") / "openapi-spec-validator",
         ROOT / "generated/openapi.json", tmp_path / "openapi.json"],
        capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_good_answers_are_taken():
    check = document().check
    check(200, envelope("queues.get_by_id", "2.23", {"queue": QUEUE}))
    check(200, envelope("queues.get_by_id", "2.16",
                        {"queue": QUEUE | {"metadata": []}}))
    check(200, envelope("queues.get_by_id", "999.0", {"queue": {}}))
    check(200, envelope("queues.get_all", "2.4",
                        {"queues": [], "scroll_id": "0"}))
    check(400, refusal(400, 702))
    check(404, refusal(404, 0, actual=None))


@pytest.mark.parametrize("version, change", [
    ("2.16", {}),
    ("2.17", {"metadata": []}),
    ("2.23", {"metadata": {"k": {"key": "k", "typ": "t"}}}),
    ("2.23", {"name": 5}),
    ("2.23", {"name": None}),
    ("2.23", {"owner": "0"}),
    ("2.23", {"entries": [{"task": "1", "added": "2022-01-01"}]}),
    ("2.23", {"entries": [{"task": {"id": "1"}}]}),
])
def test_answers_that_break_it_are_found(version, change):
    with pytest.raises(ValidationError):
        document().check(200, envelope(
            "queues.get_by_id", version, {"queue": QUEUE | change}))


def test_members_beside_the_declared_ones_are_found():
    check = document().check
    with pytest.raises(ValidationError):
        check(200, envelope("queues.get_by_id", "2.4", {"entry": {}}))
    with pytest.raises(ValidationError):
        check(200, envelope("queues.delete", "2.4", {"deleted": 2}))
    made = envelope("queues.delete", "2.4", {"deleted": 1})
    for where in (made, made["meta"], made["meta"]["endpoint"]):
        where["more"] = 1
        with pytest.raises(ValidationError):
            check(200, copy.deepcopy(made))
        del where["more"]
    check(200, made)


def test_errors_that_an_action_never_answers_are_found():
    check = document().check
    with pytest.raises(ValidationError):
        check(400, refusal(400, 706))
    with pytest.raises(ValidationError):
        check(500, refusal(500, 9999))
    with pytest.raises(AssertionError):
        check(404, refusal(404, 0))
    with pytest.raises(AssertionError):
        check(400, refusal(400, 12, actual=None))
    with pytest.raises(ValidationError):
        check(401, refusal(401, 20) | {"data": {"deleted": 1}})


def test_each_version_has_its_path_and_each_correction_a_mark():
    root = document().root
    for action, versions in (
            ("queues.get_all", [(2, 4), (2, 15), (2, 17)]),
            ("queues.get_next_task", [(1, 0), (2, 4)])):
        found = [version for version, _ in document().actions[action]]
        assert found[:len(versions)] == versions
    create = root["paths"]["/v2.13/queues.create"]["post"]
    body = create["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["name"]
    assert "metadata" in body["properties"]
    assert "x-lineup-overlay" not in body["properties"]["tags"]
    assert "x-lineup-overlay" in root["components"]["schemas"]["queues.queue"][
        "properties"]["last_update"]
    assert root["paths"]["/v1.0/debug.ping"]["post"]["security"] == []
