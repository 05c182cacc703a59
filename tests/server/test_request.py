"""Queries, forms, batches and encodings of bodies.

See doc/original.md, "Requests" and "Headers".
"""

import gzip
import json
from urllib.parse import quote, urlencode

import pytest

from lineup_server import IS_LIGHTTPD, WEB

UNREADABLE = ("The browser (or proxy) sent a request that this server could "
              "not understand.")
BATCH = {"Content-Type": "application/json-lines"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=b"}


def parts(*fields):
    """A form in parts, made of names, further parameters and values."""
    text = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % field for field in fields)
    return text + b"--b--\r\n"


def lines(*bodies):
    return b"\n".join(json.dumps(body).encode() for body in bodies)


def check_unreadable(answer, rule=None):
    assert (answer.status, answer.code) == (400, (400, 0))
    assert answer.message == UNREADABLE
    assert answer.data == {}
    if rule:
        assert answer.meta["error_data"]["rule"] == rule


@pytest.mark.parametrize("body, got", [
    (b"[1]", "list"), (b"[]", "list"), (b'"abc"', "str"), (b'""', "str"),
    (b"5", "int"), (b"-0", "int"), (b"1.5", "float"), (b"1e3", "float"),
    (b"true", "bool"), (b"false", "bool"), (b"null", "NoneType"),
    (b"{}\n[]\n{}", "list"), (b" \t[] ", "list")])
@pytest.mark.parametrize("action", ["queues.get_all", "queues.create"])
def test_lines_that_are_no_objects(client, action, body, got):
    answer = client.send("POST", f"/{action}", body, BATCH)
    assert (answer.status, answer.code) == (400, (400, 0))
    assert answer.message == ("json lines must contain objects, "
                              f"found: {got}")


@pytest.mark.parametrize("body", [
    b"{", b"{}\n\n{}", b"\n", b"{}\n \n", b"{}{}", b'{"a": "\xff"}',
    b"\x00{}", b"{}\n{", b"{} {}"])
@pytest.mark.parametrize("action", ["queues.get_all", "queues.create"])
def test_lines_that_are_no_json(client, action, body):
    check_unreadable(client.send("POST", f"/{action}", body, BATCH))


@pytest.mark.parametrize("body", [
    b"", b"{}", b'{"page": "first"}\n{"name": 5}\r\n', b"{}\r{}\n"])
def test_actions_without_parameters_ignore_a_batch(client, queue, body):
    for action in ("queues.get_all", "queues.get_all_ex"):
        answer = client.send("POST", f"/{action}?name=nosuch", body, BATCH)
        assert answer.code == (200, 0)
        found = [found["id"] for found in answer.data["queues"]]
        assert queue in found
    assert client.send("POST", "/queues.get_default", body, BATCH).data["id"]


@pytest.mark.parametrize("action, body, code, message", [
    ("queues.get_by_id", lines({"queue": "a"}, {"queu": "b"}), (400, 12),
     "Validation error (queue: required)"),
    ("queues.get_by_id", lines({"queue": "a"}, {"queue": 5}), (400, 12),
     "Validation error (queue: type, expected string, got integer)"),
    ("queues.get_by_id", lines({"queue": "a"}, {"queue": "b"}), (400, 12),
     "Validation error (queues.get_by_id takes one object, not a batch)"),
    ("queues.create", b"", (400, 12),
     "Validation error (queues.create takes one object, not a batch)")])
def test_actions_with_parameters_refuse_a_batch(
        client, action, body, code, message):
    answer = client.send("POST", f"/{action}?queue=x&name=xyz", body, BATCH)
    assert (answer.code, answer.message) == (code, message)


def test_a_long_batch(client, queue):
    body = b"{}\n" * 35000
    answer = client.send("POST", "/queues.get_by_id", body, BATCH)
    assert answer.message == "Validation error (queue: required)"
    answer = client.send("POST", "/queues.get_default", body, BATCH)
    assert answer.code == (200, 0)
    check_unreadable(
        client.send("POST", "/queues.get_default", body + b"{", BATCH))


@pytest.mark.parametrize("content_type", [
    "application/json-lines; charset=utf-8", "application/JSON-lines",
    "application/json-lines;"])
def test_a_batch_is_called_just_so(client, queue, content_type):
    answer = client.send("POST", "/queues.get_by_id", {"queue": queue},
                         {"Content-Type": content_type})
    assert answer.data["queue"]["id"] == queue


def test_batches_need_credentials(nobody):
    answer = nobody.send("POST", "/queues.get_all", b"[]", BATCH)
    assert answer.code == (401, 20)


