"""lineup check, and what it repairs: tasks that are queued in no queue."""

import datetime
import itertools

import pytest

from lineup_server import COMPANY

numbers = itertools.count()
START = datetime.datetime.utcnow()
OLD = START - datetime.timedelta(minutes=5)
# Recent, also when the tests before have taken long.
NOW = START + datetime.timedelta(minutes=10)
FINE = "The database is fine.\n"


@pytest.fixture(scope="module")
def backend(mongod, server):
    server.settings |= {"LINEUP_STORE": mongod.uri, "LINEUP_STORE_PREFIX": ""}
    return mongod.client().backend


@pytest.fixture
def queue(server, backend):
    yield server.admin.ok("queues.create", {
        "name": f"of {next(numbers)}"})["id"]
    backend.queue.delete_many({})
    backend.task.delete_many({})


@pytest.fixture
def check(server, backend):
    def run(*words):
        done = server.run_tool("check", "--wait", "0", *words)
        *faults, last = done.stdout.splitlines() or [""]
        if done.returncode != 0:
            faults, last = done.stdout.splitlines(), done.stderr
        return done.returncode, sorted(faults), last
    return run


@pytest.fixture
def put(backend, queue):
    def putter(**members):
        document = {"_id": f"t{next(numbers)}", "company": COMPANY,
                    "status": "queued", "last_change": OLD,
                    "status_changed": OLD,
                    "execution": {"queue": queue}} | members
        backend.task.insert_one({name: value for name, value
                                 in document.items() if value is not None})
        return document["_id"]
    return putter


def fault(task):
    return f"a task that is queued, but in no queue: {task}"


BAD = 1, "lineup: the database has faults\n"
REPAIRED = "The database is repaired."


def test_all_is_well(check, queue):
    assert check() == check("--repair") == (0, [], FINE.strip())


def test_tasks_in_no_queue(check, server, backend, put, queue):
    lost = put(enqueue_status="stopped")
    of_none = put(execution={"queue": "gone"}, last_change=None,
                  status_changed=None)
    expected = sorted(map(fault, (lost, of_none)))
    assert check() == (BAD[0], expected, BAD[1])
    assert backend.task.find_one({"_id": lost})["status"] == "queued"
    assert check("--repair") == (0, expected, REPAIRED)
    document = backend.task.find_one({"_id": lost})
    assert document["status"] == "stopped"
    assert document["status_reason"] == "It was queued, but in no queue"
    assert document["execution"] == {}
    assert "last_changed_by" not in document
    assert backend.task.find_one({"_id": of_none})["status"] == "created"
    assert check()[0] == 0


@pytest.mark.parametrize("execution, left", [
    ({"queue": None, "docker_cmd": "image"}, {"docker_cmd": "image"}),
    ({}, {}), (None, None), ({"queue": ""}, {})])
def test_tasks_that_name_no_queue(check, backend, put, execution, left):
    """Like one that was queued twice, and then reverted."""
    stopped = put(execution=execution, enqueue_status="stopped")
    other = put(execution=execution, enqueue_status=None)
    named = put()
    expected = sorted(map(fault, (stopped, other, named)))
    assert check() == (BAD[0], expected, BAD[1])
    assert check("--repair") == (0, expected, REPAIRED)
    for task, status in (stopped, "stopped"), (other, "created"), (
            named, "created"):
        document = backend.task.find_one({"_id": task})
        assert document["status"] == status
        assert document["status_reason"] == "It was queued, but in no queue"
        if task != named:
            assert document.get("execution") == left
    assert check()[0] == 0


def test_tasks_that_are_fine(check, server, backend, put, queue):
    client = server.admin
    for task in put(), put(execution={"queue": "gone"}), put(execution={}):
        client.ok("queues.add_task", {"queue": queue, "task": task,
                                      "update_execution_queue": False})
    for members in ({"last_change": NOW}, {"status_changed": NOW},
                    {"last_change": None, "status_changed": NOW},
                    {"status": "in_progress"}, {"status": "created"}):
        put(**members)
        put(execution={}, **members)
    before = list(backend.task.find())
    assert check("--repair") == (0, [], FINE.strip())
    assert list(backend.task.find()) == before


