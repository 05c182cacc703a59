"""Keys and users that are added and removed, and their tokens."""

import re
import time

import pytest

from credentials import bearer, claims, key_of, read_claims, refusal
from lineup_server import COMPANY, Client


def test_revoked_key(server):
    client, user = server.add_user("Max")
    assert client.call("queues.get_all").code == (200, 0)
    server.tool("key", "revoke", key_of(server, user))
    assert client.call("queues.get_all").code == (401, 22)


@pytest.mark.parametrize("name, shown", [
    ("a\tb", r"a\x09b"), ("a\nb\tadmin", r"a\x0ab\x09admin"),
    ("a\u2028b", r"a\u2028b"), ("a\x1b[2Kb", r"a\x1b[2Kb"),
    ("z\xe4\u20ac", "z\xe4\u20ac")])
def test_names_forge_no_lines(server, name, shown):
    """Nor columns, in the lists of users and keys."""
    user = server.tool("user", "add", name).strip()
    line, = [line for line in server.tool("user", "list").split("\n")
             if line.startswith(user)]
    assert line.split("\t") == [user, "user", COMPANY, shown]
    server.tool("key", "add", user, "--label", name)
    row, = [row for line in server.tool("key", "list").split("\n")
            if (row := line.split("\t"))[1:2] == [user]]
    assert len(row) == 4 and row[3] == shown


TOO_LONG = "names, ids and roles have 1 to 200 bytes"


@pytest.mark.parametrize("words, why", [
    (["n" * 201], TOO_LONG), (["Non", "--company", "c" * 201], TOO_LONG),
    ([""], "an argument is empty"),
    (["Non", "--role", ""], "--role: needs a value"),
    (["Non", "--company", ""], "--company: needs a value"),
    (["Non", "--company", "--role"], "--company: needs a value"),
    (["Non", "--company-name", ""], "--company-name: needs a value")])
def test_users_that_are_not_added(server, words, why):
    """In SQLite, queues of a company with an empty id would be deleted."""
    before = server.tool("user", "list")
    assert server.tool_refused("user", "add", *words) == why
    assert server.tool("user", "list") == before


@pytest.mark.parametrize("words", [
    ["user", "remove"], ["user", "disable"], ["user", "enable"],
    ["key", "add"], ["key", "revoke"]])
def test_nothing_is_done_to_nobody(server, words):
    before = server.tool("user", "list"), server.tool("key", "list")
    assert server.tool_refused(*words, "") == "an argument is empty"
    assert server.tool_refused(*words).startswith(
        f"usage: lineup {' '.join(words)} ")
    assert (server.tool("user", "list"), server.tool("key", "list")) == before


@pytest.mark.sqlite
def test_no_secret_is_in_the_database(server):
    """Only its hash is; the key itself is there."""
    line = server.tool("key", "add", server.add_user("Ida")[1])
    key, secret = re.findall("KEY=(.*)", line)
    data = b"".join(path.read_bytes() for path in server.data.glob("lineup.db*"))
    assert key.encode() in data
    assert secret.encode() not in data


def test_user_who_is_disabled(server):
    client, user = server.add_user("Dis")
    server.tool("user", "disable", user)
    assert client.call("queues.get_all").code == (401, 22)
    line, = [line for line in server.tool("user", "list").splitlines()
             if user in line]
    assert line.endswith("\tDis\tdisabled")
    server.tool("user", "enable", user)
    assert client.call("queues.get_all").code == (200, 0)
    assert "disabled" not in server.tool("user", "list")


def test_user_who_is_removed(server):
    client, user = server.add_user("Rem")
    server.tool("user", "remove", user)
    assert client.call("queues.get_all").code == (401, 22)
    assert user not in server.tool("user", "list")
    assert user not in server.tool("key", "list")
    for verb in ("remove", "disable", "enable"):
        assert server.tool_refused("user", verb, user) == (
            f"no such user: {user}")


def test_tokens_end_within_a_minute(server):
    """Tokens of a revoked key, of a disabled or removed user; others stay
    valid.
    """
    holders = [server.add_user(name) for name in ("Ann", "Bob", "Cid", "Dan")]
    tokens = []
    for client, _ in holders:
        token = client.ok("auth.login")["token"]
        tokens.append(Client(server.port, f"Bearer {token}"))
        assert tokens[-1].call("queues.get_all").code == (200, 0)
    server.tool("key", "revoke", key_of(server, holders[0][1]))
    server.tool("user", "disable", holders[1][1])
    server.tool("user", "remove", holders[2][1])
    begun = time.monotonic()
    for token in tokens[:3]:
        assert token.refused("auth.login")[0] >= 400
    while any(token.call("queues.get_all").code != (401, 30)
              for token in tokens[:3]):
        assert time.monotonic() - begun < 60
        time.sleep(0.5)
    assert refusal(server, tokens[0].authorization)[2] == (
        "Invalid token (revoked token)")
    assert tokens[3].call("queues.get_all").code == (200, 0)


def test_a_token_names_its_key(server):
    client, user = server.add_user("Nan")
    token = client.ok("auth.login")["token"]
    assert read_claims(token)["lineup_key"] == key_of(server, user)
    again = Client(server.port, f"Bearer {token}").ok("auth.login")["token"]
    assert read_claims(again)["lineup_key"] == key_of(server, user)
    assert "lineup_key" not in read_claims(token)["identity"]


@pytest.mark.parametrize("change", [
    {"company": "c"}, {"user": "nobody"}, {"user": ""}])
def test_tokens_of_users_who_are_not_there(server, una, change):
    token = bearer(server, claims(identity=una | change))
    for action in ("queues.get_all", "auth.login"):
        assert Client(server.port, token).refused(action) == (
            401, 30, "Invalid token (revoked token)")


@pytest.mark.parametrize("key", ["nosuch", "", "\x7f"])
def test_tokens_of_keys_that_are_not_there(server, una, key):
    token = bearer(server, claims(identity=una, lineup_key=key))
    assert refusal(server, token) == (
        401, 30, "Invalid token (revoked token)")


def test_tokens_of_keys_of_others(server, una):
    """They are refused, unless an admin's, who may act as the user."""
    _, user = server.add_user("Ken")
    token = bearer(server, claims(
        identity=una, lineup_key=key_of(server, user)))
    assert refusal(server, token) == (
        401, 30, "Invalid token (revoked token)")


def test_a_key_is_named_by_a_text(server, una):
    token = bearer(server, claims(identity=una, lineup_key=5))
    assert refusal(server, token) == (
        401, 30, "Invalid token (invalid jwt token): "
        "reason=lineup_key must be a string")
