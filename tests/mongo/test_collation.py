"""Lists that look at metadata, compared with the engine's own collation."""

import itertools

import pytest

from lineup_server import COMPANY

COLLATION = {"locale": "en_US", "numericOrdering": True}
SIGNS = [chr(code) for code in range(33, 127) if not chr(code).isalnum()]
TEXTS = ["0", "00", "1", "01", "9", "010", "10", "0100", "a", "A", "b", "aB",
         "Ab", "a1", "a01", "a10", "A9", "x-1", "x_1", "x 1", "1.5", "1.10",
         "18446744073709551616", "099999999999999999999"] + SIGNS


@pytest.fixture(scope="module")
def stored(mongod, server):
    """Queues whose ids, tags and metadata are texts that differ little."""
    collection = mongod.client().backend.queue
    collection.insert_many([{
        "_id": f"{text}#{number % 3}", "name": f"collated {number}",
        "company": COMPANY, "tags": [text], "metadata": {
            "k": {"key": "k", "type": "t", "value": text}}}
        for number, text in enumerate(TEXTS)])
    return collection


def mine(server, **query):
    found = server.admin.ok("queues.get_all", query | {
        "name": "^collated ", "page": None, "page_size": None})["queues"]
    return [queue["id"] for queue in found]


def theirs(stored, order=(("_id", 1),), **query):
    found = stored.find({"name": {"$regex": "^collated "}} | query)
    return [document["_id"] for document in
            found.sort(list(order)).collation(COLLATION)]


@pytest.mark.parametrize("order, sort", [
    (["metadata.k.value"], [("metadata.k.value", 1), ("_id", 1)]),
    (["-metadata.k.value"], [("metadata.k.value", -1), ("_id", 1)]),
    (["metadata.k.type"], [("metadata.k.type", 1), ("_id", 1)]),
    (["metadata.k.type", "-id"], [("metadata.k.type", 1), ("_id", -1)]),
    (["metadata.k.type", "-tags"],
     [("metadata.k.type", 1), ("tags", -1), ("_id", 1)])])
def test_orders(server, stored, order, sort):
    assert mine(server, order_by=order) == theirs(stored, sort)


def test_equality(server, stored):
    for text in TEXTS:
        if text == "-":
            continue  # it is an operator
        value = ["__$all", text]  # so that a leading dash is part of it
        assert sorted(mine(server, **{"metadata.k.value": value})) == sorted(
            theirs(stored, **{"metadata.k.value": text})), text
        assert sorted(mine(server, **{
            "tags": value, "metadata.k.type": "t"})) == sorted(
                theirs(stored, tags=text)), text


def test_ids(server, stored):
    n_found = 0
    for text, number in itertools.product(("1", "01", "0010", "a1"), "012"):
        found = theirs(stored, _id=f"{text}#{number}")
        n_found += len(found)
        assert mine(server, id=[f"{text}#{number}"],
                    **{"metadata.k.type": "t"}) == found
    assert n_found > 4
