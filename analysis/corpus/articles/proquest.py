"""Exports of ProQuest: `Document 1 of 20` or a long line above each article, its text behind `Full text:`."""

import re

from analysis.corpus.articles.pieces import Article, Piece, body, fields_of, label, labels, lines_in, tail_start

_NUMBERED = re.compile(
    r"^[ \t\f]*(?:Document|المستند|الوثيقة|مستند|وثيقة) (\d+) (?:of|من(?: أصل)?) (\d+)[ \t]*\r?$", re.MULTILINE
)
_RULE = re.compile(r"^[ \t\f]*_{10,}[ \t]*\r?$", re.MULTILINE)
_OF_AN_ARTICLE = re.compile(
    r"^[^\S\n]*(?:Full text|ProQuest document ID|النص الكامل|معرف (?:مستند|وثيقة) ProQuest)\s*:", re.MULTILINE
)
_AFTER_ALL = re.compile(
    r"^[ \t\f]*(?:Bibliography|Contact ProQuest|Database copyright|قائمة المراجع)\b.*$", re.MULTILINE
)


def cut(text: str) -> list[Piece]:
    """The stretches that hold an article each, if these are articles as ProQuest gives them."""
    if not _OF_AN_ARTICLE.search(text):
        return []
    marks = list(_NUMBERED.finditer(text))
    if marks:
        spans = [
            Piece(mark.end(), end, {}, int(mark[1]), int(mark[2]), mark.span())
            for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True)
        ]
    else:
        rules = list(_RULE.finditer(text))
        starts, ends = [0, *(r.end() for r in rules)], [*(r.start() for r in rules), len(text)]
        spans = [Piece(*span) for span in zip(starts, ends, strict=True) if _OF_AN_ARTICLE.search(text, *span)]
    return [_ended(text, span) for span in spans]


def _ended(text: str, piece: Piece) -> Piece:
    """The piece up to the rule, or the list of references, that stands below its article."""
    last = [mark.start() for mark in _OF_AN_ARTICLE.finditer(text, piece.start, piece.end)]
    after = _AFTER_ALL.search(text, last[-1] if last else piece.end, piece.end)
    end = after.start() if after else piece.end
    rule = next(
        (m for m in _RULE.finditer(text, last[-1] if last else end, end) if not text[m.end() : end].strip()), None
    )
    return Piece(piece.start, rule.start() if rule else end, piece.fields, piece.number, piece.of, piece.mark)


def read(text: str, piece: Piece) -> Article:
    """The article of a piece; one of which only an abstract was exported has no text."""
    words = labels()["proquest"]
    lines = lines_in(text, piece.start, piece.end)
    opened = next((n for n, line in enumerate(lines) if (label(line.text) or ("",))[0] == "text"), None)
    first = next((n for n, line in enumerate(lines) if label(line.text)), len(lines))
    title = " ".join(line.text for line in lines[:first] if line.text and not line.text.startswith("http"))
    above = fields_of(lines[: len(lines) if opened is None else opened], words["below"])
    if opened is None:
        return Article(piece.start, piece.start, _told(title, above, piece), known=bool(above))
    tail = opened + 1 + tail_start(lines[opened + 1 :], words["below"], words["closing"])
    start, end = body(text, lines[opened:tail], piece.start)
    start = text.index(":", start) + 1
    rest = text[start:end]
    fields = {**above, **fields_of(lines[tail:], words["below"])}
    return Article(start + len(rest) - len(rest.lstrip()), max(start, end), _told(title, fields, piece))


def _told(title: str, fields: dict[str, str], piece: Piece) -> dict[str, str]:
    if "date" not in fields and "issue" in fields:
        fields = {**fields, "date": re.split(r"[\]:;]", fields["issue"])[-1].strip(" .")}
    return {**fields, **({"title": title} if title else {}), **piece.fields}
