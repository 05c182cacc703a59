"""queues.add_or_update_metadata and queues.delete_metadata."""

import pytest



def item(key, value="v"):
    return {"key": key, "type": "t", "value": value}


def metadata(client, queue):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return found["metadata"]


def add(client, queue, *items, **more):
    return client.ok("queues.add_or_update_metadata", {
        "queue": queue, "metadata": list(items)} | more)


@pytest.mark.parametrize("version", ["2.13", "2.23"])
def test_every_version(client, queue, version):
    data = client.ok("queues.add_or_update_metadata", {
        "queue": queue, "metadata": [item("a"), item("b")]}, version)
    assert data == {"updated": 1}
    assert metadata(client, queue) == {"a": item("a"), "b": item("b")}
    data = client.ok("queues.delete_metadata", {
        "queue": queue, "keys": ["a", "nosuch"]}, version)
    assert data == {"updated": 1}
    assert metadata(client, queue) == {"b": item("b")}
    client.ok("queues.delete_metadata", {"queue": queue, "keys": ["b"]})
    assert metadata(client, queue) == {}


def test_update_and_replace(client, queue):
    add(client, queue, item("a"), item("b"))
    add(client, queue, item("b", "new"), item("c", "1"), item("c", "2"))
    assert metadata(client, queue) == {
        "a": item("a"), "b": item("b", "new"), "c": item("c", "2")}
    add(client, queue, item("d"), replace_metadata=True)
    assert metadata(client, queue) == {"d": item("d")}


@pytest.mark.parametrize("key", ["S", "$x", "a.b", "a__b", "_p", "p%", "ne",
                                 "exists", "%2E", "ä"])
def test_keys_are_just_keys(client, queue, key):
    add(client, queue, item("other"), item(key))
    assert metadata(client, queue) == {"other": item("other"),
                                       key: item(key)}
    client.ok("queues.delete_metadata", {"queue": queue, "keys": [key]})
    assert metadata(client, queue) == {"other": item("other")}


def test_keys_are_stripped(client, queue):
    add(client, queue, item(" k "))
    assert metadata(client, queue) == {"k": item(" k ")}
    client.ok("queues.delete_metadata", {"queue": queue, "keys": [" k"]})
    assert metadata(client, queue) == {}


def test_last_update_stays(client, queue):
    before = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    add(client, queue, item("a"))
    after = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert after["last_update"] == before["last_update"]


def test_refusals(client, stranger, queue):
    body = {"queue": queue, "metadata": [item("ok"), item(" ")]}
    assert client.refused("queues.add_or_update_metadata", body) == (
        400, 12, "Validation error (Empty key is not allowed)")
    for action, name in (("add_or_update_metadata", "metadata"),
                         ("delete_metadata", "keys")):
        code = client.refused(f"queues.{action}", {"queue": queue, name: []})
        assert code == (400, 12, f"Validation error ({name}: length, "
                        "expected at least 1, got 0)")
        value = [item("a")] if name == "metadata" else ["a"]
        for caller, target in ((client, "x"), (stranger, queue)):
            code = caller.refused(f"queues.{action}",
                                  {"queue": target, name: value})
            assert code[:2] == (400, 701)
    assert metadata(client, queue) == {}


@pytest.mark.parametrize("keys", [[""], ["a", " \t"], ["\u3000", "a"]])
def test_empty_keys_are_not_deleted(client, queue, keys):
    client.ok("queues.add_or_update_metadata", {
        "queue": queue, "metadata": [item("a")]})
    assert client.refused("queues.delete_metadata", {
        "queue": queue, "keys": keys}) == (
            400, 12, "Validation error (Empty key is not allowed)")
    assert list(metadata(client, queue)) == ["a"]


def test_too_old_a_version(client, queue):
    code = client.refused("queues.delete_metadata", {
        "queue": queue, "keys": ["a"]}, "2.12")
    assert code[0] == 404
