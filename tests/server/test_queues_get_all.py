import pytest



@pytest.fixture(scope="module")
def lister(server):
    """A user whose company has four queues, and their ids by name."""
    client, _ = server.add_user("Lis", "--company", "lists")
    ids = {}
    for name, tags, system_tags in (
            ("bravo", ["x", "y"], []), ("alpha", ["y"], ["s"]),
            ("charlie", [], []), ("Delta", ["z"], ["s", "t"])):
        ids[name] = client.ok("queues.create", {
            "name": name, "tags": tags, "system_tags": system_tags})["id"]
    client.ids = ids
    return client


def names(client, version=None, **query):
    found = client.ok("queues.get_all", query, version)["queues"]
    return [queue["name"] for queue in found]


ALL = ["bravo", "alpha", "charlie", "Delta"]


@pytest.mark.parametrize("version", ["2.4", "2.15", "2.23"])
def test_every_version(lister, version):
    assert names(lister, version) == ALL
    found = lister.ok("queues.get_all", {}, version)["queues"][0]
    assert list(found) == [
        "id", "name", "company", "created", "tags", "system_tags", "entries",
        "last_update", "metadata"]
    old = version in ("2.4", "2.15")
    assert found["metadata"] == ([] if old else {})


@pytest.mark.parametrize("pattern, expected", [
    ("^a", ["alpha"]), ("a", ["bravo", "alpha", "charlie", "Delta"]),
    ("delta", []), ("(?i)delta", ["Delta"]), ("ha|br", [
        "bravo", "alpha", "charlie"]), ("^alpha$", ["alpha"]), ("", ALL),
    (None, ALL), (r"\w{7}", ["charlie"])])
def test_name(lister, pattern, expected):
    assert names(lister, name=pattern) == expected


@pytest.mark.parametrize("pattern", ["(", "[", "a**", "*"])
def test_patterns_that_are_none(lister, pattern):
    code = lister.refused("queues.get_all", {"name": pattern})
    assert code[:2] == (400, 21)
    assert code[2].startswith("Malformed regular expression: err=")


def test_patterns_that_explode_or_are_long(server):
    client, _ = server.add_user("Exp", "--company", "explosions")
    client.ok("queues.create", {"name": "a" * 200 + "!"})
    code = client.refused("queues.get_all", {"name": "^(a|aa)+$"})
    assert code[:2] == (400, 21)
    code = client.refused("queues.get_all", {"name": "a" * 4097})
    assert code[:2] == (400, 21)


def test_id(lister):
    ids = lister.ids
    assert names(lister, id=[ids["Delta"], ids["bravo"]]) == [
        "bravo", "Delta"]
    assert names(lister, id=ids["alpha"]) == ["alpha"]
    assert names(lister, id=["-" + ids["alpha"]]) == [
        "bravo", "charlie", "Delta"]
    assert names(lister, id=["nosuch"]) == []
    assert names(lister, id=[]) == ALL
    assert names(lister, id=None) == ALL


@pytest.mark.parametrize("tags, expected", [
    (["x"], ["bravo"]), (["y"], ["bravo", "alpha"]),
    (["y", "-x"], ["alpha"]), (["-y"], ["charlie", "Delta"]),
    (["__$all", "x", "y"], ["bravo"]), (["__$any", "x", "z"], [
        "bravo", "Delta"]), (["__$not", "y"], ["charlie", "Delta"]),
    ([None], ["charlie"]), (["z", None], ["charlie", "Delta"]),
    ("z", ["Delta"]), ([], ALL), (["nosuch"], [])])
def test_tags(lister, tags, expected):
    assert names(lister, tags=tags) == expected


def test_system_tags_and_all_filters_together(lister):
    assert names(lister, system_tags=["s"]) == ["alpha", "Delta"]
    assert names(lister, system_tags=["s"], tags=["y"]) == ["alpha"]
    assert names(lister, system_tags=["s"], name="bravo") == []


@pytest.mark.parametrize("tags, message", [
    (["__$bad"], "(Unsupported operator): field=tags, operator=__$bad"),
    (["__$not"], "(Value is expected after): field=tags, operator=__$not"),
    (["-"], "(Missing value after the exclude prefix -): field=tags, value="),
])
def test_operators_without_sense(lister, tags, message):
    assert lister.refused("queues.get_all", {"tags": tags}) == (
        400, 16, f"Invalid value for fields {message}")


@pytest.mark.parametrize("order, expected", [
    (["name"], ["Delta", "alpha", "bravo", "charlie"]),
    (["-name"], ["charlie", "bravo", "alpha", "Delta"]),
    (["-tags"], ["Delta", None, None, "charlie"]),
    (["tags", "-name"], ["bravo", "alpha", "Delta", "charlie"]),
    (["system_tags", "name"], ["Delta", "alpha", "bravo", "charlie"]),
    ([""], ALL), ([], ALL), (None, ALL)])
