"""The forms in which a file holds several articles: how each is told, cut and read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.corpus.articles import factiva, nexis, proquest, separators
from analysis.corpus.articles.pieces import Article, Piece
from analysis.errors import KhitabError

KEEP = "keep"
FEWEST_FIELDS = 3  # that tell the header of one article alone
_HEADED = 0.8  # of the articles must have a header, where marks alone could be a text's own
_SIGNS = re.compile(
    r"^[ \t\f]*(?:\d+ (?:of|من) \d+ |End of Document|نهاية|AN[ \t]|Document[ \t]|المستند |الوثيقة |ProQuest document ID"
    r"|معرف |Full text\s*:|النص الكامل\s*:|(?:Article|Item|Story|المقال|الخبر|مستند|وثيقة|مقال|خبر)[ \t])",
    re.MULTILINE,
)
_SIGNS_IN_PAGES = re.compile(
    r"\d DOCUMENTS?\b|End of Document|نهاية (?:المستند|الوثيقة)|[A-Z0-9](?:19|20)\d{6}[a-z]\w{5}|ProQuest|النص الكامل"
)


@dataclass(frozen=True)
class Form:
    """A form: its name in notes, and how it is cut and read."""

    what: str
    cut: Callable[[str], list[Piece]]
    read: Callable[[str, Piece], Article]


FORMS = {
    "nexis": Form("a Nexis export", nexis.cut, nexis.read),
    "factiva": Form("a Factiva export", factiva.cut, factiva.read),
    "proquest": Form("a ProQuest export", proquest.cut, proquest.read),
    "lines": Form("a file with lines between articles", separators.cut_lines, separators.read),
}
_NUMBERED = Form("a file with numbered articles", separators.cut_numbered, separators.read)


@dataclass(frozen=True)
class Found:
    """The articles of a file, the form they were found by, and how many there should be (0: not said)."""

    what: str
    articles: tuple[Article, ...]
    said: int
    outside: int
    """Words before the first article and behind the last that belong to none."""


def check_articles(given: str | None) -> str | None:
    """What was asked for; KhitabError for a name that there is not, or a pattern that cannot be read."""
    if given is None or given in FORMS or given == KEEP:
        return given
    if not given or re.fullmatch(r"\w+", given):
        known = ", ".join(map(repr, (*FORMS, KEEP)))
        raise KhitabError(
            f"articles={given!r} is unknown; use one of {known}, or a regular expression of what parts them."
        )
    separators.compiled_pattern(given)
    return given


def may_hold_articles(text: str, *, page: bool = False) -> bool:
    """Is there anything in a text, or the source of a page, that could be the mark of an archive?"""
    return (_SIGNS_IN_PAGES if page else _SIGNS).search(text) is not None


def articles_in(text: str, how: str | None) -> Found | None:
    """The articles of a text in the form asked for, or in one that is certain; None where it is one article."""
    if how == KEEP:
        return None
    if how is None:
        if not may_hold_articles(text):
            return None
        certain = (_found(text, form, sure=True) for form in (*list(FORMS.values())[:3], _NUMBERED))
        return next((found for found in certain if found is not None), None)
    form = FORMS.get(how) or Form(
        f"a file cut at {how!r}", lambda whole: separators.cut_at(whole, how), separators.read
    )
    return _found(text, form, sure=False)


def _found(text: str, form: Form, *, sure: bool) -> Found | None:
    pieces = form.cut(text)
    if not pieces:
        return None
    articles = [form.read(text, piece) for piece in pieces]
    if sure and not _certain(form, pieces, articles):
        return None
    outside = len(text[: pieces[0].first].split()) + len(text[pieces[-1].last :].split())
    return Found(form.what, tuple(articles), max(piece.of for piece in pieces), outside)


def _certain(form: Form, pieces: Sequence[Piece], articles: Sequence[Article]) -> bool:
    """Could no text of one article look so?"""
    numbers = [piece.number for piece in pieces]
    counted = all(numbers) and len({piece.of for piece in pieces}) == 1
    in_order = counted and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and len(numbers) > 1
    if form is _NUMBERED:
        return in_order and numbers[0] == 1 and numbers[-1] == pieces[0].of
    headed = [article for article in articles if article.known and len(article.fields) >= FEWEST_FIELDS]
    return in_order or len(headed) >= _HEADED * len(articles)
