"""Keys, tokens and login (doc/original.md, "Keys", "Tokens" and "Login")."""

import base64
import email.utils
import hashlib
import json
import time

import pytest

from credentials import bearer, call_with, claims, read_claims, refusal
from document import document
from lineup_server import COMPANY, Client, basic, make_token, segment


@pytest.mark.parametrize("authorization, code, message", [
    (None, (401, 20), "Unauthorized (missing credentials)"),
    ("", (401, 20), "Unauthorized (missing credentials)"),
    ("Digest x", (401, 10), "Unauthorized (bad authentication header type)"),
    ("basic eDp5", (401, 10),
     "Unauthorized (bad authentication header type)"),
    ("bearer x", (401, 10), "Unauthorized (bad authentication header type)"),
    ("BASIC eDp5", (401, 10),
     "Unauthorized (bad authentication header type)"),
    ("Basic", (401, 22), "Unauthorized (invalid credentials) "
     "(failed to locate provided credentials)"),
    ("Bearer", (401, 30), "Invalid token (invalid jwt token): "
     "reason=Not enough segments"),
    ("Bearers", (401, 10), "Unauthorized (bad authentication header type)"),
    ("Basic:eDp5", (401, 10),
     "Unauthorized (bad authentication header type)"),
    ("Basic YTp", (401, 21),
     "Unauthorized (malformed credentials) (Incorrect padding)"),
    ("Basic YTpiYw=", (401, 21),
     "Unauthorized (malformed credentials) (Incorrect padding)"),
])
def test_headers_that_say_nothing(server, authorization, code, message):
    assert refusal(server, authorization) == code + (message,)


@pytest.mark.parametrize("authorization", [
    basic("nobody", "nothing"), basic("", ""),
    "Basic " + base64.b64encode(b"no colon").decode(), "Basic !!!",
    "Basic -_-_", "Basic " + base64.b64encode(b"\xe4:\xff").decode(),
    basic("key", "a:b:c"), basic("%' OR 1=1 --", "x")])
def test_keys_that_are_none(server, authorization):
    assert refusal(server, authorization) == (
        401, 22, "Unauthorized (invalid credentials) "
        "(failed to locate provided credentials)")


def key_and_secret(server):
    found = server.environment()
    return (found["CLEARML_API_ACCESS_KEY"],
            found["CLEARML_API_SECRET_KEY"])


def test_characters_that_base64_skips(server):
    code = basic(*key_and_secret(server)).split(" ")[1]
    for text in (" " + code, code[:5] + "-_ !" + code[5:], code + "=="):
        assert call_with(server, "Basic " + text).code == (200, 0)


@pytest.mark.parametrize("form", [
    "{key}:{secret}:", "{key}:{secret}\0", "{key}:{secret}\0x",
    "{key}\0:{secret}", "\0{key}:{secret}", ":{key}:{secret}",
    "{key}::{secret}", "{key}: {secret}", "{key}:{secret}\n", "{key}:",
    "{key}", "\xef\xbb\xbf{key}:{secret}"])
def test_keys_are_taken_to_the_letter(server, form):
    key, secret = key_and_secret(server)
    text = form.format(key=key, secret=secret).encode("latin-1")
    authorization = "Basic " + base64.b64encode(text).decode()
    assert refusal(server, authorization)[:2] == (401, 22)


def test_wrong_secret(server):
    key = server.environment()["CLEARML_API_ACCESS_KEY"]
    assert refusal(server, basic(key, "wrong"))[:2] == (401, 22)


def test_login_gives_a_token_that_clients_read(server, client):
    token = client.ok("auth.login")["token"]
    head, body, _ = token.split(".")
    body = json.loads(base64.urlsafe_b64decode(body + "=="))
    head = json.loads(base64.urlsafe_b64decode(head + "=="))
    assert head == {"typ": "JWT", "alg": "HS256"}
    assert body["exp"] - body["iat"] == 2592000
    assert abs(body["iat"] - time.time()) < 60
    assert body["api_version"] == document().root["info"]["version"]
    assert body["auth_type"] == "Bearer"
    assert body["feature_set"] == "basic"
    assert body["env"] == "<unknown>"
    assert body["server_version"]
    assert body["server_build"] == ""
    assert set(body["identity"]) == {"user", "company", "role", "user_name",
                                     "company_name"}
    assert call_with(server, f"Bearer {token}").code == (200, 0)


