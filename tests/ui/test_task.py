"""One task, and the workers."""

import json

import pytest
from selenium.webdriver.common.keys import Keys


@pytest.fixture
def task(client, queue):
    """A task of this server that waits in the queue."""
    made = client.ok("tasks.create", {
        "name": "train it", "type": "training",
        "script": {"entry_point": "train.py"},
        "hyperparams": {"Args": {"lr": {
            "section": "Args", "name": "lr", "value": "0.125"}}}})["id"]
    client.ok("tasks.enqueue", {"task": made, "queue": queue})
    return made


def send(client, events):
    lines = "\n".join(json.dumps(event) for event in events).encode()
    answer = client.send("POST", "/events.add_batch", lines,
                         {"Content-Type": "application/json-lines"})
    assert answer.data["errors"] == 0


def line(task, n):
    return {"type": "log", "task": task, "msg": f"line {n}", "level": "info",
            "timestamp": 1_000_000 + n}


def test_where_it_is(page, queue, task, name, waiting):
    page.open("task", task)
    page.read("train it", "h1")
    page.read("queued", ".figures")
    page.read("number 1 of 1")
    page.read("Nobody polls")
    page.press("Parameters", ".tabs")
    page.read("0.125", ".settings")
    page.read("train.py", ".settings")
    page.press("History", ".tabs")
    page.read("added", "tbody")
    page.press("Where it is", ".tabs")
    page.press("Remove", ".place")
    page.read(f"Removed from {name}")
    page.until(lambda: waiting() == [])
    page.read("created", ".figures")


def test_keys_where_it_waits(page, tasks, waiting):
    a, b, c, d, e = tasks
    page.open("task", c)
    page.read("number 3 of 5")
    page.keys("t")
    page.until(lambda: waiting() == [c, a, b, d, e])
    page.keys("b")
    page.until(lambda: waiting() == [a, b, d, e, c])
    page.keys("m")
    page.see("dialog input")
    page.type("dialog input", "2")
    page.until(lambda: page.all("dialog .primary:enabled"))
    page.keys("2")  # there is no position 22
    page.until(lambda: page.all("dialog .primary:disabled"))
    page.keys(Keys.BACKSPACE, Keys.ENTER)
    page.until(lambda: waiting() == [a, c, b, d, e])
    page.keys(Keys.DELETE)
    page.until(lambda: waiting() == [a, b, d, e])


def test_a_task_without_a_record(page, tasks):
    page.open("task", tasks[2])
    page.read("number 3 of 5")
    assert page.text(".tabs").split() == ["Where", "it", "is", "History"]


def test_nothing_is_known_of_it(page):
    page.open("task", "nosuch")
    page.read("Nothing is known of this task")


def test_finding_it(page, task):
    page.open("workers")
    page.see("h1")
    page.keys("/", task, "\n")
    page.read("train it", "h1")


def test_the_log_is_followed(page, client, task):
    send(client, [line(task, n) for n in range(100)])
    page.open("task", task, "log")
    page.read("line 99", ".log")
    page.run("window.first = document.querySelector('.log').firstChild")
    send(client, [line(task, n) for n in range(100, 200)])
    page.read("line 199", ".log")
    assert page.text(".log").count("line 99\n") == 1
    assert page.run("""
        const log = document.querySelector('.log');
        return log.scrollHeight - log.scrollTop - log.clientHeight < 30""")
    # whoever scrolls back is left there
    page.run("document.querySelector('.log').scrollTop = 0")
    page.until(lambda: not page.see(".log-bar input").is_selected())
    send(client, [line(task, 200)])
    page.read("line 200", ".log")
    assert page.run("return document.querySelector('.log').scrollTop") == 0


def test_scalars(page, client, task):
    page.open("task", task, "scalars")
    page.read("No scalars yet")
    send(client, [{
        "type": "training_stats_scalar", "task": task, "metric": "loss",
        "variant": variant, "iter": n, "value": value / (n + 1),
        "timestamp": 1_000_000 + n}
        for n in range(20) for variant, value in (("train", 1), ("test", 2))])
    page.open("task", task, "scalars")
    page.read("loss", ".chart")
    page.until(lambda: len(page.all(".chart .curve")) == 2)
    assert "train 0.05" in page.text(".chart figcaption")


def test_workers(page, client, queue, task, name):
    client.ok("workers.register", {"worker": "host:0", "queues": [queue],
                                   "timeout": 600})
    client.call("queues.get_next_task", {"queue": queue},
                X_Clearml_Worker="host:0")
    client.call("workers.status_report", {
        "worker": "host:0", "task": task, "timestamp": 1, "queues": [queue]})
    page.open("workers")
    row = page.until(lambda: next(
        (text for text in page.text("tbody").split("\n")
         if text.startswith("host:0")), None))
    assert "train it" in row and name in row
    page.press("train it", "tbody")
    page.read("train it", "h1")


def test_status(page, client):
    page.open("status")
    status = client.ok("lineup.get_status")
    page.read(status["version"], ".settings")
    page.read(status["uid"], ".settings")
    page.read("SQLite", ".settings")
    page.read("GiB", ".settings")
    page.read(f"export CLEARML_API_HOST={page.origin}", ".setup")
