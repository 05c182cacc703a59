"""script/server: what it makes, what it prints, what it refuses."""

import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from ports import free_port
from script_server import ROOT, WEB, is_taken


def client_env(data):
    return (data / "client.env").read_text()


def keys(data):
    return re.findall(r"_KEY=(\S+)", client_env(data))


def sockets(data):
    return [path for path in data.rglob("*") if path.is_socket()]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def processes(names):
    """The pids of all processes with this name."""
    found = subprocess.run(
        ["sh", "-c", f"grep -lsE '^[0-9]+ .({names}). ' /proc/[0-9]*/stat"],
        capture_output=True,
        text=True,
    ).stdout.split()
    return [int(path.split("/")[2]) for path in found]


def lineupd_of(server):
    """The pids of server's lineupd."""
    pids = processes("lineupd")
    return [pid for pid in pids if data_of(pid) == str(server.data)]


def web_server_of(server):
    """The pids of server's web server, the first process of it first."""
    folders = (server.data, server.data / "web")
    pids = processes("lighttpd|apache2|nginx")
    return sorted(pid for pid in pids if folder_of(pid) in folders)


def folder_of(pid):
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def data_of(pid):
    """The data directory that a process uses; None if it is gone."""
    try:
        environment = Path(f"/proc/{pid}/environ").read_text().split("\0")
    except OSError:
        return None
    named = [line for line in environment if line.startswith("LINEUP_DATA=")]
    return named[0].partition("=")[2] if named else None


def test_answers_once_ready_is_there(tmp_path, start):
    server = start(tmp_path).wait_until_ready()
    url = f"http://127.0.0.1:{server.port}/readyz"
    assert urllib.request.urlopen(url).status == 200


def test_prints_address_and_exports(tmp_path, start):
    server = start(tmp_path).wait_until_ready()
    server.stop()
    url = f"http://127.0.0.1:{server.port}"
    assert url in server.text.splitlines()[0]
    assert re.findall(r"^export (\w+)=\S+$", server.text, re.M) == [
        "CLEARML_API_HOST",
        "CLEARML_WEB_HOST",
        "CLEARML_FILES_HOST",
        "CLEARML_API_ACCESS_KEY",
        "CLEARML_API_SECRET_KEY",
    ]
    assert f"export CLEARML_API_HOST={url}\n" in server.text
    assert client_env(tmp_path) in server.text


def test_client_env_can_be_sourced(tmp_path, start):
    data = tmp_path / "it's here"
    server = start(data).wait_until_ready()
    done = subprocess.run(
        ["sh", "-c", f'. "{data}/client.env"; echo $CLEARML_API_HOST;'
         "echo $CLEARML_WEB_HOST; echo $CLEARML_FILES_HOST"],
        capture_output=True,
        text=True,
    )
    url = f"http://127.0.0.1:{server.port}"
    assert done.stdout == f"{url}\n{url}\nfile://{data}/files\n"


def test_makes_what_is_private_private(tmp_path, start):
    data = tmp_path / "new" / "data"
    start(data).wait_until_ready()
    assert mode(data) == 0o700
    for name in ("client.env", "lineup.db", "token.secret"):
        assert mode(data / name) == 0o600, name
    path, = sockets(data)
    if WEB == "apache" and os.geteuid() == 0:  # it runs as another user
        assert (mode(path), path.group()) == (0o660, "www-data")
        assert mode(path.parent) == 0o710
    else:
        assert mode(path) == 0o600


def test_takes_data_from_the_callers_directory(tmp_path, start):
    start("here", cwd=tmp_path).wait_until_ready()
    assert (tmp_path / "here" / "lineup.db").exists()


def test_takes_a_directory_with_blanks_and_a_long_name(tmp_path, start):
    data = tmp_path / "a directory" / ("long" * 30)
    start(data).wait_until_ready()


def test_second_start_keeps_keys_and_tells_the_new_port(tmp_path, start):
    first = start(tmp_path).wait_until_ready()
    before = keys(tmp_path)
    first.stop()
    second = start(tmp_path).wait_until_ready()
    assert len(before) == 2
    assert keys(tmp_path) == before
    host = f"CLEARML_API_HOST=http://127.0.0.1:{second.port}\n"
    assert host in client_env(tmp_path)
    assert mode(tmp_path / "client.env") == 0o600


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_everything_within_two_seconds(tmp_path, start, number):
    server = start(tmp_path).wait_until_ready()
    pids = lineupd_of(server)
    assert len(pids) == 1
    status, seconds = server.stop(number)
    assert status == 0
    assert seconds < 2
    assert not is_taken(server.port)
    assert lineupd_of(server) == []
    assert not (tmp_path / "ready").exists()
    assert sockets(tmp_path) == []


