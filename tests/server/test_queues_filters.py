"""Filters of lists, by what a field includes and excludes."""

import pytest

TAGS = ["ab", "a", "b", "", "abc"]
ACTIONS = ["queues.get_all", "queues.get_all_ex"]
ITEM = {"key": "k", "type": "t", "value": "v"}


@pytest.fixture(scope="module")
def lister(server):
    """A user whose company has just these queues, named by their tags."""
    made = server.add_user("Fay", "--company", "filters")[0]
    for number, tags in enumerate(TAGS):
        made.ok("queues.create", {
            "name": f"of {tags}.", "tags": list(tags),
            "system_tags": [tag + tag for tag in tags],
            "metadata": {"n": ITEM | {"value": str(number)}} if tags else {}})
    return made


def found(client, action="queues.get_all", version=None, **query):
    shown = client.ok(action, query, version)["queues"]
    return [queue["name"][3:-1] for queue in shown]


def part(include=None, exclude=None):
    given = {"include": include, "exclude": exclude}
    return {name: list(texts) for name, texts in given.items()
            if texts is not None}


@pytest.mark.parametrize("value, expected", [
    ({}, TAGS),
    ({"any": {}, "all": {}}, TAGS),
    ({"any": None, "all": None}, TAGS),
    ({"any": {"include": None, "exclude": []}}, TAGS),
    ({"any": part("ab")}, ["ab", "a", "b", "abc"]),
    ({"any": part(exclude="ab")}, ["a", "b", ""]),
    ({"all": part("ab")}, ["ab", "abc"]),
    ({"all": part(exclude="ab")}, [""]),
    ({"any": part(["c", None])}, ["", "abc"]),
    ({"any": part(exclude=[None])}, ["ab", "a", "b", "abc"]),
    ({"all": part([None])}, [""]),
    ({"all": part(["a", None])}, []),
    ({"all": part(exclude=["b", None])}, ["a"]),
    ({"any": part("c", "a")}, ["b", "", "abc"]),
    ({"any": part("c"), "all": part(exclude="a")}, []),
    ({"any": part("c"), "all": part(exclude="a"), "op": "and"}, []),
    ({"any": part("c"), "all": part(exclude="a"), "op": "or"},
     ["b", "", "abc"]),
    ({"any": part("c"), "op": "or"}, ["abc"]),
    ({"any": part("aaac", exclude="cc")}, TAGS),
])
def test_tags(lister, value, expected):
    for action in ACTIONS:
        for version in ("2.4", "2.27", None):
            assert found(lister, action, version,
                         filters={"tags": value}) == expected


def test_each_field(lister):
    ids = {queue["name"][3:-1]: queue["id"]
           for queue in lister.ok("queues.get_all")["queues"]}
    both = [ids["a"], ids["abc"]]
    for filters, expected in (
            ({"system_tags": {"any": part(["cc"])}}, ["abc"]),
            ({"id": {"any": part(both)}}, ["a", "abc"]),
            ({"id": {"all": part(both)}}, []),
            ({"id": {"all": part(both[:1])}}, ["a"]),
            ({"id": {"all": part(exclude=both)}}, ["ab", "b", ""]),
            ({"id": {"any": part([None])}}, []),
            ({"id": {"any": part(exclude=[None])}}, TAGS),
            ({"metadata.n.value": {"any": part("14")}}, ["a", "abc"]),
            ({"metadata.n.value": {"all": part(exclude="14")}},
             ["ab", "b", ""]),
            ({"metadata.n.value": {"any": part(["01"])}}, []),
            ({"metadata.n.value": {"any": part([None])}}, []),
            ({"metadata.n": {"any": part(exclude=[None])}}, TAGS),
            ({"tags": {"any": part("a")}, "system_tags": {
                "all": part(exclude=["bb"])}}, ["a"])):
        for action in ACTIONS:
            assert found(lister, action, filters=filters) == expected


def test_other_fields_are_ignored(lister):
    for name in ("name", "nosuch", "tags.x", "company"):
        assert found(lister, filters={name: {"any": part("a")}}) == TAGS


