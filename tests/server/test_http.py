"""Paths, versions, methods, the envelope and limits.

See doc/original.md, "Paths and versions", "Requests", "The envelope" and
"Headers".
"""

import http.client
import json
import re

import pytest

from document import document
from lineup_server import IS_LIGHTTPD, WEB


@pytest.mark.parametrize("path", [
    "/queues.get_all", "/v2.4/queues.get_all", "/v2.4/queues.get_all/",
    "/api/v2.4/queues.get_all", "/api/queues.get_all", "//queues.get_all",
    "//v2.4/queues.get_all", "/api//v2.4/queues.get_all",
    "/v24/queues.get_all", "/v10/queues.get_all", "/v999.0/queues.get_all",
    "/v2.4/queues.get_all%0a", "/v2.4/queues%2eget_all", "/queues.get_all/?x",
])
def test_paths_of_calls(client, path):
    assert client.send("GET", path).code == (200, 0)


@pytest.mark.parametrize("path", [
    "/v2/queues.get_all", "/v1/queues.get_all", "/v2./queues.get_all",
    "/v2.4.1/queues.get_all", "/V2.4/queues.get_all", "/v2.4/queues",
    "/v2.4/q.a", "/nothing", "/queues.get_all/more", "/static/x",
    "/v2.4//queues.get_all", "/v-2.4/queues.get_all",
])
def test_paths_that_are_none(client, path):
    answer = client.send("GET", path)
    assert (answer.status, answer.code) == (400, (400, 0))
    assert answer.message == f"Invalid request path {path}"
    assert answer.meta["endpoint"] == {
        "name": "", "requested_version": 1.0, "actual_version": None}


@pytest.mark.parametrize("path, statuses", [
    ("/queues.get_all%00", {"apache": 404, "nginx": 400}),
    ("/queues.get_all%01", {"apache": 403}),
    ("/queues.get_all%zz", {"apache": 400, "nginx": 400})])
def test_paths_that_web_servers_refuse(client, path, statuses):
    """Apache and nginx do not pass on all paths."""
    answer = client.send("GET", path)
    assert answer.status == statuses.get(WEB, 400)
    if WEB not in statuses:
        assert answer.message.startswith("Invalid request path /queues.get")


@pytest.mark.parametrize("version, reason", [
    ("2.015", "Invalid leading zero in minor: '2.015'"),
    ("02.4", "Invalid leading zero in major: '02.4'"),
])
def test_versions_with_leading_zeros(client, version, reason):
    answer = client.call("queues.get_all", version=version)
    assert (answer.status, answer.code) == (400, (400, 2))
    assert answer.message == ("Request path has invalid version: "
                              f"version={version}, reason={reason}")
    assert answer.meta["endpoint"] == {
        "name": "", "requested_version": 1.0, "actual_version": None}


@pytest.mark.parametrize("action, version, actual", [
    ("queues.get_all", "2.4", "2.4"), ("queues.get_all", "2.15", "2.4"),
    ("queues.get_all", "2.999", "2.4"), ("queues.get_next_task", "2.1", "1.0"),
    ("queues.get_all", "24", "2.4"), ("queues.get_all", "999.0", "2.4"),
    ("queues.add_or_update_metadata", "2.13", "2.13"),
    ("auth.logout", "2.2", "2.2"),
    ("auth.login", "2.4", "1.0"),
])
def test_versions_that_answer(client, queue, action, version, actual):
    body = {"queue": queue,
            "metadata": [{"key": "k", "type": "str", "value": "v"}]}
    answer = client.call(action, body, version)
    assert answer.code == (200, 0)
    assert answer.meta["endpoint"] == {
        "name": action, "requested_version": version,
        "actual_version": actual}


def test_no_version_is_the_announced_one(client):
    endpoint = client.call("queues.get_all").meta["endpoint"]
    assert endpoint["requested_version"] == document().root["info"]["version"]


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_old_versions_are_numbers(client, queue, version):
    answer = client.call("queues.get_next_task", {"queue": queue}, version)
    assert answer.meta["endpoint"] == {
        "name": "queues.get_next_task", "requested_version": float(version),
        "actual_version": 1.0}


