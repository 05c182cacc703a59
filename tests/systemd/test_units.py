"""The units under a systemd that is booted for it: what operators do to them."""

import base64
import hashlib
import hmac
import os
import re
import threading
import time

import pytest

import fastcgi
from lineup_server import basic
from machine import PATIENCE, CannotBoot, Machine

SETTINGS = "/etc/lineup/lineup.conf"
DATA = "/var/lib/lineup"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("machine")
    try:
        booted = Machine(folder)
    except CannotBoot as error:
        pytest.skip(f"systemd can't be booted here: {error}")
    booted.systemctl("enable", "--now", "lineupd.socket")
    yield booted
    booted.stop()


@pytest.fixture(autouse=True)
def fresh_settings(machine):
    """Each test begins with a server by the default settings."""
    machine.path(SETTINGS).unlink(missing_ok=True)
    machine.systemctl("restart", "lineupd")


def settings(machine, text, path=SETTINGS):
    machine.path(path).write_text(text)


def caller(machine, socket="lineupd", data=DATA):
    found = machine.ok("cat", f"{data}/client.env")
    return fastcgi.Caller(machine.path(f"/run/lineup/{socket}.sock"),
                          basic(*re.findall(r"_KEY=(\S+)", found)))


def wait_until(holds, why):
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < PATIENCE, why()
        time.sleep(0.05)


def restarts(machine):
    return int(machine.show("lineupd", "NRestarts"))


def owners(machine, data=DATA):
    """The owner of a folder, and those of all that is in it."""
    listed = machine.ok("find", "-H", data, "-printf", "%u\n").split()
    return listed[0], set(listed[1:])


def test_a_call_starts_it(machine):
    machine.systemctl("stop", "lineupd.service")
    assert machine.answers() == 200
    assert machine.show("lineupd", "ActiveState") == "active"
    owner, others = owners(machine)
    assert {owner} == others and owner not in ("root", "nobody")


def test_it_survives_kills(machine):
    before = restarts(machine)
    for _ in range(6):
        pid = machine.show("lineupd", "MainPID")
        machine.ok("kill", "-KILL", pid)
        wait_until(lambda pid=pid: machine.show("lineupd", "MainPID") != pid,
                   machine.journal)
        assert machine.answers() == 200
    assert restarts(machine) >= before + 5


def test_it_survives_a_bad_setting(machine):
    settings(machine, "[server]\nthreads = none\n")
    assert machine.run("systemctl", "restart", "--no-block",
                       "lineupd").returncode == 0
    wait_until(lambda: machine.show("lineupd", "SubState") == "auto-restart",
               machine.journal)
    path = machine.path("/run/lineup/lineupd.sock")
    waiting = [fastcgi.connect(path) for _ in range(40)]
    begin = restarts(machine)
    wait_until(lambda: restarts(machine) >= begin + 6, machine.journal)
    assert "threads: 'none' is no number from 1 to 1024" in machine.journal()
    settings(machine, "[server]\nthreads = 8\n")
    assert machine.answers() == 200
    for connection in waiting:  # they waited, too
        with connection:
            connection.settimeout(PATIENCE)
            connection.sendall(fastcgi.request("/readyz"))
            assert fastcgi.read_answer(connection).status == 200


def test_root_leaves_files_of_the_folder_s_owner(machine):
    queue = caller(machine).ok("queues.create", {"name": "kept"})["id"]
    machine.lineup("backup", "/root/lineup.backup")
    machine.systemctl("stop", "lineupd.service")
    for name in ("token.secret", "client.env", "lineup.lock"):
        machine.path(f"/var/lib/private/lineup/{name}").unlink()
    machine.lineup("restore", "/root/lineup.backup", "--force")
    machine.lineup("init")
    machine.lineup("queue", "add", "kept", "task")
    owner, others = owners(machine)
    assert {owner} == others and owner != "root"
    found = caller(machine).ok("queues.get_by_id", {"queue": queue})["queue"]
    assert [entry["task"] for entry in found["entries"]] == ["task"]
    assert machine.ok("stat", "-c", "%U", "/root/lineup.backup") == "root\n"


def test_what_root_made_before_the_first_start_is_handed_over(machine):
    settings(machine, "", "/etc/lineup/early.conf")
    machine.lineup("init", "--data", "/var/lib/lineup-early")
    machine.lineup("user", "add", "una", "--data", "/var/lib/lineup-early")
    machine.systemctl("start", "lineupd@early.socket")
    assert machine.answers("early") == 200
    owner, others = owners(machine, "/var/lib/lineup-early")
    assert {owner} == others and owner != "root"
    machine.systemctl("stop", "lineupd@early.socket", "lineupd@early")


