"""What the search for a page's main text does wrong: its headline put into the text, and paragraphs lost from it.

The search (trafilatura) judges parts of a page by their looks. A short paragraph, or one that says what an earlier one
said, may go missing between two others that are kept; a page without any frame around its text may lose most of it.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

FEWEST = 60  # words in a page's paragraphs, for these to be trusted more than the search
SHARE = 0.5  # of these words that the search must have found
ASIDE = ("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "figure", "button", "select")
UNSEEN = ("script", "style", "noscript", "head", "template")
BLOCKS = (
    "p", "div", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section",
    "article", "header", "footer", "blockquote", "hr", "pre", "center",
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n]+")
_NAMED_ASIDE = re.compile(
    r"\b(?:share|social|related|tags?|comments?|caption|ads?|advert\w*|promo\w*|newsletter|author|byline|breadcrumbs?|menu"
    r"|sidebar|footer|header|nav|cookie\w*|subscribe)\b",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f]")


def plain(text: str) -> str:
    """Text as it compares: without invisible signs, one space for any."""
    return " ".join(_INVISIBLE.sub("", text).split())


def without_headline(text: str, headlines: Sequence[str]) -> str:
    """Take the headline off the beginning of the text, since it is metadata everywhere else."""
    wanted = {plain(headline) for headline in headlines if headline.strip()}
    lines = text.split("\n")
    while len(lines) > 1 and plain(lines[0]) in wanted:
        lines = lines[1:]
    return "\n".join(lines)


def headlines(html: str) -> list[str]:
    """The page's headings of the first order."""
    return [_text(element) for element in _tree(html).iter("h1")]


def with_lost_paragraphs(text: str, html: str) -> tuple[str, bool]:
    """Put paragraphs back that stand between two that were found; and whether all are taken, since most were lost."""
    paragraphs = list(_paragraphs(html))
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words >= FEWEST and len(text.split()) < SHARE * words:
        return "\n".join(paragraphs), True
    lines = text.split("\n")
    kept: list[str] = []
    changes = SequenceMatcher(None, [plain(line) for line in lines], paragraphs, autojunk=False).get_opcodes()
    for kind, first, last, first_paragraph, last_paragraph in changes:
        kept += lines[first:last]
        if kind in ("insert", "replace") and first > 0 and last < len(lines):
            here = plain(" ".join(lines[first:last]))  # where a paragraph may be part of a longer line
            kept += [lost for lost in paragraphs[first_paragraph:last_paragraph] if lost not in here]
    return "\n".join(kept), False


def plain_text(html: str) -> str:
    """All that a page shows, a block a line and cells of a row parted by tabs: not its main text, but everything."""
    lines: list[str] = []
    last = _gather(next(_tree(html).iter("body"), _tree(html)), lines, [])
    return "\n".join(line for line in (*lines, "".join(last).strip()) if line)


def _gather(element: Any, lines: list[str], line: list[str]) -> list[str]:
    if element.tag in UNSEEN:
        return line
    block = element.tag in BLOCKS or element.tag == "br"
    if block:
        line = _closed(line, lines)
    line.append(_SPACES.sub(" ", element.text or ""))
    for child in element:
        line = _gather(child, lines, line)
        line.append(_SPACES.sub(" ", child.tail or ""))
    if element.tag in ("td", "th"):
        line.append("\t")
    return _closed(line, lines) if block else line


def _closed(line: list[str], lines: list[str]) -> list[str]:
    lines.append("".join(line).strip())
    return []


def mostly_links(html: str) -> bool:
    """Is more than half of what the page shows the text of links?"""
    tree = _tree(html)
    for element in list(tree.iter("script", "style", "noscript")):
        element.text = None
    body = next(tree.iter("body"), tree)
    return sum(len(_text(link)) for link in body.iter("a")) > len(_text(body)) / 2


def articles_in_page(html: str, text: str) -> tuple[int, int]:
    """How many articles a page marks as such, teasers and comments apart; and how many of these its main text holds."""
    found, articles, taken = plain(text), 0, 0
    for article in _tree(html).iter("article"):
        if any(_NAMED_ASIDE.search(_names(one)) for one in (article, *article.iterancestors())):
            continue
        if next(article.iterancestors("article"), None) is not None:
            continue  # a part of another
        paragraphs = [paragraph for element in article.iter("p") for paragraph in _own_words(element)]
        if sum(len(paragraph.split()) for paragraph in paragraphs) >= FEWEST:
            articles += 1
            taken += any(paragraph in found for paragraph in paragraphs)
    return articles, taken


def _own_words(element: Any) -> list[str]:
    """The lines of a paragraph that is no link."""
    return [] if any(True for _ in element.iter("a")) else [line for line in _lines(element) if line]


def _paragraphs(html: str) -> Iterator[str]:
    """The paragraphs of the page that stand in none of its margins and are no links."""
    for element in _tree(html).iter("p"):
        around = [element, *element.iterancestors()]
        if any(one.tag in ASIDE or _NAMED_ASIDE.search(_names(one)) for one in around):
            continue
        lines = [line for line in _lines(element) if line]
        links = sum(len(_text(link)) for link in element.iter("a"))
        if links <= sum(map(len, lines)) / 2:
            yield from lines


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _text(element: Any) -> str:
    return " ".join(line for line in _lines(element) if line)


def _lines(element: Any) -> list[str]:
    """The text of an element, cut where it says that a line ends (<br>): words on both sides of it are two."""
    pieces = [[element.text or ""]]
    for action, inner in _walked(element):
        if action == "start" and inner.tag == "br":
            pieces.append([])
        pieces[-1].append((inner.text if action == "start" else inner.tail) or "")
    return [plain("".join(line)) for line in pieces]


def _walked(element: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    for action, inner in etree.iterwalk(element, events=("start", "end")):
        if inner is not element:
            yield action, inner


def _tree(html: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(html.encode("utf-8", "replace") or b" ", parser)
    return etree.Element("html") if tree is None else tree
