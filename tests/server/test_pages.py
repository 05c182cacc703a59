"""Pages beside the API."""

import json

import pytest

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", [
    "/", "/healthz", "/readyz", "/lineup/", "/lineup/healthz",
    "/lineup/readyz"])
def test_pages(nobody, path):
    answer = nobody.send("GET", path)
    assert answer.status == 200
    assert json.loads(answer.body)["status"] in ("alive", "ready")


@pytest.mark.parametrize("path", ["/", "/lineup/", "/ui", "/lineup/ui"])
def test_browsers_are_led_to_the_page(nobody, path):
    """The address is relative, so that it stays below /lineup."""
    answer = nobody.send("GET", path, None, BROWSER)
    assert answer.status == 302 and answer.headers["Location"] == "ui/"


@pytest.mark.parametrize("path", ["/healthz", "/lineup/readyz"])
def test_other_pages_are_for_browsers_too(nobody, path):
    assert nobody.send("GET", path, None, BROWSER).status == 200


@pytest.mark.sqlite
@pytest.mark.parametrize("place", [
    "projects/p1/tasks", "projects/p1/experiments", "pipelines/p1/tasks"])
def test_the_link_to_a_task(nobody, place):
    answer = nobody.send("GET", f"/{place}/t1/output/log")
    assert answer.status == 200
    assert b"lineup task show" in answer.body
    answer = nobody.send("GET", f"/{place}/t1/output/log", None, BROWSER)
    assert answer.status == 302
    assert answer.headers["Location"] == "/ui/#/task/t1"
    assert nobody.send("GET", f"/{place}").status == 400
