"""lineup export, import, backup and restore."""

import fcntl
import json
import os
import sqlite3
import stat
import subprocess
import threading

import pytest

from lineup_server import BUILD, COMPANY, Server

HEAD = '{"lineup_export":1}'
QUEUE = {"queue": "0" * 31 + "1", "name": "imported", "company": COMPANY,
         "created": 1000, "last_update": 2000, "tags": ["b", "a"],
         "system_tags": [], "metadata": []}
METADATA = {"name": "k", "key": "K", "type": "t", "value": "v\u00e9\n"}


@pytest.fixture
def offline(tmp_path):
    """A data directory that no server uses."""
    made = Server(tmp_path / "offline" / "data")
    made.data.mkdir(parents=True)
    made.tool("init")
    made.tool("queue", "delete", "default")
    return made


def write(*rows):
    """An export of these rows; strings are taken as lines."""
    lines = [row if isinstance(row, str) else json.dumps(row)
             for row in rows]
    return "".join(line + "\n" for line in lines)


def task(name, added=3000):
    return {"task": name, "added": added}


def queues_of(server, company=COMPANY):
    return [line.split("\t")[0]
            for line in server.tool("queue", "list").splitlines()
            if line.split("\t")[1] == company]


def test_export_and_import(server, client, name, offline, tmp_path):
    made = client.ok("queues.create", {
        "name": name, "display_name": " N\u00e9\n", "tags": ["b", "a"],
        "system_tags": ["s"],
        "metadata": {"k.1": {"key": "x", "type": "t",
                             "value": "\u00e9\n\U0001f600"}}})["id"]
    server.tool("queue", "add", made, *[f"t{n}" for n in range(50)])
    client.ok("queues.move_task_to_front", {"queue": made, "task": "t49"})
    file = tmp_path / "export"
    server.tool("export", file, "--company", COMPANY)
    assert server.tool("export", "-", "--company",
                       COMPANY) == file.read_text()
    assert "queues that were added: " in offline.tool("import", file)
    assert offline.tool("export", "-") == file.read_text()
    offline.check()
    assert (offline.tool("queue", "show", made)
            == server.tool("queue", "show", made))


def test_import_into_a_server_at_work(server, client, tmp_path):
    row = QUEUE | {"queue": "f" * 32, "name": "while it works",
                   "metadata": [METADATA]}
    server.tool("import", "-", text=write(HEAD, row, task("b"), task("a")))
    shown = client.ok("queues.get_by_id", {"queue": "f" * 32},
                      version="2.20")["queue"]
    assert shown == {
        "id": "f" * 32, "name": "while it works", "company": COMPANY,
        "created": "1970-01-01T00:00:01+00:00",
        "last_update": "1970-01-01T00:00:02+00:00",
        "tags": ["a", "b"], "system_tags": [],
        "metadata": {"k": {"key": "K", "type": "t", "value": "v\u00e9\n"}},
        "entries": [{"task": "b", "added": "1970-01-01T00:00:03+00:00"},
                    {"task": "a", "added": "1970-01-01T00:00:03+00:00"}]}
    popped = client.ok("queues.get_next_task", {"queue": "f" * 32})
    assert popped["entry"]["task"] == "b"


@pytest.mark.parametrize("head", [
    '{"lineup_export": 1}', ' { "lineup_export" : 1 }\t\r',
    '{"by": "hand", "lineup_export": 1.0}'])
def test_the_first_line_is_any_json_that_says_so(offline, head):
    offline.tool("import", "-", text=write(head, QUEUE))
    assert queues_of(offline) == [QUEUE["queue"]]


def test_an_export_overwrites_nothing(server, tmp_path):
    file = tmp_path / "there"
    file.write_text("mine")
    assert server.tool_refused("export", file) == f"{file}: File exists"
    assert file.read_text() == "mine"


