"""An engine under script/mongo-test."""

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pymongo

from lineup_server import ROOT, free_port

START_SECONDS = 240  # it may have to be installed
SECONDS = 20  # until something comes true


def until(condition, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_ready(server):
    return server.admin.send("GET", "/readyz").status == 200


class Engine:
    """Started again, it is on the same port; options are its own."""

    def __init__(self, kind, *options):
        self.kind = kind
        self.options = options
        self.port = free_port()
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [ROOT / "script/mongo-test", self.kind, str(self.port),
             *self.options], stdout=subprocess.PIPE, text=True)
        readable, _, _ = select.select([self.process.stdout], [], [],
                                       START_SECONDS)
        assert readable, f"{self.kind} does not start"
        self.uri = self.process.stdout.readline().strip()
        assert self.uri, f"{self.kind} has not started"
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.reap()

    def signal(self, number):
        """Send a signal to the engine itself."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        os.kill(int(children), number)

    def kill(self):
        """Let it end at once, in the middle of what it does."""
        self.signal(signal.SIGKILL)
        self.reap()

    def pause(self):
        """Let it hang: it takes connections, and answers nobody."""
        self.signal(signal.SIGSTOP)

    def resume(self):
        self.signal(signal.SIGCONT)

    def reap(self):
        self.process.wait(20)
        self.process.stdout.close()

    def client(self, **options):
        return pymongo.MongoClient(self.uri, **options)
