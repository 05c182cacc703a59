"""An engine under script/mongo-test."""

import os
import select
import signal
import subprocess
from pathlib import Path

import pymongo

from lineup_server import ROOT, free_port

START_SECONDS = 240  # it may have to be installed


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

    def kill(self):
        """Let it end at once, in the middle of what it does."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        os.kill(int(children), signal.SIGKILL)
        self.reap()

    def reap(self):
        self.process.wait(20)
        self.process.stdout.close()

    def client(self, **options):
        return pymongo.MongoClient(self.uri, **options)
