"""A report in a real browser: a click on a bar shows its passages, the filter works, no page is wider than its room."""

import pytest
from browsers import grave_faults, spilled

from analysis.reporting.pdf import find_browser, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WINDOW = (1200, 1400)
MAY_SCROLL = ".scrolling, .unseen, .skip"

SHOWN = "return [...document.querySelectorAll('ol.passages > li')].filter(li => li.checkVisibility()).length"


def test_bars_and_numbers_lead_to_their_passages_and_back(browser, written):
    made = written("eight sources", "ar")
    index = (made.folder / "index.html").as_uri()
    for css in ("#groups a.bar", "#periods .plot a", "#voices .dense a", "#frames .said a", "#keywords td a"):
        browser.get(index)
        link = browser.find_elements("css selector", css)[-1]
        said = made.behind(link.get_attribute("href").split("/report/")[1])
        browser.execute_script("arguments[0].click()", link)
        assert "/passages/" in browser.current_url
        assert browser.execute_script(SHOWN) == len(said) > 0
        assert browser.find_element("css selector", "#shown b").text == f"{len(said):,}"
        browser.find_element("css selector", ".back a").click()
        assert browser.current_url == index


def test_passages_are_searched_in_any_spelling_and_shown_again(browser, written):
    made = written("eight sources", "en")
    browser.get((made.folder / "passages" / "frame-cooperation.html").as_uri())
    every = browser.execute_script(SHOWN)
    field = browser.find_element("name", "q")
    field.send_keys("صحيفه ٤ خبر")
    assert browser.execute_script(SHOWN) == 0
    assert browser.find_element("id", "nothing").is_displayed()
    field.clear()
    field.send_keys("صحيفه")
    assert 0 < browser.execute_script(SHOWN) < every
    browser.find_element("css selector", "#filter button").click()
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert browser.execute_script(SHOWN) == every


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_its_room_or_says_anything_to_the_console(browser, written, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for labels in ("ar", "en"):
        made = written("eight sources", labels)
        for page in (made.index, made.pages["frame-security.html"], made.pages["voices.html"]):
            browser.get(page.path.as_uri())
            assert spilled(browser, apart=MAY_SCROLL) == [], page.path
            assert browser.get_log("browser") == []
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_axe_finds_nothing_serious(browser, written, labels):
    made = written("eight sources", labels)
    for page in (made.index, made.pages["frame-security.html"], made.pages["voices.html"]):
        browser.get(page.path.as_uri())
        assert grave_faults(browser) == [], page.path


def test_axe_would_find_something(browser, tmp_path):
    page = tmp_path / "poor.html"
    page.write_text("<title>x</title><img src=x><p style='color:#ddd;background:#fff'>pale</p>", encoding="utf-8")
    browser.get(page.as_uri())
    assert any(fault.startswith("image-alt") for fault in grave_faults(browser))


def test_the_report_is_printed_without_links_into_folders(browser, written, tmp_path):
    made = written("two months", "ar")
    assert print_pdf(made.index.path, tmp_path / "report.pdf", find_browser()) == ""
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"passages/" not in content
    assert not (made.folder / ".print.html").exists()
