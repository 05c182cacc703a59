"""Clients that begin a call and do not complete it."""

import socket
import time

N_CLIENTS = 40
N_BODY = 100000
N_CALLS = 20


class SlowClients:
    """More clients than lineupd has threads, each with so much of its call
    sent; gone at the end of the block.
    """

    def __init__(self, port, path, n_sent=20000, n_clients=N_CLIENTS):
        self.call = (
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {N_BODY}\r\n"
            "Content-Type: application/json\r\n\r\n").encode()
        self.call += b"{" + b" " * (N_BODY - 2) + b"}"
        self.n_sent = n_sent
        self.sockets = [
            socket.create_connection(("127.0.0.1", port), 10)
            for _ in range(n_clients)]

    def __enter__(self):
        for slow in self.sockets:
            slow.sendall(self.call[:self.n_sent])
        return self

    def check_others(self, client):
        """Others are answered at once; several of them, as the slow ones may
        not have reached lineupd when the first is.
        """
        for _ in range(N_CALLS):
            begun = time.monotonic()
            assert client.call("queues.get_all", version="2.4").status == 200
            assert time.monotonic() - begun < 2

    def finish_one(self):
        """Send the rest of one call; gives the first line of its answer."""
        self.sockets[0].sendall(self.call[self.n_sent:])
        return self.sockets[0].makefile("rb").readline()

    def __exit__(self, *_):
        for slow in self.sockets:
            slow.close()
