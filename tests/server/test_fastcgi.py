"""Data sent to lineupd's socket that is no request: it is closed or answered,
and disturbs no others.
"""

import itertools
import re
import select
import socket
import struct
import subprocess
import time
from pathlib import Path

import pytest

import fastcgi
from daemon import Daemon
from fastcgi import (ABORT, BEGIN, DATA, END, GET_VALUES_RESULT, PARAMS, STDIN,
                     STDOUT, environment, pairs, record, stream)
from lineup_server import BUILD

pytestmark = pytest.mark.sqlite
PING = "/debug.ping"
SILENCE = 10  # seconds that a request may be silent in its middle
THREADS = 16
SEATS = 1024  # of connections that wait for a request
CUT_PARAMETERS = fastcgi.begin() + record(PARAMS, pairs(environment(PING)))
# No requests at all, or incomplete ones; then silence.
CUT = {
    "a piece of a head": fastcgi.begin()[:5],
    "a begin": fastcgi.begin(),
    "some parameters": CUT_PARAMETERS,
    "a piece of a body": fastcgi.begin() + stream(PARAMS, pairs(
        environment(PING, b"{}"))) + record(STDIN, b"{"),
    "a record that never comes": fastcgi.begin() + struct.pack(
        ">BBHHBx", 1, PARAMS, 1, 65535, 255),
}
WRONG = {
    "an end among the parameters": CUT_PARAMETERS,
    "noise": bytes(range(256)) * 40,
    "http": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "version 0": record(BEGIN, bytes(8), version=0),
    "version 2": fastcgi.begin().replace(b"\1", b"\2", 1),
    "a begin that is too short": record(BEGIN, b"\0\1"),
    "a role that is none": fastcgi.begin(role=9),
    "parameters before a begin": stream(PARAMS, pairs(environment(PING))),
    "an answer": record(STDOUT, b"Status: 200\r\n\r\n") + record(
        END, bytes(8)),
    "a value that is longer than its stream": fastcgi.begin() + stream(
        PARAMS, b"\x0e\xff\xff\xff\xffREQUEST_METHOD"),
    "a name of 2 GiB": fastcgi.begin() + stream(
        PARAMS, b"\xff\xff\xff\xff\1x"),
    "an abort": fastcgi.begin() + record(ABORT),
}
# Before a request, on the same connection.
BEFORE = {
    "an unknown type": record(99, b"whatever", request=0),
    "another unknown type": record(0, b"", request=0),
    "a result of values": record(GET_VALUES_RESULT, b"", request=0),
    "a request for values": record(9, pairs([(b"FCGI_MAX_CONNS", b"")]),
                                   request=0),
    "data of another request": record(DATA, b"x", request=7),
}


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    made = Daemon(tmp_path_factory.mktemp("fastcgi"))
    yield made
    made.stop()


def send(daemon, data):
    """A connection on which these bytes were sent."""
    connection = fastcgi.connect(daemon.socket)
    try:
        connection.sendall(data)
    except OSError:
        pass  # it may have been closed already
    return connection


def received(connection):
    """All that is received until the connection is closed."""
    text = b""
    try:
        while piece := connection.recv(65536):
            text += piece
    except ConnectionError:
        pass
    return text


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_request(daemon, what):
    with send(daemon, WRONG[what]) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert b"Status: 200" not in received(connection)
    assert daemon.answers(PING)


@pytest.mark.parametrize("what", BEFORE)
def test_what_comes_before_a_request(daemon, what):
    """The library answers it or closes; a request after it may be lost."""
    with send(daemon, BEFORE[what] + fastcgi.request(PING)) as connection:
        connection.shutdown(socket.SHUT_WR)
        text = received(connection)
        print(what, text[:100])
        assert text.count(b"Status: ") == text.count(b"Status: 200") <= 1
    assert daemon.answers(PING)


def test_an_answer_ends_the_connection(daemon):
    """No thread waits for the other side to close it too."""
    with send(daemon, fastcgi.request(PING)) as connection:
        assert b"Status: 200" in received(connection)
        with pytest.raises(BrokenPipeError):
            connection.sendall(b"x")


