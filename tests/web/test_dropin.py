"""The routes of conf/: the calls of the queues service go to lineup, and
nothing else changes for the API server that was there before."""

import gzip
import json
import re
import socket
import threading
from types import SimpleNamespace

import pytest

from dropin_server import ROOT, ROUTES, Lineupd, Upstream, WebServer, wait_for
from lineup_server import Client, basic
from slow_clients import SlowClients

MIB = 1 << 20
OURS = {
    "/queues.get_all": 200, "/v2.23/queues.get_all": 200,
    "/v999.0/queues.get_all": 200, "/v24/queues.get_all": 200,
    "/api/queues.get_all": 200, "/api/v2.4/queues.get_all": 200,
    "/v2.4/queues.get_all/": 200, "/v2.4/queues%2eget_all": 200,
    "/v2.4/%71ueues.get_all?page=0&page_size=1": 200,
    "/v2/queues.get_all": 400,
}
OTHERS = [
    "/", "/auth.login", "/v2.23/auth.login", "/api/v2.4/tasks.enqueue",
    "/v2.4/tasks.get_all?name=/queues.get_all", "/queues", "/queues/",
    "/xqueues.get_all", "/v2.4/queuesx.get_all", "/a/queues.get_all",
    "/v2.4/api/queues.get_all", "/V2.4/queues.get_all", "/healthz",
    "/queues.nosuch", "/v2.4/queues.get_all/more", "/queues.get_allx",
    "/v2.4/queues.get_al", "/lineup", "/api/lineup/healthz",
    "/Queues.get_all", "/vx/queues.get_all", "/debug.ping", "/server.info",
    "/a%20b?c=%2F+d",
]


@pytest.fixture(scope="module")
def upstream():
    made = Upstream()
    yield made
    made.stop()


@pytest.fixture(scope="module", params=sorted(ROUTES))
def site(request, tmp_path_factory, upstream):
    """A web server with the route, and its twin without."""
    folders = [tmp_path_factory.mktemp("web") for _ in range(2)]
    lineupd = Lineupd(folders[0])
    lineupd.start()
    folders[1].chmod(0o755)
    routed, plain = (
        WebServer(request.param, folder, upstream) for folder in folders)
    try:
        routed.start(routed=True)
        plain.start(routed=False)
        yield SimpleNamespace(routed=routed, plain=plain, lineupd=lineupd)
    finally:
        routed.stop()
        plain.stop()
        lineupd.stop()


@pytest.fixture
def client(site):
    """Calls with a key of lineup, through the route."""
    return Client(site.routed.port, basic(*site.lineupd.key()))


def test_the_page(site):
    """It is served from files, and leads to nothing else."""
    nobody = Client(site.routed.port)
    for name in ("index.html", "main.js", "style.css", "icon.svg"):
        place = "" if name == "index.html" else name
        answer = nobody.send("GET", f"/lineup/ui/{place}", None,
                             {"Accept-Encoding": "gzip"})
        assert answer.status == 200
        body = (gzip.decompress(answer.body)
                if answer.headers["Content-Encoding"] else answer.body)
        assert body == (ROOT / "ui" / name).read_bytes()
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'self'")
    assert nobody.send("GET", "/lineup/ui/nosuch").status == 404
    for path in ("/lineup/ui", "/lineup/"):
        answer = nobody.send("GET", path, None, {"Accept": "text/html"})
        assert (answer.status, answer.headers["Location"]) == (302, "ui/")
    for path in ("/ui/", "/ui/main.js", "/"):
        answer = nobody.send("GET", path)
        assert answer.headers["Set-Cookie"] == "other=1"


def is_ours(answer):
    return list(answer.envelope) == ["meta", "data"]


@pytest.mark.parametrize("path, status", OURS.items())
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_calls_of_queues_go_to_lineup(site, client, path, status, method):
    answer = client.send(method, path, {"name": "default"})
    assert is_ours(answer), answer.body
    assert answer.status == status
    if status == 200:
        assert [found["name"] for found in answer.data["queues"]] == [
            "default"]
    assert "asked" in site.plain.client.send(method, path, {}).envelope


def test_a_call_whose_path_ends_in_a_line_end(site, client):
    answer = client.send("GET", "/queues.get_all%0a", {"name": "default"})
    if site.routed.name == "lighttpd":
        assert answer.status == 400
        assert answer.headers["Content-Type"] == "text/html"
    elif site.routed.name == "nginx":
        assert is_ours(answer)
        assert answer.status == 200
    else:
        assert "asked" in answer.envelope


@pytest.mark.parametrize("path, status", [
    ("/lineup/healthz", "alive"), ("/lineup/readyz", "ready")])
def test_pages_of_lineup_are_below_its_name(site, client, path, status):
    assert client.send("GET", path).envelope == {"status": status}


def test_metrics_are_below_its_name(site, client):
    answer = client.send("GET", "/lineup/metrics")
    assert answer.status == 403
    assert b"metrics_addresses" in answer.body


