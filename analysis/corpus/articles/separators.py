"""Articles between lines that somebody set between them: `=====`, `Document 1 of 20`, or a pattern of one's own."""

import re
from time import monotonic

from analysis.corpus.articles.pieces import Article, Piece, body, fields_of, label, labels, lines_in
from analysis.errors import KhitabError

_NUMBERED = re.compile(
    r"^[ \t\f]*(?:Document|Article|Item|Story|المستند|الوثيقة|المقال|الخبر|مستند|وثيقة|مقال|خبر)[ \t]+(?:رقم[ \t]+)?"
    r"(\d+)[ \t]*(?:of|/|من(?: أصل)?)[ \t]*(\d+)[ \t]*\r?$",
    re.MULTILINE,
)
RULES = {
    sign: re.compile(rf"^[ \t\f]*(?:{re.escape(sign)}[ \t]*){{5,}}\r?$", re.MULTILINE)
    for sign in ("=", "_", "*", "-", "#", "~")
}
_SECONDS = 10.0  # that a pattern of one's own may take for a file


def cut_numbered(text: str) -> list[Piece]:
    """The stretches behind lines such as `Document 1 of 20`."""
    marks = list(_NUMBERED.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [
        Piece(mark.end(), end, {}, int(mark[1]), int(mark[2]), mark.span())
        for mark, end in zip(marks, ends[: len(marks)], strict=True)
    ]


def cut_lines(text: str) -> list[Piece]:
    """The stretches between numbered lines, or between lines of one sign.

    Raises KhitabError where lines of two signs leave open which of them stand between articles.
    """
    if numbered := cut_numbered(text):
        return numbered
    found = {sign: list(rule.finditer(text)) for sign, rule in RULES.items()}
    found = {sign: marks for sign, marks in found.items() if marks}
    if len(found) > 1:
        told = " and ".join(f"{len(marks):,} of {sign * 5}" for sign, marks in found.items())
        sign = max(found, key=lambda one: len(found[one]))
        pattern = rf"^\s*{re.escape(sign)}{{5,}}\s*$"
        raise KhitabError(f"it has lines of several signs ({told}); say which part articles, as articles={pattern!r}.")
    marks = next(iter(found.values()), [])
    return _between(text, [(mark.start(), mark.end(), {}) for mark in marks])


def cut_at(text: str, pattern: str) -> list[Piece]:
    """The stretches between matches of a pattern; its named groups are fields of the article below.

    Raises KhitabError for a pattern that cannot be read, takes too long, or matches nothing at all (an empty string).
    """
    import regex

    compiled = compiled_pattern(pattern)
    until = monotonic() + _SECONDS
    try:
        marks = [
            (mark.start(), mark.end(), {name: value for name, value in mark.groupdict().items() if value})
            for mark in compiled.finditer(text, timeout=max(until - monotonic(), 0.001))
            if mark.end() > mark.start()
        ]
    except TimeoutError:
        raise KhitabError(f"the pattern {pattern!r} takes more than {_SECONDS:.0f} seconds; make it simpler.") from None
    del regex
    return _between(text, marks)


def compiled_pattern(pattern: str) -> "regex.Pattern[str]":  # type: ignore[name-defined]  # noqa: F821
    """The pattern, of which ^ and $ are the ends of lines."""
    import regex

    try:
        return regex.compile(pattern, regex.MULTILINE)
    except regex.error as error:
        raise KhitabError(f"articles={pattern!r}: not a regular expression ({error}); mend it.") from error


def _between(text: str, marks: list[tuple[int, int, dict[str, str]]]) -> list[Piece]:
    if not marks:
        return []
    starts = [(0, dict[str, str]()), *((end, fields) for _, end, fields in marks)]
    ends = [*(start for start, _, _ in marks), len(text)]
    pieces = [Piece(start, end, fields) for (start, fields), end in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if text[piece.start : piece.end].strip() or piece.fields]


def read(text: str, piece: Piece) -> Article:
    """The article of a piece, with the fields of its first lines where these have labels."""
    above = labels()["lines"]["above"]
    lines = lines_in(text, piece.start, piece.end)
    number = 0
    while number < len(lines) and (not lines[number].text or (label(lines[number].text) or ("",))[0] in above):
        number += 1
    fields = fields_of(lines[:number], above)
    start, end = body(text, lines[number:], piece.start)
    if number < len(lines) and (label(lines[number].text) or ("",))[0] == "text":
        start = text.index(":", start) + 1
        start += len(text[start:end]) - len(text[start:end].lstrip())
    return Article(start, max(start, end), {**fields, **piece.fields})
