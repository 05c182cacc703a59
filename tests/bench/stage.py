"""The servers that are measured: built, started when first used, stopped."""

import base64
import json
import os
import re
import statistics
import subprocess
import time
import uuid
from contextlib import ExitStack
from functools import cache, cached_property
from pathlib import Path

import fastcgi
import loads
import peers
import tasks
from lineup_server import COMPANY, ROOT, Server, basic
from ports import free_port

# As shipped but for MongoDB; and one that commits each write by itself.
BUILDS = {"bench": ["--without-mongodb"],
          "bench-single": ["--without-mongodb", "CPPFLAGS=-DDB_MAX_GROUP=1"]}
BUILD = ROOT / "build/bench"
BUILD_SINGLE = ROOT / "build/bench-single"
BUILD_MONGO = ROOT / "build/gcc"
# The default of lineup, for the others too.
CONCERN = "w=majority&journal=true"


def build():
    subprocess.run([ROOT / "script/bootstrap", "bench"], check=True)
    for name, options in BUILDS.items():
        subprocess.run(
            [ROOT / "script/build", ROOT / "build" / name, *options],
            check=True)
    for name, libraries in (("agents", []), ("hello", ["-lfcgi", "-lpthread"]),
                            ("raw", [])):
        subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-o", BUILD / name,
                        ROOT / f"tests/bench/{name}.c", *libraries],
                       check=True)