def test_parts(client, name, queue):
    body = parts((b"name", b"", f"^{name}$".encode()), (b"page", b"", b"0"),
                 (b"page_size", b"", b"1"), (b"only_fields[]", b"", b"id"),
                 (b"only_fields[]", b"", b"name"),
                 (b"tags", b'; filename="x"', b"a file\0 is not looked at"))
    answer = client.send("POST", "/queues.get_all", body, PARTS)
    assert answer.data == {"queues": [{"id": queue, "name": name}]}


def test_parts_of_other_characters(client, name):
    text = f"{name} ä😀\r\n--x"
    sent = client.send(
        "POST", "/queues.create", parts((b"name", b"", text.encode())), PARTS)
    found = client.ok("queues.get_by_id", {"queue": sent.data["id"]})
    assert found["queue"]["name"] == text


def test_parts_are_no_json(client):
    body = b"{}\r\n--b--"
    assert client.send("POST", "/queues.get_all", body, PARTS).code == (200, 0)
    assert client.send("POST", "/queues.get_all", b"", PARTS).code == (200, 0)


@pytest.mark.parametrize("body, content_type", [
    (parts((b"queue", b"", b"x"))[:-5], None), (b"{}", None), (b"--b", None),
    (parts((b"queue", b"", b"x")), "multipart/form-data"),
    (parts((b"queue", b"", b"x")), "multipart/form-data; boundary=c"),
    (parts((b"queue", b"", b"a\0b")), None),
    (b"--b\r\n\r\nx\r\n--b--", None)])
def test_parts_that_are_malformed(client, body, content_type):
    sent = {"Content-Type": content_type} if content_type else PARTS
    answer = client.send("POST", "/queues.get_by_id", body, sent)
    check_unreadable(answer, "syntax")


def test_forms_win_over_the_query(client, queue):
    for body, sent in ((f"queue={queue}".encode(), FORM),
                       (parts((b"queue", b"", queue.encode())), PARTS)):
        answer = client.send(
            "POST", "/queues.get_by_id?queue=other", body, sent)
        assert answer.data["queue"]["id"] == queue


def test_values_that_come_again_are_a_list(client, name):
    created = client.send("GET", f"/queues.create?name={name}&tags=b&tags=a")
    found = client.ok("queues.get_by_id", {"queue": created.data["id"]})
    assert found["queue"]["tags"] == ["a", "b"]


@pytest.mark.parametrize("query, tags", [
    ("tags=a", ["a"]), ("tags[]=a", ["a"]), ("tags%5B%5D=007", ["007"]),
    ("tags=true", ["true"]), ("tags", [""]), ("tags[][]=a+b", ["a b"])])
def test_lists_in_a_query(client, name, query, tags):
    created = client.send("GET", f"/queues.create?name={name}&{query}")
    found = client.ok("queues.get_by_id", {"queue": created.data["id"]})
    assert found["queue"]["tags"] == tags


def test_names_with_dots_are_nested(client, name):
    query = urlencode({"name": name, "metadata.k.key": "k",
                       "metadata.k.type": "str", "metadata.k.value": "1"})
    created = client.send("GET", f"/v2.17/queues.create?{query}")
    found = client.ok(
        "queues.get_by_id", {"queue": created.data["id"]}, "2.17")
    assert found["queue"]["metadata"] == {
        "k": {"key": "k", "type": "str", "value": "1"}}


def test_names_with_dots_in_what_is_no_object(client):
    answer = client.send(
        "POST", "/queues.get_by_id?queue.a=x", {"queue": "y"})
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["rule"] == "type"


@pytest.mark.parametrize("page, page_size", [
    ("0", "1"), ("000", "01"), ("+0", "1")])
def test_digits_are_numbers_where_numbers_belong(
        client, queue, page, page_size):
    query = urlencode({"page": page, "page_size": page_size})
    answer = client.send("GET", f"/queues.get_all?{query}")
    assert len(answer.data["queues"]) == 1


def test_digits_are_text_where_text_belongs(client):
    answer = client.send("GET", "/queues.get_by_id?queue=123")
    assert (answer.code, answer.message) == (
        (400, 701), "Invalid queue id: id=123, company="
        "d1bd92a3b039400cbafc60a7a5b1e52b")


@pytest.mark.parametrize("text", [b"\xff", b"\xc0\x80", b"a\xed\xa0\x80"])
def test_text_that_is_no_utf8(client, text):
    check_unreadable(
        client.send("GET", f"/queues.create?name=abc{quote(text)}"), "utf8")
    check_unreadable(client.send(
        "POST", "/queues.create", b"name=abc" + text, FORM), "utf8")
    check_unreadable(client.send(
        "POST", "/queues.create", parts((b"name", b"", b"abc" + text)),
        PARTS), "utf8")


