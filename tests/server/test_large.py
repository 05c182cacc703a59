"""Many queues, a queue of many tasks, and their export, within limits of memory."""

import json
import os
import subprocess
import sys

import pytest

from lineup_server import BUILD, COMPANY, Server

N_QUEUES = int(os.environ.get("LINEUP_TEST_QUEUES", "10000"))
N_TASKS = 1_000_000
MIB = 1 << 20


def export():
    yield {"lineup_export": 1}
    for n in range(N_QUEUES):
        yield {"queue": f"{n:032x}", "name": f"queue {n:05}",
               "company": COMPANY, "created": n, "tags": [f"t{n % 10}"],
               "system_tags": [], "metadata": []}
    for n in range(N_TASKS):
        yield {"task": f"{n:032x}", "added": n}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A server with many queues; the last one has many tasks."""
    folder = tmp_path_factory.mktemp("large")
    with open(folder / "export", "w") as file:
        for row in export():
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
    made = Server(folder / "data")
    made.data.mkdir()
    made.tool("init")
    made.tool("import", folder / "export")
    (folder / "export").unlink()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def longest():
    return f"{N_QUEUES - 1:032x}"


def memory(server, field):
    """Bytes of a field of the server's status."""
    pid, = server.pids()
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    raise AssertionError(field)


def test_the_answer_would_be_too_long(large, longest):
    for action, body in (("queues.get_by_id", {"queue": longest}),
                         ("queues.get_all", {"id": [longest]}),
                         ("queues.get_all_ex", {"id": [longest]})):
        code, subcode, message = large.admin.refused(action, body)
        assert (code, subcode) == (400, 16), message
        # get_all_ex looks for the names of tasks before it answers
        assert ("only_fields" in message
                or action == "queues.get_all_ex" and "ask for less" in message)


def test_all_queues_but_for_their_entries(large):
    found = large.admin.ok("queues.get_all", {
        "page": None, "page_size": None, "order_by": ["name"],
        "only_fields": ["name", "tags"]})["queues"]
    assert [queue["name"] for queue in found] == ["default"] + [
        f"queue {n:05}" for n in range(N_QUEUES)]


def test_pages_of_all_queues(large):
    seen = []
    for page in range(N_QUEUES // 500 + 1):
        seen += large.admin.ok("queues.get_all", {
            "page": page, "page_size": 500, "order_by": ["-name"],
            "only_fields": ["name"]})["queues"]
    assert [queue["name"] for queue in seen] == [
        f"queue {n:05}" for n in reversed(range(N_QUEUES))] + ["default"]


def test_filters_over_all_queues(large):
    found = large.admin.ok("queues.get_all", {
        "name": "9$", "tags": ["t9"], "page": None, "page_size": None,
        "only_fields": ["id"]})["queues"]
    assert len(found) == N_QUEUES // 10


def test_the_long_queue_is_a_queue(large, longest):
    call = large.admin.ok
    task = f"{N_TASKS // 2:032x}"
    assert call("queues.move_task_forward", {
        "queue": longest, "task": task, "count": 1}) == {
            "position": N_TASKS // 2 - 1}
    assert call("queues.move_task_to_back", {
        "queue": longest, "task": task}) == {"position": N_TASKS - 1}
    assert call("queues.add_task", {"queue": longest, "task": "new"}) == {
        "added": 1}
    assert call("queues.remove_task", {"queue": longest, "task": task}) == {
        "removed": 1}
    popped = call("queues.get_next_task", {"queue": longest})["entry"]
    assert popped == {"task": "0" * 32, "added": "1970-01-01T00:00:00+00:00"}


def test_memory_is_bounded_and_given_back(large, longest):
    for _ in range(3):
        large.admin.refused("queues.get_by_id", {"queue": longest})
        large.admin.ok("queues.get_all", {"page": None, "page_size": None,
                                          "only_fields": ["name"]})
    assert memory(large, "VmHWM") < 512 * MIB
    assert memory(large, "VmRSS") < 64 * MIB


# A process of its own is the parent: a child's peak counts what that had.
PEAK = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def peak(server, *words):
    """The memory that a command takes at most, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, BUILD / "lineup", *words, "--data",
         server.data], env=server.settings, check=True, capture_output=True,
        text=True)
    return int(done.stdout)


def export_of_tasks(n_tasks, n_events):
    yield {"lineup_export": 1}
    for n in range(n_tasks):
        yield {"kind": "task", "id": f"{n_events:016x}{n:016x}",
               "company": COMPANY, "name": "a task", "type": "training",
               "user": "u", "status_reason": "", "status_message": "",
               "status": "stopped", "created": n, "status_changed": n,
               "last_update": n, "last_change": n, "tags": [],
               "system_tags": []}
        yield {"kind": "part", "part": "script",
               "json": json.dumps({"script": {"diff": "x" * 5000}})}
    for n in range(n_events):
        yield {"kind": "event", "type": "log", "metric": "", "variant": "",
               "iteration": 0, "time": n, "body": json.dumps({"msg": "y" * 500})}


@pytest.mark.sqlite
def test_export_and_import_of_tasks(tmp_path):
    server = Server(tmp_path / "data")
    server.data.mkdir()
    server.tool("init")
    taken = []
    for factor in (1, 10):
        file = tmp_path / f"export-{factor}"
        file.write_text("".join(
            json.dumps(row) + "\n"
            for row in export_of_tasks(400 * factor, 4000 * factor)))
        taken.append([peak(server, "import", file),
                      peak(server, "export", "-")])
    assert file.stat().st_size > 40 * MIB
    for few, many in zip(*taken):
        assert (many - few) * 1024 < 6 * MIB, taken
