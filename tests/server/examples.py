"""Calls that doc/api.md shows: made here, kept in doc/examples.json."""

import json
import re

from document import ROOT

FILE = ROOT / "doc/examples.json"
ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}"
                r"(?![0-9a-f])")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
VERSION = re.compile(r'"((?:api_)?version)": "[\d.]+"')
COUNTER = re.compile(r'(?<="counter": )\d+|(?<="wait_p[59][05]": )[\d.e-]+'
                     r'|(?<="size": )\d+|(?<="free": )\d+'
                     r'|(?<="store_size": )\d+|(?<="active_duration": )\d+')
MEAN = re.compile(r"(?<=\[)\d+(\.\d+)?(e-\d+)?(?=\])")
SHOWN = 24  # characters shown of a token


class Recorder:
    """Makes calls and records requests and answers."""

    def __init__(self, client):
        self.client = client
        self.made = []

    def call(self, action, request, version):
        """The data of an answer, or its refusal."""
        found = self.client.call(action, request, version).envelope
        data = found["data"]
        if "token" in data:
            data["token"] = data["token"][:SHOWN] + "..."
        self.made.append({"action": action, "version": version,
                          "request": request, "answer": found})
        return data


def record(client):
    """The examples of all actions, in the order in which they were made."""
    made = Recorder(client)
    call = made.call
    call("debug.ping", {}, "2.13")
    call("server.info", {}, "2.13")
    call("auth.fixed_users_mode", {}, "2.13")
    call("auth.login", {"expiration_sec": 3600}, "2.13")
    call("queues.get_default", {}, "2.13")
    queue = call("queues.create", {
        "name": "training", "tags": ["gpu"], "metadata": {
            "room": {"key": "room", "type": "text", "value": "B12"}}},
        "2.13")["id"]
    call("queues.create", {"name": "training"}, "2.13")
    call("queues.create", {"name": ["training"]}, "2.13")
    for task in ("first", "second", "third"):
        call("queues.add_task", {"queue": queue, "task": task}, "2.13")
    call("queues.add_task", {"queue": queue, "task": "third"}, "2.13")
    record_moves(call, queue)
    record_reads(call, queue)
    record_looks(call, queue)
    call("queues.get_next_task", {"queue": queue}, "2.13")
    call("queues.remove_task", {"queue": queue, "task": "second"}, "2.13")
    call("queues.remove_task", {"queue": queue, "task": "second"}, "2.13")
    record_changes(call, queue)
    call("queues.delete", {"queue": queue}, "2.13")
    call("queues.clear_queue", {"queue": queue}, "2.31")
    call("queues.clear_queue", {"queue": "nosuch"}, "2.31")
    call("queues.delete", {"queue": queue, "force": True}, "2.13")
    call("queues.get_by_id", {"queue": queue}, "2.13")
    record_tasks(call)
    call("auth.logout", {}, "2.13")
    return first_of_each(made.made)


def record_moves(call, queue):
    target = call("queues.create", {"name": "other"}, "2.31")["id"]
    call("queues.add_task", {"queue": queue, "task": "fourth"}, "2.31")
    call("queues.move_task_to_queue", {
        "queue": queue, "task": "fourth", "target_queue": target}, "2.31")
    call("queues.move_task_to_queue", {
        "queue": queue, "task": "fourth", "target_queue": target}, "2.31")
    asked = {"queue": queue, "task": "third"}
    call("queues.move_task_to_front", asked, "2.13")
    call("queues.move_task_backward", asked | {"count": 2}, "2.13")
    call("queues.move_task_forward", asked, "2.13")
    call("queues.move_task_to_back", asked, "2.13")


def record_looks(call, queue):
    call("lineup.get_entries", {"queue": queue, "from": 1, "n": 2}, "2.31")
    call("lineup.get_entries", {"queue": "nosuch"}, "2.31")
    call("lineup.find_task", {"task": "third"}, "2.31")
    call("lineup.explain_task", {"task": "third"}, "2.31")
    call("lineup.get_overview", {}, "2.31")
    call("lineup.list_orphans", {}, "2.31")
    call("lineup.get_history", {"queue": queue, "n": 2}, "2.31")
    call("lineup.get_status", {}, "2.31")


def record_reads(call, queue):
    call("queues.get_by_id", {"queue": queue}, "2.23")
    call("queues.peek_task", {"queue": queue}, "2.31")
    call("queues.get_num_entries", {"queue": queue}, "2.31")
    call("queues.get_all", {"name": "^train", "only_fields": ["id", "name"]},
         "2.23")
    call("queues.get_all", {"scroll_id": "nosuch", "size": 10}, "2.23")
    call("queues.get_all_ex", {"id": [queue]}, "2.23")
    call("queues.get_by_task_id", {"task": "first"}, "2.31")
    call("queues.get_by_task_id", {"task": "nosuch"}, "2.31")
    call("queues.get_queue_metrics", {
        "queue_ids": [queue], "from_date": 0, "to_date": 4102444800,
        "interval": 3153600000}, "2.13")


def record_changes(call, queue):
    call("queues.update", {"queue": queue, "tags": ["gpu", "big"]}, "2.23")
    call("queues.add_or_update_metadata", {"queue": queue, "metadata": [
        {"key": "room", "type": "text", "value": "B14"}]}, "2.23")
    call("queues.delete_metadata", {"queue": queue, "keys": ["room"]}, "2.23")


