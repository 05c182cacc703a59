import pytest



@pytest.mark.parametrize("version", ["2.4", "2.23"])
def test_every_version(client, queue, version):
    data = client.ok("queues.delete", {"queue": queue}, version)
    assert data == {"deleted": 1}
    assert client.refused("queues.get_by_id", {"queue": queue})[1] == 701


def test_a_queue_with_tasks(client, name, queue):
    client.ok("queues.add_task", {"queue": queue, "task": "t1"})
    for body in ({}, {"force": False}, {"force": None}):
        assert client.refused("queues.delete", {"queue": queue} | body) == (
            400, 702, "Queue is not empty (use force=true to delete): "
            f"id={queue}")
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert [entry["task"] for entry in found["entries"]] == ["t1"]
    data = client.ok("queues.delete", {"queue": queue, "force": True})
    assert data == {"deleted": 1}
    again = client.ok("queues.create", {"name": name})["id"]
    found = client.ok("queues.get_by_id", {"queue": again})["queue"]
    assert found["entries"] == []


def test_force_from_the_query(client, queue):
    client.ok("queues.add_task", {"queue": queue, "task": "t1"})
    answer = client.send("GET", f"/queues.delete?queue={queue}&force=True")
    assert answer.data == {"deleted": 1}


def test_unknown_and_foreign(client, stranger, queue):
    assert client.refused("queues.delete", {"queue": "x"})[:2] == (400, 701)
    body = {"queue": queue, "force": True}
    assert stranger.refused("queues.delete", body) == (
        400, 701, f"Invalid queue id: id={queue}, company=c2")
    client.ok("queues.get_by_id", {"queue": queue})
