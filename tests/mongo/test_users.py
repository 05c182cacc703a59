"""Users and keys, those of a ClearML server beside lineup's own."""

import pytest

from credentials import bearer, claims, key_of, refusal
from lineup_server import COMPANY, basic


@pytest.fixture(scope="module")
def users(mongod, server):
    server.settings |= {"LINEUP_STORE": mongod.uri, "LINEUP_STORE_PREFIX": ""}
    return mongod.client().auth.user


@pytest.fixture
def clearml(users):
    """What a ClearML server has made in the same databases."""
    made = [{"_id": "__apiserver__", "name": "apiserver", "role": "system",
             "company": COMPANY, "credentials": [],
             "email": "apiserver@example.com"},
            {"_id": "bob", "name": "Bob", "role": "user", "company": COMPANY,
             "credentials": [{"key": "BOB", "secret": "s"}],
             "email": "bob@example.com"}]
    users.insert_many(made)
    yield made
    users.delete_many({"_id": {"$in": [user["_id"] for user in made]}})


def test_users_of_our_own(server, mongod, users):
    client, user = server.add_user("Eve")
    key = key_of(server, user)
    server.tool("user", "disable", user)
    assert users.find_one({"_id": user})["disabled"] is True
    assert client.refused("queues.get_all")[:2] == (401, 22)
    server.tool("user", "enable", user)
    assert "disabled" not in users.find_one({"_id": user})
    client.ok("queues.get_all")
    server.tool("user", "remove", user)
    assert client.refused("queues.get_all")[:2] == (401, 22)
    backend = mongod.client().backend
    assert backend.user.find_one({"_id": user}) is None
    assert backend.lineup_key.find_one({"_id": key}) is None


def test_users_of_a_clearml_server_are_its_own(server, users, clearml):
    _, user = server.add_user("Fay")
    before = list(users.find())
    for verb in ("remove", "disable", "enable"):
        for name in ("bob", user, "nosuch"):
            assert server.tool_refused("user", verb, name) == (
                f"{name}: another ClearML server keeps its users here; "
                "change this user there")
    assert server.tool_refused("key", "revoke", "BOB") == (
        "BOB: another ClearML server keeps its users here; "
        "change this key there")
    assert server.tool_refused("key", "revoke", "nosuch").startswith("nosuch")
    assert list(users.find()) == before


def test_keys_that_were_made_here_can_be_revoked(server, users, clearml):
    client, user = server.add_user("Gus")
    server.tool("key", "revoke", key_of(server, user))
    assert client.refused("queues.get_all")[:2] == (401, 22)
    lines = server.tool("key", "add", "bob").split()
    key, secret = (line.split("=", 1)[1] for line in lines if "=" in line)
    client.authorization = basic(key, secret)
    client.ok("queues.get_all")
    server.tool("key", "revoke", key)
    assert client.refused("queues.get_all")[:2] == (401, 22)
    assert users.find_one({"_id": "bob"})["credentials"] == [
        {"key": "BOB", "secret": "s"}]


def test_tokens_of_a_clearml_server_go_by_their_user(server, clearml):
    identity = {"user": "bob", "company": COMPANY, "role": "user"}
    server.admin.authorization = bearer(server, claims(identity=identity))
    server.admin.ok("queues.get_all")
    server.admin.ok("auth.login")
    server.admin.authorization = server.key()
    gone = bearer(server, claims(identity=identity | {"user": "nobody"}))
    assert refusal(server, gone) == (
        401, 30, "Invalid token (revoked token)")
