"""The coding widget in JupyterLab, in a real browser: coded by keyboard, the kernel killed, and nothing lost."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TESTS = Path(__file__).parents[1]
TOKEN = "coding-test"
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
PATIENCE, SHORT = 120, 20  # seconds


@pytest.fixture(scope="module")
def browser():
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium to drive a browser")
    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Chromium and chromedriver, which are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000"):
        options.add_argument(argument)
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield running
    running.quit()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab of its own, in a folder of its own; gives the folder and the address."""
    pytest.importorskip("jupyterlab", reason="needs JupyterLab (the notebooks extra)")
    pytest.importorskip("anywidget", reason="needs anywidget (the notebooks extra)")
    folder = tmp_path_factory.mktemp("lab")
    source = CELL.format(tests=str(TESTS), project=str(TESTS.parent))
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "coding.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = folder / ".home"
    settings = {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home), "JUPYTERLAB_SETTINGS_DIR": str(home)}
    arguments = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    arguments += ["--LabApp.news_url=None", "--LabApp.collaborative=False", f"--ServerApp.root_dir={folder}"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *arguments],
            cwd=folder, stdout=log, stderr=log, env=os.environ | settings | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        _wait(lambda: _answers(f"{address}/api?token={TOKEN}"), "the server")
        yield folder, address
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _answers(url):
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


def _wait(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


class Coder:
    """Somebody at the keyboard."""

    def __init__(self, browser, folder):
        from selenium.webdriver import ActionChains
        from selenium.webdriver.common.by import By
        from selenium.webdriver.common.keys import Keys

        self.browser, self.by, self.keys, self.actions = browser, By.CSS_SELECTOR, Keys, ActionChains
        self.file = folder / "codings" / "sample-سلمى.csv"

    def find(self, css):
        return self.browser.find_elements(self.by, css)

    def close_dialogs(self):
        for button in self.find("dialog .jp-mod-accept, .jp-Dialog .jp-mod-accept"):
            button.click()

    def run_the_cell(self):
        self.close_dialogs()
        self.browser.execute_script("document.querySelectorAll('.khitab-coding').forEach(old => old.remove())")
        for _ in range(PATIENCE // SHORT):
            _wait(self._ran, "the notebook")
            # A page that is still being built may swallow the keys.
            end = time.monotonic() + SHORT
            while time.monotonic() < end:
                if self.find(f"{ROOT} .word.here"):
                    return
                time.sleep(0.2)
        raise AssertionError("the widget did not appear")

    def _ran(self):
        """Click into the cell and press Ctrl+Enter; Lab may exchange the cell while it builds the page."""
        from selenium.common.exceptions import WebDriverException

        editors = self.find(".jp-Notebook .jp-Cell .cm-content")
        if not editors or self.find("#jupyterlab-splash"):
            return False
        try:
            keys = self.actions(self.browser).click(editors[0]).key_down(self.keys.CONTROL).send_keys(self.keys.ENTER)
            keys.key_up(self.keys.CONTROL).perform()
        except WebDriverException:
            return False
        return True

    @property
    def page(self):
        return self.find(ROOT)[-1]

    @property
    def position(self):
        return int(self.page.get_attribute("data-position"))

    def press(self, *keys):
        for key in keys:
            _wait(lambda key=key: self._typed(key), "the page to take keys")

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
        _wait(lambda: self.position == before + 1, f"paragraph {before + 2}")


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
    _wait(lambda: coder.find(f"{ROOT} .status.alarm"), "the warning that nothing was saved")
    assert coder.position == 13, "the page went on although nothing was saved"
    assert marked(coder.file) == expected(range(13))

    _wait(lambda: _kernel_is_idle(address), "the new kernel")
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
    _wait(lambda: coder.position == 19, "the last paragraph")
    assert len(coder.find(f"{ROOT} .word.marked")) == 2
    coder.press(*[coder.keys.ARROW_LEFT] * 2, "1", "0", coder.keys.ENTER)
    _wait(lambda: coder.position == 20, "the end")
    last = rows(coder.file).query("doc_id == 'd19'")
    assert list(zip(last["token"], last["frame"], last["unsure"], strict=True)) == [
        ("التعاون", "", "yes"),
        ("الأمن", "security", ""),
    ]


def test_text_runs_right_to_left_and_nothing_spills_out(browser, lab):
    coder = Coder(browser, lab[0])
    coder.press(coder.keys.PAGE_UP)
    _wait(lambda: coder.position == 19, "the last paragraph")
    wide = browser.execute_script(
        "return [...document.querySelectorAll('.khitab-coding, .khitab-coding *')]"
        ".filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"
    )
    assert wide == []
    words = coder.find(f"{ROOT} .word")
    assert words[0].location["x"] > words[1].location["x"]
    assert browser.execute_script("return getComputedStyle(arguments[0]).direction", words[0]) == "rtl"
    browser.save_screenshot(str(lab[0] / "widget.png"))


def _kernel_is_idle(address):
    with urllib.request.urlopen(f"{address}/api/kernels?token={TOKEN}", timeout=5) as reply:
        kernels = json.load(reply)
    return kernels and all(kernel["execution_state"] == "idle" for kernel in kernels)
