"""The main text of web pages, by trafilatura."""

import re
from typing import Any

from analysis.corpus.dates import parse_date
from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import decode, proves_utf8
from analysis.corpus.page_paragraphs import (
    articles_in_page,
    headlines,
    mostly_links,
    with_lost_paragraphs,
    without_headline,
)
from analysis.corpus.written_dates import SEPARATED, read_written
from analysis.errors import KhitabError

DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# Browsers read these labels as the Windows code page that contains them.
LABELS = {"iso-8859-1": None, "latin1": None, "ascii": None}
# How the exports of Telegram and Facebook mark a post.
_POSTS = re.compile(r"class=[\"'](?:message default\b|(?:\w+ )*_a6-g\b)")
UNICODE = ("utf-8", "utf8", "utf-8-sig")


def read_page(raw: bytes, place: str, encoding: str | None) -> tuple[str, dict[str, object], str, list[str]]:
    """Return a page's main text (one paragraph a line), the title, date and site it states, its encoding, and notes."""
    import trafilatura

    html, found, notes = decode_page(raw, place, encoding)
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
        if (written := _leaves_open(html, page.date)) is None:
            metadata["date"] = date
        else:
            notes.append(f"{place}: the date {written!r} leaves open which number is the day, and counts as unknown")
    if page.sitename or page.hostname:
        metadata["source"] = page.sitename or page.hostname
    text, all_taken = with_lost_paragraphs(page.text, html)
    if all_taken:
        notes.append(f"{place}: the search for the main text lost most of the page, and all its paragraphs are taken")
    if (posts := len(_POSTS.findall(html))) > 1:
        notes.append(
            f"{place}: a page of {posts:,} posts, one document with their names and hours; export them as JSON"
        )
    articles, taken = articles_in_page(html, text)
    if articles > 1:
        notes.append(
            f"{place}: the page has {articles:,} articles, of which {taken:,} are read, as one document; save a page "
            "of each"
        )
    if mostly_links(html):
        notes.append(f"{place}: most of the page's text are links, as in a menu, an index or results of a search")
    return without_headline(text, [page.title or "", *headlines(html)]), metadata, found, notes


def _leaves_open(html: str, iso: str) -> str | None:
    """The date as the page writes it, where it is written in no other way than one that could be two days."""
    year, month, day = iso.split("-")
    if any(f"{year}{sign}{month}{sign}{day}" in html for sign in ("-", "/", "", ".")):
        return None
    for found in SEPARATED.finditer(html):
        date = read_written(found.group())
        if (
            date is not None
            and date.ambiguous
            and date.year == int(year)
            and {date.first, date.second} == {int(month), int(day)}
        ):
            return found.group()
    return None


def decode_page(raw: bytes, place: str, encoding: str | None) -> tuple[str, str, list[str]]:
    """A page's source, its encoding, and a note where its bytes are not what it declares."""
    label = DECLARED.search(raw[:4096])
    declared = label.group(1).decode("ascii").lower() if label else None
    declared = LABELS.get(declared, declared) if declared else None
    if encoding is None and declared is not None and declared not in UNICODE:
        if proves_utf8(raw):
            html, found = decode(raw, place)
            return html, found, [f"{place}: the page declares {declared}, but its bytes are {found} and are read so"]
        try:
            return raw.decode(declared), declared, []
        except (LookupError, UnicodeDecodeError):
            pass  # pages often declare what they are not
    html, found = decode(raw, place, encoding)
    differs = encoding is None and declared in UNICODE and found not in UNICODE
    return html, found, [f"{place}: the page declares {declared}, but its bytes are {found} and are read so"] * differs


def read_archived_page(raw: bytes, place: str, encoding: str | None) -> tuple[str, dict[str, object], str, list[str]]:
    """Read the page that a browser saved with its pictures as one file (.mhtml)."""
    import email.policy  # needed for archived pages alone

    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            inner = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(inner, bytes):
                own = encoding or (charset if charset and not proves_utf8(inner) else None)
                return read_page(inner, place, own)
    raise KhitabError(f"{place}: holds no web page; save the page as .html or its text as .txt.")
