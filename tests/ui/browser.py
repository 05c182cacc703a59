"""A headless Chromium that looks at the operators' page."""

import json

from selenium import webdriver
from selenium.common.exceptions import (ElementClickInterceptedException,
                                        ElementNotInteractableException,
                                        StaleElementReferenceException)
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 60
# What is tried again, since the page may just have been drawn anew.
PASSING = (ElementClickInterceptedException, ElementNotInteractableException,
           StaleElementReferenceException)


def start_driver():
    options = webdriver.ChromeOptions()
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                 "--window-size=1280,900", "--lang=en-US"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs",
                           {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options,
                              service=Service("/usr/bin/chromedriver"))
    driver.set_script_timeout(SECONDS)
    return driver


class Page:
    """The page of a server, in a driver."""

    def __init__(self, driver, server, path="ui/"):
        self.driver = driver
        self.server = server
        self.origin = f"http://127.0.0.1:{server.port}"
        self.url = f"{self.origin}/{path}"

    def sign_in(self, client=None):
        """Sign in as a client, without the form."""
        token = (client or self.server.admin).ok("auth.login")["token"]
        self.driver.get(self.url + "icon.svg")
        self.run("sessionStorage.setItem('lineup.token', arguments[0])", token)
        return self

    def open(self, view="queues", *parts):
        """Open a view, afresh."""
        self.driver.get("about:blank")
        self.driver.get(self.url + "#/" + "/".join([view, *parts]))
        self.see("main")
        return self

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def until(self, condition):
        """Wait until this is true; gives what it gave."""
        return WebDriverWait(self.driver, SECONDS, 0.05, PASSING).until(
            lambda _: condition())

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def see(self, css):
        """The first one of these elements, as soon as it is there."""
        return self.until(lambda: next(iter(self.all(css)), None))

    def text(self, css="body"):
        return self.run("return document.querySelector(arguments[0])"
                        "?.innerText ?? ''", css)

    def read(self, text, css="body"):
        """Wait until the page shows a text."""
        self.until(lambda: text in self.text(css))

    def click(self, css):
        def try_it():
            self.see(css).click()
            return True
        self.until(try_it)

    def press(self, label, css="body"):
        """Click the button, link or menu item of this text or label."""
        def try_it():
            found = self.run("""
                const root = document.querySelector(arguments[0]);
                return [...(root?.querySelectorAll(
                    'button, a, summary, [role=menuitem]') ?? [])].find(
                    (one) => one.checkVisibility() && [one.innerText.trim(),
                      one.firstChild?.textContent.trim(),
                      one.getAttribute('aria-label')].includes(arguments[1]));
                """, css, label)
            if found is None:
                return False
            found.click()
            return True
        self.until(try_it)

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def type(self, css, text):
        """Put a text into a field."""
        self.see(css).send_keys(Keys.CONTROL, "a", Keys.NULL, text)

    def row_ids(self):
        """Ids of the rows of the list that are in the document, in order."""
        return self.run("""
            return [...document.querySelectorAll('.row')].sort((a, b) =>
              a.ariaRowIndex - b.ariaRowIndex).map((row) => row.id.slice(4));
            """)

    def row(self, key):
        return self.see(f'[id="row-{key}"]')

    def activate(self, key):
        """Make a row the active one, by keys."""
        self.row(key)
        for _ in range(50):
            if self.all(f'[id="row-{key}"].active'):
                return
            self.keys("j")
        raise AssertionError(f"{key} is not reached")

    def menu(self, key, item):
        """Choose an item of a row's menu, by the mouse."""
        def try_it():
            self.row(key).find_element(
                By.CSS_SELECTOR, "[aria-haspopup=menu]").click()
            return True
        self.until(try_it)
        self.press(item, "[role=menu]")

    def toast(self, text):
        self.read(text, ".toasts")

    def console(self):
        """Errors in the console since the last look."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] == "SEVERE"]


def requested(driver):
    """The addresses of all requests since the last look."""
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]
