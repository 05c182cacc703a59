"""Calls that doc/api.md shows: made here, kept in doc/examples.json."""

import json
import re

from document import ROOT

FILE = ROOT / "doc/examples.json"
ID = re.compile(r"\b[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
VERSION = re.compile(r'"api_version": "[\d.]+"')
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
    call("queues.get_next_task", {"queue": queue}, "2.13")
    call("queues.remove_task", {"queue": queue, "task": "second"}, "2.13")
    call("queues.remove_task", {"queue": queue, "task": "second"}, "2.13")
    record_changes(call, queue)
    call("queues.delete", {"queue": queue}, "2.13")
    call("queues.clear_queue", {"queue": queue}, "2.31")
    call("queues.clear_queue", {"queue": "nosuch"}, "2.31")
    call("queues.delete", {"queue": queue, "force": True}, "2.13")
    call("queues.get_by_id", {"queue": queue}, "2.13")
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
    """Their text without what differs each time: ids, times and means.

    Nor the version that is announced, which a newer schema raises.
    """
    text, known = json.dumps(examples), {}
    for found in ID.finditer(text):
        known.setdefault(found[0], f"<{len(known)}>")
    text = ID.sub(lambda found: known[found[0]], text)
    text = VERSION.sub('"api_version": ""', text)
    return json.loads(MEAN.sub("0", TIME.sub("<time>", text)))
