"""models: there are none, and the SDK may ask."""

import pytest

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("body", [
    {}, {"task": ["x"], "only_fields": ["id", "uri"]},
    {"uri": "file:///x", "order_by": ["created"], "page": 0, "page_size": 5}])
def test_there_are_none(client, body):
    assert client.ok("models.get_all", body) == {"models": []}


def test_they_need_credentials(nobody, client):
    assert nobody.call("models.get_all", {}).code == (401, 20)
    assert client.call("models.get_by_id", {"model": "x"}).code == (404, 0)
