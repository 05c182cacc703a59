"""What is shown stays true: the server goes away, others change things."""

import pytest
from selenium.webdriver.common.keys import Keys

from browser import Page, start_driver
from lineup_server import Client


def test_new_tasks_appear(page, client, queue, tasks):
    page.open("queue", queue)
    page.until(lambda: page.row_ids() == tasks)
    client.ok("queues.add_task", {"queue": queue, "task": "new"})
    page.until(lambda: page.row_ids() == tasks + ["new"])
    client.ok("queues.get_next_task", {"queue": queue})
    page.until(lambda: page.row_ids() == tasks[1:] + ["new"])
    page.until(lambda: page.text(".figures").split("\n")[1] == "5")


def test_the_active_row_stays_the_active_one(page, client, queue, tasks):
    page.open("queue", queue)
    page.activate(tasks[2])
    client.ok("queues.get_next_task", {"queue": queue})
    page.until(lambda: page.row_ids() == tasks[1:])
    assert page.see(".row.active").get_attribute("id") == f"row-{tasks[2]}"


def test_the_server_goes_away(driver, own_server):
    own_server.start()
    page = Page(driver, own_server).sign_in().open()
    page.read("Live", ".liveness")
    names = page.row_ids()
    port = own_server.port
    own_server.stop()
    page.read("Server away, as of", ".liveness")
    assert page.row_ids() == names  # what was known stays
    page.keys("c")
    page.type("dialog input", "later")
    page.keys(Keys.ENTER)
    page.read("The server can't be reached", "dialog")
    page.keys(Keys.ESCAPE)
    own_server.start("--port", str(port))
    own_server.port, own_server.admin.port = port, port
    page.until(lambda: page.text(".liveness").strip() == "Live")
    Client(port, own_server.key()).ok("queues.create", {"name": "later"})
    page.until(lambda: "later" in page.text("main"))


def offline(driver, is_offline):
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
        "offline": is_offline, "latency": 0, "downloadThroughput": -1,
        "uploadThroughput": -1})


def test_offline(page, client, name):
    page.may_fail = True
    page.open()
    page.see(".row")
    offline(page.driver, True)
    try:
        page.read("Offline", ".liveness")
        client.ok("queues.create", {"name": name})
    finally:
        offline(page.driver, False)
    page.until(lambda: name in page.text("main"))


def test_refused_to_read(page):
    """An error that is no outage is shown with the server's words."""
    page.may_fail = True
    page.open("queue", "nosuch", "history")
    page.read("There is no such queue")


@pytest.fixture
def second(server):
    """The page in another browser."""
    driver = start_driver()
    yield Page(driver, server).sign_in()
    driver.quit()


def test_two_pages(page, second, queue, waiting, tasks):
    a, b, c, d, e = tasks
    for one in (page, second):
        one.open("queue", queue)
        one.until(lambda one=one: one.row_ids() == tasks)
    page.activate(c)
    page.keys("t")
    second.until(lambda: second.row_ids() == [c, a, b, d, e])
    # both remove the same task: one of them is refused, and nothing is lost
    for one in (page, second):
        one.may_fail = True
        one.activate(a)
        one.keys(Keys.DELETE)
        one.until(lambda one=one: a not in one.row_ids())
    page.until(lambda: waiting() == [c, b, d, e])
    page.until(lambda: "trx " in page.text(".toasts") + second.text(".toasts"))
    for one in (page, second):
        one.until(lambda one=one: one.row_ids() == [c, b, d, e])