def test_reload_uses_what_can_change(machine):
    made = caller(machine)
    body = {"name": "x" * 2000}
    assert made.call("queues.get_all", body).status == 200
    settings(machine, "[server]\nthreads = 7\ncors_origins = http://a.test\n"
             "[limits]\nmax_body = 1024\nmax_scrolls = 3\n"
             "[log]\nlog_level = debug\n")
    pid = machine.show("lineupd", "MainPID")
    machine.systemctl("reload", "lineupd")
    machine.wait_for("the settings were read again; a restart is needed for "
                     "threads, max_scrolls")
    assert made.call("queues.get_all", body).status == 413
    with fastcgi.connect(made.path) as connection:
        connection.sendall(fastcgi.request(
            "/debug.ping", b"", HTTP_ORIGIN="http://a.test"))
        head = b"".join(content for _, content in
                        fastcgi.read_records(connection))
    assert b"Access-Control-Allow-Origin: http://a.test" in head
    machine.wait_for(" debug call ")
    settings(machine, "[limits]\nmax_body = little\n")
    machine.systemctl("reload", "lineupd")
    machine.wait_for("the settings stay as they were: /etc/lineup/lineup.conf:"
                     "2: max_body: 'little' is no number")
    assert made.call("queues.get_all", body).status == 413
    assert machine.show("lineupd", "MainPID") == pid


class Load:
    """Threads that call all the time, and note what fails."""

    def __init__(self, made, n=8):
        self.made, self.n_calls, self.failures = made, 0, []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.work) for _ in range(n)]

    def work(self):
        while not self.is_over.is_set():
            try:
                self.made.ok("queues.get_all", {})
                self.n_calls += 1
            except Exception as error:
                self.failures.append(repr(error))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def wait_for_more(self, n=200):
        wanted = self.n_calls + n
        wait_until(lambda: self.n_calls >= wanted or self.failures,
                   lambda: "there are no calls")


def test_a_new_program_loses_no_call(machine):
    program = machine.path("/usr/local/sbin/lineupd")
    with Load(caller(machine)) as load:
        for _ in range(5):
            load.wait_for_more()
            pid = machine.show("lineupd", "MainPID")
            new = program.with_name("lineupd.new")
            new.write_bytes(program.read_bytes())
            new.chmod(0o755)
            new.rename(program)
            machine.systemctl("restart", "lineupd")
            assert machine.show("lineupd", "MainPID") != pid
        load.wait_for_more()
    assert load.failures == []


def test_backup_and_check_while_it_serves(machine):
    made = caller(machine)
    queue = made.ok("queues.create", {"name": "busy"})["id"]
    with Load(made) as load:
        for n in range(5):
            made.ok("queues.add_task", {"queue": queue, "task": f"b{n}"})
            machine.lineup("backup", f"/root/busy.{n}")
            assert "The database is fine." in machine.lineup("check")
        load.wait_for_more()
    assert load.failures == []
    machine.ok("mkdir", "/root/copy")
    machine.lineup("restore", "/root/busy.4", "--data", "/root/copy")
    listed = machine.lineup("queue", "show", "busy", "--data", "/root/copy")
    assert "b4" in listed


def is_signed(token, secret):
    text, _, signature = token.rpartition(".")
    made = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=") == signature


def test_several_share_a_secret_that_only_root_can_read(machine):
    secret = os.urandom(20).hex()
    settings(machine, secret, "/etc/lineup/token.secret")
    machine.ok("chmod", "600", "/etc/lineup/token.secret")
    for name in ("one", "two"):
        settings(machine, "[server]\nthreads = 4\n",
                 f"/etc/lineup/{name}.conf")
    machine.systemctl("start", "lineupd@one.socket", "lineupd@two.socket")
    try:
        for name in ("one", "two"):
            assert machine.answers(name) == 200
            made = caller(machine, name, f"/var/lib/lineup-{name}")
            assert is_signed(made.ok("auth.login", {})["token"], secret)
            made.ok("queues.create", {"name": name})
        assert "one" not in machine.lineup(
            "queue", "list", "--data", "/var/lib/lineup-two")
    finally:
        machine.path("/etc/lineup/token.secret").unlink()
        for name in ("one", "two"):
            machine.systemctl("stop", f"lineupd@{name}.socket",
                              f"lineupd@{name}.service")


def test_an_instance_without_settings_says_so(machine):
    machine.systemctl("start", "lineupd@none.socket")
    machine.run("systemctl", "start", "--no-block", "lineupd@none.service")
    machine.wait_for("/etc/lineup/none.conf: No such file or directory",
                     "lineupd@none")
    machine.systemctl("stop", "lineupd@none.socket", "lineupd@none.service")
