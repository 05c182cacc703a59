"""A database that requires a user and password."""

import os
import re
import signal
import time
from subprocess import DEVNULL, run
from urllib.parse import quote

import pymongo
import pytest

import peer as faults
from engine import Engine, until
from lineup_server import BUILD, Server

PASSWORD = "v3ry@secret/w:rd"
OTHER = "an0ther-secret"


@pytest.fixture(scope="module")
def guarded(run_engine):
    """A mongod with one user, made while nobody had to log in."""
    engine = run_engine("--auth")
    engine.client().admin.command(
        "createUser", "root", pwd=OTHER, roles=["root"])
    with engine.client(username="root", password=OTHER) as client:
        client.admin.command(
            "createUser", "lineup", pwd=PASSWORD, roles=["root"])
    return engine


@pytest.fixture(scope="module")
def between(guarded):
    made = faults.Peer(guarded.port)
    yield made
    made.close()


def uri(port, password=PASSWORD):
    return (f"mongodb://lineup:{quote(password, safe='')}@127.0.0.1:{port}/"
            "?directConnection=true")


@pytest.fixture
def made(tmp_path):
    server = Server(tmp_path / "data")
    yield server
    server.stop()


def see_no_secret(server):
    server.see_no_secret()
    assert OTHER not in server.output()


@pytest.mark.parametrize("name", [
    "LINEUP_STORE", "CLEARML_MONGODB_SERVICE_CONNECTION_STRING"])
def test_works_as_the_user_of_the_uri(guarded, made, name):
    made.settings.pop("LINEUP_STORE", None)
    made.start(**{name: uri(guarded.port), "LINEUP_LOG_LEVEL": "debug"})
    queue = made.admin.ok("queues.create", {"name": "guarded"})["id"]
    made.admin.ok("queues.add_task", {"queue": queue, "task": "a"})
    entry = made.admin.ok("queues.get_next_task", {"queue": queue})["entry"]
    assert entry["task"] == "a"
    with pymongo.MongoClient(uri(guarded.port)) as engine:
        assert (f"{made.settings['LINEUP_STORE_PREFIX']}backend"
                in engine.list_database_names())
    see_no_secret(made)


@pytest.mark.parametrize("password, text", [
    (OTHER, "Authentication failed"),
    (None, r"command \w+ requires authentication"),
])
def test_says_why_it_does_not_start(guarded, made, password, text):
    store = guarded.uri if password is None else uri(guarded.port, password)
    with pytest.raises(AssertionError, match="the server ended"):
        made.start(LINEUP_STORE=store, LINEUP_LOG_LEVEL="debug")
    assert re.search(f" warning mongodb: .*{text}", made.output())
    see_no_secret(made)


def change_password(guarded, old, new):
    with pymongo.MongoClient(uri(guarded.port, old)) as client:
        client.admin.command("updateUser", "lineup", pwd=new)


def drop_connections(server, between):
    between.close()
    between.open()


def kill_lineupd(server, between):
    pid, = server.pids()
    os.kill(pid, signal.SIGKILL)
    until(lambda: server.pids() not in ([], [pid]))


@pytest.mark.parametrize("begin_again", [drop_connections, kill_lineupd])
def test_is_well_again_when_the_password_is(guarded, between, made,
                                            begin_again):
    made.start(LINEUP_STORE=uri(between.port))
    client = made.admin
    queue = client.ok("queues.create", {"name": "guarded"})["id"]
    change_password(guarded, PASSWORD, OTHER)
    try:
        begin_again(made, between)
        until(lambda: client.send("GET", "/readyz").status == 503)
        assert client.send("GET", "/healthz").status == 200
        answer = client.call("queues.add_task", {"queue": queue, "task": "a"})
        assert (answer.status, answer.data) == (503, {}), answer.body
        until(lambda: "mongodb: all calls are refused until it answers again: "
              "Authentication failed." in made.output())
    finally:
        change_password(guarded, OTHER, PASSWORD)
    until(lambda: client.send("GET", "/readyz").status == 200)
    assert "entry" not in client.ok("queues.get_next_task", {"queue": queue})
    client.ok("queues.add_task", {"queue": queue, "task": "a"})
    see_no_secret(made)


def test_a_lack_of_rights_shows_no_key(guarded, made):
    """In its refusal, mongod quotes the command, with key and secret."""
    made.start(LINEUP_STORE=uri(guarded.port), LINEUP_LOG_LEVEL="debug")
    backend = f"{made.settings['LINEUP_STORE_PREFIX']}backend"
    with guarded.client(username="root", password=OTHER) as client:
        for roles, status in (([{"role": "readWrite", "db": backend}], 503),
                              (["root"], 200)):
            client.admin.command("updateUser", "lineup", roles=roles)
            answer = made.admin.call("queues.get_all")
            assert answer.status == status, answer.body
    refusal = ("find refused: not authorized on "
               f"{made.settings['LINEUP_STORE_PREFIX']}auth to execute command "
               "(13 Unauthorized)")
    until(lambda: refusal in made.output())
    see_no_secret(made)


@pytest.mark.parametrize("user", [
    f"u:{PASSWORD}", f"u:{OTHER}@x", f"u:x@{OTHER}", f"u:x:{OTHER}",
    f"u:x/{OTHER}", f"u:%zz{OTHER}"])
def test_a_password_that_is_not_encoded_is_not_shown(tmp_path, user):
    done = run([BUILD / "lineup", "--store", f"mongodb://{user}@127.0.0.1:1/",
                "--data", tmp_path, "queue", "list"], stdin=DEVNULL,
               capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "ncode" in done.stderr or "escape" in done.stderr
    for secret in (PASSWORD, OTHER):
        assert secret not in done.stderr + done.stdout
