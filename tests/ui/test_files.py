"""The files of the page: their size, and those of others among them."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from browser import Page
from lineup_server import Client

UI = Path(__file__).resolve().parents[2] / "ui"
FILES = sorted(path for path in UI.rglob("*") if path.is_file()
               and path.name != "local.mk")
SERVED = [path for path in FILES
          if path.suffix in (".html", ".css", ".js", ".svg")]
LIMIT = 60_000


def test_size():
    """All of it is small, as it is sent."""
    assert sum(len(gzip.compress(path.read_bytes(), 9, mtime=0))
               for path in SERVED) <= LIMIT


def test_lines():
    for path in SERVED:
        if "vendor" not in path.parts:
            lines = path.read_text().splitlines()
            assert len(lines) <= 500, path
            assert path.suffix == ".svg" or max(map(len, lines)) <= 100, path


def test_files_of_others():
    """They are those that vendor/SOURCES names, unchanged."""
    rows = [re.split("  +", line) for line in
            (UI / "vendor/SOURCES").read_text().splitlines()
            if not line.startswith("#")]
    assert {row[0] for row in rows} | {"SOURCES"} == {
        path.name for path in (UI / "vendor").iterdir()}
    for name, package, version, place, licence, wanted in rows:
        assert re.fullmatch(r"\d+\.\d+\.\d+", version) and package and place
        text = (UI / "vendor" / name).read_bytes()
        assert hashlib.sha256(text).hexdigest() == wanted, name


def test_every_file_is_installed():
    listed = re.findall(r"= ui/(\S+)", (UI / "local.mk").read_text())
    assert sorted(listed) == [str(path.relative_to(UI)) for path in FILES]


def test_no_address_of_others():
    for path in SERVED:
        if "vendor" not in path.parts:
            found = re.findall(r"https?://[^\s\"'`<]+", path.read_text())
            assert set(found) <= {"http://www.w3.org/2000/svg"}, path


@pytest.mark.parametrize("prefix", ["/ui/", "/lineup/ui/"])
def test_how_they_are_sent(server, prefix):
    client = Client(server.port)
    for path in SERVED:
        name = "" if path.name == "index.html" else path.relative_to(UI)
        answer = client.send("GET", f"{prefix}{name}")
        assert answer.status == 200 and answer.body == path.read_bytes()
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"].split(";")[0] == {
            ".html": "text/html", ".css": "text/css",
            ".js": "text/javascript", ".svg": "image/svg+xml"}[path.suffix]


def test_beside_another_server(driver, server, queue):
    page = Page(driver, server, "lineup/ui/").sign_in().open()
    page.row(queue)


@pytest.mark.parametrize("path", ["", "ui", "lineup/", "lineup/ui"])
def test_where_browsers_are_led(driver, server, path):
    page = Page(driver, server)
    driver.get(f"{page.origin}/{path}")
    page.see("main")
    assert driver.current_url.split("#")[0] == (
        f"{page.origin}/{'lineup/' * path.startswith('lineup')}ui/")
