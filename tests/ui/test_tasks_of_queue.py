"""What can be done with the tasks of a queue, by mouse and by keyboard."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

KEYS = {"Open": Keys.ENTER, "Move to the top": "t", "Move to the bottom": "b",
        "Move to position…": "m", "Move to another queue…": "o",
        "Remove": Keys.DELETE}
ways = pytest.mark.parametrize("way", ["mouse", "keyboard"])


@pytest.fixture
def shown(page, queue, tasks):
    """The page with the queue and its tasks."""
    page.open("queue", queue)
    page.until(lambda: page.row_ids() == tasks)
    return page


def act(page, way, task, action):
    if way == "mouse":
        page.menu(task, action)
    else:
        page.activate(task)
        page.keys(KEYS[action])


def submit(page, way, action):
    if way == "mouse":
        page.press(action, "dialog")
    else:
        page.keys(Keys.ENTER)


def undo(page, way):
    if way == "mouse":
        page.press("Undo", ".toasts")
    else:
        page.keys("u")


@ways
@pytest.mark.parametrize("action, order", [
    ("Move to the top", "cabde"), ("Move to the bottom", "abdec")])
def test_moving_to_an_end(shown, waiting, tasks, way, action, order):
    moved = [next(task for task in tasks if task.endswith("-" + letter))
             for letter in order]
    act(shown, way, tasks[2], action)
    shown.until(lambda: shown.row_ids() == moved)
    shown.toast("Moved")
    assert waiting() == moved
    undo(shown, way)
    shown.until(lambda: waiting() == tasks and shown.row_ids() == tasks)


@ways
def test_moving_to_a_position(shown, waiting, tasks, way):
    a, b, c, d, e = tasks
    act(shown, way, a, "Move to position…")
    shown.type("dialog input", "4")
    submit(shown, way, "Move")
    shown.toast(f"Moved {a} to position 4")
    assert waiting() == [b, c, d, a, e]
    shown.until(lambda: shown.row_ids() == [b, c, d, a, e])
    undo(shown, way)
    shown.until(lambda: waiting() == tasks)


@ways
def test_moving_to_another_queue(shown, client, waiting, tasks, way, name):
    other = client.ok("queues.create", {"name": name + " other"})["id"]
    shown.until(lambda: shown.run("""
        return (async () => (await import(arguments[0] + 'live.js')).live
          .get().queues.some((queue) => queue.id === arguments[1]))()""",
        shown.url, other))
    act(shown, way, tasks[1], "Move to another queue…")
    field = shown.see("dialog select")
    field.send_keys(name + " other")
    submit(shown, way, "Move")
    shown.toast(f"Moved {tasks[1]} to {name} other")
    assert waiting(other) == [tasks[1]]
    undo(shown, way)
    shown.until(lambda: waiting() == tasks and waiting(other) == [])


@ways
def test_removing(shown, waiting, tasks, way):
    act(shown, way, tasks[1], "Remove")
    rest = tasks[:1] + tasks[2:]
    shown.until(lambda: shown.row_ids() == rest)
    assert waiting() == tasks  # it can still be undone
    shown.until(lambda: waiting() == rest)
    assert shown.row_ids() == rest


@ways
def test_removing_undone(shown, waiting, tasks, way):
    act(shown, way, tasks[1], "Remove")
    shown.until(lambda: tasks[1] not in shown.row_ids())
    undo(shown, way)
    shown.until(lambda: shown.row_ids() == tasks)
    assert waiting() == tasks


@ways
def test_opening(shown, tasks, way):
    act(shown, way, tasks[3], "Open")
    shown.read(tasks[3], "h1 ~ .id")
    shown.read("number 4 of 5")


def test_buttons_in_the_row(shown, waiting, tasks):
    a, b, c, d, e = tasks

    def press(task, label):
        shown.press(label, f'[id="row-{task}"]')
    press(b, "Move to the top (t)")
    shown.until(lambda: waiting() == [b, a, c, d, e])
    press(a, "Move to the bottom (b)")
    shown.until(lambda: waiting() == [b, c, d, e, a])
    press(e, "Remove (Del)")
    shown.until(lambda: waiting() == [b, c, d, a])


@ways
def test_many_at_once(shown, waiting, tasks, way):
    a, b, c, d, e = tasks
    if way == "mouse":
        for task in (b, d):
            shown.click(f'[id="row-{task}"] .check')
        shown.press("To the bottom", ".bulk")
    else:
        shown.activate(b)
        shown.keys("x", "j", "j", "x")
        shown.read("2 tasks selected", ".bulk")
        shown.keys("b")
    shown.until(lambda: waiting() == [a, c, e, b, d])
    shown.toast("Moved 2 tasks to the bottom")
    undo(shown, way)
    shown.until(lambda: waiting() == tasks and shown.row_ids() == tasks)


def test_many_to_the_top_and_back(shown, waiting, tasks):
    a, b, c, d, e = tasks
    shown.activate(c)
    shown.keys("x", "j", "x", "t")
    shown.until(lambda: waiting() == [c, d, a, b, e])
    shown.toast("Moved 2 tasks to the top")
    shown.keys("u")
    shown.until(lambda: waiting() == tasks and shown.row_ids() == tasks)


def test_many_to_a_position(shown, waiting, tasks):
    a, b, c, d, e = tasks
    shown.activate(a)
    shown.keys("x", "j", "j", "j", "x", "m")
    shown.type("dialog input", "2")
    shown.keys(Keys.ENTER)
    shown.until(lambda: waiting() == [b, a, d, c, e])


def test_a_range(shown, waiting, tasks):
    shown.activate(tasks[1])
    shown.keys("x", "j", "j", "X")
    shown.read("3 tasks selected", ".bulk")
    shown.press("Remove", ".bulk")
    shown.until(lambda: waiting() == [tasks[0], tasks[4]])


def test_all_of_them(shown, tasks):
    shown.click(".head .check input")
    shown.read("5 tasks selected", ".bulk")
    shown.keys(Keys.ESCAPE)
    shown.until(lambda: not shown.all(".bulk"))


def test_signing_out_sends_at_once(shown, waiting, tasks):
    act(shown, "keyboard", tasks[1], "Remove")
    shown.toast("Removed")
    shown.press("Sign out")
    shown.until(lambda: tasks[1] not in waiting())


def test_leaving_the_page_sends_at_once(shown, waiting, tasks):
    shown.activate(tasks[0])
    shown.keys(Keys.DELETE)
    shown.until(lambda: tasks[0] not in shown.row_ids())
    assert waiting() == tasks
    shown.driver.get("about:blank")
    shown.until(lambda: waiting() == tasks[1:])


@ways
def test_adding(shown, client, waiting, tasks, way):
    if way == "mouse":
        shown.press("Add tasks")
    else:
        shown.keys("a")
    shown.type("dialog textarea", "new-1, new-2\nnew-1 new-3")
    shown.press("Add 3 tasks", "dialog")
    shown.toast("Added 3 tasks")
    assert waiting() == tasks + ["new-1", "new-2", "new-3"]
    undo(shown, way)
    shown.until(lambda: waiting() == tasks)


def test_adding_what_is_there(shown, waiting, tasks):
    shown.may_fail = True  # the console notes the refusal
    shown.press("Add tasks")
    shown.type("dialog textarea", f"{tasks[0]} another")
    shown.press("Add 2 tasks", "dialog")
    shown.read("1 task could not be added", "dialog")
    shown.read("trx ", "dialog")
    assert waiting() == tasks + ["another"]
    assert shown.see("dialog textarea").get_property("value") == tasks[0]
    shown.keys(Keys.ESCAPE)


def test_what_is_refused_goes_back(shown, client, queue, waiting, tasks):
    """The page learns of a pop only after it has tried to move the task."""
    shown.may_fail = True
    shown.driver.execute_cdp_cmd("Network.enable", {})
    shown.activate(tasks[0])
    popped = client.ok("queues.get_next_task", {"queue": queue})
    assert popped["entry"]["task"] == tasks[0]
    shown.keys("b")
    shown.until(lambda: shown.row_ids() == tasks[1:])
    assert waiting() == tasks[1:]


def test_a_refused_removal(shown, client, queue, tasks):
    shown.may_fail = True
    shown.activate(tasks[1])
    shown.keys(Keys.DELETE)
    shown.until(lambda: tasks[1] not in shown.row_ids())
    client.ok("queues.remove_task", {"queue": queue, "task": tasks[1]})
    shown.toast("Removing")
    shown.toast("trx ")
    assert "Invalid task id" in shown.text(".toasts") or tasks[
        1] in shown.text(".toasts")


def grip(page, task):
    return page.row(task).find_element(By.CSS_SELECTOR, ".grip")


def test_dragging(shown, client, queue, waiting, tasks):
    """A refresh while the row is dragged changes nothing that is shown."""
    a, b, c, d, e = tasks
    ActionChains(shown.driver).click_and_hold(grip(shown, a)).move_to_element(
        grip(shown, c)).move_by_offset(0, 12).perform()
    shown.see(".drop-line")
    client.ok("queues.add_task", {"queue": queue, "task": "late"})
    shown.until(lambda: "6" in shown.text(".figures"))
    assert shown.row_ids() == tasks
    ActionChains(shown.driver).release().perform()
    shown.until(lambda: waiting() == [b, c, a, d, e, "late"])
    shown.until(lambda: shown.row_ids() == [b, c, a, d, e, "late"])


def test_dragging_given_up(shown, waiting, tasks):
    ActionChains(shown.driver).click_and_hold(
        grip(shown, tasks[0])).move_to_element(grip(shown, tasks[3])).perform()
    shown.see(".drop-line")
    shown.keys(Keys.ESCAPE)
    shown.until(lambda: not shown.all(".drop-line"))
    ActionChains(shown.driver).release().perform()
    assert waiting() == tasks
