"""lineup check: tasks and queues that disagree, and what it repairs."""

import json
import sqlite3
import subprocess

import pytest

from lineup_server import BUILD, COMPANY, Server

pytestmark = pytest.mark.sqlite

QUEUE = {"queue": "0" * 31 + "1", "name": "one", "company": COMPANY,
         "created": 1000, "last_update": 2000, "tags": [], "system_tags": [],
         "metadata": []}
OTHER = QUEUE | {"queue": "0" * 31 + "2", "name": "two"}
FINE = 0, [], "The database is fine."
REPAIRED = "The database is repaired."
FAULTY = "lineup: the database has faults"


def task(n, status, **fields):
    return {"kind": "task", "id": f"{n:032x}", "company": COMPANY,
            "name": f"task {n}", "type": "training", "user": "u",
            "status_reason": "", "status_message": "m", "created": 1000,
            "status_changed": 1000, "last_update": 1000, "last_change": 1000,
            "status": status, "tags": [], "system_tags": []} | fields


def entry(n):
    return {"task": f"{n:032x}", "added": 1000}


@pytest.fixture
def load(tmp_path):
    """Makes a data directory that holds these rows of an export."""
    def fill(*rows):
        made = Server(tmp_path / "offline" / "data")
        made.data.mkdir(parents=True)
        made.tool("init")
        made.tool("user", "add", "Sue", "--company", "c2")
        made.tool("import", "-", text="".join(
            json.dumps(row) + "\n" for row in ({"lineup_export": 1}, *rows)))
        return made

    return fill


def check(server, *words):
    """The status, the faults, and the last line."""
    done = server.run_tool("check", "--wait", "0", *words)
    lines = (done.stdout + done.stderr).splitlines()
    return done.returncode, lines[:-1], lines[-1]


def shown(server, n):
    printed = server.tool("task", "show", f"{n:032x}")
    return dict(line.split("\t")[:2] for line in printed.splitlines())


def entries(server, queue):
    printed = server.tool("queue", "show", queue["queue"])
    return [line.split("\t")[1] for line in printed.splitlines()
            if line.startswith("tasks\t")]


def test_what_is_no_fault(load):
    server = load(
        QUEUE, entry(1), entry(3), entry(4), entry(5),
        task(1, "queued", queue=QUEUE["queue"]),
        task(2, "queued", queue=QUEUE["queue"], popped=2000),
        task(3, "created"), task(4, "stopped"), task(5, "failed"),
        task(6, "completed"))
    assert check(server) == check(server, "--repair") == FINE
    assert len(entries(server, QUEUE)) == 4


@pytest.mark.parametrize("before", [None, "stopped"])
def test_queued_in_no_queue(load, before):
    fields = {"enqueue_status": before} if before else {}
    server = load(QUEUE, entry(2), task(2, "queued"),
                  task(7, "queued", queue=QUEUE["queue"], **fields))
    faults = [f"a task that is queued, but in no queue: {7:032x}"]
    assert check(server) == (1, faults, FAULTY)
    assert shown(server, 7)["status"] == "queued"
    assert check(server, "--repair") == (0, faults, REPAIRED)
    found = shown(server, 7)
    assert (found["status"], found["status_reason"]) == (
        before or "created", "It was queued, but in no queue")
    assert "queue" not in found and "status_message" not in found
    assert shown(server, 2)["status"] == "queued"
    assert check(server) == FINE


@pytest.mark.parametrize("status", [
    "in_progress", "completed", "closed", "publishing", "published"])
def test_in_a_queue_but_not_to_be_queued(load, status):
    server = load(QUEUE, entry(1), entry(7), OTHER, entry(7), entry(2),
                  task(1, "queued"), task(2, "queued"), task(7, status))
    faults = [f"a task that is {status}, but in a queue: {7:032x}"]
    assert check(server) == (1, faults, FAULTY)
    assert len(entries(server, QUEUE)) == 2
    assert check(server, "--repair") == (0, faults, REPAIRED)
    assert (entries(server, QUEUE), entries(server, OTHER)) == (
        [f"{1:032x}"], [f"{2:032x}"])
    found = shown(server, 7)
    assert (found["status"], found["status_message"]) == (status, "m")
    assert check(server) == FINE


def test_queues_of_another_company_do_not_count(load):
    server = load(QUEUE | {"company": "c2"}, entry(1), entry(2),
                  task(1, "queued"), task(2, "completed"))
    faults = [f"a task that is queued, but in no queue: {1:032x}"]
    assert check(server, "--repair") == (0, faults, REPAIRED)
    assert len(entries(server, QUEUE)) == 2


def test_many_faults(load):
    server = load(*(task(n, "queued") for n in range(25)))
    status, faults, last = check(server)
    assert (status, len(faults), faults[-1], last) == (
        1, 21, "and 5 more", FAULTY)
    assert check(server, "--repair") == (0, faults, REPAIRED)
    assert check(server) == FINE


def test_what_is_named_but_not_there(load):
    server = load(task(1, "created"), task(2, "created"), task(3, "created"),
                  task(4, "created", parent=f"{1:032x}"))
    with sqlite3.connect(server.data / "lineup.db") as db:
        for n, member in enumerate(("project", "parent", "queue"), 1):
            db.execute(f"UPDATE tasks SET {member} = 'none' WHERE id = ?",
                       [f"{n:032x}"])
    assert check(server, "--repair") == (0, [
        "a task that names a project, parent or queue that is not there: "
        f"{n:032x}" for n in (1, 2, 3)], REPAIRED)
    assert check(server) == FINE
    assert shown(server, 4)["parent"] == f"{1:032x}"


def test_other_faults_are_not_repaired(load):
    server = load(QUEUE, entry(1), task(1, "completed"))
    with sqlite3.connect(server.data / "lineup.db") as db:
        db.execute("DELETE FROM settings WHERE name = 'uid'")
    assert check(server, "--repair") == (1, [
        "no uid: settings",
        f"a task that is completed, but in a queue: {1:032x}"], FAULTY)
    assert entries(server, QUEUE) == []


def test_faults_of_the_first_look_alone_do_not_count(load):
    """They come from calls that take several commits."""
    server = load(QUEUE, task(1, "queued"), task(2, "queued"))
    process = subprocess.Popen(
        [BUILD / "lineup", "check", "--wait", "4", "--repair", "--data",
         server.data], env=server.settings, stdout=subprocess.PIPE, text=True)
    server.tool("queue", "add", QUEUE["queue"], f"{1:032x}")
    assert process.communicate(timeout=60)[0].splitlines() == [
        f"a task that is queued, but in no queue: {2:032x}", REPAIRED]
    assert (shown(server, 1)["status"], shown(server, 2)["status"]) == (
        "queued", "created")


def test_repair_beside_a_server(own_server, load):
    filled = load(QUEUE, entry(1), entry(2), task(1, "completed"),
                  task(2, "queued"))
    own_server.data = filled.data
    own_server.start()
    assert check(own_server, "--repair")[2] == REPAIRED
    client = own_server.admin
    popped = client.ok("queues.get_next_task", {"queue": QUEUE["queue"]})
    assert popped["entry"]["task"] == f"{2:032x}"
    assert client.ok("queues.get_next_task", {
        "queue": QUEUE["queue"]}).get("entry") is None
    assert check(own_server) == FINE
