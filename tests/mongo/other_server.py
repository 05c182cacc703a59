"""A stand-in for the server beside lineup: some of its tasks.*, as the commands
that it sends to the MongoDB that both work on.

It changes a task only if its status is still the one that was read; everything
else is as careless as in the original.
"""

import datetime
import json
import re

from dropin_server import Echo
from lineup_server import COMPANY

PATH = re.compile(r"^/(?:v[0-9.]+/)?tasks\.(\w+)$")
USER = "somebody"


class Refused(Exception):
    """Code, subcode and message of an answer."""


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Tasks:
    """The calls: each takes a body and returns the data of its answer."""

    def __init__(self, client):
        self.tasks = client.backend.task
        self.queues = client.backend.queue

    def find(self, task):
        found = self.tasks.find_one({"_id": task, "company": COMPANY})
        if found is None:
            raise Refused(400, 101, f"Invalid task id: id={task}")
        return found

    def change_status(self, task, status, reason="", unset=(), **members):
        """Unless the status is another one by now."""
        pulled = {"system_tags": "development"} if status == "queued" else {}
        changes = {
            "$set": {"status": status, "status_reason": reason,
                     "status_message": "", "status_changed": now(),
                     "last_update": now(), "last_change": now(),
                     "last_changed_by": USER} | members,
            "$unset": dict.fromkeys(unset, 1), "$pull": pulled}
        done = self.tasks.update_one(
            {"_id": task["_id"], "status": task["status"]},
            {name: value for name, value in changes.items() if value})
        if done.modified_count == 0:
            raise Refused(400, 121, "Failed changing task status. probably "
                          "someone changed it before you")

    def add(self, queue, task):
        """Append it; False if it is there already, or there is no queue."""
        return self.queues.update_one(
            {"company": COMPANY, "_id": queue, "entries.task": {"$ne": task}},
            {"$push": {"entries": {"task": task, "added": now()}},
             "$set": {"last_update": now()}}).modified_count == 1

    def take_out(self, queue, task):
        """Take it out; it is no error if it isn't there."""
        where = {"company": COMPANY, "entries.task": task, "_id": queue}
        found = self.queues.find_one(where)
        if found is not None:
            self.queues.update_one(where, {
                "$pullAll": {"entries": [entry for entry in found["entries"]
                                         if entry["task"] == task]},
                "$set": {"last_update": now()}})

    def enqueue(self, task, queue):
        found = self.find(task)
        self.change_status(found, "queued", enqueue_status=found["status"])
        if not self.add(queue, task):
            self.change_status(found | {"status": "queued"}, found["status"],
                               "failed enqueueing", ["enqueue_status"])
            raise Refused(400, 706, "Failed adding task to queue since task "
                          "is already queued")
        self.tasks.update_one({"_id": task},
                              {"$set": {"execution.queue": queue}})
        self.queues.update_many(
            {"company": COMPANY, "entries.task": task, "_id": {"$ne": queue}},
            {"$pull": {"entries": {"task": task}},
             "$set": {"last_update": now()}})
        return {"queued": 1, "updated": 1}

    def leave(self, found):
        self.take_out(found.get("execution", {}).get("queue"), found["_id"])

    def dequeue(self, task):
        found = self.find(task)
        self.leave(found)
        if found["status"] not in ("queued", "in_progress"):
            return {"dequeued": 1, "updated": 0}
        self.change_status(found, found.get("enqueue_status") or "created",
                           unset=["enqueue_status"])
        return {"dequeued": 1, "updated": 1}

    def stop(self, task):
        found = self.find(task)
        if found["status"] == "queued":
            self.leave(found)
        self.change_status(found, "stopped", "Stopped by somebody")
        return {"updated": 1}

    def reset(self, task):
        found = self.find(task)
        self.leave(found)
        self.change_status(found, "created",
                           unset=["execution.queue", "enqueue_status"])
        return {"updated": 1}

    def started(self, task):
        """An agent calls this once it has a task."""
        self.change_status(self.find(task), "in_progress")
        return {"started": 1, "updated": 1}

    def stopped(self, task):
        """An agent calls this when it ends: the task stays in its queue."""
        self.change_status(self.find(task), "stopped")
        return {"updated": 1}


def handler(client):
    """Answers tasks.*, and everything else like Echo."""
    tasks = Tasks(client)

    class Other(Echo):
        def answer(self):
            called = PATH.match(self.path)
            if called is None:
                super().answer()
                return
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length))
            try:
                code, data = (200, 0, "OK"), getattr(tasks, called[1])(**body)
            except Refused as refused:
                code, data = refused.args, {}
            self.send_json(code[0], {"code": code, "data": data})

        do_GET = do_POST = answer

    return Other
