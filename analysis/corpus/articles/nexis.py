"""Exports of Nexis: `1 of 250 DOCUMENTS` above each article, or `End of Document` below it."""

import re
from collections.abc import Sequence

from analysis.corpus.articles.pieces import (
    Article,
    Line,
    Piece,
    body,
    fields_of,
    is_rights,
    label,
    labels,
    lines_in,
    tail_start,
)
from analysis.corpus.written_dates import read_written

_ABOVE = re.compile(r"^[ \t\f]*(\d+) (?:of|من) (\d+) (?:DOCUMENTS?|مستندات|مستند|وثائق|وثيقة)[ \t]*\r?$", re.MULTILINE)
_BELOW = re.compile(r"^[ \t\f]*(?:End of Document|نهاية المستند|نهاية الوثيقة)[ \t]*\r?$", re.MULTILINE)
_EDITION = re.compile(r"[\w ]{0,40}\bedition\b|الطبعة\b|طبعة\b", re.IGNORECASE)
_PAGE = re.compile(r"page \d+ of \d+\Z", re.IGNORECASE)
_COVER = re.compile(
    r"(?:user name|date and time|job number|documents? \(\d+\)|client/matter|search terms|search type|content type"
    r"|narrowed by|اسم المستخدم|رقم المهمة)\b",
    re.IGNORECASE,
)
_CAPTIONS = 15  # lines that captions fill
_LONGEST_HEAD = 40  # lines above the first label of an article


def cut(text: str) -> list[Piece]:
    """The stretches that hold an article each."""
    above, below = list(_ABOVE.finditer(text)), list(_BELOW.finditer(text))
    if len(above) >= max(len(below), 1):
        ends = [mark.start() for mark in above[1:]] + [len(text)]
        return [
            Piece(mark.end(), end, {}, int(mark[1]), int(mark[2]), mark.span())
            for mark, end in zip(above, ends, strict=True)
        ]
    starts = [0, *(mark.end() for mark in below[:-1])]
    return (
        [Piece(start, mark.start(), mark=mark.span()) for start, mark in zip(starts, below, strict=bool(below))]
        if below
        else []
    )


def read(text: str, piece: Piece) -> Article:
    """The article of a piece: header, text, and what stands below it."""
    words = labels()["nexis"]
    lines = lines_in(text, piece.start, piece.end)
    tail = tail_start(lines, words["below"], words["closing"])
    classified = [n for n, line in enumerate(lines[:tail]) if line.text.casefold() in words["closing"]]
    if classified and all(_is_below(line, words["below"]) for line in lines[classified[-1] + 1 : tail]):
        tail = classified[-1]
    tail = _above_pictures(lines, tail_start(lines[:tail], words["below"], words["closing"]), words["pictures"])
    first, fields = _header(lines[:tail], words)
    start, end = body(text, lines[first:tail], piece.start)
    if start == end and not any(_is_body(line, words) for line in lines):  # the header has taken the text
        start, end = body(text, lines[:tail], piece.start)
        return Article(start, end, dict(piece.fields), known=False)
    below = fields_of(lines[tail:], words["below"])
    return Article(start, end, {**below, **fields, **piece.fields}, known=bool(fields))


def _above_pictures(lines: Sequence[Line], tail: int, pictures: Sequence[str]) -> int:
    """The line that heads the captions below a text, where there are such."""
    near = range(tail - 1, max(tail - _CAPTIONS, -1), -1)
    return next((n for n in near if lines[n].text.casefold() in pictures), tail)


def _is_body(line: Line, words: dict[str, list[str]]) -> bool:
    return line.text.casefold().rstrip(": ") in words["body"]


def _is_below(line: Line, below: Sequence[str]) -> bool:
    return not line.text or (label(line.text) or ("",))[0] in below


def _header(lines: Sequence[Line], words: dict[str, list[str]]) -> tuple[int, dict[str, str]]:
    """The number of the text's first line, and the fields above it; (0, {}) where no header is found."""
    mark = next((n for n, line in enumerate(lines) if _is_body(line, words)), None)
    if mark is not None:
        lines = lines[:mark]
    labelled = next((n for n, line in enumerate(lines) if _is_above(line, words["above"])), None)
    if labelled is None or labelled > _LONGEST_HEAD:
        labelled = None if mark is None else len(lines)
    dated = next((n for n, line in enumerate(lines[: labelled or _LONGEST_HEAD]) if _is_date(line.text)), None)
    if labelled is None:
        return _unlabelled(lines, dated) if dated is not None else (0, {})
    fields = _heading(lines[:labelled], dated)
    end = len(lines) if mark is not None else _end_of_labels(lines, labelled, words["above"])
    fields |= {name: value for name, value in fields_of(lines[labelled:end], words["above"]).items() if value}
    return (end if mark is None else mark + 1), fields


def _is_above(line: Line, above: Sequence[str]) -> bool:
    named = label(line.text)
    return named is not None and named[0] in above


def _is_date(line: str) -> bool:
    return 6 < len(line) < 80 and not _COVER.match(line) and read_written(_EDITION.sub("", line)) is not None


def _end_of_labels(lines: Sequence[Line], first: int, above: Sequence[str]) -> int:
    """The line behind the labelled ones; a value may go on below its label up to a blank line."""
    end = number = first
    while number < len(lines):
        if not lines[number].text:
            number += 1
        elif _is_above(lines[number], above) or is_rights(lines[number].text):
            named, number = label(lines[number].text), number + 1
            blank = next((n for n in range(number, min(number + 6, len(lines))) if not lines[n].text), number)
            goes_on = named is not None and named[0] not in ("length", "dateline", "date")
            if goes_on and not any(_is_above(line, above) for line in lines[number:blank]):
                number = blank
            end = number
        else:
            break
    return end


def _heading(lines: Sequence[Line], dated: int | None) -> dict[str, str]:
    """Title, source and date, of which two orders are in use: title last, or title first."""
    fields = {"copyright": " ".join(line.text for line in lines if is_rights(line.text))}
    cover = any(_COVER.match(line.text) for line in lines)
    told = [
        (number, line.text)
        for number, line in enumerate(lines)
        if line.text and not is_rights(line.text) and not _PAGE.match(line.text)
    ]
    if dated is None:
        return _filled({**fields, "title": told[-1][1] if cover and told else " ".join(line for _, line in told)})
    fields["date"] = _EDITION.sub("", lines[dated].text).strip()
    before = [line for number, line in told if number < dated]
    behind = [line for number, line in told if number > dated and not _EDITION.match(line)]
    editions = [line for number, line in told if number > dated and _EDITION.match(line)]
    fields["edition"] = " ".join(editions)
    fields["source"] = before[-1] if before else ""
    titles = before[:-1][-1:] if cover else before[:-1]
    fields["title"] = " ".join(behind) if behind else " ".join(titles)
    return _filled(fields)


def _unlabelled(lines: Sequence[Line], dated: int) -> tuple[int, dict[str, str]]:
    """A header without any label: up to the copyright below the date, or up to the title below it."""
    rights = [n for n, line in enumerate(lines[: dated + 6]) if n > dated and is_rights(line.text)]
    if rights:
        return rights[-1] + 1, _heading(lines[: rights[-1] + 1], dated)
    first = next((n for n in range(dated + 1, len(lines)) if lines[n].text), len(lines))
    blank = next((n for n in range(first, len(lines)) if not lines[n].text), None)
    if blank is None or blank - first > 3:
        return dated + 1, _heading(lines[: dated + 1], dated)
    return blank, _heading(lines[:blank], dated)


def _filled(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