def test_an_export_of_no_company_leaves_no_file(server, tmp_path):
    file = tmp_path / "export"
    assert server.tool_refused("export", file, "--company", "nobody")
    assert not file.exists()


def without(row, name):
    return {key: value for key, value in row.items() if key != name}


OTHER = QUEUE | {"queue": "0" * 31 + "2", "name": "other"}

REFUSED = [
    ("", ":0: not a lineup export"),
    (write('{"lineup_export":2}'), ":1: not a lineup export"),
    (write('{"lineup_export":"1"}'), ":1: not a lineup export"),
    (write("{"), ":1: not a lineup export"),
    (write(""), ":1: not a lineup export"),
    (write(QUEUE), ":1: not a lineup export"),
    (write(HEAD, "{"), ":2: "),
    (write(HEAD, "[]"), ":2: "),
    (write(HEAD, QUEUE, "", OTHER), ":3: "),
    (write(HEAD, task("a")), ":2: a task before any queue: a"),
    (write(HEAD, QUEUE, {"task": "a"}), ":3: added: required"),
    (write(HEAD, QUEUE, task("a", "now")), ":3: added: type"),
    (write(HEAD, QUEUE, task("a\0")), ":3: "),
    (write(HEAD, QUEUE | {"queue": "abc"}), ":2: not a queue id: at least 30 of 0-9, a-f and -: abc"),
    (write(HEAD, QUEUE | {"name": "ab"}), ":2: Data validation error"),
    (write(HEAD, QUEUE | {"name": " abc"}), ":2: the name begins or ends with white space"),
    (write(HEAD, QUEUE | {"tags": ["__$x"]}), ":2: Invalid value for fields: __$x"),
    (write(HEAD, QUEUE | {"tags": "a"}), ":2: tags: type"),
    (write(HEAD, QUEUE | {"metadata": [without(METADATA, "value")]}),
     ":2: metadata[0].value: required"),
    (write(HEAD, OTHER, QUEUE | {"company": "c9"}),
     ": queue 00000000000000000000000000000001: no company has the id c9"),
    (write(HEAD, QUEUE, task("a"), task("b"), task("a")),
     ": queue 00000000000000000000000000000001 has the task a twice"),
    (write(HEAD, QUEUE, OTHER | {"name": "imported"}), "already exists"),
    (write(HEAD, QUEUE, OTHER | {"queue": QUEUE["queue"]}),
     "already exists"),
] + [(write(HEAD, OTHER, task("a"), without(QUEUE, field)),
      f":4: {field}: required")
     for field in QUEUE if field != "last_update"]


@pytest.mark.parametrize("text, why", REFUSED)
def test_imports_that_are_refused_add_nothing(offline, text, why):
    assert why in offline.tool_refused("import", "-", text=text)
    assert queues_of(offline) == []


def test_a_queue_that_is_there_is_not_imported(offline):
    offline.tool("import", "-", text=write(HEAD, QUEUE, task("a")))
    for row in (QUEUE | {"name": "new"}, QUEUE | {"queue": "2" * 32}):
        assert offline.tool_refused(
            "import", "-", text=write(HEAD, OTHER, row)).endswith(
                "already exists; nothing was imported")
    assert queues_of(offline) == [QUEUE["queue"]]


def test_a_file_that_is_not_there(offline):
    assert offline.tool_refused("import", "/nowhere/x") == (
        "/nowhere/x: No such file or directory")