def test_login_by_get_without_a_body(server):
    answer = server.admin.send("GET", "/auth.login")
    assert answer.code == (200, 0)


def test_login_renews_a_token(server, client):
    token = client.ok("auth.login")["token"]
    again = Client(server.port, f"Bearer {token}").ok("auth.login")["token"]
    assert call_with(server, f"Bearer {again}").code == (200, 0)


@pytest.mark.parametrize("asked, lifetime", [
    (100, 100), (0, 2592000), (None, 2592000), (31536000, 31536000),
    (60.0, 60)])
def test_lifetime(client, asked, lifetime):
    token = client.ok("auth.login", {"expiration_sec": asked})["token"]
    body = read_claims(token)
    assert body["exp"] - body["iat"] == lifetime


@pytest.mark.parametrize("asked", [77, -5])
def test_lifetime_from_the_query(client, asked):
    answer = client.send("GET", f"/auth.login?expiration_sec={asked}")
    body = read_claims(answer.data["token"])
    assert body["exp"] - body["iat"] == asked


def test_lifetime_below_zero_has_expired(server, client):
    token = client.ok("auth.login", {"expiration_sec": -5})["token"]
    assert refusal(server, f"Bearer {token}") == (
        401, 30, "Invalid token (invalid jwt token): "
        "reason=Signature has expired")


def test_lifetime_that_is_too_long(client):
    answer = client.call("auth.login", {"expiration_sec": 31536001})
    assert answer.code == (400, 12)
    assert answer.meta["error_data"] == {
        "path": "expiration_sec", "rule": "maximum",
        "expected": "31536000", "got": "31536001"}


@pytest.fixture(scope="module")
def system(server):
    return server.add_user("Sys", "--role", "system")[0]


@pytest.mark.parametrize("body", [
    {}, {"expiration_sec": 0}, {"expiration_sec": None}])
def test_role_system_never_expires(server, system, body):
    token = system.ok("auth.login", body)["token"]
    assert "exp" not in read_claims(token)
    assert call_with(server, f"Bearer {token}").code == (200, 0)


@pytest.mark.parametrize("asked", [60, -5])
def test_role_system_expires_when_asked_for(system, asked):
    found = read_claims(system.ok("auth.login",
                                  {"expiration_sec": asked})["token"])
    assert found["exp"] - found["iat"] == asked


def test_lifetimes_that_are_none(client):
    for asked in ("60", True, 1.5, [60]):
        code = client.refused("auth.login", {"expiration_sec": asked})
        assert code[:2] == (400, 12)


def test_login_without_a_cookie(client, nobody):
    answer = client.call("auth.login", {"cookie": False})
    assert "Set-Cookie" not in answer.headers
    token = {"Authorization": "Bearer " + answer.data["token"]}
    assert nobody.call("queues.get_all", **token).code == (200, 0)
    for asked in (True, None):
        answer = client.call("auth.login", {"cookie": asked})
        assert "Set-Cookie" in answer.headers


def test_cookie(server, client, nobody):
    answer = client.call("auth.login")
    token = answer.data["token"]
    found = answer.headers["Set-Cookie"].split("; ")
    expires = found.pop(1).removeprefix("Expires=")
    assert found == [f"clearml_token_basic={token}", "Max-Age=99999999999",
                     "HttpOnly", "Path=/", "SameSite=Lax"]
    then = email.utils.parsedate_to_datetime(expires).timestamp()
    assert abs(then - 99999999999 - time.time()) < 60
    assert email.utils.formatdate(then, usegmt=True) == expires
    cookie = answer.headers["Set-Cookie"]
    sent = "a=b; " + cookie.split(";")[0]
    assert nobody.call("queues.get_all", Cookie=sent).code == (200, 0)
    assert nobody.call("queues.get_all", Cookie="clearml_token_basic=x"
                       ).code == (401, 30)


