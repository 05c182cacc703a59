#!/usr/bin/env python3
"""Record what clients send: python3 tests/codegen/recorded/record.py

Runs the pinned SDK and agent against a stub, which does just enough for a task
to be made, queued, run and read, and writes requests.tsv beside this file:
action, version ("-": none), body; or each line of JSON lines.  Requests whose
members were seen before are left out, and ids and times are replaced.
"""

import base64
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "server"))
sys.dont_write_bytecode = True

import real_clients  # noqa: E402

ID = "0123456789abcdef0123456789abcdef"
SDK_FLOW = '''
import clearml
from clearml.backend_api.session.client import APIClient
task = clearml.Task.create(project_name="P", task_name="T", script="work.py",
                           repo=None, packages=[], task_type="training")
task.set_parameters({"General/rate": 0.1, "General/name": "x"})
task.add_tags(["one"])
clearml.Task.enqueue(task, queue_name="qq")
print("TASK", task.id)
again = clearml.Task.get_task(task_id=task.id)
again.get_status(), again.get_reported_console_output(1)
clearml.Task.get_tasks(project_name="P", task_name="T")
clone = clearml.Task.clone(source_task=task, name="C")
clearml.Task.dequeue(task)
clearml.Task.enqueue(task, queue_name="qq")
client = APIClient()
for call in (lambda: client.workers.get_all(), lambda: client.users.get_all(),
             lambda: client.projects.get_all_ex(),
             lambda: client.tasks.get_all_ex(only_fields=["id"]),
             lambda: client.queues.get_all_ex()):
    call()
'''
RUN_FLOW = '''
import clearml
task = clearml.Task.init(project_name="P", task_name="T")
task.get_logger().report_scalar("loss", "a", 0.5, 1)
task.get_logger().report_text("hello")
task.get_logger().report_table("t", "s", 0, table_plot=[["a", "b"], [1, 2]])
print("a line")
task.close()
'''


NOT_THERE = {"workers.get_runtime_properties"}  # not in the public server


class Store:
    """The data of the stub, and the requests it got."""

    def __init__(self):
        self.tasks, self.entries, self.asked = {}, [], []

    def answer(self, action, request):
        known = getattr(self, action.replace(".", "_"), None)
        return known(request) if known else {}

    def task(self, request):
        return self.tasks.get(request.get("task"), {})

    def tasks_create(self, request):
        made = {"id": uuid.uuid4().hex, "status": "created", "user": ID,
                "company": ID, "status_message": "", "status_reason": "",
                "last_update": "2026-01-01T00:00:00.000000+00:00",
                "execution": {}, "script": {}, "hyperparams": {}, **request}
        self.tasks[made["id"]] = made
        return {"id": made["id"]}

    def tasks_clone(self, request):
        return self.tasks_create({"name": request.get("new_task_name")})

    def tasks_get_by_id(self, request):
        return {"task": self.task(request)}

    def tasks_get_all(self, request):
        wanted = request.get("id")
        return {"tasks": [t for t in self.tasks.values()
                          if not wanted or t["id"] in wanted]}

    tasks_get_all_ex = tasks_get_all

    def tasks_edit(self, request):
        self.task(request).update({k: v for k, v in request.items()
                                   if k not in ("task", "force", "method")})
        return {"updated": 1, "fields": {}}

    tasks_update = tasks_edit

    def to(self, status, request, **more):
        self.task(request).update(status=status)
        return {"updated": 1, "fields": {"status": status}, **more}

    def tasks_enqueue(self, request):
        self.entries.append(request["task"])
        self.task(request)["execution"]["queue"] = ID
        return self.to("queued", request, queued=1)

    def tasks_dequeue(self, request):
        self.entries = [e for e in self.entries if e != request["task"]]
        return self.to("created", request, dequeued=1)

    def tasks_started(self, request):
        return self.to("in_progress", request, started=1)

    def tasks_completed(self, request):
        return self.to("completed", request)

    def tasks_stopped(self, request):
        return self.to("stopped", request)

    def tasks_failed(self, request):
        return self.to("failed", request)

    def projects_get_all(self, _request):
        return {"projects": [{"id": ID, "name": "P"}]}

    def projects_get_by_id(self, _request):
        return {"project": {"id": ID, "name": "P"}}

    def projects_create(self, _request):
        return {"id": ID}

    def queue(self):
        return {"id": ID, "name": "qq", "tags": [], "entries": []}

    def queues_get_all(self, _request):
        return {"queues": [self.queue()]}

    def queues_get_by_id(self, _request):
        return {"queue": self.queue()}

    def queues_get_default(self, _request):
        return {"id": ID, "name": "qq"}

    def queues_get_next_task(self, _request):
        return {"entry": {"task": self.entries.pop(0)}} if self.entries else {}

    def events_add_batch(self, request):
        return {"added": len(request), "errors": 0, "errors_info": {}}

    def events_get_task_log(self, _request):
        return {"events": [], "returned": 0, "total": 0}

    def users_get_current_user(self, _request):
        return {"user": {"id": ID, "name": "x", "company": {"id": ID}}}