def test_texts_are_no_operators(client, name):
    for number, tags in enumerate((["-a"], ["a"], [])):
        client.ok("queues.create", {"name": f"{name}.{number}", "tags": tags})

    def numbers(value):
        shown = client.ok("queues.get_all", {
            "name": f"^{name}[.]", "filters": {"tags": value}})["queues"]
        return "".join(queue["name"][-1] for queue in shown)

    assert numbers({"any": part(["-a"])}) == "0"
    assert numbers({"any": part(["__$not", "-a"])}) == "0"
    assert numbers({"all": part(["__$all", "a"])}) == ""
    assert numbers({"all": part(exclude=["-a"])}) == "12"


def test_a_filter_takes_the_place_of_a_plain_one(lister):
    assert found(lister, tags=["c"]) == ["abc"]
    assert found(lister, tags=["c"], filters={}) == ["abc"]
    assert found(lister, tags=["c"], filters={"tags": {}}) == TAGS
    assert found(lister, tags=["c"], filters={
        "tags": {"all": part("ab")}}) == ["ab", "abc"]
    assert found(lister, tags=["c"], filters={
        "system_tags": {"all": part(["aa"])}}) == ["abc"]
    assert found(lister, tags=["__$bad"], filters={"tags": {}}) == TAGS
    plain = {"metadata.n.value": ["2"]}
    assert found(lister, **plain) == ["b"]
    assert found(lister, **plain, filters={
        "metadata.n.value": {"any": part("4")}}) == ["abc"]
    assert found(lister, **plain, filters={
        "metadata.n.key": {"any": part("k")}}) == ["b"]


def test_with_all_else(lister):
    with_a = {"tags": {"any": part("a")}}
    assert found(lister, filters=with_a, name="b") == ["ab", "abc"]
    assert found(lister, filters=with_a, _any_={
        "fields": ["name"], "pattern": "c"}) == ["abc"]
    assert found(lister, filters=with_a, order_by=["-name"], page=0,
                 page_size=2) == ["abc", "ab"]
    scroll = lister.ok("queues.get_all", {
        "filters": with_a, "scroll_id": None, "size": 2})
    assert found(lister, filters=with_a, scroll_id=scroll["scroll_id"],
                 size=2) == ["abc"]


def test_hidden_queues_stay_hidden(lister):
    made = lister.ok("queues.create", {
        "name": "hidden", "tags": ["a"], "system_tags": ["k8s-glue"]})["id"]
    try:
        for filters in ({"id": {"any": part([made])}},
                        {"system_tags": {"any": part(["k8s-glue"])}}):
            assert found(lister, filters=filters) == []
            assert len(found(lister, filters=filters,
                             search_hidden=True)) == 1
    finally:
        lister.ok("queues.delete", {"queue": made})


@pytest.mark.parametrize("filters, path, rule", [
    ([], "filters", "type"), ("x", "filters", "type"),
    ({"tags": ["a"]}, "filters.tags", "type"),
    ({"tags": None}, "filters.tags", "type"),
    ({"nosuch": 5}, "filters.nosuch", "type"),
    ({"tags": {"any": []}}, "filters.tags.any", "type"),
    ({"tags": {"any": {"include": "a"}}}, "filters.tags.any.include", "type"),
    ({"tags": {"any": {"include": [5]}}},
     "filters.tags.any.include[0]", "type"),
    ({"tags": {"op": "AND"}}, "filters.tags.op", "enum")])
def test_filters_of_a_wrong_form(lister, filters, path, rule):
    for action in ACTIONS:
        answer = lister.call(action, {"filters": filters})
        assert answer.code == (400, 12), answer.body
        assert answer.meta["error_data"]["path"] == path
        assert answer.meta["error_data"]["rule"] == rule


def test_members_that_are_ignored(lister):
    assert found(lister, filters=None) == TAGS
    assert found(lister, filters={"tags": {
        "any": part("c") | {"colour": 5}, "op": None, "size": 5}}) == ["abc"]


def test_paths_that_lead_nowhere(lister):
    for path, text in (
            ("metadata.a.b.c", "Validation error (invalid field): "
             "path=metadata.a.b.c"),
            ("metadata.", "Validation error (Empty key is not allowed)")):
        assert lister.refused("queues.get_all", {
            "filters": {path: {}}}) == (400, 12, text)
