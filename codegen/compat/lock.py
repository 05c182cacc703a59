"""The record of what was published: schema/lock.json.

    services: name -> its contract (contract.py)
    waived: the waivers that let a broken promise be recorded

Only `script/generate --update-lock` writes it.
"""

import json

from problems import Position, SchemaError

EMPTY = {"services": {}, "waived": []}


def read(path):
    """The lock in a file, or EMPTY if there is none.  Raises SchemaError."""
    if not path.exists():
        return EMPTY
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SchemaError(Position(str(path), error.lineno, error.colno),
                          f"not JSON: {error.msg}", "lock") from error
    except RecursionError:
        lock = None
    if not is_lock(lock):
        raise SchemaError(Position(str(path), 1, 1), "this is not a lock file",
                          "lock")
    return lock


def is_lock(lock):
    def has(value, keys):
        return isinstance(value, dict) and set(value) == set(keys)

    return has(lock, EMPTY) and all(
        has(contract, ("actions", "definitions")) and all(
            has(action, ("lowest", "versions"))
            for action in contract["actions"].values())
        for contract in lock["services"].values())


def text_of(services, waived):
    """The text of a lock."""
    waived = sorted(waived, key=lambda w: (w["at"], w["rule"], w["reason"]))
    return json.dumps({"services": services, "waived": waived}, indent=1,
                      ensure_ascii=False, sort_keys=True) + "\n"
