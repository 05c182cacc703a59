"""One run of script/server."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_START = 60
WEB = os.environ.get("LINEUP_WEB", "lighttpd")


def is_taken(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One run of script/server; text is all of its output."""

    def __init__(self, data, port=None, cwd=None):
        self.data = Path(cwd or ".") / data
        self.port = port or free_port()
        self.text = ""
        self.process = subprocess.Popen(
            [ROOT / "script/server", "--port", str(self.port)]
            + ["--data", str(data), "--web", WEB],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self):
        end = time.monotonic() + LONGEST_START
        while not (self.data / "ready").exists():
            if self.process.poll() is not None:
                raise AssertionError(self.process.stderr.read())
            assert time.monotonic() < end, "not ready in time"
            time.sleep(0.05)
        return self

    def stop(self, number=signal.SIGTERM):
        """Stop it; gives its exit status and the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.text = self.process.communicate(timeout=30)[0]
        return self.process.returncode, time.monotonic() - begun

    def end(self):
        """The exit status and the error lines of a start that fails."""
        out, errors = self.process.communicate(timeout=LONGEST_START)
        self.text = out
        return self.process.returncode, errors.splitlines()