@pytest.mark.sqlite
def test_backup_while_tasks_come(own_server, tmp_path):
    """A backup is a queue's state at one moment, in order."""
    own_server.start()
    queue = own_server.tool("queue", "create", "busy").strip()
    n_acknowledged = 0
    enough, stop = threading.Event(), threading.Event()

    def push():
        nonlocal n_acknowledged
        while not stop.is_set():
            own_server.admin.ok("queues.add_task", {
                "queue": queue, "task": str(n_acknowledged)})
            n_acknowledged += 1
            if n_acknowledged == 100:
                enough.set()

    pusher = threading.Thread(target=push)
    pusher.start()
    try:
        assert enough.wait(60)
        before = n_acknowledged
        own_server.tool("backup", tmp_path / "copy")
        after = n_acknowledged
    finally:
        stop.set()
        pusher.join()
    mode = os.stat(tmp_path / "copy").st_mode
    assert stat.S_IMODE(mode) == 0o600
    restored = Server(tmp_path / "restored")
    restored.data.mkdir()
    restored.tool("restore", tmp_path / "copy")
    assert "The database is fine." in restored.tool("check")
    tasks = [line.split("\t")[1] for line in
             restored.tool("queue", "show", queue).splitlines()
             if line.startswith("tasks\t")]
    assert tasks == [str(n) for n in range(len(tasks))]
    assert before <= len(tasks) <= after + 1


@pytest.mark.sqlite
def test_a_backup_overwrites_nothing(server, tmp_path):
    file = tmp_path / "there"
    file.write_text("mine")
    assert server.tool_refused("backup", file) == f"{file}: File exists"
    assert file.read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["there"]


@pytest.mark.sqlite
def test_a_backup_beside_what_is_there(server, tmp_path):
    """No file is deleted without being asked, whatever its name."""
    mine = [tmp_path / name for name in (
        "copy.new", ".lineup-copy.new", f".lineup-{'g' * 32}.new",
        f".lineup-{'0' * 32}.newer")]
    for path in mine:
        path.write_text("mine")
    server.tool("backup", tmp_path / "copy")
    assert all(path.read_text() == "mine" for path in mine)
    assert len(os.listdir(tmp_path)) == len(mine) + 1