@pytest.mark.parametrize("action, version", [
    ("queues.get_all", "2.3"), ("queues.nosuch", "2.4"),
    ("Queues.get_all", "2.4"), ("models.get_by_id", "2.9"),
    ("workers.register", "2.3"), ("queues.add_or_update_metadata", "2.12"),
])
def test_unknown_endpoints(client, action, version):
    answer = client.call(action, version=version)
    assert answer.status == 404
    assert answer.code == (404, 0)
    assert answer.message == (f"Unable to find endpoint for name {action} "
                              f"and version {version}")
    assert answer.meta["endpoint"] == {
        "name": action, "requested_version": version, "actual_version": None}


def test_old_versions_of_unknown_endpoints_are_numbers(client):
    answer = client.call("queues.get_all", version="1.0")
    assert b'"requested_version":1.0,"actual_version":null' in answer.body
    assert answer.message == ("Unable to find endpoint for name "
                              "queues.get_all and version 1.0")


def test_no_version_of_an_unknown_endpoint(client):
    assert client.refused("queues.nosuch") == (
        404, 0, "Unable to find endpoint for name queues.nosuch and "
        f"version {document().root['info']['version']}")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE",
                                    "PROPFIND"])
def test_any_method_takes_a_body(client, queue, method):
    answer = client.call("queues.get_by_id", {"queue": queue}, method=method)
    assert answer.data["queue"]["id"] == queue


def test_head_is_get_without_a_body(client, queue):
    answer = client.send("HEAD", f"/queues.get_by_id?queue={queue}")
    assert answer.status == 200
    assert answer.body == b""
    assert int(answer.headers["Content-Length"]) > 100
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path, line", [
    ("/debug.ping", (200, "OK")), ("/nothing", (400, "Bad Request")),
    ("/queues.get_all", (401, "Unauthorized")),
    ("/queues.nosuch", (404, "Not Found"))])
def test_status_lines(nobody, path, line):
    answer = nobody.send("GET", path)
    assert (answer.status, answer.reason) == line


@pytest.mark.parametrize("path, status", [
    ("/queues.get_all", 401), ("/queues.nosuch", 404), ("/nothing", 400),
    ("/healthz", 200)])
