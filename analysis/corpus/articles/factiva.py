"""Exports of Factiva: each article ends in `Document`, the code of its newspaper, a day and a number."""

import re
from collections.abc import Sequence

from analysis.corpus.articles.pieces import Article, Line, Piece, body, is_rights, labels, lines_in
from analysis.corpus.written_dates import read_written

_BELOW = re.compile(
    r"^[ \t\f]*(?:AN[ \t]+|(?:AN[ \t]+)?(?:Document|المستند|الوثيقة|وثيقة)[ \t]+)"
    r"([A-Z][A-Z0-9]{2,15}?(?:19|20)\d{6}[a-z]\w{5,12})[ \t]*\r?$",
    re.MULTILINE,
)
_WORDS = re.compile(r"[\d٠-٩][\d٠-٩,٬.]* ?(?:words?|mots|كلمة|كلمات)\Z", re.IGNORECASE)
_CODED = re.compile(r"([A-Z]{2,3})(?:[ \t]+(.*))?\Z", re.DOTALL)
_TIME = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: [A-Z]{2,4})?\Z", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}\Z")
_LANGUAGE = re.compile(r"(?:arabic|english|french|العربية|الإنجليزية|الفرنسية)\Z", re.IGNORECASE)
_BY = re.compile(r"(?:by\s+|بقلم\s*:?\s*|كتب\s*:\s*)(.+)\Z", re.IGNORECASE)
_RUNNING = re.compile(
    r"(?:page \d+(?: of \d+)?.*factiva.*|page \d+ of \d+|©.*factiva.*|.*©.*factiva,? inc.*)\Z", re.IGNORECASE
)
_HEAD = 25  # lines within which the number of words stands


def cut(text: str) -> list[Piece]:
    """The stretches that hold an article each, up to the mark that ends it."""
    marks = list(_BELOW.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    return [
        Piece(start, mark.start(), {"archive_id": mark[1]}, mark=mark.span())
        for start, mark in zip(starts, marks, strict=False)
    ]


def read(text: str, piece: Piece) -> Article:
    """The article of a piece, whether its fields have their two letters before them or not."""
    lines = lines_in(text, piece.start, piece.end)
    if sum(_code(line.text) in ("HD", "WC", "PD", "SN", "LP", "TD") for line in lines) > 2:
        return _coded(text, lines, piece)
    return _plain(text, lines, piece)


def _code(line: str) -> str:
    found = _CODED.match(line)
    return found[1] if found and (found[1] in labels()["factiva"] or found[1] in ("LP", "TD")) else ""


def _coded(text: str, lines: Sequence[Line], piece: Piece) -> Article:
    fields: dict[str, list[str]] = {}
    aside: list[tuple[int, int]] = []
    start = end = 0
    current = ""
    for line in lines:
        code = _code(line.text)
        if code:
            current = code
            value = (_CODED.match(line.text) or [""] * 3)[2] or ""
            if code in ("LP", "TD"):
                at = text.index(code, line.start)
                start = start or at + len(code)
                end = line.end
                if at >= start:
                    aside.append((at, at + len(code)))
            else:
                fields.setdefault(str(labels()["factiva"][code]), []).append(value)
        elif current in ("LP", "TD") and line.text:
            if _is_running(line.text):
                aside.append((line.start, line.end))
            else:
                end = line.end
        elif current and line.text:
            fields.setdefault(str(labels()["factiva"][current]), []).append(line.text)
    found = {name: " ".join(" ".join(parts).split()) for name, parts in fields.items()}
    found = {name: value for name, value in found.items() if value}
    whole = text[start:end]
    start, end = start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip())
    inside = tuple((first, last) for first, last in aside if start <= first and last <= end)
    return Article(start, max(start, end), {**found, **piece.fields}, inside)


def _plain(text: str, lines: Sequence[Line], piece: Piece) -> Article:
    filled = [number for number, line in enumerate(lines) if line.text and not _is_running(line.text)]
    counted = next((n for n in filled[:_HEAD] if _WORDS.match(lines[n].text)), None)
    dated = counted is not None and next((n for n in filled if counted < n and read_written(lines[n].text)), None)
    if counted is None or dated is None or dated is False or dated > counted + 6:
        start, end = body(text, lines, piece.start)
        return Article(start, end, dict(piece.fields), _running(lines, start, end), known=False)
    fields = {"length": lines[counted].text, "date": lines[dated].text}
    above = [lines[number].text for number in filled if number < counted]
    authors = [found[1] for line in above[1:] if (found := _BY.match(line))]
    fields["author"] = ", ".join(authors)
    titles = [line for place, line in enumerate(above) if not place or not _BY.match(line)]
    if titles:
        fields["title"] = titles[-1]
        fields["section"] = " ".join(titles[:-1])
    first = _behind_header(lines, [number for number in filled if number > dated], dated, fields)
    start, end = body(text, lines[first:], piece.start)
    if start == end:  # the header has taken the text
        start, end = body(text, lines, piece.start)
        return Article(start, end, dict(piece.fields), _running(lines, start, end), known=False)
    fields = {name: value for name, value in fields.items() if value}
    return Article(start, end, {**fields, **piece.fields}, _running(lines[first:], start, end))


def _behind_header(lines: Sequence[Line], below: Sequence[int], dated: int, fields: dict[str, str]) -> int:
    """The line with which the text begins: behind the copyright, else behind the language, the code, the source."""
    first = dated + 1
    for number in below[:9]:
        line = lines[number].text
        if is_rights(line):
            fields["copyright"] = f"{fields.get('copyright', '')} {line}".strip()
            first = number + 1
        elif "copyright" in fields:
            break
        elif _TIME.match(line) and "source" not in fields:
            fields["time"], first = line, number + 1
        elif "source" not in fields and len(line) < 80:
            fields["source"], first = line, number + 1
        elif _CODE.match(line):
            fields.setdefault("source_code", line)
            first = number + 1
        elif _LANGUAGE.match(line):
            fields["language"], first = line, number + 1
        elif any(is_rights(lines[n].text) for n in below[: below.index(number) + 4] if n > number) and len(line) < 80:
            continue  # a page or an edition above the copyright
        else:
            break
    return first


def _is_running(line: str) -> bool:
    return len(line) < 120 and _RUNNING.match(line) is not None


def _running(lines: Sequence[Line], start: int = 0, end: int = 1 << 62) -> tuple[tuple[int, int], ...]:
    """Heads and feet of pages that stand inside a text."""
    return tuple(
        (line.start, line.end)
        for line in lines
        if line.text and _is_running(line.text) and start <= line.start and line.end <= end
    )
