"""The programs that lineup is compared with: started and stopped."""

import contextlib
import os
import resource
import signal
import socket
import subprocess
import time
from pathlib import Path

from lineup_server import ROOT
from ports import free_port

START_SECONDS = 30
HERE = Path(__file__).resolve().parent


class Peer:
    """A program that listens on a port, in a folder of its own."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder = folder
        self.port = free_port()
        self.process = subprocess.Popen(
            self.command(), cwd=folder, stdin=subprocess.DEVNULL,
            stdout=open(folder / "log", "wb"), stderr=subprocess.STDOUT,
            env=os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin"}
            | self.settings())
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise

    def command(self):
        raise NotImplementedError

    def settings(self):
        return {}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def wait(self):
        """Wait until it listens."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.command()[0]} does not answer")
            time.sleep(0.05)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Lighttpd(Peer):
    """A FastCGI program behind lighttpd with the project's configuration."""

    def __init__(self, folder, program, **settings):
        self.program = program
        self.more = settings
        super().__init__(folder)

    def command(self):
        return ["lighttpd", "-D", "-f", ROOT / "lighttpd.conf"]

    def settings(self):
        (self.folder / "tmp").mkdir()
        fds = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 32768)
        return {"LINEUP_ADDRESS": "127.0.0.1", "LINEUP_PORT": str(self.port),
                "LINEUP_FDS": str(fds), "LINEUP_CONNECTIONS": str(fds // 2),
                "LINEUP_BIN": str(self.program), "LINEUP_ROOT": str(ROOT),
                "LINEUP_DATA": str(self.folder)} | self.more


class Flask(Peer):
    """Hello by Flask, under gunicorn with a thread for each connection."""

    def command(self):
        return ["/usr/bin/gunicorn", "--chdir", HERE, "--worker-class",
                "gthread", "--workers", str(1 + os.cpu_count()), "--threads",
                "32", "--bind", f"127.0.0.1:{self.port}",
                "flask_hello:application"]

    def settings(self):
        return {"PYTHONDONTWRITEBYTECODE": "1"}


class Beanstalkd(Peer):
    """beanstalkd that calls fsync for each write."""

    name = "beanstalkd"

    def command(self):
        return ["beanstalkd", "-l", "127.0.0.1", "-p", str(self.port),
                "-b", self.folder, "-f", "0"]


class Redis(Peer):
    """Redis that calls fsync before it answers."""

    name = "redis"

    def command(self):
        return ["redis-server", "--bind", "127.0.0.1", "--port",
                str(self.port), "--dir", self.folder, "--save", "",
                "--appendonly", "yes", "--appendfsync", "always"]
