"""Pages of other sites can't have a browser do anything with its cookie.

Each request has the headers that a browser sends with it.
"""

import pytest

from lineup_server import Client

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TEXT = {"Content-Type": "text/plain;charset=UTF-8"}
PARTS = {"Content-Type": "multipart/form-data; boundary=b"}
CROSS = {"Sec-Fetch-Site": "cross-site"}
SAME_SITE = {"Sec-Fetch-Site": "same-site"}
EVIL = {"Origin": "http://evil.example"}
NULL = {"Origin": "null"}
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def cookie(server):
    """The Cookie header of a browser in which a user is logged in."""
    answer = server.admin.call("auth.login")
    return {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}


@pytest.fixture
def own_origin(server):
    return {"Origin": f"http://127.0.0.1:{server.port}"}


def delete(nobody, queue, method, headers, body=None, query=True):
    path = "/queues.delete"
    if query:
        path += f"?queue={queue}&force=true"
    return nobody.send(method, path, body, headers)


@pytest.mark.parametrize("what, method, headers, body", [
    ("a link or a picture", "GET", CROSS, None),
    ("a link of a sibling, such as another port", "GET", SAME_SITE, None),
    ("a link in a mail, or an address typed", "GET",
     {"Sec-Fetch-Site": "none"}, None),
    ("a link, in a browser that says nothing", "GET", {}, None),
    ("a form", "POST", CROSS | EVIL | FORM, b"x=1"),
    ("a form, in a browser that says nothing", "POST", EVIL | FORM, b"x=1"),
    ("a form that is JSON", "POST", CROSS | EVIL | TEXT, b'{"x":"="}'),
    ("a form with files", "POST", CROSS | EVIL | PARTS, b"--b--"),
    ("a form in a sandbox", "POST", CROSS | NULL | FORM, b"x=1"),
    ("a form of our own page", "POST", OWN | FORM, b"x=1"),
    ("a text of our own page", "POST", OWN | TEXT, b"{}"),
    ("fetch() without a type", "POST", CROSS | EVIL, b"{}"),
    ("fetch() of a frame in a sandbox", "GET", CROSS | NULL, None),
    ("a beacon", "POST", CROSS | EVIL | TEXT, b"{}"),
    ("a type that begins like JSON", "POST", CROSS | EVIL | {
        "Content-Type": "application/jsonx"}, b"{}"),
    ("a text that says it is JSON", "POST", CROSS | EVIL | {
        "Content-Type": "text/plain; application/json"}, b"{}"),
    ("lines of JSON", "POST", CROSS | EVIL | {
        "Content-Type": "application/json-lines"}, b"{}"),
    ("a page of a name that begins like ours", "GET",
     {"Origin": "http://127.0.0.1.evil.example"}, None),
    ("a page that ends like ours", "GET",
     {"Origin": "http://evil.example/://127.0.0.1"}, None),
    ("JSON by another method", "GET", CROSS | JSON, b"{}"),
    ("JSON by PUT", "PUT", CROSS | EVIL | JSON, b"{}"),
])
def test_pages_of_others_have_no_cookie(client, nobody, queue, cookie, what,
                                        method, headers, body):
    answer = delete(nobody, queue, method, cookie | headers, body)
    assert answer.code == (401, 20), what
    assert client.ok("queues.get_by_id", {"queue": queue})


def test_no_page_logs_anybody_out(nobody, cookie):
    for headers in (CROSS, CROSS | EVIL | FORM):
        answer = nobody.send("GET", "/auth.logout", None, cookie | headers)
        assert answer.code == (401, 20)
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method, headers, body", [
    ("GET", OWN, None), ("POST", OWN | JSON, b"{}"),
    ("POST", JSON, b"{}"), ("POST", CROSS | JSON, b"{}"),
    ("POST", SAME_SITE | {"Content-Type": "application/json; charset=utf-8"},
     b"{}"),
    ("POST", {"Content-Type": "Application/JSON"}, b"{}"),
    ("PUT", OWN | JSON, b"{}"),
])
def test_what_our_own_pages_send(nobody, queue, cookie, method, headers,
                                 body):
    answer = delete(nobody, queue, method, cookie | headers, body)
    assert answer.code == (200, 0)


def test_pages_of_our_own_origin(nobody, queue, cookie, own_origin):
    """A browser without Sec-Fetch-Site sends its Origin."""
    headers = cookie | own_origin
    assert delete(nobody, queue, "POST", headers | CROSS).code == (401, 20)
    assert delete(nobody, queue, "POST", headers | FORM,
                  b"x=1").code == (401, 20)
    assert delete(nobody, queue, "PUT", headers).code == (200, 0)


def test_the_web_page_of_clearml(nobody, cookie, own_origin):
    """It POSTs JSON, behind any proxy: its origin need not be ours."""
    for origin in ({}, own_origin, {"Origin": "https://app.example.com"}):
        sent = cookie | origin | SAME_SITE
        answer = nobody.call("queues.get_all_ex", {"page": 0}, **{
            name.replace("-", "_"): value for name, value in sent.items()})
        assert answer.code == (200, 0)


def test_keys_and_tokens_count_anywhere(client, nobody, queue):
    """No browser adds them by itself."""
    token = "Bearer " + client.ok("auth.login")["token"]
    headers = CROSS | EVIL | FORM | {"Authorization": token}
    assert delete(nobody, queue, "POST", headers, b"x=1").code == (200, 0)


def asked(client, origin, method="OPTIONS"):
    """The answer to a browser that asks whether a page may call."""
    answer = client.send(method, "/queues.delete", None, {
        "Origin": origin, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})
    return (answer.headers["Access-Control-Allow-Origin"],
            answer.headers["Access-Control-Allow-Credentials"],
            answer.headers["Access-Control-Allow-Headers"])


@pytest.mark.parametrize("method", ["OPTIONS", "POST"])
def test_nobody_is_allowed_to_use_cookies(nobody, method):
    headers = "content-type" if method == "OPTIONS" else None
    for origin in ("http://evil.example", "null", "*", ""):
        assert asked(nobody, origin, method) in (
            ("*", None, headers), (None, None, None))


def test_origins_that_are_listed_may_use_cookies(own_server):
    client = own_server.start(LINEUP_CORS_ORIGINS="http://a null http://b").admin
    nobody = Client(client.port)
    for origin in ("http://a", "http://b"):
        assert asked(nobody, origin) == (origin, "true", "content-type")
    for origin in ("http://c", "null", "http://a.c", "https://a", "http://A",
                   "http://a null", "http:", ""):
        assert asked(nobody, origin) == (None, None, None)


def test_listed_beside_any(own_server):
    client = own_server.start(LINEUP_CORS_ORIGINS="* http://b").admin
    nobody = Client(client.port)
    assert asked(nobody, "http://b") == ("http://b", "true", "content-type")
    for origin in ("http://c", "null", "*"):
        assert asked(nobody, origin) == ("*", None, "content-type")