def test_order_by(lister, order, expected):
    got = names(lister, order_by=order)
    assert len(got) == len(expected)
    assert all(b in (a, None) for a, b in zip(got, expected))


@pytest.mark.parametrize("field", ["created", "last_update"])
def test_order_by_time(lister, field):
    def keys(order):
        found = lister.ok("queues.get_all", {"order_by": [order]})["queues"]
        return [(queue[field], queue["id"]) for queue in found]

    up, down = keys(field), keys(f"-{field}")
    assert up == sorted(up)
    assert [time for time, _ in down] == [time for time, _ in up][::-1]


def test_ties_are_ordered_by_id(lister):
    found = lister.ok("queues.get_all", {"order_by": ["company"]})["queues"]
    ids = [queue["id"] for queue in found]
    assert ids == sorted(ids)


@pytest.mark.parametrize("field, part", [
    ("user", "user"), ("_id", "_id"), ("-nosuch", "nosuch"),
    ("+name", "+name"), ("company.nosuch", "nosuch"), ("-tags.x", "x"),
    ("entries.task.name", "name")])
def test_fields_that_are_none(lister, field, part):
    text = ("Lookup error (probably an invalid field name or unsupported "
            f'nested field): err=Cannot resolve field "{part}"')
    for query in ("order_by", "only_fields"):
        assert lister.refused("queues.get_all", {query: [field]}) == (
            400, 14, text)


def test_resources_are_no_order(lister):
    for field in ("resources", "-resources.cpu_usage"):
        assert lister.refused("queues.get_all", {"order_by": [field]})[
            :2] == (400, 14)


@pytest.mark.parametrize("query, expected", [
    ({"page_size": 3}, ["bravo", "alpha", "charlie"]),
    ({"page": 1, "page_size": 3}, ["Delta"]),
    ({"page": 2, "page_size": 3}, []), ({"page": 0}, ALL),
    ({"page": 1}, []), ({"page": None, "page_size": 1}, ["bravo"]),
    ({"page": None, "page_size": None}, ALL), ({"page_size": 9999}, ALL),
    ({"page": 9223372036854775807, "page_size": 500}, []),
    ({"page": 1.0, "page_size": 2.0}, ["charlie", "Delta"])])
def test_pages(lister, query, expected):
    assert names(lister, **query) == expected


@pytest.mark.parametrize("query, path", [
    ({"page": -1}, "page"), ({"page_size": 0}, "page_size"),
    ({"page_size": -5}, "page_size")])
def test_pages_out_of_range(lister, query, path):
    answer = lister.call("queues.get_all", query)
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["path"] == path
    assert answer.meta["error_data"]["rule"] == "minimum"


def test_page_without_a_size(lister):
    assert lister.refused("queues.get_all", {
        "page": 0, "page_size": None}) == (
        400, 11, "Missing required fields (page_size is required when page "
        "is requested): field=page_size")


@pytest.mark.parametrize("fields, keys", [
    (["name"], ["name"]), (["id", "tags"], ["id", "tags"]),
    (["name", "-id"], ["name"]), (["entries.task"], ["entries"]),
    (["-entries", "-metadata"], [
        "id", "name", "company", "created", "tags", "system_tags",
        "last_update"])])
def test_only_fields(lister, fields, keys):
    found = lister.ok("queues.get_all", {"only_fields": fields})["queues"]
    assert [list(queue) for queue in found] == [keys] * 4


def test_display_names(client, name):
    ids = [client.ok("queues.create", {
        "name": f"{name}-{shown}", "display_name": shown})["id"]
        for shown in ("b", None, "", "A")]

    def shown(**query):
        found = client.ok("queues.get_all", {"id": ids} | query)["queues"]
        return [queue.get("display_name", None) for queue in found]

    assert shown() == ["b", None, "", "A"]
    assert shown(only_fields=["display_name"]) == ["b", None, "", "A"]
    assert shown(only_fields=["-display_name"]) == [None] * 4
    assert shown(order_by=["display_name"]) == ["A", "b", None, ""]
    assert shown(order_by=["-display_name"]) == ["b", "A", "", None]
    for pattern, found in (("a|B", ["b", "A"]), ("", ["b", "", "A"])):
        for kind in ("_any_", "_all_"):
            assert shown(**{kind: {
                "fields": ["display_name"], "pattern": pattern}}) == found
    assert shown(name="^A$") == []