def test_nul_in_a_form(client):
    check_unreadable(client.send(
        "POST", "/queues.get_all", b"name=abc\0&page=x", FORM), "syntax")


@pytest.mark.parametrize("field", [b"a&", b"tags=a&"])
def test_the_number_of_fields_is_limited(client, field):
    answer = client.send("POST", "/queues.get_all", field * 100001, FORM)
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["rule"] == "values"


def test_the_number_of_parts_is_limited(own_server):
    client = own_server.start(LINEUP_MAX_VALUES="100").admin
    field = (b"x", b"", b"1")
    for n, code in ((100, (200, 0)), (101, (400, 12))):
        answer = client.send(
            "POST", "/debug.ping", parts(*[field] * n), PARTS)
        assert answer.code == code


def test_the_last_of_equal_keys_counts(client, queue):
    answer = client.send("POST", "/queues.get_by_id",
                         b'{"queue": 5, "queue": "%s"}' % queue.encode())
    assert answer.data["queue"]["id"] == queue


@pytest.mark.parametrize("encoding, told", [
    ("gzip", "gzip"), ("identity", "identity"), ("gzip, br", "gzip, br"),
    ("x<script>", "x")])
@pytest.mark.parametrize("path", ["/queues.get_all", "/nothing"])
def test_encoded_bodies(nobody, path, encoding, told):
    answer = nobody.send("POST", path, b"x", {
        "Content-Encoding": encoding, "Origin": "http://web"})
    assert answer.status == 415
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.body.decode() == (
        f"Content encoding is not supported ({told})")


def test_an_empty_encoding_is_none(client):
    answer = client.send("POST", "/queues.get_all", {},
                         {"Content-Encoding": ""})
    assert answer.code == (200, 0)


def test_options_comes_before_encodings(nobody):
    answer = nobody.send("OPTIONS", "/queues.get_all", None,
                         {"Content-Encoding": "gzip"})
    assert (answer.status, answer.body) == (200, b"")


def test_long_answers_are_compressed(client, queue):
    plain = client.send("POST", "/queues.get_all_ex", {"id": [queue]})
    assert "Content-Encoding" not in plain.headers
    assert len(plain.body) >= 500
    answer = client.send(
        "POST", "/queues.get_all_ex", {"id": [queue]},
        {"Accept-Encoding": "gzip, deflate", "Origin": "http://web"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "application/json"
    vary = ",".join(answer.headers.get_all("Vary"))
    assert {word.strip() for word in vary.split(",")} == {
        "Origin", "Accept-Encoding"}
    if WEB == "nginx":  # it compresses while it sends
        assert answer.headers["Transfer-Encoding"] == "chunked"
    else:
        assert int(answer.headers["Content-Length"]) == len(answer.body)
    data = json.loads(gzip.decompress(answer.body))["data"]
    assert data == plain.data


@pytest.mark.parametrize("accepted", [None, "identity", "br"])
def test_only_who_asks_gets_compressed_answers(client, queue, accepted):
    answer = client.send("POST", "/queues.get_all_ex", {"id": [queue]},
                         {"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == (
        None if IS_LIGHTTPD else "Accept-Encoding")
    assert len(answer.body) >= 500
    assert answer.code == (200, 0)


def test_short_answers_are_not_compressed(client):
    answer = client.send("POST", "/debug.ping", {},
                         {"Accept-Encoding": "gzip"})
    assert len(answer.body) < 500
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
    assert answer.code == (200, 0)


@pytest.mark.skipif(not IS_LIGHTTPD, reason="others send them as they are")
def test_long_errors_are_compressed(nobody):
    path = "/nothing" + "x" * 500
    answer = nobody.send("GET", path, None, {"Accept-Encoding": "gzip"})
    assert answer.status == 400
    assert answer.headers["Content-Encoding"] == "gzip"
    assert path.encode() in gzip.decompress(answer.body)


def test_very_long_answers_are_whole(client, name):
    """lighttpd compresses an answer that is complete when it begins to send
    it.
    """
    queue = client.ok("queues.create", {"name": name, "tags": [
        f"tag {i:020}" for i in range(10000)]})["id"]
    answer = client.send("POST", "/queues.get_by_id", {"queue": queue},
                         {"Accept-Encoding": "gzip"})
    body = answer.body
    if not IS_LIGHTTPD or "Content-Encoding" in answer.headers:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(body) < 100000
        body = gzip.decompress(body)
    assert len(json.loads(body)["data"]["queue"]["tags"]) == 10000
