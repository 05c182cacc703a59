"""A queue of a million tasks."""

import sqlite3

import pytest
from selenium.webdriver.common.keys import Keys

from browser import Page
from lineup_server import Server

N = 1_000_000
QUEUE = "f" * 32


FILL = """
INSERT INTO queues (number, id, company, name, created, tags, system_tags,
  metadata, n_entries, added) SELECT 1000, :queue, company, 'long', created,
  tags, x'', metadata, :n, :n * (:n - 1) / 2 FROM queues LIMIT 1;
INSERT INTO entries WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL
  SELECT i + 1 FROM numbers WHERE i < :n - 1)
  SELECT 1000, i * 1024, printf('%032x', i), i FROM numbers;
INSERT INTO blocks SELECT queue, rank, 1000 FROM entries
  WHERE queue = 1000 AND rank % 1024000 = 0;
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("large") / "data")
    made.data.mkdir()
    made.tool("init")
    with sqlite3.connect(made.data / "lineup.db") as database:
        for statement in FILL.split(";")[:-1]:
            database.execute(statement, {"queue": QUEUE, "n": N})
    database.close()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def shown(driver, large):
    page = Page(driver, large).sign_in().open("queue", QUEUE)
    page.row(f"{0:032x}")
    return page


def rows(page):
    """How many rows are in the document; each view has few."""
    n = len(page.row_ids())
    assert 0 < n <= 200
    return n


def test_any_part_of_it(shown):
    rows(shown)
    shown.read("1,000,000", ".figures")
    shown.keys(Keys.END)
    shown.row(f"{N - 1:032x}")
    rows(shown)
    shown.keys("k", "k", "k")
    shown.until(lambda: shown.see(".row.active").get_attribute("id")
                == f"row-{N - 4:032x}")
    shown.run("document.querySelector('.scroller').scrollTop /= 2")
    shown.until(lambda: any(
        row.startswith("0") and abs(int(row, 16) - N // 2) < N // 100
        for row in shown.row_ids()))
    rows(shown)


def test_the_wheel_moves_by_rows(shown):
    shown.run("""
        document.querySelector('.scroller').dispatchEvent(new WheelEvent(
          'wheel', {deltaY: 36 * 1000, bubbles: true, cancelable: true}))""")
    shown.row(f"{1000:032x}")
    rows(shown)


def test_from_the_back_to_the_front(shown, large):
    shown.keys(Keys.END)
    shown.row(f"{N - 1:032x}")
    shown.until(lambda: shown.all(f'[id="row-{N - 1:032x}"].active'))
    shown.keys("t")
    shown.toast("to the top")
    first = large.admin.ok("queues.peek_task", {"queue": QUEUE})["task"]
    assert first == f"{N - 1:032x}"
    shown.keys("u")
    shown.until(lambda: large.admin.ok("lineup.find_task", {
        "task": first})["queues"][0]["position"] == N - 1)


def test_selecting_all_selects_some(shown):
    shown.click(".head .check input")
    shown.read("200 tasks selected", ".bulk")
    rows(shown)


def test_a_range_that_was_not_read(shown):
    shown.click(f'[id="row-{1:032x}"] .check')
    shown.run("document.querySelector('[role=grid]').focus()")
    for _ in range(20):
        shown.keys(Keys.PAGE_DOWN)
    active = int(shown.see(".row.active").get_attribute("id")[4:], 16)
    assert active > 50
    shown.keys("X")
    shown.read(f"{active} tasks selected", ".bulk")
    rows(shown)


def test_rows_in_sight_stay_there(shown, large):
    """When another before them leaves, and comes back."""
    moved = {"queue": QUEUE, "task": f"{10:032x}"}
    shown.run("document.querySelector('.scroller').scrollTop = 1e6")
    shown.until(lambda: len(shown.row_ids()) > 20 and not any(
        row.startswith("at-") for row in shown.row_ids()))
    task = shown.row_ids()[15]

    def look():
        row = shown.row(task)
        return (int(row.get_attribute("aria-rowindex")), shown.run(
            "return arguments[0].getBoundingClientRect().top", row))

    def is_in_place(index):
        found = look()
        return found[0] == index and abs(found[1] - top) < 18

    index, top = look()
    large.admin.ok("queues.remove_task", moved)
    shown.until(lambda: is_in_place(index - 1))
    large.admin.ok("queues.add_task", moved)
    large.admin.ok("queues.move_task_to_front", moved)
    large.admin.ok("queues.move_task_backward", moved | {"count": 10})
    shown.until(lambda: is_in_place(index))


def test_leaving_the_page_sends_all_of_it(shown, large):
    before = large.admin.ok("queues.get_num_entries", {"queue": QUEUE})["num"]
    shown.click(".head .check input")
    shown.read("200 tasks selected", ".bulk")
    shown.keys(Keys.DELETE)
    shown.toast("Removed 200 tasks")
    shown.driver.get("about:blank")
    shown.until(lambda: large.admin.ok("queues.get_num_entries", {
        "queue": QUEUE})["num"] == before - 200)
