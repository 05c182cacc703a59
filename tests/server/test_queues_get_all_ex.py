import pytest


ITEM = {"key": "k", "type": "t", "value": "v"}


@pytest.fixture
def full(client, name):
    """A queue with everything, and its name."""
    queue = client.ok("queues.create", {
        "name": name, "display_name": f"The {name}", "tags": ["b", "a"],
        "system_tags": ["s"],
        "metadata": {"k": ITEM}})["id"]
    for task in ("t1", "t2"):
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return queue


@pytest.mark.parametrize("version", ["2.4", "2.15", "2.16", "2.17", "2.23"])
def test_every_version(client, full, version):
    plain = client.ok("queues.get_by_id", {"queue": full}, version)["queue"]
    found = client.ok("queues.get_all_ex", {"id": [full]}, version)["queues"]
    assert found == [plain | {
        "company": {"id": plain["company"]},
        "entries": [{"task": {"id": entry["task"]}, "added": entry["added"]}
                    for entry in plain["entries"]],
        "workers": []}]
    old = version in ("2.4", "2.15", "2.16")
    assert found[0]["metadata"] == ([] if old else {"k": ITEM})


def test_only_fields_is_ignored(client, full):
    for fields in (["name"], ["nosuch"], ["-id"]):
        found = client.ok("queues.get_all_ex", {
            "id": [full], "only_fields": fields})["queues"][0]
        assert list(found) == [
            "company", "created", "display_name", "entries", "id",
            "last_update", "metadata", "name", "system_tags", "tags",
            "workers"]


def test_filters_orders_and_pages(client, full, name):
    other = client.ok("queues.create", {"name": f"{name}-2"})["id"]

    def ids(**query):
        found = client.ok("queues.get_all_ex", {
            "name": f"^{name}(-2)?$"} | query)["queues"]
        return [queue["id"] for queue in found]

    assert ids() == [full, other]
    assert ids(order_by=["-name"]) == [other, full]
    assert ids(tags=["a"]) == [full]
    assert ids(tags=["-a"]) == [other]
    assert ids(page=1, page_size=1) == [other]
    code = client.refused("queues.get_all_ex", {"name": "("})
    assert code[:2] == (400, 21)
    code = client.refused("queues.get_all_ex", {"order_by": ["nosuch"]})
    assert code[:2] == (400, 14)


def test_the_way_of_the_original_tests(client):
    queue = client.ok("queues.create", {"name": "TestTempQueue1"})["id"]
    found = client.ok("queues.get_all_ex", {"name": "TestTempQueue*"})
    assert [q["id"] for q in found["queues"]] == [queue]
    assert found["queues"][0]["last_update"]


def test_other_companies_are_not_seen(stranger, full):
    assert stranger.ok("queues.get_all_ex", {"id": [full]}) == {"queues": []}