def record_tasks(call):
    version = "2.34"
    project = call("projects.create", {"name": "vision/cats"}, version)["id"]
    call("projects.create", {"name": "vision/cats"}, version)
    call("projects.get_all", {"name": "^vision", "only_fields": ["name"]},
         version)
    call("projects.get_all_ex", {"id": [project]}, version)
    call("projects.update", {"project": project, "tags": ["cats"]}, version)
    call("projects.get_by_id", {"project": project}, version)
    user = call("users.get_current_user", {}, version)["user"]["id"]
    call("users.get_by_id", {"user": user}, version)
    call("users.get_all", {"only_fields": ["name"]}, version)
    call("models.get_all", {"only_fields": ["id"]}, version)
    task = call("tasks.create", {
        "name": "train", "type": "training", "project": project,
        "script": {"binary": "python3", "diff": "print('hello')"}},
        version)["id"]
    record_edits(call, task, version)
    queue = call("queues.create", {"name": "gpus"}, version)["id"]
    record_queueing(call, task, queue, version)
    record_run(call, task, queue, version)
    clone = call("tasks.clone", {"task": task, "new_task_name": "again"},
                 version)["id"]
    call("tasks.reset", {"task": task}, version)
    call("tasks.delete", {"task": clone}, version)
    call("tasks.get_by_id", {"task": clone}, version)
    call("projects.delete", {"project": project}, version)
    call("projects.delete", {"project": project, "force": True}, version)


def record_edits(call, task, version):
    call("tasks.edit", {"task": task, "comment": "the first one"}, version)
    call("tasks.update", {"task": task, "tags": ["cats"]}, version)
    call("tasks.set_requirements", {
        "task": task, "requirements": {"pip": "six"}}, version)
    call("tasks.edit_hyper_params", {"task": task, "hyperparams": [
        {"section": "General", "name": "rate", "value": "0.1"},
        {"section": "General", "name": "steps", "value": "10"}]}, version)
    call("tasks.get_hyper_params", {"tasks": [task]}, version)
    call("tasks.delete_hyper_params", {"task": task, "hyperparams": [
        {"section": "General", "name": "steps"}]}, version)
    call("tasks.edit_configuration", {"task": task, "configuration": [
        {"name": "model", "value": "small"}]}, version)
    call("tasks.delete_configuration", {
        "task": task, "configuration": ["model"]}, version)
    call("tasks.add_or_update_artifacts", {"task": task, "artifacts": [
        {"key": "data", "type": "custom", "mode": "input",
         "uri": "file:///data.csv"}]}, version)


def record_queueing(call, task, queue, version):
    call("tasks.enqueue_many", {"ids": [task, "nosuch"], "queue": queue},
         version)
    call("tasks.dequeue_many", {"ids": [task]}, version)
    call("tasks.enqueue", {"task": task, "queue": queue}, version)
    call("tasks.enqueue", {"task": task, "queue": queue}, version)
    call("workers.register", {"worker": "host:0", "queues": [queue]}, version)
    call("queues.get_next_task", {"queue": queue}, version)
    call("tasks.dequeue", {"task": task, "new_status": "in_progress"},
         version)


def record_run(call, task, queue, version):
    call("tasks.started", {"task": task, "force": True}, version)
    call("workers.status_report", {
        "worker": "host:0", "timestamp": 1700000000000, "task": task,
        "queue": queue}, version)
    call("workers.get_all", {"last_seen": 600}, version)
    span = {"from_date": 0, "to_date": 3600, "interval": 60}
    call("workers.get_stats", span | {"items": [{"key": "cpu_usage"}]},
         version)
    call("workers.get_activity_report", span, version)
    call("events.add", {"type": "log", "task": task, "msg": "hello",
                        "timestamp": 1700000000000, "level": "info"}, version)
    call("events.add_batch", {
        "type": "training_stats_scalar", "task": task, "metric": "loss",
        "variant": "train", "iter": 1, "value": 0.5,
        "timestamp": 1700000001000}, version)
    call("events.get_task_log", {"task": task, "order": "asc"}, version)
    call("events.get_task_events", {"task": task}, version)
    call("events.scalar_metrics_iter_histogram", {"task": task}, version)
    call("events.get_task_single_value_metrics", {"tasks": [task]}, version)
    call("tasks.ping", {"task": task}, version)
    call("tasks.get_all", {"id": [task], "only_fields": ["status"]}, version)
    call("tasks.get_all_ex", {"project": ["nosuch"]}, version)
    call("tasks.stop", {"task": task}, version)
    call("tasks.stopped", {"task": task}, version)
    call("tasks.close", {"task": task}, version)
    call("tasks.publish", {"task": task}, version)
    call("tasks.completed", {"task": task}, version)
    call("tasks.completed", {"task": task, "force": True}, version)
    call("tasks.failed", {"task": task, "force": True}, version)
    call("tasks.get_by_id", {"task": task}, version)
    call("workers.unregister", {"worker": "host:0"}, version)


def first_of_each(made):
    """One example of each action and result."""
    seen, kept = set(), []
    for example in made:
        meta = example["answer"]["meta"]
        key = (example["action"], meta["result_code"], meta["result_subcode"])
        if key not in seen:
            seen.add(key)
            kept.append(example)
    return kept


def without_accidents(examples):
    """Their text without what differs each time: ids, times, counters, sizes and
    means.  Nor versions, which a release or a newer schema raises.
    """
    text, known = json.dumps(examples), {}
    for found in ID.finditer(text):
        known.setdefault(found[0], f"<{len(known)}>")
    text = ID.sub(lambda found: known[found[0]], text)
    text = COUNTER.sub("0", text)
    text = VERSION.sub(r'"\1": ""', text)
    return json.loads(MEAN.sub("0", TIME.sub("<time>", text)))
