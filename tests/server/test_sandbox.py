"""lineupd and lineup work within the restrictions of the systemd unit."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

import fastcgi
from lineup_server import BUILD, basic

HERE = Path(__file__).resolve().parent
UNIT = BUILD / "conf/lineupd.service"
pytestmark = pytest.mark.sqlite
FORBIDDEN = {
    "a socket of another family": "import socket; socket.socket("
    "socket.AF_INET)",
    "memory to write and execute": "import mmap; mmap.mmap(-1, 4096, prot="
    "mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "a namespace": "import ctypes; ctypes.CDLL(None).unshare(0)",
    "the clock": "import time; time.clock_settime(0, 1)",
    "another root": "import os; os.chroot('.')",
}


@pytest.fixture
def folder():
    """A folder whose parents any user may enter."""
    made = Path(tempfile.mkdtemp(prefix="lineup-sandbox-", dir="/tmp"))
    for program in ("lineup", "lineupd"):
        shutil.copy(BUILD / program, made)
    yield made
    shutil.rmtree(made)


def confined(folder, *command, **options):
    """Start a command in the sandbox."""
    return subprocess.Popen(
        ["/usr/bin/python3", "-B", HERE / "sandbox.py", UNIT, *command],
        cwd=folder, **options)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_sandbox_forbids(folder, what):
    process = confined(folder, "/usr/bin/python3", "-c", FORBIDDEN[what])
    assert process.wait(20) == -signal.SIGSYS


def key_of(data):
    """The key in client.env."""
    return basic(*re.findall(r"_KEY=(\S+)",
                             (data / "client.env").read_text()))


def use(path, key):
    """Calls of each kind: with randomness, times, threads, files."""
    caller = fastcgi.Caller(path, key)
    token = caller.ok("auth.login", {})["token"]
    caller = fastcgi.Caller(path, "Bearer " + token)
    queue = caller.ok("queues.create", {"name": "confined"})["id"]
    for n in range(200):
        caller.ok("queues.add_task", {"queue": queue, "task": f"t{n}"})
    caller.ok("queues.move_task_to_front", {"queue": queue, "task": "t7"})
    assert caller.ok("queues.get_next_task", {"queue": queue})[
        "entry"]["task"] == "t7"
    assert caller.ok("queues.get_all_ex", {"name": "^confined$"})["queues"]
    assert caller.ok("queues.get_queue_metrics", {
        "queue_ids": [queue], "from_date": 0, "to_date": 4e9,
        "interval": 60})
    assert caller.call("queues.get_all", {"name": "(a+)+$("}).status == 400


def test_lineupd_is_fine_in_it(folder):
    init = confined(folder, "./lineup", "init", "--data", folder / "data")
    assert init.wait(20) == 0
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        listener.listen(64)
        with open(folder / "log", "wb") as log:
            process = confined(
                folder, "./lineupd", "--data", folder / "data",
                stdin=listener, stdout=log, stderr=log)
        try:
            use(folder / "socket", key_of(folder / "data"))
            # a file owned by root can't be read by others of the same user
            assert os.stat(f"/proc/{process.pid}/environ").st_uid == 0
            backup = confined(folder, "./lineup", "backup", "copy", "--data",
                              folder / "data")
            assert backup.wait(20) == 0
        finally:
            process.terminate()
            status = process.wait(20)
    assert status == 0, (folder / "log").read_text()