class Lineup:
    """lineup behind lighttpd, with queues of any length."""

    def __init__(self, folder, build, **settings):
        self.folder = folder
        self.build = build
        folder.mkdir()
        self.server = Server(folder / "data")
        self.server.settings |= {"LINEUP_BUILD": str(build)} | settings
        self.server.start()
        self.token = self.server.admin.ok("auth.login")["token"]
        self.files = {}
        self.owners = {}  # tokens, by the tasks of their queue

    def stop(self):
        self.server.stop()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.port}"

    def queues(self, entries, n=1):
        """A file with the ids of n queues of so many tasks each."""
        if (entries, n) not in self.files:
            self.files[entries, n] = self._add_queues(entries, n)
        return self.files[entries, n]

    def queue(self, entries):
        """The id of the only queue of so many tasks."""
        return self.queues(entries).read_text().strip()

    def _import(self, ids, entries, company=COMPANY):
        """Add queues in the fastest way."""
        rows = [{"lineup_export": 1}]
        for queue in ids:
            rows.append({"queue": queue, "name": queue, "company": company,
                         "created": 0, "tags": [], "system_tags": [],
                         "metadata": []})
            rows += ({"task": f"task-{i}", "added": 0}
                     for i in range(entries))
        self.server.tool("import", "-", text="".join(
            json.dumps(row, separators=(",", ":")) + "\n" for row in rows))

    def _add_queues(self, entries, n):
        ids = [uuid.uuid4().hex for _ in range(n)]
        self._import(ids, entries)
        path = self.folder / f"{n}-of-{entries}"
        path.write_text("\n".join(ids) + "\n")
        return path

    def load(self, kind, seconds, queues="", **options):
        return loads.wrk(self.url, kind, seconds, f"Bearer {self.token}",
                         queues, **options)

    def refuse(self, seconds, authorization):
        """Idle polls with bad credentials."""
        return loads.wrk(self.url, "idle", seconds, authorization,
                         self.queues(0), refused=True)

    def bad_secret(self):
        """A key that exists, with a wrong secret."""
        text = base64.b64decode(self.server.admin.authorization.split()[1])
        return basic(text.decode().partition(":")[0], "x" * 50)

    def bad_token(self):
        """A token that is valid but for its signature."""
        claims, _, signature = self.token.rpartition(".")
        return f"Bearer {claims}.{signature[::-1]}"

    def one_client(self):
        return loads.OneClient(self.server.port, self.token)

    def owner(self, entries):
        """A client whose company has a single queue, of so many tasks."""
        if entries not in self.owners:
            company = f"with-{entries}"
            client, _ = self.server.add_user("owner", "--company", company)
            self._import([uuid.uuid4().hex], entries, company)
            self.owners[entries] = client.ok("auth.login")["token"]
        return loads.OneClient(self.server.port, self.owners[entries])

    def memory(self, program="lineupd"):
        """Resident set of lineupd, or of its web server, in MiB."""
        pid, = self.server.pids(program)
        status = Path(f"/proc/{pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def time_start(self, action, **body):
        """The time from starting lineupd to its first answer, in ms."""
        socket = self.folder / "start.sock"
        caller = fastcgi.Caller(socket, f"Bearer {self.token}")
        begun = time.perf_counter()
        process = subprocess.Popen(
            [self.build / "lineupd", "--socket", socket],
            env=os.environ | {"LINEUP_DATA": str(self.server.data)})
        try:
            while True:
                try:
                    caller.ok(action, body)
                    return (time.perf_counter() - begun) * 1000
                except (FileNotFoundError, ConnectionRefusedError):
                    time.sleep(0.0005)
        finally:
            process.terminate()
            process.wait()
            socket.unlink(missing_ok=True)


class Database:
    """MongoDB, started here unless a URI says where, and a lineup on it."""

    def __init__(self, folder, is_set=False, uri=None):
        # script/bench installs the packages of these first
        from engine import Engine
        from pymongo import MongoClient
        folder.mkdir()
        self.engine = None
        if not uri:
            self.engine = Engine([free_port()], is_set=is_set).start()
            uri = self.engine.uri
        self.uri = f"{uri}{'&' if '?' in uri else '?'}{CONCERN}"
        self.client = MongoClient(self.uri)
        self.lineup = Lineup(folder / "lineup", BUILD_MONGO,
                             LINEUP_STORE=self.uri)

    def stop(self):
        self.lineup.stop()
        self.client.close()
        if self.engine:
            self.engine.remove()

    def answered(self, call):
        """The bytes that mongod sends for a call about queues."""
        database = self.client[
            self.lineup.server.settings["LINEUP_STORE_PREFIX"] + "backend"]
        database.command("profile", 2)
        call()
        database.command("profile", 0)
        found = database["system.profile"].find({
            "ns": f"{database.name}.queue",
            "op": {"$in": ["query", "getmore"]}})
        n_bytes = sum(one["responseLength"] for one in found)
        database["system.profile"].drop()
        return n_bytes

    def run(self, *words):
        """The output of tests/bench/mongo.c."""
        done = subprocess.run(
            [BUILD_MONGO / "tests/bench/mongo", self.uri, *map(str, words)],
            stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)


class Stage:
    """The servers measured in one run; a context that stops them at its end.
    """

    def __init__(self, folder, uri=None):
        self.folder = Path(folder)
        self.uri = uri  # of MongoDB, if given
        self.stack = ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stack.close()

    def start(self, kind, name, *arguments, **settings):
        running = kind(self.folder / name, *arguments, **settings)
        self.stack.callback(running.stop)
        return running

    @cached_property
    def hello(self):
        return self.start(peers.Lighttpd, "hello", BUILD / "hello")

    @cached_property
    def lineup(self):
        return self.start(Lineup, "lineup", BUILD)

    @cached_property
    def single(self):
        return self.start(Lineup, "single", BUILD_SINGLE)

    @cached_property
    def unwatched(self):
        """A server that notes nothing that it need not."""
        return self.start(Lineup, "unwatched", BUILD,
                          LINEUP_HISTORY_RETENTION="0",
                          LINEUP_LOG_LEVEL="error")

    @cached_property
    def alone(self):
        return self.start(Database, "alone", uri=self.uri)

    @cached_property
    def replica_set(self):
        return self.start(Database, "replica_set", is_set=True)

    @cached_property
    def fresh(self):
        return self.start(Lineup, "fresh", BUILD, LINEUP_THREADS="32")

    @cached_property
    def logged(self):
        return self.start(Lineup, "logged", BUILD, LINEUP_THREADS="32")

    @cache
    def with_tasks(self, n):
        """A server with so many tasks."""
        lineup = self.start(Lineup, f"with {n} tasks", BUILD)
        tasks.create(lineup, n)
        return lineup

    @cached_property
    def many(self):
        return self.start(Lineup, "many", BUILD)

    @cached_property
    def flask(self):
        return self.start(peers.Flask, "flask")

    @cached_property
    def beanstalkd(self):
        return self.start(peers.Beanstalkd, "beanstalkd")

    @cached_property
    def redis(self):
        return self.start(peers.Redis, "redis")

    def raw(self, peer, seconds, tasks=0):
        return loads.raw(BUILD / "raw", peer, seconds, tasks)

    def agents(self, *load):
        return loads.agents(BUILD / "agents", self.many, *load)

    def sync(self):
        """The time to write and sync 4 KiB on this disk, in ms."""
        times = []
        with open(self.folder / "sync", "wb", buffering=0) as file:
            for _ in range(200):
                file.write(os.urandom(4096))
                begun = time.perf_counter()
                os.fdatasync(file.fileno())
                times.append((time.perf_counter() - begun) * 1000)
        return statistics.median(times)