def test_only_fields_within_entries_and_metadata(client, name):
    item = {"key": "k", "type": "t", "value": "v"}
    queue = client.ok("queues.create", {
        "name": name, "metadata": {"k": item, "l": item}})["id"]
    client.ok("queues.add_task", {"queue": queue, "task": "t1"})
    found = client.ok("queues.get_all", {
        "id": [queue], "only_fields": ["entries.task", "metadata.l"]})
    assert found["queues"] == [
        {"entries": [{"task": "t1"}], "metadata": {"l": item}}]


@pytest.mark.parametrize("fields, expected", [
    (["entries.nosuch"], {"entries": [{}]}),
    (["name", "entries", "-entries.nosuch", "-entries.added"],
     {"name": None, "entries": [{"task": "t1"}]}),
    (["entries", "-entries.task", "-entries.added"], {"entries": [{}]}),
])
def test_members_of_entries_that_are_none(client, queue, fields, expected):
    client.ok("queues.add_task", {"queue": queue, "task": "t1"})
    found, = client.ok("queues.get_all", {
        "id": [queue], "only_fields": fields})["queues"]
    assert list(found) == list(expected)
    assert found["entries"] == expected["entries"]


def test_patterns_in_tasks_and_times(client, queue):
    client.ok("queues.add_task", {"queue": queue, "task": "Task-17"})

    def is_found(operator, *fields):
        query = {"id": [queue], operator: {"fields": fields,
                                           "pattern": "task-17"}}
        return client.ok("queues.get_all", query)["queues"] != []
    for operator in ("_any_", "_all_"):
        assert is_found(operator, "entries.task")
        for field in ("created", "last_update", "entries.added", "entries"):
            assert not is_found(operator, field)
    assert is_found("_any_", "created", "entries.task")
    assert not is_found("_all_", "created", "entries.task")


def test_what_agents_poll_with(lister):
    ids = list(lister.ids.values())
    found = lister.ok("queues.get_all", {
        "id": ids, "only_fields": ["id", "tags"]}, "2.5")["queues"]
    assert [queue["id"] for queue in found] == ids
    assert all(list(queue) == ["id", "tags"] for queue in found)


def test_other_companies_are_not_seen(stranger, lister):
    ids = list(lister.ids.values())
    assert stranger.ok("queues.get_all", {"id": ids}) == {"queues": []}


@pytest.mark.parametrize("query, expected", [
    ({"_any_": {"fields": ["name", "tags"], "pattern": "^(x|ALPHA)$"}},
     ["bravo", "alpha"]),
    ({"_or_": {"fields": ["id", "name"], "pattern": "^DELTA"}}, ["Delta"]),
    ({"_all_": {"fields": ["name", "tags"], "pattern": "[xa]"}}, ["bravo"]),
    ({"_and_": {"fields": ["name", "system_tags"], "pattern": "s|t"}},
     ["Delta"]),
    ({"_any_": {"fields": [], "pattern": "nowhere"}}, ALL),
    ({"_any_": None}, ALL),
    ({"_any_": {"fields": ["name"], "pattern": "a"}, "tags": ["z"]},
     ["Delta"]),
])
def test_patterns_on_several_fields(lister, query, expected):
    assert names(lister, **query) == expected


@pytest.mark.parametrize("value, path", [
    ({"fields": ["name"], "pattern": 5}, "_any_.pattern"),
    ({"pattern": "x"}, "_any_.fields"),
    ({"fields": ["name"], "datetime": 5}, "_any_.datetime"),
    ({"fields": "name", "pattern": "x"}, "_any_.fields"), ("x", "_any_")])
def test_patterns_of_a_wrong_form(lister, value, path):
    answer = lister.call("queues.get_all", {"_any_": value})
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["path"] == path


@pytest.mark.parametrize("name", ["_any_", "_or_", "_all_", "_and_"])
def test_a_pattern_or_a_time(lister, name):
    for value in ({}, {"pattern": "x", "datetime": [">=2026-01-01"]},
                  {"pattern": None, "datetime": None}):
        for fields in (["name"], []):
            assert lister.refused("queues.get_all", {
                name: {"fields": fields} | value}) == (
                400, 16, "Invalid value for fields (failed parsing query "
                "field): error=incorrect field format: field="
                f"{name}, field={name}")
    for value in ("2026-01-01", [">=2026-01-01", None], []):
        query = {name: {"fields": ["created"], "datetime": value}}
        for action in ("queues.get_all", "queues.get_all_ex"):
            assert lister.refused(action, query) == (
                400, 16, "Invalid value for fields (failed parsing query "
                "field): error=queues have no field for datetime, "
                f"field={name}")
        query[name]["fields"] = []
        assert names(lister, **query) == ALL
    assert names(lister, **{name: {
        "fields": ["name"], "pattern": "alp", "datetime": None}}) == ["alpha"]


