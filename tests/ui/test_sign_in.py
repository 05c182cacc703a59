"""Signing in and out, and who may do what."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from browser import Page


@pytest.fixture
def fresh(driver, server):
    """The page, with nobody signed in."""
    made = Page(driver, server)
    made.driver.get(made.url + "icon.svg")
    made.run("sessionStorage.clear()")
    return made


def keys_of(server):
    found = server.environment()
    return found["CLEARML_API_ACCESS_KEY"], found["CLEARML_API_SECRET_KEY"]


def responses(driver):
    """Headers of the responses to each call since the last look."""
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.responseReceived":
            yield message["params"]["response"]


def test_with_a_key(fresh, server):
    fresh.driver.get(fresh.url)
    key, secret = keys_of(server)
    fresh.type('[name="key"]', key)
    fresh.type('[name="secret"]', secret)
    fresh.keys(Keys.ENTER)
    fresh.see(".row")
    login, = (one for one in responses(fresh.driver)
              if one["url"].endswith("/auth.login"))
    assert "set-cookie" not in {name.lower() for name in login["headers"]}
    assert fresh.driver.get_cookies() == []
    assert fresh.run("return localStorage.length + document.cookie") == "0"
    kept = fresh.run("return JSON.stringify({...sessionStorage})")
    assert secret not in kept
    # a reload keeps the session, and signing out ends it
    fresh.driver.refresh()
    fresh.see(".row")
    fresh.press("Sign out")
    fresh.see('[name="secret"]')
    assert fresh.run("return sessionStorage.length") == 0


def test_with_a_token(fresh, server):
    fresh.driver.get(fresh.url)
    fresh.press("Use a token")
    fresh.type('[name="token"]', server.admin.ok("auth.login")["token"])
    fresh.press("Sign in")
    fresh.see(".row")


def test_bad_credentials(fresh, server):
    fresh.driver.get(fresh.url)
    fresh.type('[name="key"]', keys_of(server)[0])
    fresh.type('[name="secret"]', "wrong")
    fresh.press("Sign in")
    fresh.read("failed to locate provided credentials", ".failed")
    fresh.read("trx ", ".failed")
    fresh.press("Use a token")
    fresh.type('[name="token"]', "wrong")
    fresh.press("Sign in")
    fresh.read("invalid", ".failed")
    assert fresh.run("return sessionStorage.length") == 0


def test_a_token_that_is_good_no_more(fresh, server):
    """Whoever is signed out is told why."""
    fresh.sign_in().open()
    fresh.see(".row")
    fresh.run("import(arguments[0] + 'session.js').then((session) =>"
              " session.signIn('a.b.c'))", fresh.url)
    fresh.read("You were signed out")
    fresh.read("invalid jwt token")


@pytest.mark.parametrize("role", ["guest", "annotator"])
def test_those_who_only_look(fresh, server, queue, tasks, waiting, role):
    reader, _ = server.add_user(f"Reader {role}", "--role", role)
    fresh.sign_in(reader).open()
    fresh.read("read only", "header")
    fresh.row(queue)
    assert not fresh.all(".primary") and not fresh.all("[aria-haspopup]")
    fresh.activate(queue)
    fresh.keys("p", "c", Keys.DELETE)
    assert not fresh.all("dialog") and fresh.text(".toasts") == ""
    fresh.open("queue", queue)
    fresh.until(lambda: fresh.row_ids() == tasks)
    assert not fresh.all(".grip") and not fresh.all(".primary")
    fresh.keys("j", "t", "b", "m", "o", "a", Keys.DELETE)
    assert not fresh.all("dialog") and fresh.text(".toasts") == ""
    assert waiting() == tasks
    fresh.open("queue", queue, "settings")
    fresh.see(".settings")
    assert not fresh.all(".editable") and not fresh.all(".new-item")


def test_others_see_their_own(fresh, server, queue):
    stranger, _ = server.add_user("Sue", "--company", "c2")
    fresh.sign_in(stranger).open()
    fresh.read("No queues yet")
    fresh.read("clearml-agent daemon --queue default --create-queue")
