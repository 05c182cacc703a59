"""A peer between lineup and an engine, which follows a script.

It speaks MongoDB's wire protocol: it passes messages on, and at the commands
that the script names drops the connection, answers with an error, or hangs.
"""

import collections
import contextlib
import socket
import struct
import threading

import bson
from ports import free_port

OP_REPLY = 1
OP_MSG = 2013
MORE_TO_COME = 2
# Collections that a server writes to at times of its own.
ASIDE = ("lineup_flow", "lineup_history", "lineup_sample", "lineup_sighting")


def receive(sock, n):
    data = b""
    while len(data) < n:
        more = sock.recv(n - len(data))
        if not more:
            raise ConnectionError("closed")
        data += more
    return data


def read_message(sock):
    size, = struct.unpack("<i", head := receive(sock, 4))
    return head + receive(sock, size - 4)


def is_last(message):
    """Whether this is the last message of an answer."""
    code, flags = struct.unpack_from("<iI", message, 12)
    return code != OP_MSG or not flags & MORE_TO_COME


def body_of(message):
    """The command or answer of an OP_MSG, without sequences of documents."""
    code, = struct.unpack_from("<i", message, 12)
    if code != OP_MSG:
        return {}
    at = 20
    while at < len(message):
        size, = struct.unpack_from("<i", message, at + 1)
        if message[at] == 0:
            return bson.decode(message[at + 1:at + 1 + size])
        at += 1 + size
    return {}


def is_hello(message):
    code, = struct.unpack_from("<i", message, 12)
    return (code != OP_MSG
            or next(iter(body_of(message)), None) in ("hello", "isMaster"))


def answer_to(message, document):
    request, = struct.unpack_from("<i", message, 4)
    body = struct.pack("<IB", 0, 0) + bson.encode(document)
    return struct.pack("<iiii", 16 + len(body), 1, request, OP_MSG) + body


def alter(message, changes):
    """An answer whose document has these members changed; None removes one."""
    code, = struct.unpack_from("<i", message, 12)
    at = 36 if code == OP_REPLY else 21
    document = bson.decode(message[at:]) | changes
    data = message[16:at] + bson.encode({
        name: value for name, value in document.items() if value is not None})
    return struct.pack("<i", 16 + len(data)) + message[4:16] + data


class Dropped(Exception):
    """The connection is to be closed."""


class Call:
    """A command under way."""

    def __init__(self, message, forward, closed, client):
        self.message = message
        self.forward = forward  # sends it to the engine; returns the answers
        self.closed = closed    # an event, set when the peer is closed
        self.client = client    # the socket of lineup


def drop_before(call):
    raise Dropped


def drop_after(call):
    call.forward()
    raise Dropped


def half(call):
    answers = call.forward()
    return [answers[0][:len(answers[0]) // 2], None]


def silence(call):
    call.closed.wait()
    raise Dropped


NAMES = {
    50: "MaxTimeMSExpired", 64: "WriteConcernFailed",
    91: "ShutdownInProgress", 112: "WriteConflict",
    189: "PrimarySteppedDown", 262: "ExceededTimeLimit", 10107: "NotWritablePrimary",
    10334: "BSONObjectTooLarge", 11600: "InterruptedAtShutdown",
    13435: "NotPrimaryNoSecondaryOk", 17419: "Location17419"}
REPEATED = 91, 189, 262, 10107, 11600, 13435


def labels(code):
    """The label that a server adds if the command may be repeated."""
    return ({"errorLabels": ["RetryableWriteError"]} if code in REPEATED
            else {})


def refuse(code):
    """A fault: the command is not done, and the answer says so."""
    def fault(call):
        return [answer_to(call.message, {
            "ok": 0.0, "errmsg": "scripted", "code": code,
            "codeName": NAMES[code]} | labels(code))]
    return fault


not_primary = refuse(10107)
conflict = refuse(112)


def pretend(call):
    """A fault: the command is not done, but the answer says that it was."""
    return [answer_to(call.message, {"ok": 1.0, "n": 1, "nModified": 1})]


def doubt(code, **information):
    """A fault: the command is done, but perhaps not by a majority."""
    def fault(call):
        done = body_of(call.forward()[0])
        done["writeConcernError"] = {
            "code": code, "codeName": NAMES[code], "errmsg": "scripted",
            "errInfo": information}
        return [answer_to(call.message, done | labels(code))]
    return fault


concern_timeout = doubt(64, wtimeout=True)


def names(body):
    """The names by which a script means a command: its own, and with its
    collection.  What a server writes by itself has only the second.
    """
    command = next(iter(body), None)
    collection = body.get(command)
    full = f"{command} {collection}"
    return (full,) if collection in ASIDE else (command, full)


class Peer:
    """Listens on a port of loopback, while it is open."""

    def __init__(self, engine_port):
        self.engine_port = engine_port
        self.seen = []  # commands, in order
        self.received = 0  # bytes of answers to findAndModify
        self.faults = collections.defaultdict(list)
        # Without a version, the driver asks again when in doubt, rather than
        # wait until the server itself sees a change.
        self.hello = {"topologyVersion": None}
        self.lock = threading.Lock()
        self.listener = None
        self.port = free_port()
        self.open()

    def open(self):
        self.closed = threading.Event()
        self.connections = set()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, args=(self.listener,),
                         daemon=True).start()

    def close(self, but=None):
        """Refuse connections, and drop the present ones but one."""
        self.closed.set()
        # accept() goes on in a thread until its socket is shut down.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for sock in self.connections - {but}:
                with contextlib.suppress(OSError):  # it may have ended already
                    sock.shutdown(socket.SHUT_RDWR)

    def vanish(self, fault):
        """A fault: the peer is closed, and nothing follows."""
        def last(call):
            try:
                return [*fault(call), None]
            finally:
                self.close(but=call.client)
        return last

    def script(self, command, *faults, times=1):
        """Do this at the next commands of a name, one after the other.

        "insert queue" are those on a collection.
        """
        with self.lock:
            self.seen.clear()
            self.faults[command] = [*faults] * times

    def clear(self):
        with self.lock:
            self.faults.clear()

    def count(self, command):
        with self.lock:
            return sum(command in names(seen) for seen in self.seen)

    def fault_of(self, body):
        with self.lock:
            self.seen.append(body)
            for name in names(body):
                if self.faults.get(name):
                    return self.faults[name].pop(0)
            return None

    def accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,),
                             daemon=True).start()

    def serve(self, client):
        with client, socket.create_connection(
                ("127.0.0.1", self.engine_port)) as engine:
            with self.lock:
                self.connections.add(client)
            try:
                self.pass_on(client, engine)
            except (Dropped, OSError):
                pass
            finally:
                with self.lock:
                    self.connections.discard(client)

    def pass_on(self, client, engine):
        while True:
            message = read_message(client)

            def forward():
                engine.sendall(message)
                answers = [read_message(engine)]
                while not is_last(answers[-1]):
                    answers.append(read_message(engine))
                if "findAndModify" in body_of(message):
                    self.received += sum(map(len, answers))
                return answers

            fault = self.fault_of(body_of(message))
            if fault is None:
                answers = forward()
                if is_hello(message):
                    answers = [alter(answers[0], self.hello)]
            else:
                answers = fault(Call(message, forward, self.closed,
                                     client))
            for answer in answers:
                if answer is None:
                    raise Dropped
                client.sendall(answer)
