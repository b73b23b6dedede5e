"""The explorer in JupyterLab, in a real browser: choose, open a bar, read, leave a hit out; by hand and by keyboard."""

from pathlib import Path

import pytest
from browsers import spilled
from in_lab import TOKEN, Reader, open_lab, wait

from analysis.validation import read_judgements

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TESTS = Path(__file__).parents[1]
CELL = f"""
import sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
from public_tables import made_corpus
from analysis import explore
explore(made_corpus(), coder="سلمى", labels="ar")
"""
ROOT = ".khitab-explorer"


@pytest.fixture(scope="module")
def reader(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    with open_lab(folder, CELL, "explorer.ipynb") as address:
        browser.get(f"{address}/lab/tree/explorer.ipynb?token={TOKEN}&reset")
        reader = Reader(browser, ROOT, ".chart .mark")
        reader.folder = folder
        reader.run_the_cell()
        yield reader


def one(reader, css):
    return wait(lambda: reader.find(f"{ROOT} {css}"), css)[0]


def still_there(act):
    """Do something with what is on the page, again where the page was drawn anew meanwhile."""
    from selenium.common.exceptions import StaleElementReferenceException

    def tried():
        try:
            return act() or True
        except StaleElementReferenceException:
            return None

    return wait(tried, "the page to stand still")


def click(reader, css):
    """Click as a hand does, once it has been brought into view."""

    def clicked():
        found = one(reader, css)
        reader.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        reader.actions(reader.browser).move_to_element(found).click().perform()

    still_there(clicked)


def turn(reader):
    return reader.find(ROOT)[-1].get_attribute("data-turn")


def label(reader, css):
    return still_there(lambda: one(reader, css).get_attribute("aria-label"))


BAR = '.mark[data-frame="security"][data-values=\'["المدى"]\']'


def test_choose_open_read_and_leave_out(reader):
    before = turn(reader)
    click(reader, '.chip[data-frame="security"]')
    wait(lambda: turn(reader) != before, "the chart")
    wait(lambda: len(reader.find(f"{ROOT} .mark")) == 2, "two bars")
    wait(lambda: "[" in label(reader, BAR), "its interval")
    n = int(label(reader, BAR).rpartition("(")[2].rstrip(")"))

    click(reader, f"{BAR} .bar")
    assert one(reader, ".passages li mark.hit").text
    assert len(reader.find(f"{ROOT} .passages li")) == min(n, 10)
    assert f"من {n}" in one(reader, ".range").text
    sentence = one(reader, ".passages .sentence")
    assert reader.browser.execute_script("return getComputedStyle(arguments[0]).direction", sentence) == "rtl"
    assert one(reader, ".passages a").get_attribute("href").startswith("https://example.org/")

    click(reader, ".judging .wrong")
    one(reader, ".why input").send_keys("اسم مجلس", reader.keys.ENTER)
    wait(lambda: f"({n - 1})" in label(reader, BAR), "the bar without the hit")
    assert one(reader, ".left-out").text == "استُبعد باليد: 1"
    judged = read_judgements(reader.folder / "judged-hits.csv")
    assert judged[["frame", "reason", "coder"]].to_numpy().tolist() == [["security", "اسم مجلس", "سلمى"]]

    wait(lambda: still_there(lambda: one(reader, ".range").text).endswith(str(n - 1)), "the page without it")
    click(reader, ".judging .read")
    wait(lambda: reader.find(f"{ROOT} .article .word"), "the article")
    assert reader.find(f"{ROOT} .article mark")
    assert reader.find(f"{ROOT} .article .note")


def test_the_chart_is_walked_and_opened_by_keyboard(reader):
    first = one(reader, '.mark[tabindex="0"]')
    reader.browser.execute_script("arguments[0].focus()", first)
    keys = reader.actions(reader.browser)
    keys.send_keys(reader.keys.END, reader.keys.ENTER).perform()
    focused = "return document.activeElement.getAttribute('data-values') || document.activeElement.tagName"
    wait(lambda: reader.browser.execute_script(focused) == "H3", "the heading of the sentences")
    assert reader.find(f"{ROOT} .mark.open")[0].get_attribute("aria-label") == reader.find(f"{ROOT} .mark")[
        -1
    ].get_attribute("aria-label")


def test_over_time_there_are_lines_and_the_code_is_shown(reader):
    before = turn(reader)
    reader.browser.execute_script(
        "const list = document.querySelector('.khitab-explorer [data-choice=over]');"
        "list.value = 'week'; list.dispatchEvent(new Event('change'))"
    )
    wait(lambda: turn(reader) != before, "the chart")
    assert reader.find(f"{ROOT} svg .line")
    click(reader, ".copy")
    code = wait(lambda: one(reader, ".code pre").text, "the code")
    assert "by=['source', 'week']" in code
    assert "judged-hits.csv" in code


def test_nothing_spills_out_and_the_console_is_quiet(reader):
    assert spilled(reader.browser, ROOT, apart="svg, .scroll, pre") == []
    said = [entry for entry in reader.browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert [entry["message"] for entry in said if "favicon" not in entry["message"]] == []
    reader.browser.save_screenshot(str(reader.folder / "explorer.png"))
