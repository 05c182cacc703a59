"""The generated vectors, through the whole server: of a long list some, since
the parsers are held against all of them in tests/run_vectors.c.
"""

import pytest

from document import ALONE, ROOT
from lineup_server import Server

NOT_IMPLEMENTED = (500, 9999)
MOST = 500  # of a file
FILES = [pytest.param(path, id=path.stem, marks=[pytest.mark.sqlite] * (
    path.stem in ALONE)) for path in sorted(
        (ROOT / "tests/vectors").glob("*.tsv"))]


@pytest.fixture(scope="module", params=["tolerant", "strict"])
def mode(request):
    return request.param


@pytest.fixture(scope="module")
def vector_client(tmp_path_factory, mode):
    """Calls a server that no other test uses."""
    made = Server(tmp_path_factory.mktemp("vectors") / "data").start(
        LINEUP_VALIDATION=mode)
    yield made.admin
    made.stop()


def vectors(path):
    lines = [line for line in path.read_text().splitlines()
             if not line.startswith("#")]
    return [line.split("\t") for line in lines[::len(lines) // MOST + 1]]


def said(answer):
    """The parser's result: "ok", or the rule and path of its refusal."""
    data = answer.meta["error_data"]
    if not data:
        return "ok"
    assert (answer.status, answer.code) == (400, (400, 12))
    reason = ": ".join(filter(None, [data["path"], data["rule"]]))
    if data.get("expected"):
        reason += f", expected {data['expected']}, got {data['got']}"
    assert answer.message == f"Validation error ({reason})"
    return f"{data['rule']} {data['path']}".strip()


@pytest.mark.parametrize("path", FILES)
def test_server_says_what_the_vectors_expect(vector_client, mode, path):
    """In strict mode only if that makes a difference."""
    wrong = []
    for action, version, about, tolerant, strict, body in vectors(path):
        if mode == "strict" and strict == tolerant:
            continue
        expect = strict if mode == "strict" else tolerant
        answer = vector_client.send(
            "POST", f"/v{version}/{action}", body.encode(),
            {"Content-Type": "application/json"})
        if answer.code != NOT_IMPLEMENTED and said(answer) != expect:
            wrong.append((action, version, about, said(answer)))
    assert wrong == []
