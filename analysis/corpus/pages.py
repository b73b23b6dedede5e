"""The main text of web pages, by trafilatura."""

import re
from typing import Any

from analysis.corpus.dates import parse_date
from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import decode
from analysis.errors import KhitabError

DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# Browsers read these labels as the Windows code page that contains them.
LABELS = {"iso-8859-1": None, "latin1": None, "ascii": None}


def read_page(raw: bytes, place: str, encoding: str | None) -> tuple[str, dict[str, object], str]:
    """Return a page's main text (one paragraph a line), the title, date and site it states, and its encoding."""
    import trafilatura

    declared = DECLARED.search(raw[:4096])
    label = declared.group(1).decode("ascii").lower() if declared else None
    html, found = _decode_page(raw, place, encoding, LABELS.get(label, label) if label else None)
    page: Any = trafilatura.bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or is_blank(page.text or ""):
        raise KhitabError(f"{place}: no main text is found in the page; save its text as .txt instead.")
    metadata: dict[str, object] = {}
    if page.title:
        metadata["title"] = page.title
    if page.date and (date := parse_date(page.date)) is not None:
        metadata["date"] = date
    if page.sitename or page.hostname:
        metadata["source"] = page.sitename or page.hostname
    return page.text, metadata, found


def _decode_page(raw: bytes, place: str, encoding: str | None, declared: str | None) -> tuple[str, str]:
    if encoding is None and declared is not None and declared not in ("utf-8", "utf8"):
        try:
            return raw.decode(declared), declared
        except (LookupError, UnicodeDecodeError):
            pass  # pages often declare what they are not
    return decode(raw, place, encoding)