def test_sigint_stops_a_job_of_a_shell_script(tmp_path):
    """Such a job is started with SIGINT ignored."""
    port = free_port()
    done = subprocess.run(
        ["sh", "-c",
         '"$0" --port "$1" --data "$2" --web "$3" >"$2/out" & server=$!;'
         'until [ -e "$2/ready" ]; do kill -0 $server || exit 9; sleep 0.1;'
         'done; kill -INT $server; wait $server']
        + [str(ROOT / "script/server"), str(port), str(tmp_path), WEB],
        timeout=90,
    )
    assert done.returncode == 0
    assert not is_taken(port)


def test_killed_script_leaves_no_server(tmp_path, start):
    server = start(tmp_path).wait_until_ready()
    server.process.kill()
    server.process.wait()
    end = time.monotonic() + 10
    while is_taken(server.port) or lineupd_of(server):
        assert time.monotonic() < end
        time.sleep(0.05)
    (tmp_path / "ready").unlink()
    start(tmp_path).wait_until_ready()


def test_lineupd_that_dies_is_started_again(tmp_path, start):
    server = start(tmp_path).wait_until_ready()
    old = lineupd_of(server)
    os.kill(old[0], signal.SIGKILL)
    end = time.monotonic() + 10
    url = f"http://127.0.0.1:{server.port}/readyz"
    while lineupd_of(server) in ([], old):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert urllib.request.urlopen(url).status == 200
    assert server.stop()[0] == 0
    assert lineupd_of(server) == []


def test_a_web_server_that_dies_is_the_end(tmp_path, start):
    server = start(tmp_path).wait_until_ready()
    os.kill(web_server_of(server)[0], signal.SIGKILL)
    status, errors = server.end()
    assert status == 1 and f"server: {WEB} has stopped" in errors
    assert not is_taken(server.port)
    assert lineupd_of(server) == web_server_of(server) == []
    assert not (tmp_path / "ready").exists()


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("LINEUP_THREADS", "none", "threads: 'none' is no number"),
        ("LINEUP_TOKEN_SECRET_FILE", "/none", "/none"),
    ],
)
def test_refuses_settings_that_are_wrong(
    tmp_path, start, monkeypatch, name, value, told
):
    monkeypatch.setenv(name, value)
    server = start(tmp_path)
    status, errors = server.end()
    assert status == 1
    assert len(errors) == 1
    assert told in errors[0]
    assert not is_taken(server.port)


def test_refuses_a_port_that_is_taken(tmp_path, start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, errors = start(tmp_path / "data", port).end()
    assert status == 1
    assert len(errors) == 1
    assert str(port) in errors[0]
    assert not (tmp_path / "data").exists()


def test_refuses_a_directory_it_cannot_make(tmp_path, start):
    (tmp_path / "file").touch()
    status, errors = start(tmp_path / "file" / "data").end()
    assert status == 1
    assert len(errors) == 1
    assert "file/data" in errors[0]


def test_refuses_a_directory_it_cannot_write_to(start):
    status, errors = start("/proc").end()
    assert status == 1
    assert errors == ["server: /proc: cannot be written to"]


def test_refuses_a_directory_with_a_server(tmp_path, start):
    first = start(tmp_path).wait_until_ready()
    status, errors = start(tmp_path).end()
    assert status == 1
    assert len(errors) == 1
    assert str(tmp_path) in errors[0]
    assert (tmp_path / "ready").exists()
    assert is_taken(first.port)


def test_refuses_a_database_of_a_newer_layout(tmp_path, start):
    start(tmp_path).wait_until_ready().stop()
    database = sqlite3.connect(tmp_path / "lineup.db")
    database.execute("PRAGMA user_version = 999999")
    database.close()
    server = start(tmp_path)
    status, errors = server.end()
    assert status == 1
    assert len(errors) == 1
    assert "lineup.db" in errors[0]
    assert not is_taken(server.port)


@pytest.mark.parametrize(
    "arguments",
    [["--port"], ["--port", "x"], ["--other", "1"], ["extra"]]
    + [["--web"], ["--web", "iis"]],
)
def test_refuses_arguments_it_does_not_know(arguments):
    done = subprocess.run(
        [ROOT / "script/server", *arguments], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith("usage: script/server")
