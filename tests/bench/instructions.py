"""Where the instructions of a call go: counted by callgrind, so that they are
the same on any machine, however busy it is.

One client, so that each write has a commit of its own.
"""

import itertools
import json
import os
import re
import subprocess
import time

import fastcgi

CALLS = 500
WARM_UP = 100
# The other variables that lighttpd sets for a call.
ENVIRONMENT = {
    "HTTP_HOST": "127.0.0.1:8008", "SERVER_SOFTWARE": "lighttpd/1.4.69",
    "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8008",
    "SERVER_ADDR": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1",
    "REMOTE_PORT": "50000", "SCRIPT_NAME": "", "PATH_INFO": "/v2.14/x",
    "QUERY_STRING": "", "DOCUMENT_ROOT": "/nonexistent",
    "REQUEST_SCHEME": "http", "REDIRECT_STATUS": "200",
    "HTTP_CONTENT_TYPE": "application/json"}
# Functions, with all that they call.
PARTS = {
    "libfcgi": ("FCGX_Accept_r", "FCGX_Finish_r"),
    "check the token": ("authn_check",),
    "read the request": ("request_read",),
    "the store": ("store_add_task", "store_get_next_task"),
    "of that, SQLite": ("sqlite3_step",),
    "write the answer": ("envelope_write",),
}
COUNT = re.compile(r"^ *([\d,]+) \([^)]*\)  \S*:(\w+)", re.M)


def calls(lineup):
    """The calls to count: their name, and the calls made in turn."""
    idle, queue = lineup.queue(0), lineup.queue(1000)
    numbers = itertools.count()
    return {
        "debug.ping": lambda: ("debug.ping", {}),
        "idle poll": lambda: ("queues.get_next_task", {"queue": idle}),
        "add_task": lambda: ("queues.add_task", {
            "queue": queue, "task": f"profile-{next(numbers)}"}),
        "get_next_task": lambda: ("queues.get_next_task", {"queue": queue}),
    }


def _make(lineup, socket, action, body):
    text = fastcgi.request(
        f"/v2.14/{action}", json.dumps(body).encode(), **ENVIRONMENT,
        HTTP_AUTHORIZATION=f"Bearer {lineup.token}")
    with fastcgi.connect(socket) as connection:
        connection.sendall(text)
        answer = fastcgi.read_answer(connection)
    assert answer.status == 200, answer.body


def _control(process, state):
    subprocess.run(["callgrind_control", "-i", state, str(process.pid)],
                   check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def _listens(socket):
    """True once it listens: the file exists a moment earlier."""
    try:
        fastcgi.connect(socket).close()
    except (FileNotFoundError, ConnectionRefusedError):
        return False
    return True


def count(lineup, next_call):
    """Instructions of a call, by function; the sum of all under ""."""
    socket, counts = lineup.folder / "p.sock", lineup.folder / "counts"
    process = subprocess.Popen(
        ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no",
         f"--callgrind-out-file={counts}", lineup.build / "lineupd",
         "--socket", socket, "--threads", "2"],
        env=os.environ | {"LINEUP_DATA": str(lineup.server.data)})
    try:
        while not _listens(socket):
            time.sleep(0.02)
        for _ in range(WARM_UP):
            _make(lineup, socket, *next_call())
        _control(process, "on")
        for _ in range(CALLS):
            _make(lineup, socket, *next_call())
        _control(process, "off")
    finally:
        process.terminate()
        process.wait()
        socket.unlink(missing_ok=True)
    shown = subprocess.run(
        ["callgrind_annotate", "--inclusive=yes", "--threshold=100", counts],
        capture_output=True, text=True, check=True).stdout
    found = {name: int(number.replace(",", "")) / CALLS
             for number, name in COUNT.findall(shown)}
    total = re.search(r"^ *([\d,]+) .*PROGRAM TOTALS", shown, re.M)[1]
    return found | {"": int(total.replace(",", "")) / CALLS}


def measure(lineup):
    """The instructions of each call, by its name and by function."""
    kinds = calls(lineup)
    lineup.stop()
    return {name: count(lineup, call) for name, call in kinds.items()}


def table(counted):
    """Thousands of instructions a call, by purpose."""
    yield "| 1,000 instructions | " + " | ".join(counted) + " |"
    yield "| --- |" + " ---: |" * len(counted)
    for part, functions in PARTS.items():
        yield f"| {part} | " + " | ".join(
            f"{sum(found.get(name, 0) for name in functions) / 1000:.1f}"
            for found in counted.values()) + " |"
    yield "| all | " + " | ".join(
        f"{found[''] / 1000:.1f}" for found in counted.values()) + " |"
