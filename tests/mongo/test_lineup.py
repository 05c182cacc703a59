"""lineup.* beside another server, and in several processes."""

import datetime

import pytest

from engine import until


def poll(client, queue, agent=None):
    answer = client.call("queues.get_next_task", {"queue": queue},
                         X_ClearML_Worker=agent)
    assert answer.code == (200, 0)
    return answer.data


def test_what_the_other_server_knows_of_a_task(client, queue, tasks):
    task = tasks.put("t", status="completed", queue=queue, user="u",
                     last_worker="host:0")
    found = client.ok("lineup.explain_task", {"task": task})
    name = client.ok("queues.get_by_id", {"queue": queue})["queue"]["name"]
    assert found["verdict"] == "not_queued"
    assert found["text"] == (
        "It is in no queue. Its status is completed. Its last queue is "
        f"{name}. Its last worker is host:0.")
    assert found["task"] == {
        "id": task, "name": "t", "user": "u", "status": "completed",
        "queue": queue, "worker": "host:0",
        "status_changed": "2022-01-02T03:04:05.006000+00:00"}


def test_entries_have_names(client, queue, tasks):
    task = tasks.put("t", user="u")
    client.ok("queues.add_task", {"queue": queue, "task": task})
    entry, = client.ok("lineup.get_entries", {"queue": queue})["entries"]
    assert (entry["task"], entry["name"], entry["user"]) == (task, "t", "u")


def test_orphans_are_queued_but_in_no_queue(client, backend, queue, tasks):
    backend.task.update_many({}, {"$set": {"status": "created"}})
    orphan, waiting = tasks.put("o", queue=queue), tasks.put("w", queue=queue)
    tasks.put("r", status="in_progress", queue=queue)
    tasks.put("n", queue=queue, status_changed=datetime.datetime.utcnow())
    client.ok("queues.add_task", {"queue": queue, "task": waiting})
    found = client.ok("lineup.list_orphans", {"seconds": 1000})["tasks"]
    assert [one["id"] for one in found] == [orphan]


@pytest.mark.parametrize("entries", [None, 5, [], [{"task": 5}, 3]])
def test_odd_documents(client, backend, queue, entries):
    backend.queue.update_one({"_id": queue}, {"$set": {"entries": entries}})
    found = client.ok("lineup.get_entries", {"queue": queue})
    assert found["length"] == (len(entries) if isinstance(entries, list)
                               else 0)
    assert client.ok("lineup.find_task", {"task": "5"}) == {"queues": []}
    backend.queue.delete_one({"_id": queue})


def test_servers_share_what_they_see(client, serve, peer, queue):
    other = serve(f"mongodb://127.0.0.1:{peer.port}/").admin
    for task in "abcdefg":
        other.ok("queues.add_task", {"queue": queue, "task": task})
    for _ in range(6):
        assert poll(other, queue, "host:0")

    def explain():
        found = client.ok("lineup.explain_task", {"task": "g"})["queues"]
        return found and found[0]

    until(lambda: explain()["pollers"] == 1)
    until(lambda: "starts_in" in explain())
    assert explain()["verdict"] == "waiting"
