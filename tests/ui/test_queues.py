"""The list of queues, and what can be done with queues."""

import pytest
from selenium.webdriver.common.keys import Keys

ways = pytest.mark.parametrize("way", ["mouse", "keyboard"])


def names(client):
    return [queue["name"] for queue in client.ok(
        "queues.get_all", {"only_fields": ["name"]})["queues"]]


def item(client, queue, key):
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    return found["metadata"].get(key, {}).get("value")


@pytest.fixture
def listed(page, queue, name):
    """The page with the list of queues; only those of the test are shown."""
    page.open()
    page.type("#filter", name)
    page.keys(Keys.ENTER)  # leaves the field
    page.until(lambda: page.row_ids() == [queue])
    return page


def test_numbers_of_a_queue(page, client, queue, tasks, name):
    client.call("queues.get_next_task", {"queue": queue},
                X_Clearml_Worker="host:0")
    client.ok("queues.update", {"queue": queue, "tags": ["fast"]})
    page.open()
    row = page.row(queue)
    page.until(lambda: [page.text(f'[id="row-{queue}"] .{cell}').strip()
                        for cell in ("waiting", "in", "out", "pollers")]
               == ["4", "5", "1", "1"])
    assert tasks[1] in row.text
    assert "fast" in row.text and name in row.text
    assert page.text(f'[id="row-{queue}"] .oldest').endswith(" s")
    page.see(f'[id="row-{queue}"] .spark .line')


def test_nobody_polls(page, client, queue, tasks):
    page.open()
    page.until(lambda: "nobody polls" in page.text(f'[id="row-{queue}"]'))
    page.driver.get(page.url + f"#/queue/{queue}")
    page.read("Tasks wait, and nobody has polled this queue")


def test_totals_and_the_default(page, client, tasks):
    page.open()
    waiting = sum(queue["waiting"] for queue in client.ok(
        "lineup.get_overview")["queues"])
    page.read(f"{waiting} waiting", ".totals")
    assert page.run("""
        return [...document.querySelectorAll('.row .name')].find((name) =>
          name.innerText.startsWith('default')).innerText.split(/\\s+/)
        """)[:2] == ["default", "default"]


def test_sorting(page, client, tasks):
    page.open()

    def column(name):
        return page.run("return [...document.querySelectorAll('.row')].sort("
                        "(a, b) => a.ariaRowIndex - b.ariaRowIndex).map("
                        "(row) => row.querySelector(arguments[0]).innerText)",
                        f".{name}")
    page.row(page.row_ids()[0])
    counts = [int(text) for text in column("waiting")]
    assert counts == sorted(counts, reverse=True)
    page.press("Waiting", ".head")
    page.until(lambda: [int(text) for text in column("waiting")]
               == sorted(counts))
    page.press("Queue", ".head")
    shown = [text.split("\n")[0].lower() for text in column("name")]
    page.until(lambda: page.see(".head .name").get_attribute("aria-sort")
               == "ascending")
    assert len(shown) == len(counts)


def test_filtering_by_tag(page, client, queue, name):
    client.ok("queues.update", {"queue": queue, "tags": [f"tag {name}"]})
    page.open()
    page.row(queue)
    page.keys("/", f"tag {name}", Keys.ENTER)
    page.until(lambda: page.row_ids() == [queue])
    page.type("#filter", "no queue is called so")
    page.press("Show all")
    page.until(lambda: len(page.row_ids()) > 1)


@ways
def test_creating(page, client, name, way):
    page.open()
    page.see(".row")
    if way == "mouse":
        page.press("Create")
    else:
        page.keys("c")
    page.type("dialog input", f"{name} {way}")
    page.read(f"clearml-agent daemon --queue '{name} {way}'", "dialog")
    if way == "mouse":
        page.press("Create", "dialog")
    else:
        page.keys(Keys.ENTER)
    page.read(f"{name} {way}", "h1")
    page.read("Nothing waits here")
    page.read("clearml-agent daemon")
    assert f"{name} {way}" in names(client)


