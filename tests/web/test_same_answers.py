"""Answers that lineup makes are the same behind every web server, to the byte.
"""

import re
import shutil

import pytest

from lineup_server import Client, Server

WEBS = ("lighttpd", "apache", "nginx", "cgi")
MIB = 1 << 20
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LINES = {"Content-Type": "application/json-lines"}
PARTS = {"Content-Type": "multipart/form-data; boundary=b"}
TRX = {"X-Clearml-Trx": "abc"}
ORIGIN = {"Origin": "http://web"}
PREFLIGHT = ORIGIN | {"Access-Control-Request-Method": "POST",
                      "Access-Control-Request-Headers": "a, b"}
# Parts that differ from call to call.
MASKS = [(rb'"[0-9a-f]{32}"', b'"ID"'), (rb'"token":"[^"]*"', b'"token":""'),
         (rb"\d{4}-\d\d-\d\dT[\d:.]*\+00:00", b"TIME"),
         (rb"token_basic=[^;]*", b"token_basic="), (rb"Expires=[^;]*", b"")]
HEADERS = re.compile("access-control-|content-type|set-cookie|allow|x-", re.I)

PATHS = [
    "/", "/healthz", "/readyz", "/nothing", "/queues.get_all",
    "/v2.4/queues.get_all", "/api/v2.23/queues.get_all", "/v1/queues.get_all",
    "/v02.4/queues.get_all", "/v2.4/queues.nosuch", "/v2.4/tasks.enqueue",
    "/v2.4/queues.get_all/", "/v2.4//queues.get_all", "//queues.get_all",
    "//v2.4/queues.get_all", "/api//v2.4/queues.get_all",
    "/v2.4/./queues.get_all", "/v2.4/../queues.get_all", "/queues.get_all/x",
    "/v2.4/queues%2eget_all", "/v2.4%2Fqueues.get_all", "/%71ueues.get_all",
    "/queues.get_all%2f", "/queues.get_all%20", "/%c3%a4.get_all", "/~a/$&+,;",
    "/queues.get_all%25", "/v2.4/queues.get_all%0a", "/a%22%3cb%3e",
]
QUERIES = [
    "?", "?name=default", "?name=%5Edefault%24", "?page=0&page_size=1", "?a",
    "?a&&b==&=c", "?page=x", "?name=%ff", "?name=%00", "?x=%zz",
    "?only_fields=id",
    "?name=a+b&name=c%20d", "?x=/../y//z", "?a?b?c",
    "?only_fields[]=id&only_fields[]=name", "?x=" + "y" * 6000,
]
BODIES = [
    (b"", {}), (b"{}", {}), (b"{}", JSON), (b'{"page": "x"}', JSON),
    (b'{"name": "default"}', JSON), (b'{"name": "def"', JSON), (b"[1]", JSON),
    (b'{"a": "\xff"}', JSON), (b"\xef\xbb\xbf{}", JSON), (b"\0", JSON),
    (b'{"name": 5}', JSON), (b'{"nam\\u00e9": "\\ud83d\\ude00"}', JSON),
    (b" " * MIB, JSON), (b" " * (MIB + 1), JSON), (b" " * 20000, JSON),
    (b"name=default&page=0&page_size=1", FORM), (b"page=x", FORM),
    (b"{}\n{}", LINES), (b"{}\n[]", LINES),
    (b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\ndefault\r\n'
     b"--b--\r\n", PARTS), (b"--b", PARTS),
    (b"x", {"Content-Encoding": "gzip"}),
]
SENT = [
    {"Authorization": None}, {"Authorization": "Basic ???"},
    {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer x.y.z"},
    {"Authorization": "basic eDp5"}, {"Authorization": "Digest x"},
    {"Authorization": ""}, {"Authorization": "Bearer " + "a" * 6000},
    {"Authorization": None, "Cookie": "a=b; clearml_token_basic=x"},
    {"X-Clearml-Impersonate-As": "nobody"}, {"X-Trains-Act-As": "nobody"},
    TRX, {"X-Trains-Trx": "\xe4 \"quoted\""}, ORIGIN, PREFLIGHT,
    {"Content-Type": "text/plain"}, {"X-Forwarded-User": "root"},
]
# The calls in the life of a queue, with their bodies.
LIFE = [
    ("auth.login", {"expiration_sec": 600}), ("auth.logout", {}),
    ("queues.create", {"name": "life ä", "tags": ["b", "a"]}),
    ("queues.create", {"name": "life ä"}),
    ("queues.add_task", {"queue": "QUEUE", "task": "t1"}),
    ("queues.add_task", {"queue": "QUEUE", "task": "t1"}),
    ("queues.add_task", {"queue": "QUEUE", "task": "t2"}),
    ("queues.move_task_to_front", {"queue": "QUEUE", "task": "t2"}),
    ("queues.get_by_id", {"queue": "QUEUE"}),
    ("queues.get_all_ex", {"id": ["QUEUE"]}),
    ("queues.delete", {"queue": "QUEUE"}),
    ("queues.get_next_task", {"queue": "QUEUE"}),
    ("queues.remove_task", {"queue": "QUEUE", "task": "t1"}),
    ("queues.get_next_task", {"queue": "QUEUE"}),
    ("queues.delete", {"queue": "QUEUE", "force": True}),
    ("queues.get_by_id", {"queue": "QUEUE"}),
]


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    """A client for each web server; all have the same data."""
    folder = tmp_path_factory.mktemp("same")
    servers = []
    for web in WEBS:
        data = folder / web / "data"
        data.parent.mkdir()
        if servers:
            shutil.copytree(folder / "first", data)
        servers.append(Server(data, web))
        if web == WEBS[0]:
            servers[0].start().stop()
            shutil.copytree(data, folder / "first")
    try:
        yield {server.web: server.start().admin for server in servers}
    finally:
        for server in servers:
            server.stop()


def masked(data):
    for pattern, text in MASKS:
        data = re.sub(pattern, text, data)
    return data


def shown(method, answer):
    """The parts of an answer that must be the same."""
    length = int(answer.headers["Content-Length"])
    assert method == "HEAD" or length == len(answer.body)
    headers = sorted(
        (name.lower(), masked(value.encode()))
        for name, value in answer.headers.items() if HEADERS.match(name))
    return answer.status, headers, masked(answer.body)


def check(clients, method, path, body=None, headers=None):
    answers = {web: shown(method, client.send(method, path, body, headers))
               for web, client in clients.items()}
    for web in WEBS:
        assert answers[web] == answers[WEBS[0]], web


@pytest.mark.parametrize("path", PATHS)
def test_paths(clients, path):
    check(clients, "GET", path)
    check(clients, "POST", path, {"name": "default"})


@pytest.mark.parametrize("query", QUERIES)
def test_queries(clients, query):
    if "%00" in query or "%ff" in query:
        check(clients, "POST", "/queues.create" + query, {}, TRX)
    check(clients, "GET", "/v2.4/queues.get_all" + query)


@pytest.mark.parametrize("web", WEBS)
def test_long_batches(clients, web):
    """Only events.add_batch may have a body of 16 MiB."""
    client = clients[web]
    task = client.ok("tasks.create", {"name": "long", "type": "training"})["id"]
    line = b'{"type": "log", "task": "%s", "msg": "x"}' % task.encode()
    body = (line.ljust(8191) + b"\n") * 2048
    for path in ("/events.add_batch", "//api//v2.23/events.add_batch/"):
        answer = client.send("GET", path, body, LINES)
        assert answer.data["added"] == 2048
    answer = client.send("POST", "/events.add_batch", body + b"x", LINES)
    assert answer.code == (413, 0)
    for path in ("/events.add", "/events.add_batch?", "/x/events.add_batch"):
        try:
            answer = client.send("POST", path, body * 2, LINES)
        except (BrokenPipeError, ConnectionResetError):
            continue  # the web server may hang up before it has read all
        assert answer.status == 413


@pytest.mark.parametrize("body, headers", BODIES)
def test_bodies(clients, body, headers):
    for path in ("/queues.get_all", "/queues.get_by_id", "/nothing"):
        check(clients, "POST", path, body, headers)
        check(clients, "GET", path, body, headers)


@pytest.mark.parametrize("headers", SENT)
def test_headers(clients, headers):
    for method in ("GET", "POST", "OPTIONS"):
        check(clients, method, "/queues.get_all", b"{}", headers)


@pytest.mark.parametrize("method", [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"])
def test_methods(clients, method):
    for path in ("/queues.get_all", "/queues.nosuch", "/nothing", "/readyz",
                 "/queues.get_by_id?queue=x"):
        check(clients, method, path)
        check(clients, method, path, None, {"Authorization": None})


def test_a_life_of_a_queue(clients):
    queues = {}
    for action, body in LIFE:
        answers = {}
        for web, client in clients.items():
            sent = {key: queues[web] if value == "QUEUE" else
                    [queues[web]] if value == ["QUEUE"] else value
                    for key, value in body.items()}
            answer = client.call(action, sent)
            if answer.data.get("id"):
                queues[web] = answer.data["id"]
            answers[web] = shown("POST", answer)
            if web in queues:
                status, headers, text = answers[web]
                answers[web] = (status, headers,
                                text.replace(queues[web].encode(), b"ID"))
        assert all(answers[web] == answers["lighttpd"] for web in WEBS), (
            action, answers)


def test_cookies(clients):
    """The token of a login, as a web page sends it."""
    answers = []
    for client in clients.values():
        cookie = client.call("auth.login").headers["Set-Cookie"].split(";")[0]
        for sent in ({"Sec-Fetch-Site": "same-origin"},
                     {"Origin": f"http://127.0.0.1:{client.port}"}):
            answer = Client(client.port).send(
                "GET", "/queues.get_all", None, sent | {
                    "Cookie": "a=b; " + cookie})
            assert answer.code == (200, 0)
        answers.append(shown("GET", answer))
    assert all(answer == answers[0] for answer in answers)
