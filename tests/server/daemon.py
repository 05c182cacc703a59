"""A lineupd without a web server, which tests may kill."""

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import fastcgi
from lineup_server import BUILD, Server, basic

BACK_SECONDS = 1.0  # from its end to its next answer, at most


class Daemon:
    """A data directory and the lineupd that works on it."""

    def __init__(self, folder, **settings):
        self.folder = Path(folder)
        self.settings = settings
        self.data = self.folder / "data"
        self.socket = self.folder / "socket"
        self.process = None
        self.wrapper = []  # a command to run it by
        self.slowest_start = 0.0
        self.data.mkdir(parents=True, exist_ok=True)
        self.tool("init")
        self.start()
        key = self.credentials()
        answer = fastcgi.Caller(self.socket, key).ok("auth.login", {})
        self.caller = fastcgi.Caller(self.socket,
                                     "Bearer " + answer["token"])

    def credentials(self):
        found = Server.environment(self)
        return basic(found["CLEARML_API_ACCESS_KEY"],
                     found["CLEARML_API_SECRET_KEY"])

    def tool(self, *words, **options):
        done = subprocess.run(
            [BUILD / "lineup", *words, "--data", self.data],
            capture_output=True, text=True, timeout=120,
            env=os.environ | self.settings, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def check(self):
        """Check that a file of SQLite has no faults."""
        if "LINEUP_STORE" in self.settings:
            return
        assert "The database is fine." in self.tool("check")

    def start(self, fault=None, **settings):
        """Start it, with a fault of tests/faults.c; wait for an answer."""
        begun = time.monotonic()
        variables = {"LINEUP_DATA": str(self.data), "LINEUP_THREADS": "16",
                     "LINEUP_SOCKET": str(self.socket),
                     "LINEUP_DISK_RESERVE": "8", **self.settings, **settings}
        if fault:
            variables |= {"LINEUP_FAULT": fault,
                          "LD_PRELOAD": str(BUILD / "tests/faults.so")}
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, BUILD / "lineupd"], env=os.environ | variables,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while not self.answers():
            if self.process.poll() is not None:
                return False
            assert time.monotonic() - begun < 20, self.log()
            time.sleep(0.002)
        if not fault:  # with a fault, it may be slow
            self.slowest_start = max(self.slowest_start,
                                     time.monotonic() - begun)
        return True

    def answers(self, path="/readyz"):
        try:
            with fastcgi.connect(self.socket) as connection:
                connection.sendall(fastcgi.request(path))
                return fastcgi.read_answer(connection).status == 200
        except (OSError, fastcgi.Cut):
            return False

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def wait_for(self, text, since=0):
        """Wait until the log has a text, after so many characters of it.

        Lines are written by a thread of its own, soon after the answer.
        """
        begun = time.monotonic()
        while text not in self.log()[since:]:
            assert time.monotonic() - begun < 20, self.log()[since:]
            time.sleep(0.002)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Stop it by SIGTERM; gives the seconds that this took."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        assert status == 0, self.log()
        secret = Server.environment(self)["CLEARML_API_SECRET_KEY"]
        assert secret not in self.log()
        return time.monotonic() - begun

    def limit_files(self, n):
        """Limit it to n descriptors."""
        _, most = resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, (n, most))

    def queue(self, name):
        """Make a queue; gives its id."""
        return self.caller.ok("queues.create", {"name": name})["id"]

    def tasks(self, queue):
        found = self.caller.ok("queues.get_by_id", {"queue": queue})
        return [entry["task"] for entry in found["queue"]["entries"]]

    def came_back_in_time(self):
        assert self.slowest_start <= BACK_SECONDS, self.slowest_start
        return f"back within {self.slowest_start * 1000:.0f} ms"


