"""A server under test: starts script/server, calls it, and stops it."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

from document import check_answer
from ports import free_port

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("LINEUP_BUILD", ROOT / "build"))
# The web server in front: see --web of script/server.
WEB = os.environ.get("LINEUP_WEB", "lighttpd")
IS_LIGHTTPD = WEB in ("lighttpd", "cgi")
START_SECONDS = 60
# The company of a new database.
COMPANY = "d1bd92a3b039400cbafc60a7a5b1e52b"


class Answer:
    """An answer: HTTP status, headers, raw body, and its JSON."""

    def __init__(self, response):
        self.status = response.status
        self.reason = response.reason
        self.headers = response.headers
        self.body = response.read()

    @property
    def envelope(self):
        return json.loads(self.body)

    @property
    def meta(self):
        return self.envelope["meta"]

    @property
    def data(self):
        return self.envelope["data"]

    @property
    def code(self):
        """Result code and subcode."""
        return self.meta["result_code"], self.meta["result_subcode"]

    @property
    def message(self):
        return self.meta["result_msg"]


def basic(key, secret):
    text = f"{key}:{secret}".encode()
    return "Basic " + base64.b64encode(text).decode()


class Client:
    """Calls a server as one user."""

    def __init__(self, port, authorization=None):
        self.port = port
        self.authorization = authorization

    def send(self, method, path, body=None, headers=None):
        """Send an HTTP request; a body other than bytes is sent as JSON.

        The answer is checked by the document.
        """
        headers = dict(headers or {})
        if self.authorization and "Authorization" not in headers:
            headers["Authorization"] = self.authorization
        headers = {k: v for k, v in headers.items() if v is not None}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        check_answer(answer)
        return answer

    def call(self, action, body=None, version=None, method="POST",
             **headers):
        """Make a call; header names are written with "_" for "-"."""
        path = f"/v{version}/{action}" if version else f"/{action}"
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.send(method, path, body if body is not None else {},
                         headers)

    def ok(self, action, body=None, version=None):
        """The data of a call that must succeed."""
        answer = self.call(action, body, version)
        assert (answer.status, answer.code) == (200, (200, 0)), answer.body
        return answer.data

    def refused(self, action, body=None, version=None):
        """The code, subcode and message of a call that must be refused."""
        answer = self.call(action, body, version)
        assert answer.status == answer.code[0] != 200, answer.body
        assert answer.data == {}
        return answer.code + (answer.message,)


def segment(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def make_token(secret, claims, header=None, digest=hashlib.sha256):
    """A token signed by HMAC, whatever its header says."""
    header = header or {"typ": "JWT", "alg": "HS256"}
    signed = segment(header) + b"." + segment(claims)
    mac = hmac.new(secret.encode(), signed, digest).digest()
    return (signed + b"." + segment(mac)).decode()


def processes():
    """The status of each process that is alive, as any user can read it."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        start, _, rest = text.rpartition(") ")
        pid, _, name = start.partition(" (")
        state, parent, _, session = rest.split()[:4]
        if state not in "XZ":
            yield SimpleNamespace(pid=int(pid), name=name, parent=int(parent),
                                  session=int(session))


def sessions_below(pid):
    """The sessions begun by a process and by those it started."""
    everyone = list(processes())
    below = {pid}
    while found := {one.pid for one in everyone
                    if one.parent in below} - below:
        below |= found
    return {one.session for one in everyone if one.pid in below} & below