def test_creating_one_that_is_there(page, client, queue, name):
    page.may_fail = True
    page.open()
    page.see(".row")
    page.press("Create")
    page.type("dialog input", name)
    page.press("Create", "dialog")
    page.read("trx ", "dialog .failed")
    page.keys(Keys.ESCAPE)
    page.until(lambda: not page.all("dialog"))
    assert names(client).count(name) == 1


@ways
def test_pausing(listed, client, queue, name, way):
    if way == "mouse":
        listed.menu(queue, "Pause")
    else:
        listed.activate(queue)
        listed.keys("p")
    listed.toast(f"Paused {name}")
    assert item(client, queue, "lineup_paused") == "true"
    listed.until(lambda: "paused" in listed.text(f'[id="row-{queue}"]'))
    if way == "mouse":
        listed.menu(queue, "Resume")
    else:
        listed.keys("p")
    listed.toast(f"Resumed {name}")
    assert item(client, queue, "lineup_paused") is None
    listed.until(lambda: "paused" not in listed.text(f'[id="row-{queue}"]'))


def test_a_pause_for_some_comes_back(listed, client, queue, name):
    client.ok("queues.add_or_update_metadata", {"queue": queue, "metadata": [
        {"key": "lineup_paused", "type": "str", "value": "host:a user:b"}]})
    listed.until(lambda: "paused" in listed.text(f'[id="row-{queue}"]'))
    listed.menu(queue, "Resume")
    listed.toast(f"Resumed {name}")
    listed.press("Undo", ".toasts")
    listed.toast(f"Paused {name}")
    assert sorted(item(client, queue, "lineup_paused").split()) == [
        "host:a", "user:b"]


@ways
def test_deleting_an_empty_one(listed, client, queue, name, way):
    if way == "mouse":
        listed.menu(queue, "Delete")
    else:
        listed.activate(queue)
        listed.keys(Keys.DELETE)
    listed.until(lambda: listed.row_ids() == [])
    assert name in names(client)
    listed.until(lambda: name not in names(client))


@ways
def test_deleting_undone(listed, client, queue, name, way):
    listed.menu(queue, "Delete")
    listed.until(lambda: listed.row_ids() == [])
    if way == "mouse":
        listed.press("Undo", ".toasts")
    else:
        listed.keys("u")
    listed.until(lambda: listed.row_ids() == [queue])
    assert name in names(client)


def test_deleting_one_with_tasks(listed, client, queue, tasks, name):
    listed.until(lambda: listed.text(f'[id="row-{queue}"] .waiting') == "5")
    listed.activate(queue)
    listed.keys(Keys.DELETE)
    listed.read("5 tasks", "dialog")
    assert not listed.see("dialog .danger").is_enabled()
    listed.type("dialog input", name)
    listed.keys(Keys.ENTER)
    listed.until(lambda: listed.row_ids() == [])
    assert name in names(client)
    listed.until(lambda: name not in names(client))


def test_a_task_that_comes_meanwhile(listed, client, queue, name):
    """A queue that was empty when it was deleted isn't lost with it."""
    listed.may_fail = True
    listed.menu(queue, "Delete")
    client.ok("queues.add_task", {"queue": queue, "task": "late"})
    listed.toast(f"Deleting {name}")
    listed.toast("trx ")
    listed.until(lambda: listed.row_ids() == [queue])
    assert name in names(client)


def test_clearing(listed, client, queue, tasks, waiting):
    listed.until(lambda: listed.text(f'[id="row-{queue}"] .waiting') == "5")
    listed.menu(queue, "Clear")
    listed.until(lambda: listed.text(f'[id="row-{queue}"] .waiting') == "0")
    assert waiting() == tasks
    listed.press("Undo", ".toasts")
    listed.until(lambda: listed.text(f'[id="row-{queue}"] .waiting') == "5")
    listed.menu(queue, "Clear")
    listed.until(lambda: waiting() == [])


