"""queues.get_all by metadata: filters, order and only_fields."""

import pytest


def item(key, value, type_="str"):
    return {"key": key, "type": type_, "value": value}


QUEUES = {
    "bravo": {"k": item("k", "10"), "a.b": item("dot", "x")},
    "alpha": {"k": item("k", "9"), "$x": item("dollar", "Y")},
    "charlie": {"other": item("other", "z")},
    "Delta": {"k": item("k", "x2", "int"), "a__b": item("under", "w")},
    "echo": {"z": item("z", "010")},
}


@pytest.fixture(scope="module")
def lister(server):
    """A user whose company has these queues."""
    client, _ = server.add_user("Met", "--company", "metadata")
    for name, metadata in QUEUES.items():
        client.ok("queues.create", {"name": name, "metadata": metadata})
    return client


def names(client, query):
    found = client.ok("queues.get_all", query)["queues"]
    return " ".join(queue["name"] for queue in found)


@pytest.mark.parametrize("query, expected", [
    ({"metadata.k.value": ["10"]}, "bravo"),
    ({"metadata.k.value": "9"}, "alpha"),
    ({"metadata. k .value": "9"}, "alpha"),
    ({"metadata.k.value": ["9", "x2"]}, "alpha Delta"),
    ({"metadata.k.value": ["-9"]}, "bravo charlie Delta echo"),
    ({"metadata.k.value": ["__$not", "9", "__$not", "10"]},
     "charlie Delta echo"),
    ({"metadata.k.value": ["10", None]}, "bravo charlie echo"),
    ({"metadata.k.value": [None]}, "charlie echo"),
    ({"metadata.k.value": []}, "bravo alpha charlie Delta echo"),
    ({"metadata.k.value": None}, "bravo alpha charlie Delta echo"),
    ({"metadata.k.type": ["int"]}, "Delta"),
    ({"metadata.k.key": ["k"], "metadata.k.type": ["str"]}, "bravo alpha"),
    # numbers are compared by value if a filter looks at metadata
    ({"metadata.z.value": ["10"]}, "echo"),
    ({"metadata.z.value": ["__$not", "0010"]}, "bravo alpha charlie Delta"),
    ({"metadata.z.value": ["01"]}, ""),
    ({"metadata.k": [None]}, "charlie echo"),
    ({"metadata.k": ["10"]}, ""),
    ({"metadata.k": ["-10"]}, "bravo alpha charlie Delta echo"),
    ({"metadata.k.nosuch": ["10"]}, ""),
    ({"metadata.k.nosuch": [None]}, "bravo alpha charlie Delta echo"),
    ({"metadata.a%2Eb.value": ["x"]}, "bravo"),
    ({"metadata.%24x.value": ["Y"]}, "alpha"),
    ({"metadata.a%_%_b.value": ["w"]}, "Delta"),
    ({"metadata.a__b.value": ["w"]}, "Delta"),
    ({"metadata.k.value": ["9", "10"], "name": "^a"}, "alpha"),
    ({"_any_": {"fields": ["metadata.k.value"], "pattern": "^X"}}, "Delta"),
    ({"_any_": {"fields": ["metadata.a%2Eb"], "pattern": "x"}}, "bravo"),
])
def test_filters(lister, query, expected):
    assert names(lister, query) == expected
    found = lister.ok("queues.get_all_ex", query)["queues"]
    assert " ".join(queue["name"] for queue in found) == expected


@pytest.mark.parametrize("query, expected", [
    ({"order_by": ["metadata.k.value", "name"]},
     "alpha bravo Delta charlie echo"),
    ({"order_by": ["-metadata.k.value", "-name"]},
     "Delta bravo alpha echo charlie"),
    ({"order_by": ["metadata.k.type", "-name"]},
     "Delta bravo alpha echo charlie"),
    ({"order_by": ["metadata.k", "name"]}, "alpha bravo Delta charlie echo"),
    # case doesn't count if a filter looks at metadata
    ({"order_by": ["name"]}, "Delta alpha bravo charlie echo"),
    ({"order_by": ["name"], "metadata.nosuch": [None]},
     "alpha bravo charlie Delta echo"),
    ({"order_by": ["-name"], "metadata.k.value": ["9", "10", "x2"]},
     "Delta bravo alpha"),
])
def test_orders(lister, query, expected):
    assert names(lister, query) == expected


@pytest.mark.parametrize("fields, expected", [
    (["metadata.k"], {"metadata": {"k": item("k", "10")}}),
    (["metadata.k.value"], {"metadata": {"k": {"value": "10"}}}),
    (["metadata.k.value", "metadata.k.type", "name"], {
        "name": "bravo", "metadata": {"k": {"type": "str", "value": "10"}}}),
    (["metadata.a%2Eb.key"], {"metadata": {"a.b": {"key": "dot"}}}),
    (["metadata.nosuch", "name"], {"name": "bravo", "metadata": {}}),
    (["metadata.k.nosuch"], {"metadata": {"k": {}}}),
    (["metadata.nosuch.nosuch"], {"metadata": {}}),
    (["name", "metadata", "-metadata.k.nosuch", "-metadata.a%2Eb"], {
        "name": "bravo", "metadata": {"k": item("k", "10")}}),
    (["metadata.k", "-metadata.k.key", "-metadata.k.type",
      "-metadata.k.value"], {"metadata": {"k": {}}}),
    (["name", "metadata", "-metadata.k"], {
        "name": "bravo", "metadata": {"a.b": item("dot", "x")}}),
])
def test_only_fields(lister, fields, expected):
    found = lister.ok("queues.get_all", {
        "name": "bravo", "only_fields": fields})["queues"]
    assert found == [expected]


def test_only_fields_without_a_piece(lister):
    found = lister.ok("queues.get_all", {
        "name": "bravo", "only_fields": ["-metadata.k"]})["queues"][0]
    assert found["metadata"] == {"a.b": item("dot", "x")}
    assert found["name"] == "bravo"


@pytest.mark.parametrize("query", [
    {"metadata.a.b.c": ["x"]}, {"order_by": ["metadata.a.b.c"]},
    {"order_by": ["-metadata.a.b.c"]}, {"only_fields": ["metadata.a.b.c"]},
])
def test_paths_that_are_too_deep(lister, query):
    code = lister.refused("queues.get_all", query)
    assert code[:2] == (400, 12)
    assert code[2].startswith("Validation error (invalid field): path=")
    assert code[2].endswith("metadata.a.b.c")


@pytest.mark.parametrize("path", [
    "metadata.", "metadata..value", "metadata. .value", "metadata. "])
def test_paths_without_a_name(lister, path):
    for query in ({path: ["x"]}, {path: []}, {"order_by": [path]},
                  {"order_by": ["-" + path]}, {"only_fields": [path]}):
        assert lister.refused("queues.get_all", query) == (
            400, 12, "Validation error (Empty key is not allowed)")


@pytest.mark.parametrize("query", [
    {"order_by": ["metadata.k.nosuch"]},
    {"_all_": {"fields": ["metadata.k.nosuch"], "pattern": "x"}},
])
def test_members_that_are_none(lister, query):
    assert lister.refused("queues.get_all", query)[:2] == (400, 14)


@pytest.mark.parametrize("values, message", [
    (["__$bad"], "(Unsupported operator): field=metadata.k.value, "
                 "operator=__$bad"),
    (["__$not"], "(Value is expected after): field=metadata.k.value, "
                 "operator=__$not"),
])
def test_operators_that_are_none(lister, values, message):
    code = lister.refused("queues.get_all", {"metadata.k.value": values})
    assert code == (400, 16, f"Invalid value for fields {message}")
