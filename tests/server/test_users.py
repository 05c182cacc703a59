"""users: those of the company."""

import pytest

pytestmark = pytest.mark.sqlite


def test_get_current_user(server, client):
    user = client.ok("users.get_current_user")["user"]
    assert user["role"] == "admin"
    assert user["company"]["name"] == "clearml"
    assert client.ok("users.get_by_id", {"user": user["id"]})["user"] == {
        "id": user["id"], "name": user["name"], "role": "admin",
        "company": user["company"]["id"]}


def test_others_of_the_company(client, stranger, una):
    found = client.ok("users.get_all", {"name": "^Una$"})["users"]
    assert una["user"] in [one["id"] for one in found]
    assert {one["name"] for one in found} == {"Una"}
    assert client.ok("users.get_all", {
        "id": [una["user"]], "only_fields": ["name"]})["users"] == [
            {"id": una["user"], "name": "Una"}]
    names = [one["name"] for one in client.ok("users.get_all", {
        "order_by": ["-name"]})["users"]]
    assert names == sorted(names, reverse=True) and "Sue" not in names
    assert len(client.ok("users.get_all", {
        "page": 0, "page_size": 1})["users"]) == 1
    assert stranger.refused("users.get_by_id", {"user": una["user"]})[:2] == (
        400, 301)
    assert client.refused("users.get_all", {"name": "("})[:2] == (400, 21)
    assert client.refused("users.get_all", {"order_by": ["x"]})[:2] == (
        400, 14)