def test_header_wins_over_the_cookie(client, server):
    answer = call_with(server, server.key(), Cookie="clearml_token_basic=x")
    assert answer.code == (200, 0)
    token = client.ok("auth.login")["token"]
    answer = call_with(server, "Bearer x",
                       Cookie=f"clearml_token_basic={token}")
    assert answer.code == (401, 30)


def test_an_empty_cookie_is_no_token(nobody):
    answer = nobody.call("queues.get_all", Cookie="clearml_token_basic=")
    assert answer.message == ("Invalid token (invalid jwt token): "
                              "reason=Not enough segments")


def test_login_by_cookie(client, nobody):
    token = client.ok("auth.login")["token"]
    answer = nobody.call("auth.login", Cookie=f"clearml_token_basic={token}")
    assert answer.headers["Set-Cookie"].startswith(
        f"clearml_token_basic={answer.data['token']};")


def test_a_refused_login_sets_no_cookie(client, nobody):
    for answer in (nobody.call("auth.login"),
                   client.call("auth.login", {"expiration_sec": 99999999})):
        assert answer.code[0] >= 400
        assert "Set-Cookie" not in answer.headers


def test_login_gives_the_role_of_now(server):
    _, user = server.add_user("Amy", "--role", "admin")
    token = bearer(server, claims(identity={
        "user": user, "company": COMPANY, "role": "guest"}))
    made = Client(server.port, token).ok("auth.login")["token"]
    assert read_claims(made)["identity"] == {
        "user": user, "company": COMPANY, "role": "admin",
        "company_name": "clearml"}


def test_token_of_the_right_secret(server, una):
    token = bearer(server, claims(identity=una))
    assert call_with(server, token).code == (200, 0)


def test_token_without_exp_is_good_for_ever(server, una):
    token = bearer(server, claims(identity=una, exp=None))
    assert call_with(server, token).code == (200, 0)


def test_unknown_claims_are_fine(server, una):
    token = bearer(server, claims(
        identity=una, zzz=1, session_id="x", iat=None))
    assert call_with(server, token).code == (200, 0)


def test_times_may_be_texts_of_digits(server, una):
    now = int(time.time())
    token = bearer(server, claims(
        identity=una, exp=str(now + 60), iat=str(now), nbf="5"))
    assert call_with(server, token).code == (200, 0)


def null_claim(server, name):
    return bearer(server, claims() | {name: None})


@pytest.mark.parametrize("name, reason", [
    ("exp", "Expiration Time claim (exp) must be an integer."),
    ("iat", "Issued At claim (iat) must be an integer."),
    ("nbf", "Not Before claim (nbf) must be an integer.")])
def test_times_that_are_null(server, name, reason):
    assert refusal(server, null_claim(server, name)) == (
        401, 30, f"Invalid token (invalid jwt token): reason={reason}")


@pytest.mark.parametrize("changes, reason", [
    ({"exp": 5}, "Signature has expired"),
    ({"exp": "5"}, "Signature has expired"),
    ({"exp": ""}, "Expiration Time claim (exp) must be an integer."),
    ({"exp": "5x"}, "Expiration Time claim (exp) must be an integer."),
    ({"exp": [5]}, "Expiration Time claim (exp) must be an integer."),
    ({"exp": True}, "Expiration Time claim (exp) must be an integer."),
    ({"nbf": "soon"}, "Not Before claim (nbf) must be an integer."),
    ({"aud": ["x"]}, "Invalid audience"),
    ({"exp": "soon"}, "Expiration Time claim (exp) must be an integer."),
    ({"iat": "soon"}, "Issued At claim (iat) must be an integer."),
    ({"iat": 99999999999}, "The token is not yet valid (iat)"),
    ({"nbf": 99999999999}, "The token is not yet valid (nbf)"),
    ({"aud": "x"}, "Invalid audience"),
])
def test_claims_that_are_refused(server, changes, reason):
    assert refusal(server, bearer(server, claims(**changes))) == (
        401, 30, f"Invalid token (invalid jwt token): reason={reason}")


