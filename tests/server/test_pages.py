"""Pages beside the API."""

import json

import pytest


@pytest.mark.parametrize("path", [
    "/", "/healthz", "/readyz", "/lineup/", "/lineup/healthz",
    "/lineup/readyz"])
def test_pages(nobody, path):
    answer = nobody.send("GET", path)
    assert answer.status == 200
    assert json.loads(answer.body)["status"] in ("alive", "ready")


@pytest.mark.sqlite
@pytest.mark.parametrize("place", [
    "projects/p1/tasks", "projects/p1/experiments", "pipelines/p1/tasks"])
def test_the_link_to_a_task(nobody, place):
    answer = nobody.send("GET", f"/{place}/t1/output/log")
    assert answer.status == 200
    assert b"lineup task show" in answer.body
    assert nobody.send("GET", f"/{place}").status == 400
