"""Pages of a report: their frame, style sheet and one small script, which filters passages and is named by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path

from analysis.files import write_bytes, write_text
from analysis.rendering.html import POLICY, direction
from analysis.rendering.labels import Labels
from analysis.rendering.numerals import in_numerals
from analysis.rendering.typeface import FONT_FOLDER
from analysis.reporting.prose import sentence
from analysis.reporting.story import Section

_HERE = Path(__file__).parent
SCRIPT = (_HERE / "filter.js").read_text("utf-8")
_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
FILTER_POLICY = f"{POLICY}; script-src 'sha256-{_HASH}'"
"""As all pages: nothing from elsewhere; and of scripts this one, whatever a text or a name put into the page."""

ASSETS = "assets"


def write_assets(folder: Path, labels: Labels) -> None:
    """The style sheet, which also numbers the pages of print, and the fonts, beside the pages."""
    faces = ""
    for number, font in ((400, "KhitabSans-Regular.ttf"), (700, "KhitabSans-Bold.ttf")):
        write_bytes(folder / ASSETS / font, (FONT_FOLDER / font).read_bytes())
        faces += f"@font-face{{font-family:'Khitab Sans';font-weight:{number};src:url({font});font-display:swap}}\n"
    sheet = (_HERE / "report.css").read_text("utf-8")
    if in_numerals("1", labels) != "1":
        sheet = sheet.replace("counter(page)", "counter(page, arabic-indic)")
    write_text(folder / ASSETS / "report.css", faces + sheet)


def html_page(title: str, body: str, labels: Labels, *, root: str = "", script: bool = False) -> str:
    """A whole page; `root` leads from it to the folder of the report."""
    written = ' data-numerals="arab"' if in_numerals("1", labels) != "1" else ""
    policy = FILTER_POLICY if script else POLICY
    code = f"<script>{SCRIPT}</script>" if script else ""
    return (
        f'<!DOCTYPE html>\n<html {direction(labels)}{written}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        f'<link rel="stylesheet" href="{root}{ASSETS}/report.css">\n</head>\n'
        f"<body>\n{body}\n{code}</body>\n</html>\n"
    )


def report_page(title: str, sections: Sequence[Section], labels: Labels, *, pdf: str, version: str) -> str:
    """The report itself: a contents list and its sections."""
    items = "".join(f'<li><a href="#{part.id}">{part.heading}</a></li>' for part in sections)
    parts = "".join(
        f'<section id="{part.id}" aria-labelledby="{part.id}-heading"><h2 id="{part.id}-heading">{part.heading}</h2>'
        f"{part.body}</section>\n"
        for part in sections
    )
    print_link = f'<p class="pdf"><a href="{pdf}">{sentence("page/pdf", labels)}</a></p>' if pdf else ""
    made = sentence("page/made", labels, version=escape(version))
    body = (
        f'<a class="skip" href="#report">{sentence("page/skip", labels)}</a>\n'
        f'<header><h1>{title}</h1>{print_link}<nav class="contents" aria-label="{sentence("page/contents", labels)}">'
        f"<ol>{items}</ol></nav></header>\n"
        f'<main id="report">\n{parts}</main>\n<footer><p>{made}</p></footer>'
    )
    return html_page(plain(title), body, labels)


def plain(html: str) -> str:
    """The text of a title that holds names as elements."""
    return unescape(re.sub(r"<[^>]+>", "", html))
