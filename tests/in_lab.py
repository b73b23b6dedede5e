"""A JupyterLab of its own and somebody who looks at it, for tests of widgets."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

TOKEN = "widget-test"
PATIENCE, SHORT = 120, 20  # seconds


@contextmanager
def open_lab(folder, source, name):
    """A JupyterLab in a folder with a notebook `name` of one cell; gives its address."""
    pytest.importorskip("jupyterlab", reason="needs JupyterLab (the notebooks extra)")
    pytest.importorskip("anywidget", reason="needs anywidget (the notebooks extra)")
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
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
        wait(lambda: _answers(f"{address}/api?token={TOKEN}"), "the server")
        yield address
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


def wait(condition, what):
    """Wait until a condition gives something, and give that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


class Reader:
    """Somebody before the notebook, who runs its cell and looks at the widget with this CSS class."""

    def __init__(self, browser, root, sign):
        from selenium.webdriver import ActionChains
        from selenium.webdriver.common.by import By
        from selenium.webdriver.common.keys import Keys

        self.browser, self.by, self.keys, self.actions = browser, By.CSS_SELECTOR, Keys, ActionChains
        self.root, self.sign = root, sign

    def find(self, css):
        return self.browser.find_elements(self.by, css)

    def close_dialogs(self):
        for button in self.find("dialog .jp-mod-accept, .jp-Dialog .jp-mod-accept"):
            button.click()

    def run_the_cell(self):
        """Run the cell until the sign that the widget is there shows."""
        self.close_dialogs()
        self.browser.execute_script(f"document.querySelectorAll('{self.root}').forEach(old => old.remove())")
        for _ in range(PATIENCE // SHORT):
            wait(self._ran, "the notebook")
            # A page that is still being built may swallow the keys.
            end = time.monotonic() + SHORT
            while time.monotonic() < end:
                if self.find(f"{self.root} {self.sign}"):
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
