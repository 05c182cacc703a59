"""Loads: programs that call a server for some time, and their results."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONNECTIONS = 64
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.I)
runs = count()  # each names its tasks differently


def wrk(url, kind, seconds, authorization="", queues="",
        connections=CONNECTIONS, threads=2, refused=False):
    """Run a load of load.lua; what it printed, as a dictionary.

    queues is a file with the ids of the queues, one a line.  All calls must
    succeed; or all be refused.
    """
    settings = {"LOAD": kind, "AUTHORIZATION": authorization,
                "QUEUES": str(queues), "RUN": f"{os.getpid()}-{next(runs)}"}
    if refused:
        settings["REFUSED"] = "yes"
    done = subprocess.run(
        ["wrk", "-t", str(min(threads, connections)), "-c", str(connections),
         "-d", f"{seconds}s", "--timeout", "30s", "-s", HERE / "load.lua",
         url],
        capture_output=True, text=True, check=True,
        env=os.environ | settings)
    result = json.loads(done.stdout.splitlines()[-1])
    if result["failed"]:
        sys.exit(f"bench: {kind}: {result['failed']} calls went wrong")
    return result


def raw(program, peer, seconds, tasks):
    """Tasks added and taken in a second over a peer's own protocol."""
    done = subprocess.run(
        [program, peer.name, str(peer.port), str(CONNECTIONS), str(tasks),
         str(seconds)], stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


@contextlib.contextmanager
def agents(program, lineup, n, interval, seconds, n_half=0):
    """Agents that each poll an empty queue every so many ms, beside so many
    connections with half a head; gives the output of agents.c as a dictionary.
    All connections stay open until the end of the block.
    """
    with subprocess.Popen(
            [program, str(lineup.server.port), lineup.token, lineup.queue(0),
             str(n), str(interval), str(seconds), str(n_half)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True) as process:
        result = json.loads(process.stdout.readline())
        if result["failed"]:
            process.kill()
            sys.exit(f"bench: agents: {result['failed']} polls went wrong")
        yield result
        process.stdin.close()


class OneClient:
    """Calls a server, one call at a time."""

    def __init__(self, port, token=""):
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.token = token

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def time(self, action, **body):
        """How long a call takes, in ms; it must succeed."""
        request = self._request(action, json.dumps(body).encode())
        begun = time.perf_counter()
        self._send(action, request)
        return (time.perf_counter() - begun) * 1000

    def ok(self, action, **body):
        """The data of a call, which must succeed."""
        request = self._request(action, json.dumps(body).encode())
        return json.loads(self._send(action, request))["data"]

    def add_batch(self, lines, n):
        """Add n events, a line each; all must be added."""
        request = self._request("events.add_batch", lines,
                                "application/json-lines")
        added = json.loads(self._send("events.add_batch", request))["data"]
        if added["added"] != n:
            sys.exit(f"bench: events.add_batch: {added}")

    def _request(self, action, body, kind="application/json"):
        return (f"POST /v2.31/{action} HTTP/1.1\r\nHost: bench\r\n"
                f"Authorization: Bearer {self.token}\r\n"
                f"Content-Type: {kind}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body

    def _send(self, action, request):
        """The body of the answer."""
        self.connection.sendall(request)
        answer = self.connection.recv(65536)
        while not self._is_whole(answer):
            answer += self.connection.recv(65536)
        if not answer.startswith(b"HTTP/1.1 200 "):
            sys.exit(f"bench: {action}: {answer.decode()}")
        return answer.partition(b"\r\n\r\n")[2]

    @staticmethod
    def _is_whole(answer):
        head, end, body = answer.partition(b"\r\n\r\n")
        return end and len(body) >= int(LENGTH.search(head)[1])
