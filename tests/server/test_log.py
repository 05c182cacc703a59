"""What the server logs: one line an event, as text or JSON."""

import json
import re

import pytest

import examples
from lineup_server import Client

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z "
                  r"(error|warning|info|debug) (.*)")
FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\S*)')
# Actions that change nothing, or only report (events, signs of life).
READS = re.compile(r"\w+\.(get_\w+|(explain|find|peek)_task|list_orphans|"
                   r"login|logout|ping|info|fixed_users_mode|"
                   r"scalar_metrics_iter_histogram)|"
                   r"events\..*|workers\.status_report")

pytestmark = pytest.mark.process


def events(server, name):
    """The fields of each event of this name, in the log so far."""
    for line in server.output().splitlines():
        found = LINE.fullmatch(line)
        if found and found[2].split()[0] == name:
            yield dict(FIELD.findall(found[2]))


def stopped(server, name):
    """The same of a server that is stopped now, when all is written."""
    server.stop()
    return list(events(server, name))


def test_begins_and_ends(own_server):
    own_server.start()
    own_server.admin.ok("debug.ping")
    stops = stopped(own_server, "stop")
    start, = events(own_server, "start")
    ready, = events(own_server, "ready")
    assert ready == {}
    assert re.fullmatch(r"\d+\.\d+.*", start["version"])
    assert re.match("sqlite:|mongodb", start["store"])
    assert start["socket"] == '"descriptor 0"'
    assert int(start["threads"]) > 0 and int(start["actions"]) > 50
    assert re.fullmatch(r"2\.\d+", start["api"])
    stop, = stops
    assert int(stop["calls"]) >= 1 and int(stop["seconds"]) >= 0


@pytest.mark.sqlite
def test_each_change_is_logged(own_server):
    """Each action that changes something, and no other."""
    own_server.start()
    made = examples.record(own_server.admin)
    done = {call["action"] for call in made
            if call["answer"]["meta"]["result_code"] == 200}
    lines = stopped(own_server, "change")
    logged = {line["action"] for line in lines}
    changes = {action for action in done if not READS.fullmatch(action)}
    assert logged == changes | {"queues.get_next_task"}
    for line in lines:
        assert line["user"] and line["trx"] and float(line["ms"]) > 0
        assert {"queue", "task", "project", "worker"} & line.keys(), line


def test_who_did_what_to_which(own_server):
    own_server.start()
    una, user = own_server.add_user("Una")
    queue = una.ok("queues.create", {"name": "training"})["id"]
    answer = una.call("queues.add_task", {"queue": queue, "task": "t1"},
                      X_Clearml_Trx="one two", X_Clearml_Worker="gpu:0")
    assert answer.meta["trx"] == "one two"
    assert una.ok("queues.get_next_task", {"queue": queue})["entry"]
    created, added, popped = stopped(own_server, "change")
    assert (created["action"], created["queue"]) == ("queues.create", queue)
    assert {"action": "queues.add_task", "user": user, "user_name": "Una",
            "queue": queue, "task": "t1", "worker": "gpu:0",
            "trx": '"one two"'}.items() <= added.items()
    assert (popped["action"], popped["queue"], popped["task"]) == (
        "queues.get_next_task", queue, "t1")


def test_refusals_are_logged(own_server):
    own_server.start()
    nobody = Client(own_server.port)
    assert nobody.refused("queues.get_all")[0] == 401
    own_server.admin.refused("queues.get_by_id", {"queue": "none"})
    refusal, = stopped(own_server, "refusal")
    assert (refusal["action"], refusal["code"]) == ("queues.get_all", "401")
    assert "message" in refusal and "user" not in refusal
    assert refusal["client"] == "127.0.0.1"


def test_polls_are_counted(own_server):
    own_server.start()
    call = own_server.admin.ok
    queue = call("queues.create", {"name": "training"})["id"]
    call("queues.add_task", {"queue": queue, "task": "t1"})
    for _ in range(3):
        call("queues.get_next_task", {"queue": queue})
    polls, = stopped(own_server, "polls")
    assert polls == {"polls": "3", "empty": "2"}


def test_debug_has_a_line_a_call(own_server):
    own_server.start(LINEUP_LOG_LEVEL="debug")
    own_server.admin.call("debug.ping", {}, "2.13", User_Agent="a b",
                          X_Clearml_Trx="mine")
    call, = [call for call in stopped(own_server, "call")
             if call["path"] == "/v2.13/debug.ping"]
    assert {"method": "POST", "code": "200", "agent": '"a b"', "trx": "mine",
            "client": "127.0.0.1", "bytes_in": "2"}.items() <= call.items()
    assert int(call["bytes_out"]) > 100 and float(call["ms"]) > 0


def test_json(own_server):
    own_server.start(LINEUP_LOG_FORMAT="json", LINEUP_LOG_LEVEL="debug")
    own_server.admin.call("queues.create", {"name": "training"},
                          X_Clearml_Trx='"\\')
    own_server.stop()
    found = [json.loads(line) for line in own_server.output().splitlines()
             if line.startswith("{")]
    names = [line["Body"] for line in found]
    assert names[0] == "start" and names[-1] == "stop" and "call" in names
    for line in found:
        assert line.keys() <= {"Timestamp", "SeverityText", "SeverityNumber",
                               "Body", "Attributes"}
        assert LINE.match(line["Timestamp"] + " info ")
    change, = [line["Attributes"] for line in found
               if line["Body"] == "change"]
    assert change["rpc.method"] == "queues.create"
    assert change["lineup.trx"] == '"\\' and change["user.id"]
    assert change["lineup.duration_ms"] > 0


def test_errors_only(own_server):
    own_server.start(LINEUP_LOG_LEVEL="error")
    own_server.admin.ok("queues.create", {"name": "training"})
    own_server.stop()
    assert not any(map(LINE.match, own_server.output().splitlines()))