def test_clearing_what_has_grown(listed, client, queue, tasks, waiting):
    listed.until(lambda: listed.text(f'[id="row-{queue}"] .waiting') == "5")
    listed.menu(queue, "Clear")
    listed.toast("Cleared")
    client.ok("queues.get_next_task", {"queue": queue})
    client.ok("queues.add_task", {"queue": queue, "task": "a newcomer"})
    listed.toast("tasks have come meanwhile")
    assert waiting() == [*tasks[1:], "a newcomer"]


def test_many_queues(page, client, name):
    ids = [client.ok("queues.create", {"name": f"{name} {n}"})["id"]
           for n in range(3)]
    page.open()
    page.type("#filter", name)
    page.keys(Keys.ENTER)
    page.until(lambda: page.row_ids() == ids)
    page.click(".head .check input")
    page.press("Pause", ".bulk")
    page.until(lambda: all(item(client, one, "lineup_paused") for one in ids))
    page.read("Resume", ".bulk")
    page.press("Delete", ".bulk")
    page.until(lambda: page.row_ids() == [])
    page.until(lambda: not any(one.startswith(name)
                               for one in names(client)))


def edit(page, label, text):
    page.press(label)
    page.type(".inline", text)
    page.keys(Keys.ENTER)
    page.until(lambda: not page.all(".inline"))


def test_settings(page, client, queue, name):
    page.open("queue", queue, "settings")
    edit(page, "Edit display name: none", "Fast ones")
    page.read("Fast ones", "h1")
    edit(page, "Edit tags, separated by commas: none", "b, a,b")
    page.type('[name="key"]', "owner")
    page.type('[name="value"]', "Ann")
    page.press("Add", ".new-item")
    edit(page, "Edit value of owner: Ann", "Bob")
    page.read("Bob", ".settings")
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert found["display_name"] == "Fast ones"
    assert sorted(found["tags"]) == ["a", "b"]
    assert found["metadata"]["owner"]["value"] == "Bob"
    page.press("Delete owner")
    page.until(lambda: item(client, queue, "owner") is None)
    page.press("Edit display name: Fast ones")
    page.type(".inline", "Slow ones")
    page.keys(Keys.ESCAPE)
    page.until(lambda: not page.all(".inline"))
    edit(page, f"Edit name: {name}", f"{name} renamed")
    page.until(lambda: f"{name} renamed" in names(client))
    found = client.ok("queues.get_by_id", {"queue": queue})["queue"]
    assert found["display_name"] == "Fast ones"


def test_charts(page, client, queue, tasks):
    page.open("queue", queue)
    page.see(".charts .curve")
    for hours in ("1 h", "24 h", "7 d", "30 d"):
        page.press(hours, ".ranges")
        page.until(lambda: page.text('.ranges [aria-pressed="true"]') == hours)
    page.read("at most 5", ".charts")
    page.press("1 h", ".ranges")
    page.until(lambda: page.run("""
        const [curve] = document.querySelectorAll('.charts .curve');
        const {x, width} = curve.getBBox();
        return x > 100 && width > 0 && curve.getAttribute('d') !== ''"""))
    # the arrow keys move the cursor of both
    page.run("document.querySelector('.chart [tabindex]').focus()")
    page.keys(Keys.ARROW_LEFT)
    page.until(lambda: len(page.all(".cursor")) == 2)
    # closed ones stay closed when the queue is opened again
    page.click(".charts summary")
    page.until(lambda: not page.all(".charts[open]"))
    page.run("location.hash = '#/queues'")
    page.see(".queues")
    page.run("history.back()")
    page.see(".charts:not([open])")


def test_history(page, queue, tasks):
    page.open("queue", queue, "history")
    page.until(lambda: page.text("tbody").count("added") == 5)
    assert all(task in page.text("tbody") for task in tasks)


def test_no_such_queue(page):
    page.open("queue", "nosuch")
    page.read("There is no such queue")
    page.press("All queues")
    page.see(".row")
