"""The coding widget in JupyterLab, in a real browser: coded by keyboard, the kernel killed, and nothing lost."""

import json
import os
import signal
import urllib.request
from pathlib import Path

import pytest
from browsers import spilled
from in_lab import TOKEN, Reader, open_lab, wait

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TESTS = Path(__file__).parents[1]
CELL = """
import os, sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {project!r}]
Path("kernel.pid").write_text(str(os.getpid()))
from made import made_annotations
from analysis.validation.sampling import whole_corpus
from analysis.widgets.coding import coding_widget
texts = {{
    f"d{{i:02}}": f"بحث الوفدان التعاون {{i}} مرات ، وأكدا أن الأمن مسؤولية مشتركة ." for i in range(20)
}}
CODEBOOK = "# دليل\\n\\nاقرأ *الفقرة* كلها.\\n\\n- **نعم:** تعاون، شراكة\\n- **Yes:** " + "words " * 20
annotations = made_annotations(texts)
sample = whole_corpus(annotations, ["cooperation", "security", "terrorism"])
coding_widget(sample, annotations, "سلمى", "codings", codebook=CODEBOOK, labels="ar")
"""
ROOT = ".khitab-coding"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab of its own, in a folder of its own; gives the folder and the address."""
    folder = tmp_path_factory.mktemp("lab")
    source = CELL.format(tests=str(TESTS), project=str(TESTS.parent))
    with open_lab(folder, source, "coding.ipynb") as address:
        yield folder, address


class Coder(Reader):
    """Somebody at the keyboard."""

    def __init__(self, browser, folder):
        super().__init__(browser, ROOT, ".word.here")
        self.file = folder / "codings" / "sample-سلمى.csv"

    @property
    def page(self):
        return self.find(ROOT)[-1]

    @property
    def position(self):
        return int(self.page.get_attribute("data-position"))

    def press(self, *keys):
        for key in keys:
            wait(lambda key=key: self._typed(key), "the page to take keys")

    def _typed(self, key):
        """Type a key; Lab's word that the kernel is gone may stand in front of the page."""
        from selenium.common.exceptions import ElementNotInteractableException

        try:
            self.find(f"{ROOT} .text")[-1].send_keys(key)
        except ElementNotInteractableException:
            self.close_dialogs()
            return False
        return True

    def code_one(self, number):
        """Mark the third word as cooperation, in every other paragraph the eighth as security, and go on."""
        before = self.position
        self.press(*[self.keys.ARROW_LEFT] * 2, "1")
        if number % 2:
            self.press(*[self.keys.ARROW_LEFT] * 5, "2")
        self.press(self.keys.ENTER)
        wait(lambda: self.position == before + 1, f"paragraph {before + 2}")


def rows(path):
    import pandas as pd

    return pd.read_csv(path, dtype="str", keep_default_na=False)


def expected(numbers):
    """What `code_one` marks: document, word, frame."""
    marks = set()
    for i in numbers:
        marks.add((f"d{i:02}", "التعاون", "cooperation"))
        if i % 2:
            marks.add((f"d{i:02}", "الأمن", "security"))
    return marks


def marked(path):
    table = rows(path)
    return {(row["doc_id"], row["token"], row["frame"]) for row in table.to_dict("records") if row["token"]}


def test_twenty_paragraphs_by_keyboard_through_a_kernel_that_dies(browser, lab):
    folder, address = lab
    browser.get(f"{address}/lab/tree/coding.ipynb?token={TOKEN}&reset")
    coder = Coder(browser, folder)
    coder.run_the_cell()
    assert coder.position == 0
    for number in range(13):
        coder.code_one(number)
    assert marked(coder.file) == expected(range(13))

    os.kill(int((folder / "kernel.pid").read_text()), signal.SIGKILL)
    before = (folder / "kernel.pid").stat().st_mtime_ns
    coder.press(coder.keys.ARROW_LEFT, coder.keys.ARROW_LEFT, "1", coder.keys.ENTER)
    wait(lambda: coder.find(f"{ROOT} .status.alarm"), "the warning that nothing was saved")
    assert coder.position == 13, "the page went on although nothing was saved"
    assert marked(coder.file) == expected(range(13))

    wait(lambda: _kernel_is_idle(address), "the new kernel")
    coder.run_the_cell()
    assert (folder / "kernel.pid").stat().st_mtime_ns != before
    assert coder.position == 13
    assert coder.find(f"{ROOT} .count")[-1].text == "14 / 20"
    for number in range(13, 20):
        coder.code_one(number)
    assert coder.find(f"{ROOT} .complete")
    assert marked(coder.file) == expected(range(20))
    assert len(set(rows(coder.file)["doc_id"])) == 20


def test_going_back_shows_and_changes_an_answer(browser, lab):
    folder, _ = lab
    coder = Coder(browser, folder)
    assert coder.position == 20, "runs after the test that codes all paragraphs"
    coder.press(coder.keys.PAGE_UP)
    wait(lambda: coder.position == 19, "the last paragraph")
    assert len(coder.find(f"{ROOT} .word.marked")) == 2
    coder.press(*[coder.keys.ARROW_LEFT] * 2, "1", "0", coder.keys.ENTER)
    wait(lambda: coder.position == 20, "the end")
    last = rows(coder.file).query("doc_id == 'd19'")
    assert list(zip(last["token"], last["frame"], last["unsure"], strict=True)) == [
        ("التعاون", "", "yes"),
        ("الأمن", "security", ""),
    ]


def test_text_runs_right_to_left_and_nothing_spills_out(browser, lab):
    coder = Coder(browser, lab[0])
    coder.press(coder.keys.PAGE_UP)
    wait(lambda: coder.position == 19, "the last paragraph")
    assert spilled(browser, ROOT) == []
    words = coder.find(f"{ROOT} .word")
    assert words[0].location["x"] > words[1].location["x"]
    assert browser.execute_script("return getComputedStyle(arguments[0]).direction", words[0]) == "rtl"
    browser.save_screenshot(str(lab[0] / "widget.png"))


def _kernel_is_idle(address):
    with urllib.request.urlopen(f"{address}/api/kernels?token={TOKEN}", timeout=5) as reply:
        kernels = json.load(reply)
    return kernels and all(kernel["execution_state"] == "idle" for kernel in kernels)
