"""Several lineupd working on one store, behind one web server."""

import secrets

import pytest

from dropin_server import Lineupd, Upstream, WebServer
from engine import until
from lineup_server import Client, basic
from load import Load

N = 3  # lineupd


class Balancer(WebServer):
    """The route of conf/ to a list of sockets: doc/operating.md, "Scale out".
    """

    def __init__(self, name, folder, upstream, sockets):
        super().__init__(name, folder, upstream)
        self.sockets = sockets

    def change(self, name, old, new):
        path = self.folder / name
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))

    def write_nginx(self, routed):
        super().write_nginx(routed)
        self.change("lineup.conf", "unix:/proc/self/cwd/lineupd.sock",
                    "lineup")
        servers = "".join(f"server unix:{path};\n" for path in self.sockets)
        self.change("server.conf", "server {",
                    f"upstream lineup {{\n{servers}}}\nserver {{")

    def write_lighttpd(self, routed):
        super().write_lighttpd(routed)
        path = self.folder / "lineup.conf"
        head, rest = path.read_text().split('( "/" => ((\n')
        one, rest = rest.split("\t)) )\n", 1)
        every = "\t), (\n".join(
            one.replace("/proc/self/cwd/lineupd.sock", str(socket))
            for socket in self.sockets)
        path.write_text(f'{head}( "/" => ((\n{every}\t)) )\n{rest}')


@pytest.fixture
def lineupds(replica_set, tmp_path):
    """On one store, with one token secret and one key."""
    tmp_path.chmod(0o755)
    settings = {
        "LINEUP_STORE": replica_set.uri,
        "LINEUP_STORE_PREFIX": f"lineup_{secrets.token_hex(16)}_",
        "CLEARML__secure__auth__token_secret": secrets.token_hex(32)}
    made = []
    for i in range(N):
        folder = tmp_path / f"{i}"
        folder.mkdir()
        made.append(Lineupd(folder, **settings))
        made[-1].start()
    yield made
    for lineupd in made:
        lineupd.stop()


@pytest.fixture(params=["nginx", "lighttpd"])
def client(request, lineupds, tmp_path):
    upstream = Upstream()
    folder = tmp_path / "web"
    folder.mkdir(mode=0o755)
    web = Balancer(request.param, folder, upstream,
                   [lineupd.socket for lineupd in lineupds])
    try:
        web.start(routed=True)
        yield Client(web.port, basic(*lineupds[0].key()))
    finally:
        web.stop()
        upstream.stop()


def test_nothing_is_lost_or_given_twice(lineupds, client):
    queue = client.ok("queues.create", {"name": "scaled"})["id"]
    load = Load(client, queue)
    n_taken = 0
    try:
        for lineupd in lineupds[:-1]:
            n_taken += 100
            until(lambda: load.n_done("get_next_task") > n_taken, 60)
            lineupd.process.kill()
            lineupd.process.wait()
        n_taken = load.n_done("get_next_task") + 100
        until(lambda: load.n_done("get_next_task") > n_taken, 60)
    finally:
        load.stop()
    load.check()
    assert load.n_done("add_task") > 300
