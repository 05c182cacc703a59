"""Reads the page /metrics of a server."""

import re

from lineup_server import Client

TOKEN = "a token for Prometheus"
SAMPLE = re.compile(r"(\w+)(?:\{(.*)\})? (\S+)")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def read(server, headers=None, path="/metrics"):
    reader = Client(server.port, f"Bearer {TOKEN}")
    answer = reader.send("GET", path, headers=headers)
    assert answer.status == 200, answer.body
    return answer


def parse(answer):
    """The value of each sample: {(name, labels): value}."""
    found = {}
    for line in answer.body.decode().splitlines():
        if not line.startswith("#"):
            name, labels, value = SAMPLE.fullmatch(line).groups()
            found[name, frozenset(LABEL.findall(labels or ""))] = float(value)
    return found


class Metrics:
    """The metrics of a server, and how they change."""

    def __init__(self, server):
        self.server = server
        self.values = parse(read(server))

    def __call__(self, name, /, **labels):
        return self.values.get((name, frozenset(labels.items())), 0)

    def changes(self):
        """Read them again; gives a function of what was added to each."""
        before = self.values
        self.values = parse(read(self.server))

        def added(name, /, **labels):
            key = name, frozenset(labels.items())
            return self.values.get(key, 0) - before.get(key, 0)
        return added
