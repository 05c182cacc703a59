import pytest


@pytest.mark.parametrize("version", ["2.4", "2.23"])
def test_the_first_queue_is_the_default(client, version):
    data = client.ok("queues.get_default", {}, version)
    assert list(data) == ["id", "name"]
    assert data["name"] == "default"


def test_other_fields_are_ignored(client):
    client.ok("queues.get_default", {"method": "get"})


def test_none_and_several(server):
    client, _ = server.add_user("Def", "--company", "defaults")
    assert client.refused("queues.get_default") == (
        400, 707, "No queue is tagged as the default queue for this company")
    ids = [client.ok("queues.create", {
        "name": f"name {i}", "system_tags": ["default"]})["id"]
        for i in range(2)]
    assert client.refused("queues.get_default") == (
        400, 708, "More than one queue is tagged as the default queue for "
        f"this company: queues=({ids[0]}, {ids[1]})")
    client.ok("queues.update", {"queue": ids[0], "system_tags": []})
    assert client.ok("queues.get_default") == {"id": ids[1], "name": "name 1"}
