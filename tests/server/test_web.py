"""What web servers do before lineupd sees a call; they differ a little, as
doc/differences.md says.
"""

import contextlib
import http.client
import json
import resource
import shutil
import socket
import time

import pytest

from lineup_server import IS_LIGHTTPD, WEB
from slow_clients import N_CLIENTS, SlowClients

only_short = pytest.mark.skipif(
    WEB == "cgi", reason="before a CGI program, lighttpd takes long bodies "
    "for every path")


def raw_status(port, text, seconds=10):
    """The status of the answer to these bytes."""
    with socket.create_connection(("127.0.0.1", port), seconds) as raw:
        raw.sendall(text)
        return int(raw.makefile("rb").readline().split()[1])


@pytest.mark.parametrize("n_sent", [40, 200, 20000])
def test_slow_clients_do_not_stop_others(client, n_sent):
    """In the middle of the head, or of a body."""
    with SlowClients(client.port, "/debug.ping", n_sent) as slow:
        slow.check_others(client)
        assert b" 200" in slow.finish_one()


@pytest.mark.skipif(WEB == "apache", reason="512 hold all of its workers")
def test_many_slow_clients_do_not_stop_others(client):
    """More half heads than lighttpd accepts connections by default."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        with SlowClients(client.port, "/debug.ping", 40, 1400) as slow:
            slow.check_others(client)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.skipif(WEB not in ("lighttpd", "nginx"),
                    reason="others spool elsewhere")
def test_bodies_for_which_there_is_no_room(own_server):
    """No file can be made in the folder of spooled bodies."""
    own_server.start()
    folder = own_server.data / ("tmp" if WEB == "lighttpd" else "web/tmp")
    shutil.rmtree(folder)
    for n in (200000, (1 << 20) - 2):
        answer = own_server.admin.send(
            "POST", "/queues.get_all", b"{}" + b" " * n)
        assert answer.code == (200, 0)


def test_a_client_that_hangs_up(client):
    """The rest of its call disturbs no others."""
    with SlowClients(client.port, "/debug.ping"):
        pass
    for _ in range(40):
        assert client.call("queues.get_all").status == 200


def test_clients_that_do_not_read_do_not_stop_others(client, name):
    """Answers of megabytes, more than socket buffers hold."""
    value = {"key": "m", "type": "t", "value": "x" * 1000000}
    queues = [client.ok("queues.create", {
        "name": f"{name} {n}", "metadata": {"m": value}})["id"]
        for n in range(5)]
    call = (f"GET /queues.get_all?name=^{name} HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: {client.authorization}\r\n\r\n").encode()
    with contextlib.ExitStack() as stack:
        deaf = [stack.enter_context(socket.create_connection(
            ("127.0.0.1", client.port), 10)) for _ in range(N_CLIENTS)]
        for one in deaf:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.sendall(call)
        for one in deaf:
            assert one.recv(1) == b"H"
        assert client.call("debug.ping").status == 200
    for queue in queues:
        client.ok("queues.delete", {"queue": queue})


@pytest.mark.process
def test_idle_connections_are_kept(server):
    """Agents poll every 5 seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/debug.ping")
    assert connection.getresponse().read()
    kept = connection.sock
    time.sleep(6)
    connection.request("GET", "/debug.ping")
    assert connection.getresponse().status == 200
    assert connection.sock is kept


def test_long_queries(client, queue, name):
    rest = "&x=" + "a" * 7000
    answer = client.send("GET", f"/queues.get_all?name=^{name}$" + rest)
    assert [found["id"] for found in answer.data["queues"]] == [queue]


def test_queries_that_are_too_long(client):
    answer = client.send("GET", "/queues.get_all?x=" + "a" * 100000)
    assert answer.status == (431 if IS_LIGHTTPD else 414)
    assert client.call("queues.get_all").status == 200


def test_long_headers(nobody):
    answer = nobody.send("GET", "/queues.get_all", None, {
        "Authorization": "Bearer " + "a" * 7000})
    assert answer.code == (401, 30)


def test_headers_that_are_too_long(nobody):
    answer = nobody.send("GET", "/queues.get_all", None, {
        "Authorization": "Bearer " + "a" * 100000})
    assert answer.status == (431 if IS_LIGHTTPD else 400)