KEPT_PING = fastcgi.request(PING).replace(
    fastcgi.begin(), fastcgi.begin(keep=True))


def ping_on(connection):
    """Send a request on a connection that is kept after it."""
    connection.sendall(KEPT_PING)
    assert fastcgi.read_answer(connection).status == 200


def test_connections_that_wait_hold_no_thread(daemon):
    """Kept connections and new ones, four times as many as there are threads.
    Each is answered when its request arrives.
    """
    waiting = [fastcgi.connect(daemon.socket) for _ in range(4 * THREADS)]
    try:
        begun = time.monotonic()
        for connection in waiting[::2]:
            ping_on(connection)
        assert daemon.answers(PING)
        for connection in waiting:
            ping_on(connection)
        assert time.monotonic() - begun < SILENCE / 2
    finally:
        for connection in waiting:
            connection.close()


def test_connections_that_wait_are_few(daemon):
    """Beyond the limit, one is closed: that which is the last to wait, a moment
    after its answer.
    """
    poller = select.poll()
    waiting = {}
    try:
        for _ in range(SEATS + 1):
            connection = fastcgi.connect(daemon.socket)
            waiting[connection.fileno()] = connection
            ping_on(connection)
            poller.register(connection, select.POLLIN)
        (closed, _), = poller.poll(60_000)
        with waiting.pop(closed) as connection:
            assert received(connection) == b""
        waiting.popitem()[1].close()
        ping_on(next(iter(waiting.values())))
    finally:
        for connection in waiting.values():
            connection.close()
    assert daemon.answers(PING)


def test_connections_that_end_while_they_wait(daemon):
    """Their places are free again."""
    for _ in range(2 * SEATS):
        with fastcgi.connect(daemon.socket) as connection:
            ping_on(connection)
    with fastcgi.connect(daemon.socket) as connection:
        ping_on(connection)
        ping_on(connection)


def test_silence_ends_a_request(daemon):
    """Half a request for each thread; no thread is blocked for good."""
    begun = time.monotonic()
    silent = [fastcgi.connect(daemon.socket)]
    ping_on(silent[0])
    silent[0].sendall(CUT_PARAMETERS)
    silent += [send(daemon, text) for text, _ in zip(
        itertools.cycle(CUT.values()), range(THREADS - 1))]
    try:
        for connection in silent:
            assert b"Status: 200" not in received(connection)
            assert time.monotonic() - begun > SILENCE - 1
        assert time.monotonic() - begun < 1.8 * SILENCE
        assert daemon.answers(PING)
    finally:
        for connection in silent:
            connection.close()


def test_an_end_while_some_are_silent(tmp_path):
    daemon = Daemon(tmp_path)
    silent = [send(daemon, CUT_PARAMETERS) for _ in range(THREADS)]
    assert daemon.stop() < SILENCE / 2
    for connection in silent:
        connection.close()


def test_ten_thousand_parameters(daemon):
    """The first of equal names counts, wherever it is."""
    others = [(b"HTTP_X_%d" % i, b"x" * 20) for i in range(10000)]
    right = environment("/queues.get_all", b"{}",
                        HTTP_AUTHORIZATION=daemon.credentials())
    again = environment("/nothing", b"", HTTP_AUTHORIZATION="Basic x")
    text = fastcgi.begin() + stream(
        PARAMS, pairs(others + right + again)) + stream(STDIN, b"{}")
    with send(daemon, text) as connection:
        assert fastcgi.read_answer(connection).status == 200


@pytest.mark.parametrize("length, body, status", [
    ("2", b"{}", 200), ("", b"", 200), ("0", b"", 200), ("1", b"{}", 400),
    ("3", b"{}", 400), ("-1", b"{}", 400), ("+2", b"{}", 400),
    (" 2", b"{}", 400), ("2 ", b"{}", 400), ("0x2", b"{}", 400),
    ("2, 2", b"{}", 400), ("18446744073709551616", b"{}", 400),
    ("18446744073709551615", b"{}", 413), ("1048577", b"{}", 413)])
