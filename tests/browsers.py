"""One headless Chromium a process, with a tab of its own for each file of tests, and what is asked of its pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_SPILLED = """
const [root, apart] = arguments;
const wide = [];
for (const element of document.querySelectorAll(`${root}, ${root} *:not(svg *)`)) {
  if (apart && element.closest(apart)) continue;
  if (element.clientWidth && element.scrollWidth > element.clientWidth + 1)
    wide.push(element.tagName + '.' + element.className + ' ' + element.scrollWidth + ' > ' + element.clientWidth);
}
return wide;
"""


@contextmanager
def open_browser() -> Iterator[Any]:
    """A browser whose console can be read; skips the test where none is installed."""
    from analysis.reporting.pdf import find_browser  # which brings half the house

    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium to drive a browser")
    chromium, driver = find_browser(), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Chromium and chromedriver, which are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    running.set_script_timeout(300)  # a busy machine is no fault of a page
    yield running
    running.quit()


@contextmanager
def tab_of(browser: Any, width: int, height: int) -> Iterator[Any]:
    """The browser in a new tab of this size, with nothing in its console that others left there."""
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.set_window_size(width, height)
    browser.get_log("browser")
    yield browser
    browser.close()
    browser.switch_to.window(first)


def spilled(browser: Any, root: str = "body", *, apart: str = "") -> list[str]:
    """The elements below a root that are wider than their room; those within `apart` may scroll."""
    found: list[str] = browser.execute_script(_SPILLED, root, apart)
    return found


def grave_faults(browser: Any) -> list[str]:
    """What axe-core finds serious or critical on the page that is open, for those who do not see it or use no mouse."""
    axe = pytest.importorskip("axe_core_python.selenium", reason="needs axe-core-python").Axe()
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']}"
        for fault in axe.run(browser)["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
