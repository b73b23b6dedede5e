"""Every page and every vector figure, opened in a real browser."""

import pytest
from browsers import grave_faults, spilled

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WINDOW = (1000, 1400)
MAY_SCROLL = ".scrolling, .tree"

ARABIC_RUNNING_LEFT_TO_RIGHT = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const stray = [];
let node;
while ((node = walker.nextNode())) {
  const holder = node.parentElement;
  if (!/[\\u0600-\\u06FF]/.test(node.data) || holder.closest('pre, code, style, title')) continue;
  const direction = getComputedStyle(holder).direction;
  if (direction !== 'rtl') stray.push(holder.tagName + ': ' + node.data.slice(0, 40));
}
return stray;
"""
PICTURES_NOT_SHOWN = """
return [...document.images].filter(image => !image.complete || !image.naturalWidth).map(image => image.alt);
"""
TEXT_OUTSIDE_ITS_PICTURE = """
const outside = [];
for (const picture of document.querySelectorAll('svg')) {
  const room = picture.getBoundingClientRect();
  for (const text of picture.querySelectorAll('text, g[id^=text_]')) {
    const box = text.getBoundingClientRect();
    if (!box.width) continue;
    const beside = box.left < room.left - 1 || box.right > room.right + 1;
    if (beside || box.top < room.top - 1 || box.bottom > room.bottom + 1)
      outside.push(text.id + text.textContent.trim().slice(0, 30));
  }
}
return outside;
"""


def test_every_page_is_quiet_right_to_left_and_within_its_width(browser, builds):
    pages = sorted(builds[0].rglob("*.html"))
    assert {"index.html", "01_close_reading.html", "02_framing.html", "01_rates.html"} <= {page.name for page in pages}
    for page in pages:
        browser.get(page.as_uri())
        assert browser.get_log("browser") == [], page.name
        assert browser.execute_script(ARABIC_RUNNING_LEFT_TO_RIGHT) == [], page.name
        assert spilled(browser, apart=MAY_SCROLL) == [], page.name
        assert browser.execute_script(PICTURES_NOT_SHOWN) == [], page.name
        assert browser.execute_script(TEXT_OUTSIDE_ITS_PICTURE) == [], page.name
        assert grave_faults(browser) == [], page.name


def test_pages_fit_a_telephone(browser, builds):
    browser.set_window_size(500, 900)
    for page in sorted(builds[0].glob("*.html")):
        browser.get(page.as_uri())
        assert spilled(browser, apart=MAY_SCROLL) == [], page.name
    browser.set_window_size(1000, 1400)


def test_no_text_of_a_vector_figure_lies_outside_it(browser, builds):
    figures = sorted((builds[0] / "figures").glob("*.svg"))
    assert len(figures) >= 10
    for figure in figures:
        browser.get(figure.as_uri())
        assert browser.execute_script("return document.querySelectorAll('text, g[id^=text_]').length") > 5, figure.name
        assert browser.execute_script(TEXT_OUTSIDE_ITS_PICTURE) == [], figure.name