@pytest.fixture
def begin_move(server, backend, put, queue):
    """Begin the move of a task that is out of its queue; returns the target.
    """
    def begin(task, taken):
        target = server.admin.ok("queues.create", {
            "name": f"of {next(numbers)}"})["id"]
        entry = {"task": task, "added": OLD}
        backend.lineup_move.insert_one({
            "_id": f"move of {task}", "company": COMPANY, "queue": queue,
            "target": target, "taken": taken} | entry)
        backend.queue.update_one({"_id": queue}, {"$push": {"lineup_moves": {
            "id": f"move of {task}", "place": 0, "entry": entry}}})
        return target
    yield begin
    backend.lineup_move.delete_many({})


def test_tasks_that_are_being_moved(check, backend, put, begin_move):
    """They are in no queue now, but will be put into one."""
    task, lost = put(), put()
    # so late that nobody finishes it yet
    begin_move(task, NOW + datetime.timedelta(hours=1))
    before = backend.task.find_one({"_id": task})
    assert check() == (BAD[0], [fault(lost)], BAD[1])
    assert check("--repair") == (0, [fault(lost)], REPAIRED)
    assert backend.task.find_one({"_id": task}) == before
    assert backend.lineup_move.count_documents({}) == 1


def test_a_move_that_was_cut_off(check, server, backend, put, queue,
                                 begin_move):
    """No lineupd is running that would finish it."""
    task = put()
    target = begin_move(task, OLD)
    server.stop()
    try:
        assert check() == (0, [], FINE.strip())
        assert backend.queue.find_one({"_id": target})["entries"] == []
        assert check("--repair") == (0, [], FINE.strip())
    finally:
        server.start()
    assert backend.queue.find_one({"_id": target})["entries"] == [
        backend.queue.find_one({"entries.task": task})["entries"][0]]
    assert "lineup_moves" not in backend.queue.find_one({"_id": queue})
    assert backend.task.find_one({"_id": task})["status"] == "queued"
    assert backend.lineup_move.count_documents({}) == 0


def test_many(check, backend, put, queue):
    backend.task.insert_many([{
        "_id": f"many-{i:04}", "company": COMPANY, "status": "queued",
        "last_change": OLD, "execution": {"queue": queue} if i % 4 else {}}
        for i in range(4000)])
    backend.queue.update_one({"_id": queue}, {"$set": {"entries": [
        {"task": f"many-{i:04}", "added": OLD} for i in range(1400)]}})
    status, faults, _ = check("--repair")
    assert (status, len(faults)) == (0, 21)
    assert "and 2580 more" in faults
    assert backend.task.count_documents({"status": "created"}) == 2600
    assert check()[0] == 0


@pytest.mark.parametrize("age, is_left", [(OLD, True), (NOW, False)])
def test_a_queue_that_keeps_tasks(check, backend, put, queue, age, is_left):
    task = put()
    # A task that was started since then is no longer queued.
    started = put(status="in_progress", status_changed=NOW)
    backend.queue.update_one({"_id": queue}, {"$set": {"lineup_leaving": {
        "id": "x", "reason": "why", "user": "u", "at": age,
        "tasks": [task, started]}}})
    text = f"a queue whose tasks were not all reverted: {queue}"
    status, faults, _ = check("--repair")
    assert status == 0
    assert (text in faults) == is_left
    document = backend.queue.find_one({"_id": queue})
    assert ("lineup_leaving" in document) != is_left
    assert backend.task.find_one({"_id": task})["status"] == "created"
    assert backend.task.find_one({"_id": started})["status"] == "in_progress"


def test_what_cant_be_mended(check, backend, put, queue):
    task = put()
    backend.command("collMod", "task", validator={"status": "queued"})
    try:
        status, faults, last = check("--repair")
    finally:
        backend.command("collMod", "task", validator={})
    assert (status, faults) == (1, [fault(task)])
    assert last.endswith(BAD[1])


def test_refusals(server, backend):
    for wait in ("x", "-1", "5s", "3601"):
        assert "must be a number of seconds" in server.tool_refused(
            "check", "--wait", wait)
