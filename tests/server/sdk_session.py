"""Runs inside a client's environment: calls every queues method it has.

Prints "fine" if all of them worked.
"""

import sys
import time

from clearml import Task
from clearml.backend_api.session.client import APIClient

client = APIClient()
name = sys.argv[1]
queue = client.queues.create(name=name, tags=["b", "a"]).id
assert client.queues.get_default().name == "default"
found = client.queues.get_all(name="^%s$" % name)
assert [q.id for q in found] == [queue], found
found = client.queues.get_all(name="^%s$" % name, only_fields=["id"])
assert [q.id for q in found] == [queue], found
found = client.queues.get_by_id(queue=queue)
assert (found.name, found.tags, found.entries) == (name, ["a", "b"], [])
for task in ("t1", "t2", "t3"):
    assert client.queues.add_task(queue=queue, task=task).added == 1
found = client.queues.get_by_id(queue=queue)
assert [e.task for e in found.entries] == ["t1", "t2", "t3"], found.entries
if hasattr(Task, "get_num_enqueued_tasks"):  # only newer SDKs have it
    assert Task.get_num_enqueued_tasks(queue_id=queue) == 3
    assert Task.get_num_enqueued_tasks(queue_name=name) == 3
    try:
        Task.get_num_enqueued_tasks(queue_id="nosuch")
    except ValueError as error:
        assert "nosuch" in str(error), error
    else:
        sys.exit("tasks of a queue that is not there were counted")
    assert client.queues.get_num_entries(queue=queue).num == 3
    assert client.queues.peek_task(queue=queue).task == "t1"
    found = client.queues.get_by_id(queue=queue, max_task_entries=-1)
    assert [e.task for e in found.entries] == ["t3"], found.entries
    found = client.queues.get_all(id=[queue], max_task_entries=1)
    assert [e.task for e in found[0].entries] == ["t1"], found
moved = client.queues.move_task_to_front(queue=queue, task="t3")
assert moved.position == 0, moved
assert client.queues.move_task_to_back(queue=queue, task="t3").position == 2
moved = client.queues.move_task_forward(queue=queue, task="t3", count=1)
assert moved.position == 1, moved
moved = client.queues.move_task_backward(queue=queue, task="t3", count=5)
assert moved.position == 2, moved
assert client.queues.remove_task(queue=queue, task="t2").removed == 1
assert client.queues.get_next_task(queue=queue).entry.task == "t1"
assert client.queues.get_next_task(queue=queue).entry.task == "t3"
empty = client.queues.get_next_task(queue=queue)
assert getattr(empty, "entry", None) is None
assert client.queues.update(queue=queue, tags=["c"]).updated == 1
assert client.queues.get_by_id(queue=queue).tags == ["c"]
found = client.queues.get_queue_metrics(
    from_date=time.time() - 60, to_date=time.time() + 60, interval=10,
    queue_ids=[queue]).queues
assert [q.queue for q in found] == [queue], found
assert max(found[0].queue_lengths) > 0, found
found = client.queues.get_queue_metrics(
    from_date=time.time() - 60, to_date=time.time() + 60, interval=10).queues
assert [q.queue for q in found] == ["total"], found
item = {"key": "k", "type": "str", "value": "v"}
changed = client.queues.add_or_update_metadata(queue=queue, metadata=[item])
assert changed.updated == 1, changed
found = client.queues.get_by_id(queue=queue).metadata
# old versions of the SDK insist on a list, and get an empty one
assert found == [] or found["k"]["value"] == "v", found
changed = client.queues.delete_metadata(queue=queue, keys=["k"])
assert changed.updated == 1, changed
try:
    client.queues.get_by_id(queue=name)
except Exception as error:
    assert "Invalid queue id" in str(error), error
else:
    sys.exit("a queue that is not there was found")
assert client.queues.delete(queue=queue, force=True).deleted == 1
print("fine")
