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
    def __init__(self, kind):
        self.kind = kind
        self.port = free_port()
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [ROOT / "script/mongo-test", self.kind, str(self.port)],
            stdout=subprocess.PIPE, text=True)
        readable, _, _ = select.select([self.process.stdout], [], [],
                                       START_SECONDS)
        assert readable, f"{self.kind} does not start"
        self.uri = self.process.stdout.readline().strip()
        assert self.uri, f"{self.kind} has not started"
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()

    def client(self):
        return pymongo.MongoClient(self.uri)