def test_lengths(daemon, length, body, status):
    """Lengths that a web server may have let through."""
    text = fastcgi.request(PING, body, CONTENT_LENGTH=length)
    with send(daemon, text) as connection:
        assert fastcgi.read_answer(connection).status == status


def test_clients_that_do_not_read(daemon):
    """Answers that are not read block no thread."""
    silent = [send(daemon, fastcgi.request(PING)) for _ in range(THREADS)]
    assert daemon.answers(PING)
    for connection in silent:
        connection.close()


def resident(daemon):
    """The resident memory of lineupd, in KiB."""
    status = Path(f"/proc/{daemon.process.pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+)", status, re.M)[1])


@pytest.mark.parametrize("length", [str(1 << 30), "2", ""])
def test_a_body_of_a_gigabyte(daemon, length):
    """It is read to its end but not kept, whatever length was announced."""
    before = resident(daemon)
    text = fastcgi.begin() + stream(PARAMS, pairs(environment(
        PING, CONTENT_LENGTH=length)))
    piece = record(STDIN, b" " * 32768) * 32
    with send(daemon, text) as connection:
        for _ in range(1024):
            connection.sendall(piece)
        connection.sendall(record(STDIN))
        answer = fastcgi.read_answer(connection)
    assert answer.status == (413 if len(length) > 1 else 400)
    assert resident(daemon) < before + 4096


@pytest.mark.parametrize("length, status", [
    (3 << 20, 200), ((3 << 20) + 1, 400), ((3 << 20) - 1, 400)])
def test_a_long_batch(daemon, length, status):
    """It is read piece by piece, and must be as long as announced."""
    call = fastcgi.request("/tasks.create", b'{"name": "xyz", "type":'
                           b' "training"}', HTTP_AUTHORIZATION=
                           daemon.credentials())
    with send(daemon, call) as connection:
        task = fastcgi.read_answer(connection).data["id"]
    line = b'{"type": "log", "task": "%s", "msg": "%s"}' % (
        task.encode(), b"x" * 1000)
    body = (line.ljust(1535) + b"\n") * 2048
    text = fastcgi.request(
        "/events.add_batch", body, CONTENT_LENGTH=str(length),
        CONTENT_TYPE="application/json-lines",
        HTTP_AUTHORIZATION=daemon.credentials())
    with send(daemon, text) as connection:
        answer = fastcgi.read_answer(connection)
    assert answer.status == status
    if status == 200:
        assert answer.data["added"] == 2048
    else:
        assert answer.envelope["meta"]["result_msg"] == (
            "The body is not as long as announced")


def warnings_on(tmp_path, listener):
    """What lineupd logs when it starts on a given socket."""
    listener.listen(8)
    data = tmp_path / "data"
    data.mkdir()
    subprocess.run([BUILD / "lineup", "init", "--data", data], check=True,
                   stdout=subprocess.DEVNULL)
    process = subprocess.Popen(
        [BUILD / "lineupd", "--data", data], stdin=listener,
        stderr=subprocess.PIPE, text=True)
    with socket.socket(listener.family) as connection:
        connection.settimeout(fastcgi.TIMEOUT)
        connection.connect(listener.getsockname())
        connection.sendall(fastcgi.request(PING))
        assert fastcgi.read_answer(connection).status == 200
    process.terminate()
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    return [line for line in said.splitlines() if "crash" in line]


@pytest.mark.parametrize("mode, is_fine", [
    (0o600, True), (0o660, True), (0o666, False), (0o662, False)])
def test_the_mode_of_the_socket(tmp_path, mode, is_fine):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        (tmp_path / "socket").chmod(mode)
        said = warnings_on(tmp_path, listener)
        assert [str(tmp_path / "socket") in line for line in said] == (
            [] if is_fine else [True])


def test_a_socket_of_the_network(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        assert len(warnings_on(tmp_path, listener)) == 1


def test_a_socket_of_its_own(daemon):
    assert daemon.socket.stat().st_mode & 0o777 == 0o600