def test_bodies_in_chunks(client, queue):
    """Apache would not limit bodies of unknown length."""
    body = json.dumps({"queue": queue}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", client.port)
    connection.request(
        "POST", "/queues.get_by_id", iter([body[:9], body[9:]]), {
            "Content-Type": "application/json",
            "Authorization": client.authorization}, encode_chunked=True)
    answer = connection.getresponse()
    text = answer.read()
    if WEB == "apache":
        assert answer.status == 411
    else:
        assert json.loads(text)["data"]["queue"]["id"] == queue


@only_short
def test_long_bodies_in_chunks(client):
    connection = http.client.HTTPConnection("127.0.0.1", client.port)
    try:
        connection.request("POST", "/queues.get_all",
                           iter([b" " * 65536] * 64), encode_chunked=True)
        status = connection.getresponse().status
    except OSError:
        return  # the web server may hang up before it has read all
    assert status == (411 if WEB == "apache" else 413)


@only_short
def test_a_body_of_a_gigabyte_is_not_waited_for(client):
    for length in (4 << 20, 1 << 30):
        assert raw_status(
            client.port, b"POST /queues.get_all HTTP/1.1\r\nHost: x\r\n"
            b"Content-Length: %d\r\n\r\n" % length) == 413


def test_expect_continue(client):
    with socket.create_connection(("127.0.0.1", client.port), 10) as raw:
        raw.sendall(b"POST /debug.ping HTTP/1.1\r\nHost: x\r\n"
                    b"Content-Type: application/json\r\nConnection: close\r\n"
                    b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        lines = raw.makefile("rb")
        assert lines.readline().split()[1] == b"100"
        raw.sendall(b"{}")
        assert b'"result_code":200' in lines.read()


@pytest.mark.parametrize("path", [
    "/v2.4/%71ueues.get_all", "/v2.4/queues.get_al%6c",
    "/%76%32.4/queues.get_all", "/v2.4/queues.get_all%2f",
    "/v2.4%2Fqueues.get_all", "/a/../queues.get_all?",
    "/v2.4/./queues.get_all", "/v2.4//queues.get_all",
    "/v2.4/queues.get_all%3f", "/v2.4/queues.get_all%20"])
def test_paths_reach_lineup_as_they_were_sent(client, path):
    """Nothing is decoded, merged or resolved on the way."""
    same = client.send("GET", path)
    assert list(same.envelope) == ["meta", "data"]
    if same.status == 400:
        assert same.message.startswith("Invalid request path /")


@pytest.mark.parametrize("length", [b"+4", b"-1", b"4, 4", b"0x4", b"4 4",
                                    b"99999999999999999999"])
def test_lengths_that_are_none(client, length):
    status = raw_status(
        client.port, b"POST /debug.ping HTTP/1.1\r\nHost: x\r\n"
        b"Content-Length: " + length + b"\r\nConnection: close\r\n\r\n{}  ")
    assert status in (400, 413)


def hidden(client, name):
    """A call that makes a queue, to be hidden in the body of another."""
    body = b'{"name": "%s"}' % name.encode()
    return (b"POST /queues.create HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n"
            b"Connection: close\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (
                client.authorization.encode(), len(body), body))


def send_all(client, head, body):
    """Send all; gives the answers to the call and to what may follow it."""
    text = (b"POST /debug.ping HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain"
            b"\r\n" + head.encode() + b"\r\n\r\n" + body)
    with socket.create_connection(("127.0.0.1", client.port), 10) as raw:
        raw.sendall(text)
        raw.settimeout(1)
        answers = b""
        try:
            while piece := raw.recv(65536):
                answers += piece
        except (TimeoutError, ConnectionError):
            pass  # the server waits for another call, or has refused the bytes
        return answers


def test_a_call_that_is_not_hidden(client, name):
    answers = send_all(client, "Content-Length: 0", hidden(client, name))
    assert answers.count(b'"result_code":200') == 2
    assert len(client.ok("queues.get_all", {"name": name})["queues"]) == 1


# The announced length of a body, and what comes before the hidden call.
@pytest.mark.parametrize("head, before", [
    ("Content-Length: LEN\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\nContent-Length: LEN", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer-Encoding: xchunked", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer-Encoding: chunked, x", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer-Encoding: \vchunked", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer-Encoding:\r\n chunked", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer-Encoding : chunked", "0\r\n\r\n"),
    ("Content-Length: LEN\r\nTransfer_Encoding: chunked", "0\r\n\r\n"),
    ("Content-Length: LEN\nTransfer-Encoding: chunked\n", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n"),
    ("Content-Length: 4\r\nTransfer-Encoding: chunked", "HEX\r\n"),
    ("Transfer-Encoding: chunked", "fffffffffffffff0\r\n"),
    ("Transfer-Encoding: chunked", "-1\r\n"),
    ("Transfer-Encoding: chunked", "0x0\r\n\r\n"),
    ("Content-Length: 0\r\nContent-Length: LEN", ""),
    ("Content-Length: LEN\r\nContent-Length: 0", ""),
    ("Content-Length: LEN\r\nContent-Length: LEN", ""),
    ("Content-Length: 0, LEN", ""), ("Content-Length: LEN, LEN", ""),
    ("Content-Length: +0", ""), ("Content-Length: -0", ""),
    ("Content-Length: -1", ""), ("Content-Length: 0x0", ""),
    ("Content-Length: 0 0", ""), ("Content-Length: ", ""),
    ("Content-Length : LEN", ""),
    ("Content-Length: LEN\r\nContent_Length: 0", ""),
    ("Content-Length:\r\n LEN", ""), ("Content-Length: LEN\0", ""),
    ("X: \0\r\nContent-Length: LEN", ""), ("X: a\rContent-Length: 0", ""),
    ("Content-Length: 18446744073709551616", ""),
    ("Content-Length: 4294967296", ""),
])
def test_no_call_hides_in_a_body(client, name, head, before):
    """Wherever a web server and lineup could disagree about its end."""
    call = hidden(client, name)
    body = before.replace("HEX", f"{len(call):x}").encode() + call
    answers = send_all(client, head.replace("LEN", str(len(body))), body)
    assert answers.count(b'"result_code":200') <= 1
    assert client.ok("queues.get_all", {"name": name}) == {"queues": []}