@pytest.mark.parametrize("token, reason", [
    ("x", "Not enough segments"), ("x.y", "Not enough segments"),
    ("a.b.c.d", "Not enough segments"), ("!!!.e30.x", "Invalid header padding"),
    ("e3.e30.x", "Invalid header padding"),
])
def test_tokens_that_are_none(server, token, reason):
    assert refusal(server, f"Bearer {token}") == (
        401, 30, f"Invalid token (invalid jwt token): reason={reason}")


def test_wrong_signature(server):
    signed, signature = make_token(server.secret(), claims()).rsplit(".", 1)
    other = "B" if signature[0] == "A" else "A"
    for bad in (make_token("another secret", claims()),
                f"{signed}.{other}{signature[1:]}", f"{signed}."):
        assert refusal(server, f"Bearer {bad}") == (
            401, 30, "Invalid token (invalid jwt token): "
            "reason=Signature verification failed")


def test_algorithm_none(server):
    token = (segment({"alg": "none"}) + b"." + segment(claims()) +
             b".").decode()
    assert refusal(server, f"Bearer {token}") == (
        401, 30, "Invalid token (jwt invalid key error): "
        'reason=When alg = "none", key value must be None.')


@pytest.mark.parametrize("algorithm, digest", [
    ("HS384", hashlib.sha384), ("HS512", hashlib.sha512),
    ("RS256", hashlib.sha256), ("hs256", hashlib.sha256)])
def test_other_algorithms(server, algorithm, digest):
    token = bearer(server, claims(), header={"alg": algorithm},
                   digest=digest)
    assert refusal(server, token) == (
        401, 30, "Invalid token (invalid jwt token): "
        "reason=The specified alg value is not allowed")


@pytest.mark.parametrize("identity", [
    None, "x", {}, {"user": "u", "company": "c"},
    {"user": "u", "company": "c", "role": 5},
    {"user": "u", "company": "c", "role": "user", "zzz": "x"}])
def test_identities_that_are_refused(server, identity):
    code = refusal(server, bearer(server, claims(identity=identity)))
    assert code[:2] == (401, 30)
    assert code[2].startswith("Invalid token (failed parsing token): reason=")


def test_a_company_is_what_the_token_says(server, queue):
    _, user = server.add_user("Cee", "--company", "c")
    token = bearer(server, claims(identity={
        "user": user, "company": "c", "role": "user"}))
    client = Client(server.port, token)
    assert client.ok("queues.get_all") == {"queues": []}
    assert client.refused("queues.get_by_id", {"queue": queue}) == (
        400, 701, f"Invalid queue id: id={queue}, company=c")


def test_every_role_may_call_queues(server, una):
    token = bearer(server, claims(identity=una | {"role": "guest"}))
    assert call_with(server, token).code == (200, 0)


def test_logout_clears_the_cookie(client, nobody):
    answer = client.call("auth.logout")
    assert (answer.code, answer.data) == ((200, 0), {})
    assert answer.headers["Set-Cookie"] == (
        "clearml_token_basic=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; "
        "Max-Age=0; HttpOnly; Path=/")
    assert nobody.refused("auth.logout")[:2] == (401, 20)


def test_a_token_outlives_a_logout(server, client):
    """Only the cookie ends."""
    token = f"Bearer {client.ok('auth.login')['token']}"
    Client(server.port, token).ok("auth.logout")
    assert call_with(server, token).code == (200, 0)


def test_fixed_users_mode(nobody):
    assert nobody.ok("auth.fixed_users_mode") == {
        "enabled": False, "guest": {"enabled": False}, "server_errors": {}}


@pytest.mark.parametrize("headers", [
    {"Authorization": "Bearer x"}, {"Authorization": "Basic YTp"},
    {"Authorization": "Digest x"}, {"X_Clearml_Act_As": "zzz"},
    {"Cookie": "clearml_token_basic=x"}])
@pytest.mark.parametrize("action", ["auth.fixed_users_mode", "debug.ping"])
def test_actions_for_anybody_look_at_no_credentials(nobody, action, headers):
    assert nobody.call(action, **headers).code == (200, 0)
