"""How the page looks: narrow, dark, for screen readers, without motion."""

import pytest

import axe

WIDE, NARROW = (1280, 900), (360, 740)


@pytest.fixture
def views(client, queue, tasks):
    """Each view, with something that is on it."""
    client.ok("queues.update", {"queue": queue, "tags": ["tag"]})
    client.call("queues.get_next_task", {"queue": queue},
                X_Clearml_Worker="host:0")
    return {("queues",): ".row", ("queue", queue): ".entries .row",
            ("queue", queue, "history"): "tbody tr",
            ("queue", queue, "settings"): ".settings",
            ("task", tasks[1]): ".place", ("workers",): "tbody tr",
            ("status",): ".settings", ("queue", "nosuch"): ".empty"}


def resize(page, size, is_dark):
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": size[0], "height": size[1], "deviceScaleFactor": 1,
        "mobile": size == NARROW})
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme",
         "value": "dark" if is_dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"}]})


@pytest.mark.parametrize("size, is_dark", [(WIDE, False), (NARROW, True)],
                         ids=["wide, light", "narrow, dark"])
def test_no_barriers(page, views, size, is_dark):
    resize(page, size, is_dark)
    found = {}
    for view, mark in views.items():
        page.open(*view)
        page.see(mark)
        found[view] = axe.faults(page.driver)
        # nothing is wider than the window
        assert page.run("return document.documentElement.scrollWidth"
                        " <= innerWidth"), view
        assert page.run("const main = document.querySelector('main');"
                        "return main.scrollWidth <= main.clientWidth"), view
    assert not any(found.values()), found


def test_no_barriers_in_what_opens(page, queue, tasks):
    page.may_fail = True
    page.open("queue", queue)
    page.row(tasks[0])
    page.keys("?")
    page.see("dialog")
    assert axe.faults(page.driver) == []
    page.press("Close", "dialog")
    page.press("Add tasks")
    page.type("dialog textarea", tasks[0])
    page.press("Add 1 task", "dialog")
    page.see("dialog .failed")
    assert axe.faults(page.driver) == []
    page.press("Cancel", "dialog")
    page.click(f'[id="row-{tasks[0]}"] .check')
    page.see(".bulk")
    page.click(f'[id="row-{tasks[1]}"] [aria-haspopup=menu]')
    page.see("[role=menu]")
    assert axe.faults(page.driver) == []


def test_no_barriers_when_signing_in(page):
    page.run("sessionStorage.clear()")
    page.open()
    page.see('[name="secret"]')
    assert axe.faults(page.driver) == []


def test_nothing_moves(page, queue):
    resize(page, WIDE, False)
    page.open("queue", queue)
    page.read("Nothing waits here")
    page.press("Pause")
    page.toast("Paused")
    assert page.run("return document.getAnimations().length") == 0


def test_keys_are_shown(page):
    page.open()
    page.press("Show the keys")
    page.read("move to the top, to the bottom", "dialog")
