"""Every field with every wrong JSON type."""

VALUES = {
    "string": "x", "integer": 5, "number": 1.5, "boolean": True,
    "array": [1], "object": {"a": 1},
}


def wrong_types(**fields):
    """Triples: the name of a field, a wrong value, its type as refusals name
    it.
    """
    for name, kind in fields.items():
        for got, value in VALUES.items():
            if got != kind and (got, kind) != ("integer", "number"):
                yield name, value, got, kind


def check(client, action, valid, name, value, got, kind):
    """Such a call is refused, with the reason."""
    answer = client.call(action, valid | {name: value})
    assert (answer.status, answer.code) == (400, (400, 12))
    assert answer.meta["error_data"] == {
        "path": name, "rule": "type", "expected": kind, "got": got}
    assert answer.message == (f"Validation error ({name}: type, expected "
                              f"{kind}, got {got})")


def check_required(client, action, valid, name):
    """A call without a required field, or with null, is refused."""
    without = {k: v for k, v in valid.items() if k != name}
    for body in (without, valid | {name: None}):
        answer = client.call(action, body)
        assert answer.code == (400, 12)
        assert answer.message == f"Validation error ({name}: required)"
        assert answer.meta["error_data"]["rule"] == "required"
