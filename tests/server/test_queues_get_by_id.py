import pytest



@pytest.mark.parametrize("version", ["2.4", "2.16", "2.17", "2.23"])
def test_every_version(client, name, version):
    item = {"key": "k", "type": "t", "value": "v"}
    queue = client.ok("queues.create",
                      {"name": name, "metadata": {"k": item}})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "t1"})
    found = client.ok("queues.get_by_id", {"queue": queue}, version)["queue"]
    assert list(found) == [
        "id", "name", "company", "created", "tags", "system_tags", "entries",
        "last_update", "metadata"]
    old = version in ("2.4", "2.16")
    assert found["metadata"] == ([] if old else {"k": item})
    assert [list(entry) for entry in found["entries"]] == [["task", "added"]]


def test_unknown_and_foreign(client, stranger, queue):
    assert client.refused("queues.get_by_id", {"queue": "x"})[:2] == (400, 701)
    assert stranger.refused("queues.get_by_id", {"queue": queue}) == (
        400, 701, f"Invalid queue id: id={queue}, company=c2")
