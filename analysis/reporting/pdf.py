"""The report on paper: printed by a Chromium browser where there is one, without its window."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
    "brave-browser",
)  # fmt: skip
_ON_MACS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_ON_WINDOWS = (
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
CHOSEN = "KHITAB_BROWSER"
_SECONDS = 120
# On paper no link leads into a folder that the reader of the paper does not have.
_BESIDE = re.compile(r' href="(?:passages|tables|figures)/[^"]*"| href="[^"#]+\.pdf"')


def find_browser() -> str | None:
    """The path of a browser that prints: the one that $KHITAB_BROWSER names, or the first that is found."""
    if chosen := os.environ.get(CHOSEN):
        return shutil.which(chosen)
    named = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return named or next((path for path in (*_ON_MACS, *_ON_WINDOWS) if Path(path).is_file()), None)


def print_pdf(page: Path, target: Path, browser: str) -> str:
    """Print a page; "" if it was printed, else what the browser said."""
    printed = page.with_name(".print.html")
    printed.write_text(_BESIDE.sub("", page.read_text("utf-8")), "utf-8")
    try:
        with tempfile.TemporaryDirectory(prefix="khitab-print-", ignore_cleanup_errors=True) as profile:
            made = Path(profile) / "report.pdf"
            command = [
                browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", f"--user-data-dir={profile}", "--no-pdf-header-footer",
                f"--print-to-pdf={made}", printed.resolve().as_uri(),
            ]  # fmt: skip
            if hasattr(os, "geteuid") and os.geteuid() == 0:
                command.insert(1, "--no-sandbox")  # which Chromium needs of root, who has no sandbox to offer
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS, check=False, text=True, errors="replace"
            )
            if not made.is_file():
                return (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            shutil.move(made, target)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    finally:
        printed.unlink(missing_ok=True)
    return ""