@pytest.mark.sqlite
def test_init_beside_what_is_there(tmp_path):
    fresh = Server(tmp_path)
    mine = [tmp_path / name for name in ("token.secret.new",
                                         "client.env.new")]
    for path in mine:
        path.write_text("mine")
    fresh.tool("init")
    assert all(path.read_text() == "mine" for path in mine)
    assert not list(tmp_path.glob(".*"))
    for name in ("token.secret", "client.env"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.sqlite
def test_a_backup_after_one_that_was_killed(server, tmp_path):
    """Its leftovers are removed, but nothing that another process uses."""
    dead, alive = (tmp_path / f".lineup-{digit * 32}.new" for digit in "ab")
    for path in (dead, tmp_path / (dead.name + "-wal"), alive):
        path.write_text("")
    with open(alive) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        server.tool("backup", tmp_path / "copy")
    assert sorted(os.listdir(tmp_path)) == [alive.name, "copy"]


@pytest.mark.sqlite
def test_a_backup_that_is_killed(own_server, tmp_path):
    """Wherever it was killed, the next one leaves nothing but its copy."""
    own_server.start()
    own_server.tool("import", "-", text=write(
        HEAD, QUEUE, *(task(f"task {n}") for n in range(20000))))
    folder, n_left = tmp_path / "copies", 0
    folder.mkdir()
    for _ in range(200):
        process = subprocess.Popen(
            [BUILD / "lineup", "backup", folder / "copy", "--data",
             own_server.data], env=own_server.settings)
        while process.poll() is None and not os.listdir(folder):
            pass
        process.kill()
        process.wait()
        (folder / "copy").unlink(missing_ok=True)
        n_left += bool(os.listdir(folder))
        if n_left == 5:
            break
    assert n_left == 5
    own_server.tool("backup", folder / "copy")
    assert os.listdir(folder) == ["copy"]


@pytest.mark.sqlite
def test_a_backup_to_nowhere(server, tmp_path):
    assert server.tool_refused("backup", tmp_path / "no" / "x").endswith(
        ": No such file or directory")


@pytest.mark.sqlite
def test_restore_brings_everything_back(own_server, tmp_path):
    own_server.start()
    queue = own_server.tool("queue", "create", "kept").strip()
    own_server.tool("queue", "add", queue, "a", "b")
    own_server.tool("backup", tmp_path / "copy")
    assert own_server.tool_refused(
        "restore", tmp_path / "copy", "--force").endswith(
            "a server is working on this directory")
    own_server.tool("queue", "delete", queue, "--force")
    own_server.tool("queue", "create", "too new")
    own_server.stop()
    assert own_server.tool_refused("restore", tmp_path / "copy").endswith(
        "is there already; --force replaces it")
    own_server.tool("restore", tmp_path / "copy", "--force")
    own_server.start()
    found = own_server.admin.ok("queues.get_all", {"order_by": ["name"]})
    assert [(shown["name"], [entry["task"] for entry in shown["entries"]])
            for shown in found["queues"]] == [("default", []),
                                              ("kept", ["a", "b"])]
    popped = own_server.admin.ok("queues.get_next_task", {"queue": queue})
    assert popped["entry"]["task"] == "a"


@pytest.mark.sqlite
def test_restore_over_a_server_that_was_killed(own_server, tmp_path):
    """That server's log, never written back, doesn't belong to the copy."""
    own_server.start()
    queue = own_server.tool("queue", "create", "kept").strip()
    own_server.tool("backup", tmp_path / "copy")
    for n in range(100):
        own_server.admin.ok("queues.add_task",
                            {"queue": queue, "task": str(n)})
    own_server.process.kill()
    own_server.process.wait()
    pids = own_server.pids()
    for pid in pids:
        os.kill(pid, 9)
    wait_until_unlocked(own_server)
    own_server.tool("restore", tmp_path / "copy", "--force")
    assert "task" not in own_server.tool("queue", "show", queue)
    assert "The database is fine." in own_server.tool("check")


def wait_until_unlocked(server):
    """Wait for the lock of a process that is ending."""
    with open(server.data / "lineup.lock", "r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)


def no_database(path):
    path.write_text("nothing of the kind" * 100)


def other_database(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a)")


def newer_database(path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1000")


def damaged_database(path):
    with open(path, "r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 8192)


@pytest.mark.sqlite
@pytest.mark.parametrize("spoil, why", [
    (lambda path: path.unlink(), "unable to open database file"),
    (no_database, "file is not a database"),
    (lambda path: path.unlink() or other_database(path),
     "not a lineup database"),
    (newer_database, "made by a newer lineup"),
    (damaged_database, "damaged")])
def test_copies_that_are_not_restored(offline, tmp_path, spoil, why):
    offline.tool("queue", "create", "mine")
    copy = tmp_path / "copy"
    offline.tool("backup", copy)
    spoil(copy)
    before = offline.tool("export", "-")
    done = offline.run_tool("restore", copy, "--force")
    assert done.returncode == 1 and why in done.stderr.splitlines()[-1]
    assert offline.tool("export", "-") == before
    assert not list(offline.data.glob(".*"))


@pytest.mark.sqlite
def test_restore_over_what_is_damaged(offline, tmp_path):
    offline.tool("queue", "create", "mine")
    offline.tool("backup", tmp_path / "copy")
    before = offline.tool("export", "-")
    no_database(offline.data / "lineup.db")
    offline.tool("restore", tmp_path / "copy", "--force")
    assert offline.tool("export", "-") == before


@pytest.mark.sqlite
def test_restore_beside_the_log_of_another_database(offline, tmp_path):
    offline.tool("queue", "create", "mine")
    offline.tool("backup", tmp_path / "copy")
    before = offline.tool("export", "-")
    log = offline.data / "lineup.db-wal"
    (offline.data / "lineup.db").rename(tmp_path / "moved")
    log.write_bytes(b"log")
    assert offline.tool_refused("restore", tmp_path / "copy") == (
        f"{log}: belongs to another database; move it away")
    assert log.read_bytes() == b"log"
    log.unlink()
    offline.tool("restore", tmp_path / "copy")
    assert offline.tool("export", "-") == before