def test_each_action_that_is_served_is_routed(site, client):
    """One without a handler is left to the other server."""
    text = (ROOT / "generated/endpoints.c").read_text()
    names = re.findall(r'\.name = "(queues\.\w+)"', text)
    assert len(names) > 10
    for name in names:
        is_served = f"handle_{name.replace('.', '_')}" in text
        answer = client.send("POST", f"/v2.4/{name}", {})
        assert is_ours(answer) == is_served, name


def test_answers_are_compressed_for_who_asks(site, client):
    """From 500 bytes on; answers of the other server are unchanged."""
    queues = [client.ok("queues.create", {"name": f"{'x' * 100} {n}"})["id"]
              for n in range(9)]
    asks = {"Accept-Encoding": "gzip"}
    plain = client.send("POST", "/queues.get_all", {})
    packed = client.send("POST", "/queues.get_all", {}, asks)
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert (json.loads(gzip.decompress(packed.body))["data"]["queues"]
            == plain.data["queues"])
    for queue in queues:
        client.ok("queues.delete", {"queue": queue})
    for path, body in (("/debug.ping", {}), ("/other", b"x" * 2000)):
        answer = client.send("POST", path, body, asks)
        assert answer.headers["Content-Encoding"] is None


def seen(answer):
    """An answer without the headers that differ each time.

    Apache's Keep-Alive says how long it keeps connections: longer with lineup.
    """
    skipped = ("Date", "Keep-Alive")
    headers = [(name, value) for name, value in answer.headers.items()
               if name not in skipped]
    return answer.status, answer.reason, headers, without_addresses(answer)


def without_addresses(answer):
    return re.sub(rb'"127\.0\.0\.1:\d+"', b'"here"', answer.body)


@pytest.mark.parametrize("path", OTHERS)
@pytest.mark.parametrize("method, body", [
    ("GET", b'{"id": 1}'), ("GET", None), ("POST", b"x" * 200000),
    ("PUT", b""), ("DELETE", None), ("HEAD", None), ("OPTIONS", None)])
def test_everything_else_is_as_it_was(site, path, method, body):
    sent = {"Authorization": "Basic eDp5", "Cookie": "a=b; c=d",
            "X-Other": "1", "Content-Type": "application/json"}
    with_route = site.routed.client.send(method, path, body, sent)
    without = site.plain.client.send(method, path, body, sent)
    assert seen(with_route) == seen(without)
    if method != "HEAD":
        asked = with_route.envelope
        assert asked["asked"].startswith(f"{method} {path} HTTP/")
        assert asked["body"] == (body or b"").decode()


def test_limits_of_others_are_as_they_were(site):
    """nginx has a limit of its own."""
    body = b"x" * (3 * MIB)
    answers = [server.client.send("POST", "/v2.4/events.add", body).status
               for server in (site.routed, site.plain)]
    assert answers == [413 if site.routed.name == "nginx" else 200] * 2


def test_bodies_of_calls(client):
    body = b'{"name": "default"}'
    for n, status in ((MIB, 200), (MIB + 1, 413)):
        answer = client.send("POST", "/queues.get_all",
                             body + b" " * (n - len(body)))
        assert (answer.status, answer.code[0]) == (status, status)
        assert is_ours(answer)


def test_bodies_that_are_far_too_long(client):
    """The web server refuses them without reading them."""
    with socket.create_connection(("127.0.0.1", client.port), 10) as raw:
        raw.sendall(b"POST /queues.get_all HTTP/1.1\r\nHost: x\r\n"
                    b"Content-Length: %d\r\n\r\n" % (1 << 30))
        assert raw.recv(100).split()[1] == b"413"


def test_slow_clients_do_not_stop_others(client):
    with SlowClients(client.port, "/v2.4/queues.get_all") as slow:
        slow.check_others(client)


def test_no_lineupd_and_its_return(site, client):
    """A call that was not sent may be repeated."""
    site.lineupd.stop()
    try:
        assert client.call("queues.get_all").status == (
            502 if site.routed.name == "nginx" else 503)
        assert site.routed.client.send("GET", "/other").status == 200
    finally:
        site.lineupd.start()
    wait_for(lambda: client.call("queues.get_all").status == 200)


def take_and_drop(listener):
    """A lineupd that dies in every call."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)


def test_a_call_that_lineupd_died_in(site, client):
    """It may have been done, and clients repeat 502 and 503.  Apache can't
    distinguish it from a call that was not sent.
    """
    site.lineupd.stop()
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind(str(site.lineupd.socket))
            site.lineupd.socket.chmod(0o666)
            listener.listen()
            threading.Thread(target=take_and_drop, args=[listener],
                             daemon=True).start()
            wanted = 503 if site.routed.name.startswith("apache") else 500
            wait_for(
                lambda: client.call("queues.get_all").status == wanted)
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            site.lineupd.stop()
            site.lineupd.start()
    wait_for(lambda: client.call("queues.get_all").status == 200)


def test_taking_the_route_out(site, client):
    """The last test of the server."""
    assert is_ours(client.call("queues.get_all"))
    site.routed.stop()
    site.routed.start(routed=False)
    for path in [*OURS, *OTHERS]:
        for body in (None, b"{}"):
            assert seen(client.send("GET", path, body)) == seen(
                Client(site.plain.port, client.authorization).send(
                    "GET", path, body))
