"""Admins acting as another user (doc/original.md, "Impersonation")."""

import pytest

from credentials import read_claims
from lineup_server import Client


@pytest.fixture(scope="module")
def people(server):
    """Users by name: a Client and an id each."""
    return {
        "user": server.add_user("Una"), "admin": server.add_user(
            "Ada", "--role", "admin"),
        "root": server.add_user("Rob", "--role", "root"),
        "other": server.add_user("Oda", "--company", "other")}


HEADERS = [("X_Clearml_Impersonate_As", True),
           ("X_Trains_Impersonate_As", True), ("X_Clearml_Act_As", False),
           ("X_Trains_Act_As", False)]


@pytest.mark.parametrize("header, impersonates", HEADERS)
def test_being_somebody_else(people, header, impersonates):
    client, user = people["admin"][0], people["user"][1]
    token = client.call("auth.login", **{header: user}).data["token"]
    body = read_claims(token)
    assert body["identity"]["user"] == user
    assert body["identity"]["user_name"] == (
        "Una (impersonated by Ada)" if impersonates
        else "Ada (acting as Una)")


def test_root_may_be_anybody(people, name):
    body = {"name": name}
    sent = {"X_Clearml_Impersonate_As": people["other"][1]}
    queue = people["root"][0].call("queues.create", body, **sent).data["id"]
    found = people["other"][0].ok("queues.get_by_id", {"queue": queue})
    assert found["queue"]["company"] == "other"


@pytest.mark.parametrize("who, headers, code, message", [
    ("admin", {"X_Clearml_Impersonate_As": "x", "X_Trains_Act_As": "y"},
     (400, 5), "Invalid headers (only one allowed): "
     "headers=(X-Clearml-Impersonate-As, X-Trains-Act-As)"),
    ("user", {"X_Clearml_Impersonate_As": "x", "X_Trains_Act_As": "y"},
     (400, 5), None),
    ("user", {"X_Clearml_Act_As": "x"}, (400, 6),
     "Impersonation error (impersonation not allowed): role=user"),
    ("admin", {"X_Clearml_Act_As": "zzz"}, (400, 6),
     "Impersonation error (unknown user): id=zzz, "
     "company=d1bd92a3b039400cbafc60a7a5b1e52b"),
    ("root", {"X_Clearml_Act_As": "zzz"}, (400, 6),
     "Impersonation error (unknown user): id=zzz"),
    ("admin", {"X_Clearml_Act_As": ""}, (200, 0), "OK")])
def test_impersonation_that_is_refused(people, who, headers, code, message):
    answer = people[who][0].call("queues.get_all", **headers)
    assert answer.code == code
    assert message is None or answer.message == message


@pytest.mark.parametrize("header", [name for name, _ in HEADERS])
def test_an_admin_who_acts_as_root_stays_within_the_company(server, people,
                                                            header):
    token = people["admin"][0].call(
        "auth.login", **{header: people["root"][1]}).data["token"]
    across = {"X_Clearml_Impersonate_As": people["other"][1]}
    for _ in range(3):
        assert read_claims(token)["identity"]["role"] == "admin"
        client = Client(server.port, f"Bearer {token}")
        assert client.call("queues.get_all", **across).code == (400, 6)
        token = client.ok("auth.login")["token"]


def test_admins_stay_within_their_company(people):
    sent = {"X_Clearml_Impersonate_As": people["other"][1]}
    answer = people["admin"][0].call("queues.get_all", **sent)
    assert answer.code == (400, 6)
