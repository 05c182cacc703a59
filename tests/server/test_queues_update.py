import pytest


ITEM = {"key": "k", "type": "t", "value": "v"}


def find(client, queue):
    return client.ok("queues.get_by_id", {"queue": queue})["queue"]


@pytest.mark.parametrize("version", ["2.4", "2.13", "2.16", "2.23"])
def test_every_version(client, name, queue, version):
    before = find(client, queue)
    data = client.ok("queues.update", {
        "queue": queue, "name": f" {name}-new ", "tags": ["b", "a"],
        "system_tags": ["s"], "metadata": {"k": ITEM}}, version)
    old = version != "2.23"
    assert data == {"updated": 1, "fields": {
        "name": f" {name}-new ", "tags": ["a", "b"], "system_tags": ["s"],
        "metadata": [] if old else {"k": ITEM}}}
    assert find(client, queue) == before | {
        "name": f"{name}-new", "tags": ["a", "b"], "system_tags": ["s"],
        "metadata": {"k": ITEM}}


def test_only_what_is_named(client, queue):
    client.ok("queues.update", {"queue": queue, "tags": ["a"]})
    before = find(client, queue)
    data = client.ok("queues.update", {"queue": queue, "system_tags": ["s"]})
    assert data == {"updated": 1, "fields": {"system_tags": ["s"]}}
    assert list(data) == ["fields", "updated"]
    assert find(client, queue) == before | {"system_tags": ["s"]}


def test_null_clears_lists_but_not_the_name(client, name, queue):
    client.ok("queues.update", {"queue": queue, "tags": ["a"],
                                "metadata": {"k": ITEM}})
    data = client.ok("queues.update", {
        "queue": queue, "name": None, "tags": None, "metadata": None})
    assert data == {"updated": 1, "fields": {"tags": [], "metadata": {}}}
    found = find(client, queue)
    assert (found["name"], found["tags"], found["metadata"]) == (name, [], {})


@pytest.mark.parametrize("body", [{}, {"name": None}, {"company": "c2"}])
def test_nothing_to_change(client, queue, body):
    before = find(client, queue)
    data = client.ok("queues.update", {"queue": queue} | body)
    assert data == {"updated": 0, "fields": {}}
    assert find(client, queue) == before


@pytest.mark.parametrize("version", ["2.4", "2.31", None])
def test_a_display_name(client, queue, version):
    before = find(client, queue)
    for shown in (" Queue ", ""):
        data = client.ok("queues.update", {
            "queue": queue, "display_name": shown}, version)
        assert data == {"updated": 1, "fields": {"display_name": shown}}
        assert find(client, queue) == before | {"display_name": shown}
    data = client.ok("queues.update", {"queue": queue, "display_name": None})
    assert data == {"updated": 0, "fields": {}}
    assert find(client, queue) == before | {"display_name": ""}


def test_as_the_page_renames(client, name, queue):
    data = client.ok("queues.update", {
        "queue": queue, "name": f"{name}-2", "display_name": None})
    assert data == {"updated": 1, "fields": {"name": f"{name}-2"}}
    assert "display_name" not in find(client, queue)


def test_the_same_again_counts(client, name, queue):
    data = client.ok("queues.update", {"queue": queue, "name": name})
    assert data["updated"] == 1


def test_refusals(client, stranger, name, queue):
    client.ok("queues.create", {"name": f"{name}-other"})
    before = find(client, queue)
    body = {"queue": queue, "name": "ab"}
    assert client.refused("queues.update", body)[:2] == (400, 800)
    body["name"] = f"{name}-other"
    assert client.refused("queues.update", body)[:2] == (400, 801)
    body = {"queue": queue, "tags": ["__$x"]}
    assert client.refused("queues.update", body)[:2] == (400, 16)
    body = {"queue": queue, "metadata": {"": ITEM}}
    assert client.refused("queues.update", body)[:2] == (400, 12)
    for body in ({"queue": queue}, {"queue": queue, "tags": ["a"]}):
        assert stranger.refused("queues.update", body)[:2] == (400, 701)
    assert client.refused("queues.update", {"queue": "x"})[:2] == (400, 701)
    assert find(client, queue) == before
