"""A FastCGI client: calls lineupd's socket as a web server does."""

import json
import socket
import struct

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR, DATA, GET_VALUES, \
    GET_VALUES_RESULT, UNKNOWN_TYPE = range(1, 12)
RESPONDER = 1
TIMEOUT = 20  # seconds


def record(kind, content=b"", request=1, version=1):
    return struct.pack(">BBHHBx", version, kind, request, len(content),
                       0) + content


def length(n):
    return struct.pack(">B", n) if n < 128 else struct.pack(">I", n | 1 << 31)


def pairs(values):
    """Names and values, encoded as for records of parameters."""
    return b"".join(length(len(name)) + length(len(value)) + name + value
                    for name, value in values)


def stream(kind, content):
    """Records of a stream, and the empty one that ends it."""
    pieces = [content[i:i + 65535] for i in range(0, len(content), 65535)]
    return b"".join(record(kind, piece) for piece in pieces) + record(kind)


def begin(role=RESPONDER, keep=False):
    return record(BEGIN, struct.pack(">HB5x", role, keep))


def environment(path, body=b"", **more):
    """The parameters that a web server sends for a POST."""
    values = {"REQUEST_METHOD": "POST", "REQUEST_URI": path,
              "CONTENT_TYPE": "application/json",
              "CONTENT_LENGTH": str(len(body)), "GATEWAY_INTERFACE": "CGI/1.1",
              "SERVER_PROTOCOL": "HTTP/1.1"} | more
    return [(name.encode(), value.encode()) for name, value in values.items()]


def request(path, body=b"", **more):
    """All bytes of a request."""
    return (begin() + stream(PARAMS, pairs(environment(path, body, **more)))
            + stream(STDIN, body))


class Cut(Exception):
    """The connection ended before the answer did."""


class Answer:
    """The status and body of an answer that was complete."""

    def __init__(self, text):
        head, _, self.body = text.partition(b"\r\n\r\n")
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n"))
        self.status = int(fields[b"Status"].split()[0])
        if len(self.body) != int(fields[b"Content-Length"]):
            raise Cut

    @property
    def envelope(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.envelope["data"]

    @property
    def code(self):
        meta = self.envelope["meta"]
        return meta["result_code"], meta["result_subcode"]


def connect(path):
    connection = socket.socket(socket.AF_UNIX)
    # a timeout of Python's would keep connect() from waiting in line
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO,
                          struct.pack("ll", TIMEOUT, 0))
    try:
        connection.connect(str(path))
        connection.settimeout(TIMEOUT)
    except BaseException:
        connection.close()
        raise
    return connection


def read_exactly(connection, n):
    text = b""
    while len(text) < n:
        piece = connection.recv(n - len(text))
        if not piece:
            raise Cut
        text += piece
    return text


def read_records(connection):
    """The (kind, content) pairs of records, up to the end of the request."""
    while True:
        _, kind, _, n, padding = struct.unpack(
            ">BBHHBx", read_exactly(connection, 8))
        content = read_exactly(connection, n + padding)[:n]
        yield kind, content
        if kind == END:
            return


def read_answer(connection):
    try:
        return Answer(b"".join(
            content for kind, content in read_records(connection)
            if kind == STDOUT))
    except ConnectionError as error:
        raise Cut from error


class Caller:
    """Makes calls as one user."""

    def __init__(self, path, authorization):
        self.path = path
        self.authorization = authorization

    def begin(self, action, body):
        """A connection on which a call was sent."""
        text = request(f"/{action}", json.dumps(body).encode(),
                       HTTP_AUTHORIZATION=self.authorization)
        connection = connect(self.path)
        try:
            connection.sendall(text)
        except ConnectionError as error:
            connection.close()
            raise Cut from error
        except BaseException:
            connection.close()
            raise
        return connection

    def call(self, action, body):
        """The Answer; raises Cut if the call may or may not have been done."""
        with self.begin(action, body) as connection:
            return read_answer(connection)

    def ok(self, action, body):
        answer = self.call(action, body)
        assert answer.status == 200, answer.body
        return answer.data