def token():
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode(
            ).rstrip("=")
    return ".".join([part({"typ": "JWT", "alg": "HS256"}), part({
        "exp": int(time.time()) + 10 ** 6, "api_version": "2.34",
        "server_version": "2.3.0", "feature_set": "basic",
        "identity": {"user": ID, "company": ID}}), "eHh4"])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = re.match(r"/(?:v([\d.]+)/)?(\w+\.\w+)", self.path)
        code, data = 404, {}
        if found and found[2] not in NOT_THERE:
            code, data = 200, self.call(found[1] or "-", found[2], body)
        text = json.dumps({"meta": {
            "id": ID, "trx": ID, "endpoint": {}, "result_code": code,
            "result_subcode": 0, "result_msg": "OK" if code == 200 else "no",
            "error_stack": None, "error_data": {}}, "data": data}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_POST = do_PUT = do_GET

    def call(self, version, action, body):
        lines = [json.loads(line) for line in body.decode().split("\n")
                 if line.strip()] if b"\n" in body.strip() or (
            action == "events.add_batch") else [json.loads(body or b"{}")]
        STORE.asked += [(action, version, line) for line in lines]
        if action == "auth.login":
            return {"token": token()}
        return STORE.answer(action, lines if action == "events.add_batch"
                            else lines[0])

    def log_message(self, *_):
        pass


STORE = Store()


def shape(value):
    """The members of a request, however deep, with their types."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in sorted(value.items())}
    if isinstance(value, list):
        return [shape(part) for part in value[:1]]
    return type(value).__name__


def tidy(value):
    """Without parts that differ each time, or describe this machine."""
    if isinstance(value, dict):
        return {name: dict.fromkeys(part, "text") if name == "runtime"
                else tidy(part) for name, part in value.items()}
    if isinstance(value, list):
        return list(map(tidy, value[:3]))
    if isinstance(value, str):
        value = re.sub(r"\b[0-9a-f]{32}\b", ID, value)
        value = value.replace(socket.gethostname(), "host")
        return value if len(value) < 40 and "/" not in value else "text"
    if isinstance(value, int) and not isinstance(value, bool) and (
            value > 10 ** 9):
        return 1795936802000 if value > 10 ** 12 else 1795936802
    return value


def run(port, client, command, work, patience):
    bin_folder = real_clients.install(client)
    host = f"http://127.0.0.1:{port}"
    known = {name: os.environ[name] for name in ("PATH", "LANG")
             if name in os.environ}
    return subprocess.run(
        [bin_folder / command[0], *command[1:]], cwd=work, timeout=patience,
        env=known | {
            "HOME": str(work), "CLEARML_API_HOST": host, "NO_PROXY": "*",
            "CLEARML_WEB_HOST": host, "CLEARML_FILES_HOST": host,
            "CLEARML_API_ACCESS_KEY": "k", "CLEARML_API_SECRET_KEY": "s",
            "CLEARML_CONFIG_FILE": str(work / "clearml.conf"),
            "CLEARML_AGENT_SKIP_PYTHON_ENV_INSTALL": "1",
            "TRAINS_AGENT_NO_UPDATE": "1", "PYTHONUNBUFFERED": "1"})


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "clearml.conf").write_text("")
        (work / "work.py").write_text('print("hello")\n')
        (work / "run.py").write_text(RUN_FLOW)
        run(port, "clearml-2.1.12", ["python", "-c", SDK_FLOW], work, 120)
        run(port, "clearml-2.1.12", ["python", "run.py"], work, 120)
        try:
            run(port, "clearml-agent-3.0.3",
                ["clearml-agent", "daemon", "--queue", "qq", "--foreground"],
                work, 75)
        except subprocess.TimeoutExpired:
            pass  # it would run forever
    seen, rows = set(), []
    for action, version, request in STORE.asked:
        row = (action, version, json.dumps(shape(request)))
        if row not in seen:
            seen.add(row)
            rows.append("\t".join((action, version,
                                   json.dumps(tidy(request)))) + "\n")
    (HERE / "requests.tsv").write_text("".join(sorted(rows)))
    print(len(STORE.asked), "requests,", len(rows), "kept")


if __name__ == "__main__":
    main()