class Server:
    """A private server on a data directory of its own.

    With LINEUP_STORE set, it has databases of its own there.
    """

    def __init__(self, data, web=WEB):
        self.data = Path(data)
        self.web = web
        self.process = None
        self.given = []  # secrets of users that were made
        self.sessions = set()
        self.settings = os.environ | {
            "LINEUP_BUILD": str(BUILD),
            "LINEUP_DISK_RESERVE": "1",
            "LINEUP_STORE_PREFIX": f"lineup_{uuid.uuid4().hex}_"}

    def start(self, *flags, **settings):
        self.port = free_port()
        self.store = (self.settings | settings).get("LINEUP_STORE", "")
        self.log = open(self.data.parent / "server.log", "ab")
        self.process = subprocess.Popen(
            [ROOT / "script/server", "--port", str(self.port),
             "--data", self.data, "--web", self.web, *flags],
            stdout=self.log, stderr=self.log, env=self.settings | settings)
        deadline = time.monotonic() + START_SECONDS
        while not (self.data / "ready").exists():
            if self.process.poll() is not None:
                raise AssertionError("the server ended: " + self.output())
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.05)
        self.sessions = sessions_below(self.process.pid)
        self.admin = Client(self.port, self.key())
        return self

    def output(self):
        return (self.data.parent / "server.log").read_text()

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.log.close()
        self.process = None
        self.see_no_secret()

    def see_no_secret(self):
        """Check that no secret that was used is in the log.

        script/server itself prints the first user's, for the operator.
        """
        shown = "\n".join(line for line in self.output().splitlines()
                          if not line.startswith("export "))
        for secret in self.secrets():
            assert secret not in shown

    def secrets(self):
        yield from self.given
        if (self.data / "client.env").exists():
            yield self.environment()["CLEARML_API_SECRET_KEY"]
        if (self.data / "token.secret").exists():
            yield self.secret()
        password = urlsplit(self.store).password
        if password:
            yield from {password, unquote(password)}

    def environment(self):
        """The variables that client.env exports."""
        words = shlex.split((self.data / "client.env").read_text())
        return dict(word.split("=", 1) for word in words if word != "export")

    def key(self):
        found = self.environment()
        return basic(found["CLEARML_API_ACCESS_KEY"],
                     found["CLEARML_API_SECRET_KEY"])

    def secret(self):
        return (self.data / "token.secret").read_text().strip()

    def run_tool(self, *words, text=None):
        """Run the command line, with this text as its standard input."""
        return subprocess.run(
            [Path(self.settings["LINEUP_BUILD"]) / "lineup", *words,
             "--data", self.data], input=text,
            env=self.settings, capture_output=True, text=True, timeout=600)

    def tool(self, *words, text=None):
        """Run the command line; gives its standard output."""
        done = self.run_tool(*words, text=text)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def check(self):
        """Check that the database has no faults, if there is such a check.

        Calls may start a task that is in a queue, as in the original.
        """
        if "LINEUP_STORE" not in self.settings:
            done = self.run_tool("check", "--wait", "0")
            faults = [line for line in done.stdout.splitlines()
                      if not re.search("that is .*, but in a queue: ", line)]
            assert done.stdout, done
            assert faults in ([], ["The database is fine."]), done

    def tool_refused(self, *words, text=None):
        """Run a command that must fail; gives the one line that says why."""
        done = self.run_tool(*words, text=text)
        assert (done.returncode, done.stdout) == (1, ""), done
        line, = done.stderr.splitlines()
        return line.removeprefix("lineup: ")

    def add_user(self, name, *options):
        """Add a user; gives a Client with a key of theirs, and their id."""
        user = self.tool("user", "add", name, *options).strip()
        lines = self.tool("key", "add", user).split()
        key, secret = (line.split("=", 1)[1] for line in lines
                       if "=" in line)
        self.given.append(secret)
        return Client(self.port, basic(key, secret)), user

    def pids(self, program="lineupd"):
        """The processes of a program that this server started."""
        return [one.pid for one in processes()
                if one.session in self.sessions and one.name == program]


def tool_import(server, rows):
    """Import the rows of an export, however many they are."""
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n"
                   for row in rows)
    subprocess.run([BUILD / "lineup", "import", "-", "--data", server.data],
                   input=text, text=True, check=True, env=server.settings,
                   stdout=subprocess.PIPE, timeout=900)