def test_head_of_any_answer(nobody, path, status):
    head, got = nobody.send("HEAD", path), nobody.send("GET", path)
    assert (head.status, head.body) == (status, b"")
    for name in ("Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


def test_methods_that_nobody_knows(client):
    """lighttpd has a list of methods."""
    answer = client.send("FOO", "/queues.get_all")
    assert answer.status == (501 if IS_LIGHTTPD else 200)
    if not IS_LIGHTTPD:
        assert answer.code == (200, 0)


@pytest.mark.parametrize("path", [
    "/queues.get_all", "/nothing", "/", "/v02.4/queues.get_all",
    "/v2.4/queues.nosuch", "/healthz", "/a/b/c"])
@pytest.mark.parametrize("body", [None, b"{"])
def test_options_is_always_fine(nobody, path, body):
    answer = nobody.send("OPTIONS", path, body, {"Authorization": "x"})
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Length"] == "0"


def test_query_string(client, queue):
    answer = client.send("GET", f"/queues.get_by_id?queue={queue}")
    assert answer.data["queue"]["id"] == queue


def test_query_string_is_converted_by_type(client, name, queue):
    answer = client.send(
        "GET", f"/queues.get_all?name=%5E{name}%24&page=0&page_size=1"
        "&only_fields[]=id&only_fields[]=name")
    assert answer.data == {"queues": [{"id": queue, "name": name}]}


def test_query_string_of_a_wrong_type(client):
    answer = client.send("GET", "/queues.get_all?page=first")
    assert answer.code == (400, 12)
    assert answer.meta["error_data"] == {
        "path": "page", "rule": "type", "expected": "integer",
        "got": "string"}


def test_query_string_wins_over_the_body(client, queue):
    answer = client.send("GET", f"/queues.get_by_id?queue={queue}",
                         {"queue": "other"})
    assert answer.data["queue"]["id"] == queue


def test_form(client, queue):
    answer = client.send(
        "POST", "/queues.get_by_id", f"queue={queue}".encode(),
        {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.data["queue"]["id"] == queue


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", ""])
def test_a_body_is_json_whatever_it_is_called(client, queue, content_type):
    answer = client.send("POST", "/queues.get_by_id",
                         json.dumps({"queue": queue}).encode(),
                         {"Content-Type": content_type})
    assert answer.code == (200, 0)


@pytest.mark.parametrize("body", [b"", b"null", b"false", b"0", b'""', b"[]",
                                  b"{}", b" {} "])
def test_bodies_that_say_nothing(client, body):
    assert client.send("POST", "/queues.get_all", body).code == (200, 0)


@pytest.mark.parametrize("body, got", [
    (b"[1]", "array"), (b'"abc"', "string"), (b"5", "integer"),
    (b"1.5", "number"), (b"true", "boolean")])
def test_bodies_that_are_no_objects(client, body, got):
    answer = client.send("POST", "/queues.get_all", body)
    assert answer.code == (400, 12)
    assert answer.meta["error_data"] == {
        "path": "", "rule": "type", "expected": "object", "got": got}


@pytest.mark.parametrize("body", [
    b"{", b"{]", b"{'a': 1}", b'{"a": NaN}', b'{"a": 1} x', b'{"a": "\xff"}',
    b"\xef\xbb\xbf{}", b'{"a": "\xc0\x80"}', b'{"a": "\\ud800"}',
    b'{"a": 01}', b'{"a": "\n"}'])
def test_bodies_that_are_no_json(client, body):
    answer = client.send("POST", "/queues.get_all", body)
    assert answer.code == (400, 0)
    assert answer.message == ("The browser (or proxy) sent a request that "
                              "this server could not understand.")
    assert answer.meta["error_data"]["rule"] in ("syntax", "utf8")


@pytest.mark.parametrize("body, rule", [
    (b"[" * 65 + b"]" * 65, "depth"), (b"[" * 100000, "depth"),
    (b'{"a": [' + b"1," * 100000 + b"1]}", "values"),
    (b'{"a": 1e999}', "number"), (b'{"a": 9223372036854775808}', "number"),
    (b'{"a\\u0000b": 1}', "nul"),
])
def test_limits_of_bodies(client, body, rule):
    answer = client.send("POST", "/queues.get_all", body)
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["rule"] == rule


def test_the_deepest_nesting_that_passes(client):
    body = b'{"x": ' + b"[" * 63 + b"]" * 63 + b"}"
    assert client.send("POST", "/queues.get_all", body).code == (200, 0)


def test_nul_in_a_string(client):
    answer = client.call("queues.create", {"name": "a\0bc"})
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["rule"] == "nul"


def test_nul_in_the_id_of_a_queue(client, queue):
    company = client.ok("queues.get_by_id", {"queue": queue})["queue"][
        "company"]
    for given in (queue + "\0", "\0" + queue, "\0"):
        shown = given.replace("\0", "\ufffd")
        assert client.refused("queues.get_by_id", {"queue": given}) == (
            400, 701, f"Invalid queue id: id={shown}, company={company}")
        assert client.refused("queues.remove_task", {
            "queue": given, "task": "x"})[:2] == (400, 703)


def test_the_largest_body(client, queue):
    body = json.dumps({"queue": queue}).encode()
    body += b" " * (1048576 - len(body))
    assert client.send("POST", "/queues.get_by_id", body).code == (200, 0)
    answer = client.send("POST", "/queues.get_by_id", body + b" ")
    assert (answer.status, answer.code) == (413, (413, 0))


def test_a_huge_body(client):
    try:
        answer = client.send("POST", "/queues.get_all", b" " * (8 << 20))
    except (BrokenPipeError, ConnectionResetError):
        return  # the web server may hang up before it has read all
    assert answer.status == 413


def test_order_of_checks(nobody, client):
    bad = {"Authorization": "Basic ???"}
    assert nobody.send("POST", "/v2.4/q.a", b"{").code == (400, 0)
    assert nobody.send("POST", "/queues.nosuch", b"{").code == (404, 0)
    assert nobody.send("POST", "/queues.get_all", b"{").code == (401, 20)
    assert nobody.send("POST", "/queues.get_all", b"{", bad).code[0] == 401
    assert client.send("POST", "/queues.get_all", b"{").code == (400, 0)


def test_order_of_checks_of_one_caller(client):
    """Each check must pass before the next one is made."""
    nobody_there = {"X-Clearml-Act-As": "zzz"}
    both = nobody_there | {"X-Clearml-Impersonate-As": "zzz"}
    for path, body, sent, code in (
            ("/v02.4/queues.nosuch", b"{", both, (400, 2)),
            ("/queues.nosuch", b"{", both, (404, 0)),
            ("/queues.get_by_id", b"{", both, (400, 5)),
            ("/queues.get_by_id", b"{", nobody_there, (400, 6)),
            ("/queues.get_by_id", b"{", {}, (400, 0)),
            ("/queues.get_by_id", b"{}", {}, (400, 12)),
            ("/queues.get_by_id", b'{"queue": "zzz"}', {}, (400, 701))):
        assert client.send("POST", path, body, sent).code == code


def test_envelope(client):
    answer = client.call("queues.get_all")
    assert list(answer.envelope) == ["meta", "data"]
    assert list(answer.meta) == [
        "id", "trx", "endpoint", "result_code", "result_subcode",
        "result_msg", "error_stack", "error_data"]
    assert re.fullmatch("[0-9a-f]{32}", answer.meta["id"])
    assert answer.meta["trx"] == answer.meta["id"]
    assert answer.meta["result_msg"] == "OK"
    assert answer.meta["error_stack"] is None
    assert answer.meta["error_data"] == {}
    assert answer.headers["Content-Type"] == "application/json"
    assert b": " not in answer.body.split(b'"data"')[0]


def test_ids_of_calls_differ(client):
    ids = {client.call("debug.ping").meta["id"] for _ in range(5)}
    assert len(ids) == 5


@pytest.mark.parametrize("header", ["X-Clearml-Trx", "x-trains-trx"])
def test_trx_is_echoed(client, header):
    answer = client.send("POST", "/debug.ping", {}, {header: "abc"})
    assert answer.meta["trx"] == "abc"
    assert answer.meta["id"] != "abc"


def test_trx_of_two_headers(nobody):
    answer = nobody.send("POST", "/nothing", {}, {
        "X-Trains-Trx": "old", "X-CLEARML-TRX": 'new "\xe4"'})
    assert answer.meta["trx"].startswith('new "')


def test_answers_are_ascii(client, name):
    client.ok("queues.create", {"name": name + "ä😀\x7f/<"})
    body = client.call("queues.get_all", {"name": name}).body
    assert (name + r"\u00E4\uD83D\uDE00" + "\x7f/<").encode() in body


def test_times(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}000)?\+00:00",
                        found["created"])


CORS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Vary")


def cors(answer):
    return {name: answer.headers[name] for name in CORS
            if name in answer.headers}


@pytest.mark.parametrize("method, path, status", [
    ("POST", "/debug.ping", 200), ("POST", "/queues.get_all", 401),
    ("POST", "/nothing", 400), ("POST", "/queues.nosuch", 404),
    ("GET", "/healthz", 200), ("OPTIONS", "/queues.get_all", 200)])
def test_cors(nobody, method, path, status):
    sent = {"Origin": "http://web", "Access-Control-Request-Headers": "x"}
    answer = nobody.send(method, path, None, sent)
    assert answer.status == status
    assert cors(answer) == {
        "Access-Control-Allow-Origin": "*", "Vary": "Origin"}


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_no_cors_without_an_origin(nobody, method):
    answer = nobody.send(method, "/debug.ping", None, {
        "Access-Control-Request-Method": "POST"})
    assert cors(answer) == {}


@pytest.mark.parametrize("wanted", ["authorization, x", None])
def test_preflight(nobody, wanted):
    answer = nobody.send("OPTIONS", "/queues.get_all", None, {
        "Origin": "http://web", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": wanted})
    allowed = {"Access-Control-Allow-Headers": wanted} if wanted else {}
    assert (answer.status, answer.body) == (200, b"")
    assert cors(answer) == allowed | {
        "Access-Control-Allow-Origin": "*", "Vary": "Origin",
        "Access-Control-Allow-Methods":
            "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"}


def test_no_cors_headers_by_a_request_alone(nobody):
    """The headers of a preflight mean nothing in another method."""
    answer = nobody.send("POST", "/debug.ping", None, {
        "Origin": "http://web", "Access-Control-Request-Method": "POST"})
    assert "Access-Control-Allow-Methods" not in answer.headers


def test_debug_ping_and_server_info(nobody, client):
    assert nobody.ok("debug.ping")["msg"]
    assert nobody.refused("server.info")[:2] == (401, 20)
    info = client.ok("server.info")
    assert info["api_version"] == document().root["info"]["version"]
    assert re.fullmatch("[0-9a-f-]{32,36}", info["uid"])


def test_the_header_server_is_the_web_servers(nobody):
    found = nobody.send("GET", "/debug.ping").headers["Server"].lower()
    assert found.startswith("lighttpd" if IS_LIGHTTPD else WEB)


def test_connections_are_kept(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for _ in range(3):
        connection.request("POST", "/debug.ping", b"{}")
        response = connection.getresponse()
        assert response.status == 200
        response.read()
        assert not response.will_close
    connection.close()


def fill(client, n):
    """A queue with n tasks of 100 characters."""
    queue = client.ok("queues.create", {"name": f"long {n}"})["id"]
    tasks = [f"{i:0100d}" for i in range(n)]
    for task in tasks:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return queue, tasks


def test_long_answers_come_whole(client):
    queue, tasks = fill(client, 1000)
    answer = client.call("queues.get_by_id", {"queue": queue})
    assert len(answer.body) > 2 * 65536
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    found = [entry["task"] for entry in answer.data["queue"]["entries"]]
    assert found == tasks


def test_answers_that_are_too_long(own_server):
    client = own_server.start(LINEUP_MAX_ANSWER="65536").admin
    queue, _ = fill(client, 600)
    code = client.refused("queues.get_by_id", {"queue": queue})
    assert code[:2] == (400, 16)
    assert "only_fields" in code[2]
    found = client.ok("queues.get_all", {
        "id": [queue], "only_fields": ["id"]})["queues"]
    assert found == [{"id": queue}]


def test_settings_reach_the_server(own_server):
    client = own_server.start(
        LINEUP_API_VERSION="2.31", LINEUP_MAX_BODY="2000",
        LINEUP_CORS_ORIGINS="http://a http://b").admin
    assert client.ok("server.info")["api_version"] == "2.31"
    endpoint = client.call("queues.get_all").meta["endpoint"]
    assert endpoint["requested_version"] == "2.31"
    answer = client.send("POST", "/queues.get_all", b" " * 2001)
    assert answer.code == (413, 0)
    for origin, allowed in (("http://b", True), ("http://c", False)):
        answer = client.send("POST", "/debug.ping", {}, {"Origin": origin})
        assert cors(answer) == {"Vary": "Origin"} | ({
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Credentials": "true"} if allowed else {})