def test_patterns_that_are_refused(lister):
    query = {"_any_": {"fields": ["name"], "pattern": "("}}
    assert lister.refused("queues.get_all", query)[:2] == (400, 21)
    query = {"_all_": {"fields": ["nosuch"], "pattern": "x"}}
    assert lister.refused("queues.get_all", query) == (
        400, 14, "Lookup error (probably an invalid field name or "
        'unsupported nested field): err=Cannot resolve field "nosuch"')


@pytest.fixture(scope="module")
def searcher(server):
    """A user with queues of which some contain the word "gpu.fast"."""
    client, _ = server.add_user("Sea", "--company", "searches")
    item = {"key": "k", "type": "t", "value": "on GPU.fast nodes"}
    for name, tags, metadata in (
            ("zero", [], {}), ("gpuxfast", [], {}),
            ("one GPU.FAST", [], {}),
            ("two gpu.fast", ["Gpu.Fast"], {"k": item}),
            ("three", ["gpu.fast-er"], {"k": item})):
        client.ok("queues.create", {
            "name": name, "tags": tags, "metadata": metadata})
    return client


def test_search_text(searcher):
    assert names(searcher, search_text="gpu.fast") == [
        "one GPU.FAST", "two gpu.fast", "three"]
    assert names(searcher, search_text="(") == []
    for nothing in ("", None):
        assert len(names(searcher, search_text=nothing)) == 5


def test_text_score(searcher):
    assert names(searcher, search_text="gpu.fast",
                 order_by=["@text_score"]) == [
        "two gpu.fast", "three", "one GPU.FAST"]
    for query in ({}, {"search_text": ""}):
        assert searcher.refused(
            "queues.get_all", query | {"order_by": ["@text_score"]}) == (
            400, 16, "Invalid value for fields (text score cannot be used in "
            "order_by when search text is not used)")


def scroll(client, action="get_all", version=None, **query):
    """The names of a page of the list, and the scroll's id."""
    data = client.ok(f"queues.{action}", query, version)
    return [q["name"] for q in data["queues"]], data["scroll_id"]


@pytest.mark.parametrize("version", ["2.4", "2.15", "2.23"])
@pytest.mark.parametrize("action", ["get_all", "get_all_ex"])
@pytest.mark.parametrize("first", [None, ""])
def test_scroll(lister, action, version, first):
    shown, id_ = scroll(lister, action, version, scroll_id=first, size=3)
    assert shown == ALL[:3]
    for expected in (ALL[3:], [], []):
        shown, again = scroll(lister, action, version, scroll_id=id_, size=3)
        assert (shown, again) == (expected, id_)


def test_scroll_keeps_to_what_is_asked(lister):
    query = {"order_by": ["-name"], "tags": ["y", "z"], "size": 1,
             "page": 7, "page_size": 9}
    shown, id_ = scroll(lister, scroll_id=None, **query)
    assert shown == ["bravo"]
    assert scroll(lister, scroll_id=id_, **query)[0] == ["alpha"]
    assert scroll(lister, scroll_id=id_, **query)[0] == ["Delta"]


def test_refresh_scroll(lister):
    _, id_ = scroll(lister, scroll_id=None, size=3)
    again = {"scroll_id": id_, "refresh_scroll": True}
    assert scroll(lister, size=1, **again) == (ALL[:3], id_)
    assert scroll(lister, size=9, **again) == (ALL, id_)
    assert scroll(lister, scroll_id=id_, size=9) == ([], id_)


def test_a_scroll_has_no_limit_of_500(server):
    client, _ = server.add_user("Scr", "--company", "scrolls")
    for i in range(510):
        client.ok("queues.create", {"name": f"number {i}"})
    assert len(scroll(client, scroll_id=None, size=600)[0]) == 510
    assert len(names(client)) == 500


def test_scrolls_that_are_none(lister, stranger):
    _, id_ = scroll(lister, scroll_id=None, size=1)
    for client, wrong in ((lister, "0" * 32), (lister, "x"),
                          (stranger, id_)):
        code = client.refused("queues.get_all", {
            "scroll_id": wrong, "size": 1})
        assert code == (400, 1104, f"Invalid scroll id: scroll_id={wrong}")


def test_a_scroll_needs_a_size(lister):
    code = lister.refused("queues.get_all", {"scroll_id": None})
    assert code == (400, 12, "Validation error (Integer size parameter "
                    "greater than 1 should be provided when working with "
                    "scroll)")
    for size in (0, -1):
        answer = lister.call("queues.get_all", {
            "scroll_id": None, "size": size})
        assert answer.meta["error_data"]["rule"] == "minimum"
    assert "scroll_id" not in lister.ok("queues.get_all", {"size": 2})
