"""Documents of tasks as the other server has them."""

import datetime
import itertools

from lineup_server import COMPANY

numbers = itertools.count()
THEN = datetime.datetime(2022, 1, 2, 3, 4, 5, 6000)


class Tasks:
    """Documents as the other server has them, of one test."""

    def __init__(self, backend):
        self.backend = backend
        self.suffix = f"-{next(numbers)}"

    def put(self, name, **members):
        document = {
            "_id": name + self.suffix, "company": COMPANY, "name": name,
            "status": "queued", "enqueue_status": "created",
            "status_reason": "", "status_message": "m", "status_changed": THEN,
            "last_update": THEN, "last_change": THEN, "project": "none",
            "execution": {"docker_cmd": "image"}, "system_tags": ["a"],
            "unknown": {"of": "others"}} | members
        queue = document.pop("queue", None)
        if queue is not None:
            document["execution"] = document["execution"] | {"queue": queue}
        self.backend.task.insert_one({
            name: value for name, value in document.items()
            if value is not None})
        return document["_id"]

    def get(self, task):
        return self.backend.task.find_one({"_id": task})

    def queue_of(self, task):
        return self.get(task)["execution"].get("queue")


def changes(before, after):
    """The members that differ, with their present values; None: gone."""
    return {name: after.get(name) for name in before.keys() | after.keys()
            if before.get(name, ...) != after.get(name, ...)}


def is_reverted(before, after, status, reason, user):
    """Whether a document has become what the other server makes of one."""
    found = changes(before, after)
    now = found.pop("status_changed")
    assert abs(datetime.datetime.utcnow() - now).total_seconds() < 60
    assert found.pop("last_update") == found.pop("last_change") == now
    assert after["enqueue_status"] is None
    found.pop("enqueue_status", None)
    expected = {"status_reason": reason, "status_message": "",
                "last_changed_by": user,
                "execution": {"docker_cmd": "image"}}
    if status != before["status"]:
        expected["status"] = status
    return found == expected


def entries(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return [entry["task"] for entry in found["entries"]]
