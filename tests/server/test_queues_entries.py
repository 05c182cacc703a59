"""Actions that answer some of a queue's entries, or only their number."""

import pytest


TASKS = [f"t{number}" for number in range(5)]
SHOWN = [(0, TASKS), (None, TASKS), (1, TASKS[:1]), (3, TASKS[:3]),
         (5, TASKS), (6, TASKS), (-1, TASKS[4:]), (-3, TASKS[2:]),
         (-9, TASKS), (2.0, TASKS[:2]), (2**31, TASKS), (-(2**63), TASKS),
         (2**63 - 1, TASKS)]


@pytest.fixture
def full(client, name):
    """A queue that holds all tasks."""
    queue = client.ok("queues.create", {
        "name": name, "tags": ["a"],
        "metadata": {"k": {"key": "k", "type": "t", "value": "v"}}})["id"]
    for task in TASKS:
        client.ok("queues.add_task", {"queue": queue, "task": task})
    return queue


@pytest.fixture
def empty(client, name):
    """A queue without tasks."""
    return client.ok("queues.create", {"name": f"{name}-empty"})["id"]


def tasks(queue):
    found = [entry["task"] for entry in queue["entries"]]
    return [task["id"] if isinstance(task, dict) else task for task in found]


@pytest.mark.parametrize("most, expected", SHOWN)
def test_max_task_entries(client, full, most, expected):
    for version in ("2.4", "2.23", None):
        found = client.ok("queues.get_by_id", {
            "queue": full, "max_task_entries": most}, version)["queue"]
        assert tasks(found) == expected
        whole = client.ok("queues.get_by_id", {"queue": full}, version)
        assert found == whole["queue"] | {"entries": found["entries"]}
        for action in ("queues.get_all", "queues.get_all_ex"):
            found, = client.ok(action, {
                "id": [full], "max_task_entries": most}, version)["queues"]
            assert tasks(found) == expected
            whole, = client.ok(action, {"id": [full]}, version)["queues"]
            assert found == whole | {"entries": found["entries"]}


def test_only_fields_decide_whether_there_are_any(client, full):
    def shown(*fields):
        return client.ok("queues.get_all", {
            "id": [full], "only_fields": fields,
            "max_task_entries": -2})["queues"]

    assert shown("tags") == [{"tags": ["a"]}]
    assert shown("entries.task") == [
        {"entries": [{"task": "t3"}, {"task": "t4"}]}]
    assert "entries" not in shown("-entries")[0]


def test_filters_and_orders_see_all_entries(client, name, full):
    other = client.ok("queues.create", {"name": f"{name}-2"})["id"]
    client.ok("queues.add_task", {"queue": other, "task": "t01"})

    def found(**query):
        shown = client.ok("queues.get_all", {
            "id": [full, other], "max_task_entries": 1} | query)["queues"]
        return [tasks(queue) for queue in shown]

    assert found() == [["t0"], ["t01"]]
    assert found(_any_={"fields": ["entries.task"], "pattern": "4"}) == [
        ["t0"]]
    assert found(order_by=["-entries.task"]) == [["t0"], ["t01"]]
    assert found(order_by=["-entries.task"], page=0, page_size=1) == [["t0"]]
    assert found(order_by=["entries.added"], max_task_entries=-1) == [
        ["t4"], ["t01"]]


def test_counts(client, full, empty):
    query = {"id": [full, empty], "count_task_entries": True}
    for more, expected in (({}, [TASKS, []]),
                           ({"max_task_entries": 1}, [["t0"], []])):
        for version in ("2.4", None):
            found = client.ok(
                "queues.get_all_ex", query | more, version)["queues"]
            assert [tasks(queue) for queue in found] == expected
            assert [queue["entries_count"] for queue in found] == [5, 0]
    for count in (False, None):
        found = client.ok("queues.get_all_ex", {
            "id": [full], "count_task_entries": count})["queues"][0]
        assert "entries_count" not in found
    found = client.ok("queues.get_all", query)["queues"][0]
    assert "entries_count" not in found


def test_the_list_of_the_page(client, full):
    found = client.ok("queues.get_all_ex", {
        "only_fields": ["display_name", "last_update", "name", "tags",
                        "workers", "entries"],
        "count_task_entries": True, "max_task_entries": 1})["queues"]
    queue, = (queue for queue in found if queue["id"] == full)
    assert (tasks(queue), queue["entries_count"]) == (["t0"], 5)


@pytest.mark.parametrize("version", ["2.15", "2.23", "2.34", None])
def test_get_num_entries(client, full, empty, version):
    before = client.ok("queues.get_by_id", {"queue": full})
    assert client.ok("queues.get_num_entries", {"queue": full}, version) == {
        "num": 5}
    assert client.ok("queues.get_num_entries", {"queue": empty}, version) == {
        "num": 0}
    assert client.ok("queues.get_by_id", {"queue": full}) == before


@pytest.mark.parametrize("version", ["2.15", "2.23", "2.34", None])
def test_peek_task(client, full, empty, version):
    before = client.ok("queues.get_by_id", {"queue": full})
    assert client.ok("queues.peek_task", {"queue": full}, version) == {
        "task": "t0"}
    assert client.ok("queues.peek_task", {"queue": empty}, version) == {
        "task": None}
    assert client.ok("queues.get_by_id", {"queue": full}) == before


@pytest.mark.parametrize("action, text", [
    ("get_num_entries", "queue_id={0}"),
    ("peek_task", "id={0}, company={1}")])
def test_queues_that_are_none(client, stranger, full, action, text):
    action = f"queues.{action}"
    company = client.ok("queues.get_by_id", {"queue": full})["queue"][
        "company"]
    for caller, queue, who in ((client, "nosuch", company),
                               (stranger, full, "c2")):
        assert caller.refused(action, {"queue": queue}) == (
            400, 701, "Invalid queue id: " + text.format(queue, who))
    assert client.refused(action, {"queue": full}, "2.14")[:2] == (404, 0)
