"""Queues that lists leave out unless they are asked for."""

import pytest

HIDDEN = "k8s-glue"


@pytest.fixture(scope="module")
def owner(server):
    """A user whose company has just these queues."""
    made = server.add_user("Hide", "--company", "hidden")[0]
    for number, tags in enumerate(
            ([HIDDEN], [], ["default"], ["a", HIDDEN], ["k8s-glue2"])):
        made.ok("queues.create", {
            "name": f"queue{number}", "system_tags": tags,
            "tags": [f"t{number}"]})
    return made


def numbers(client, action="queues.get_all", version=None, **query):
    found = client.ok(action, query, version)["queues"]
    return "".join(queue["name"][-1] for queue in found)


@pytest.mark.parametrize("action", ["queues.get_all", "queues.get_all_ex"])
@pytest.mark.parametrize("version", ["2.4", "2.23", "2.34", None])
def test_lists_leave_them_out(owner, action, version):
    assert numbers(owner, action, version) == "124"
    for query in ({"search_hidden": False}, {"search_hidden": None},
                  {"name": ""}, {"name": None}, {"id": []}, {"id": None}):
        assert numbers(owner, action, version, **query) == "124"
    assert numbers(owner, action, version, search_hidden=True) == "01234"


@pytest.mark.parametrize("action", ["queues.get_all", "queues.get_all_ex"])
def test_a_name_or_an_id_finds_them(owner, action):
    assert numbers(owner, action, name="queue") == "01234"
    assert numbers(owner, action, name="0$") == "0"
    everything = owner.ok(action, {"search_hidden": True})["queues"]
    ids = [queue["id"] for queue in everything]
    assert numbers(owner, action, id=ids[:2]) == "01"
    assert numbers(owner, action, id=ids[3]) == "3"
    assert numbers(owner, action, id=ids[3], search_hidden=False) == "3"


@pytest.mark.parametrize("query", [
    {"system_tags": [HIDDEN]}, {"tags": ["t0", "t3"]},
    {"_any_": {"fields": ["name"], "pattern": "queue[03]"}},
    {"search_text": "queue0"}])
def test_nothing_else_finds_them(owner, query):
    assert numbers(owner, **query) == ""
    assert numbers(owner, search_hidden=True, **query) != ""


def test_pages_are_of_what_is_shown(owner):
    for order, expected in (([], "124"), (["-name"], "421")):
        query = {"order_by": order} if order else {}
        assert numbers(owner, page=0, page_size=2, **query) == expected[:2]
        assert numbers(owner, page=1, page_size=2, **query) == expected[2:]
        assert numbers(owner, page=2, page_size=2, **query) == ""
        assert numbers(owner, page=None, page_size=None, **query) == expected


def test_scrolls_are_of_what_is_shown(owner):
    first = owner.ok("queues.get_all", {"scroll_id": None, "size": 2})
    assert [queue["name"] for queue in first["queues"]] == [
        "queue1", "queue2"]
    rest = owner.ok("queues.get_all", {
        "scroll_id": first["scroll_id"], "size": 2})
    assert [queue["name"] for queue in rest["queues"]] == ["queue4"]


def test_everything_else_knows_them(owner):
    found = owner.ok("queues.get_all", {"name": "queue0"})["queues"][0]
    queue = found["id"]
    assert owner.ok("queues.get_by_id", {"queue": queue})["queue"] == found
    owner.ok("queues.add_task", {"queue": queue, "task": "t"})
    entry = owner.ok("queues.get_next_task", {"queue": queue})["entry"]
    assert entry["task"] == "t"
    other = owner.ok("queues.create", {
        "name": "hidden default", "system_tags": [HIDDEN]})["id"]
    owner.ok("queues.update", {"queue": other, "tags": ["x"]})
    owner.ok("queues.delete", {"queue": other})


@pytest.mark.parametrize("tags, shown", [
    ("a  b", "03"), ("c", "0123"), (" ", "0123")])
def test_which_tags_hide_is_a_setting(own_server, tags, shown):
    owner = own_server.start(LINEUP_HIDDEN_TAGS=tags).add_user(
        "Hide", "--company", "hidden")[0]
    for number, tag in enumerate(("k8s-glue", "a", "b", "a  b")):
        owner.ok("queues.create", {
            "name": f"queue{number}", "system_tags": [tag]})
    assert numbers(owner) == shown
    assert numbers(owner, order_by=["name"]) == shown
