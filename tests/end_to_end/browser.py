"""Chromium as a person uses it: waits for what is seen, types, presses, selects rows."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.common import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTH, HEIGHT = 1280, 800
PATIENCE = 30  # seconds, on a busy machine
HEADER, ROW, BOX = 36, 35, 17  # pixels of Streamlit's table: heading, row, middle of the box


def require_chromium() -> None:
    """Skip the test where there is no Chromium; with CI_STRICT=1 fail it."""
    missing = [str(path) for path in (CHROMIUM, CHROMEDRIVER) if not path.exists()]
    if not missing:
        return
    reason = f"there is no {' and no '.join(missing)}: apt-get install chromium chromium-driver"
    if os.environ.get("CI_STRICT") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


class Browser:
    """One window."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    @property
    def text(self) -> str:
        """What is written on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def rows(self) -> list[str]:
        """The cells of the table, row by row; a canvas keeps them for screen readers."""
        script = (
            "return [...document.querySelectorAll('[data-testid=stDataFrame] tbody tr')]"
            ".map(row => [...row.cells].map(cell => cell.textContent).join('|'))"
        )
        found: list[str] = self.driver.execute_script(script)
        return found

    @property
    def menu(self) -> list[str]:
        """The pages that can be chosen."""
        links = self.driver.find_elements(By.CSS_SELECTOR, "[data-testid=stSidebarNavLink]")
        return [link.text for link in links]

    def see(self, *words: str) -> None:
        """Wait until all of these are on the page."""
        self._until(lambda: all(word in self.text for word in words), f"{words} in {self.text}")

    def see_rows(self, *rows: str) -> None:
        """Wait until the table has exactly these rows."""
        self._until(lambda: tuple(self.rows) == rows, f"the rows {rows}")

    def enter(self, label: str, text: str) -> None:
        """Replace what is in the form's input of that label."""
        self._type(self._form_input(label), text, Keys.TAB)

    def choose(self, label: str, option: str) -> None:
        """Choose in the form's list of that label."""
        self._do(lambda: self._find(self._form_input(label)).click(), f"the list {label}")
        ActionChains(self.driver).send_keys(option).perform()
        self._do(lambda: self._find("[role=option]", option).click(), f"the option {option}")

    def search(self, text: str) -> None:
        """Put words into the search above the table."""
        self._type("input[aria-label='Search']", text, Keys.ENTER)

    def press(self, label: str, *, within: str = "") -> None:
        """Press the button of that label, when it can be pressed."""
        self._do(lambda: self._find(f"{within} button", label).click(), f"the button {label}")

    def select_row(self, row: int) -> None:
        """Click the box at the beginning of a row of the table."""
        self._do(lambda: self._find("[data-testid=stDataFrame] canvas"), "the table")
        canvas = self._find("[data-testid=stDataFrame] canvas")
        left, top = -canvas.size["width"] // 2, -canvas.size["height"] // 2
        y = top + HEADER + ROW * row + ROW // 2
        ActionChains(self.driver).move_to_element_with_offset(
            canvas, left + BOX, y
        ).click().perform()

    def beside(self, label: str) -> str:
        """The error that stands directly below the form's input of that label."""
        script = (
            "const holder = arguments[0].closest('[data-testid=stElementContainer]');"
            "const next = holder.nextElementSibling;"
            "const alert = next && next.querySelector('[role=alert]');"
            "return alert ? alert.textContent : ''"
        )
        found: str = self.driver.execute_script(script, self._find(self._form_input(label)))
        return found

    def settle(self) -> None:
        """Wait until Streamlit draws nothing more."""
        running = "[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]"
        self._until(
            lambda: not self.driver.find_elements(By.CSS_SELECTOR, running), "a page at rest"
        )

    def _form_input(self, label: str) -> str:
        return f"[data-testid=stForm] :is(input, textarea)[aria-label={label!r}]"

    def _type(self, selector: str, text: str, last: str) -> None:
        def replace() -> None:
            field = self._find(selector)
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(Keys.DELETE, text, last)

        self._do(replace, selector)

    def _find(self, selector: str, line: str = "") -> WebElement:
        """The first one that is shown, can be used, and has this line of text."""
        for element in self.driver.find_elements(By.CSS_SELECTOR, selector):
            usable = element.is_displayed() and element.is_enabled()
            if usable and (not line or line in element.text.split("\n")):
                return element
        raise NoSuchElementException(selector)

    def _do(self, action: Callable[[], object], wish: str) -> None:
        """Try until it can be done: Streamlit draws the page anew whenever it likes."""

        def done() -> bool:
            action()
            return True

        self._until(done, wish)

    def _until(self, holds: Callable[[], bool], wish: str) -> None:
        passing = (
            StaleElementReferenceException,
            NoSuchElementException,
            ElementNotInteractableException,
            ElementClickInterceptedException,
        )
        waiting = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=passing)
        waiting.until(lambda _: holds(), f"waited in vain for {wish}")


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """A window of 1280 x 800 with a profile of its own."""
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=ChromeService(str(CHROMEDRIVER)))
    try:
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield Browser(driver)
    finally:
        driver.quit()
