"""Sheets: a sample as a table that people fill in, in a spreadsheet.

One row per paragraph; one column per frame, where the coder copies the words that speak of it. The sheet is blind: it
tells neither what the machine found nor how the paragraph came into the sample. A row with every cell empty has not
been coded; 0 says that it was read and nothing was found.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key
from analysis.cells import guarded, shown, unguarded
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.lexicon import Lexicon
from analysis.validation.codings import Codings, make_codings
from analysis.validation.files import read_table
from analysis.validation.sampling import Sample
from analysis.validation.workbook import read_workbook, write_workbook
from analysis.wording import how_many

INSTRUCTIONS = (Path(__file__).parent / "instructions.txt").read_text(encoding="utf-8")
NOTHING = ("0", "٠", "-", "—", "لا")


def write_sheet(
    sample: Sample,
    annotations: AnnotationSource,
    path: str | Path,
    *,
    lexicon: Lexicon | None = None,
    codebook: str = "",
) -> Path:
    """Write a blind coding sheet, as CSV or, by the ending of the path, as an XLSX workbook from right to left.

    The first page of a workbook says in Arabic and English how the sheet is filled in.

    Parameters
    ----------
    lexicon : gives the frames' Arabic names for the headings; their ids alone if omitted.
    codebook : the coding rules as text; the last page of a workbook.

    Errors: KhitabError if the path ends otherwise, or the sample is not of these annotations.

    Examples
    --------
    >>> write_sheet(sample, annotations, folder / "sheet.csv").name
    'sheet.csv'
    """
    target = Path(path)
    names = {frame.id: frame.label_ar for frame in lexicon.frames} if lexicon else {}
    head = ["item", "text", *(_heading(frame, names) for frame in sample.frames), "unsure", "note"]
    blank = [""] * (len(head) - 2)
    read = annotations.select(sample.paragraphs["doc_id"].unique())
    rows: list[list[Any]] = [
        [row["item"], read.text(row["doc_id"])[row["start"] : row["end"]], *blank]
        for row in sample.paragraphs.to_dict("records")
    ]
    if target.suffix.lower() == ".xlsx":
        return write_workbook(target, head, rows, codebook, INSTRUCTIONS)
    if target.suffix.lower() != ".csv":
        raise KhitabError(f"{target}: a sheet is .csv or .xlsx; end the path with one of them.")
    stream = io.StringIO()
    body = ([item, guarded(shown(text)), *rest] for item, text, *rest in rows)
    csv.writer(stream).writerows([[*map(guarded, head)], *body])
    return write_text(target, stream.getvalue(), encoding="utf-8-sig")


def read_sheet(path: str | Path, sample: Sample, annotations: AnnotationSource, coder: str) -> Codings:
    """Read a sheet that a coder filled in; rows with nothing in them were not coded.

    Errors: KhitabError naming file, row, column and mend: for a row that is not of the sample, a changed text, or a
    word that does not stand in the paragraph (or stands there several times, so that one cannot tell which is meant).

    Examples
    --------
    >>> _ = write_sheet(sample, annotations, folder / "sheet.csv")
    >>> try:
    ...     read_sheet(folder / "sheet.csv", sample, annotations, "coder 1")
    ... except KhitabError as error:
    ...     print("nothing is coded yet" in str(error))
    True
    """
    source = Path(path)
    rows = read_workbook(source) if source.suffix.lower() == ".xlsx" else read_table(source, ("item", "text"))
    columns = _columns(source, list(rows.columns), sample.frames)
    units = {str(row["item"]): row for row in sample.paragraphs.to_dict("records")}
    time = datetime.fromtimestamp(source.stat().st_mtime, UTC).isoformat(timespec="seconds")
    tokens = token_spans(annotations, sample)
    read, marks = [], []
    for number, row in enumerate(rows.to_dict("records"), start=2):
        place = f"{source}, row {number}"
        cells = {frame: unguarded(row[column].strip()) for frame, column in columns.items()}
        note = unguarded(str(row.get("note", "")).strip())
        if not any(cells.values()):
            continue
        unit = units.get(str(row["item"]).strip().removesuffix(".0"))
        if unit is None:
            raise KhitabError(f"{place}: item {row['item']!r} is not in the sample; pass the sample of this sheet.")
        text = annotations.text(unit["doc_id"])
        _check_text(place, row["text"], text[unit["start"] : unit["end"]])
        identity = (unit["doc_id"], unit["paragraph"])
        read.append((*identity, coder, time, note))
        for frame, cell in cells.items():
            if cell in NOTHING:
                continue
            for start, end in find_words(cell, text, tokens[identity], f"{place}, column {columns[frame]!r}"):
                unsure = frame == "unsure"
                marks.append((*identity, start, end, text[start:end], "" if unsure else frame, unsure, coder, ""))
    if not read:
        raise KhitabError(
            f"{source}: nothing is coded yet; copy words into the columns of the frames, or write 0 for none."
        )
    return make_codings(read, marks, sample.frames, dict(sample.provenance), sample)


def _heading(frame: str, names: Mapping[str, str]) -> str:
    return f"{names[frame]} [{frame}]" if frame in names else frame


def _columns(path: Path, found: Sequence[str], frames: Sequence[str]) -> dict[str, str]:
    """Which column holds which frame; the last one holds what the coder is unsure of."""
    columns = {}
    for frame in (*frames, "unsure"):
        named = [column for column in found if column.strip() == frame or column.strip().endswith(f"[{frame}]")]
        if not named and frame == "unsure":
            continue
        if not named:
            raise KhitabError(f"{path}: there is no column for the frame {frame!r}; keep the headings of the sheet.")
        columns[frame] = named[0]
    return columns


def _check_text(place: str, cell: str, text: str) -> None:
    def letters(string: str) -> str:
        return "".join(shown(string).split())

    found = letters(unguarded(str(cell).strip()))
    if not any(_same(found, letters(meant)) for meant in (text, unguarded(text.strip()))):
        raise KhitabError(
            f"{place}: the text is not that of the sample; do not change, sort or replace the text column."
        )


def _same(cell: str, text: str) -> bool:
    """Whether a cell holds a text, where Excel may have saved ? for characters that its encoding lacks."""
    if len(cell) != len(text):
        return cell == "".join(
            "?" * (len(char.encode("utf-16-le")) // 2) if not _in_1256(char) else char for char in text
        )
    return all(own == meant or (own == "?" and not _in_1256(meant)) for own, meant in zip(cell, text, strict=True))


def _in_1256(character: str) -> bool:
    try:
        return bool(character.encode("cp1256"))
    except UnicodeEncodeError:
        return False


def token_spans(annotations: AnnotationSource, sample: Sample) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Give the printed tokens of the documents of a sample, paragraph by paragraph."""
    wanted = annotations.select(dict.fromkeys(sample.paragraphs["doc_id"]))
    tokens = wanted.words.drop_duplicates(["doc_id", "token"])
    grouped: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for doc_id, paragraph, start, end in zip(
        tokens["doc_id"].astype("str"), tokens["paragraph"], tokens["start"], tokens["end"], strict=True
    ):
        grouped.setdefault((doc_id, int(paragraph)), []).append((int(start), int(end)))
    return grouped


Span = tuple[int, int]
_BETWEEN = re.compile(r"[\s,،;؛|/«»\"“”()\[\].:؟?!…]+")
_NUMBERED = re.compile(r"^(.+?)[#＃](\d+|[٠-٩]+)$")


def find_words(cell: str, text: str, tokens: Sequence[Span], place: str) -> list[Span]:
    """Find the tokens that a cell names, in the order of the paragraph.

    Parameters
    ----------
    cell : words as printed, clitics and all, parted by blanks or commas. A word that stands several times is written as
        often as it counts; where it counts only here or there, `word#2` says which.
    tokens : the paragraph's tokens, as spans of ``text``.
    place : where the cell is, for errors.

    Errors: KhitabError for a word that is not in the paragraph, or one that stands there more often than it is written.
    """
    by_key: dict[str, list[Span]] = {}
    for start, end in tokens:
        by_key.setdefault(key(text[start:end]), []).append((start, end))
    numbered: list[tuple[str, int]] = []
    plain: list[tuple[str, int]] = []
    for word in (word for word in _BETWEEN.split(cell) if word):
        match = _NUMBERED.match(word)
        (numbered if match else plain).append((key(match[1]), int(match[2])) if match else (key(word), 0))
        written = match[1] if match else word
        if key(written) not in by_key:
            raise KhitabError(f"{place}: {written!r} is no word of the paragraph; copy the word as it is printed.")
    found = {_numbered(by_key[word], number, word, place) for word, number in numbered}
    for (word, _), times in Counter(plain).items():
        there = by_key[word]
        if times != len(there):
            raise KhitabError(
                f"{place}: {word!r} stands {how_many(len(there), 'time')} in the paragraph but is "
                f"written {how_many(times, 'time')}; write it "
                f"{how_many(len(there), 'time')} to mark all, or {word}#1 for the first only."
            )
        found |= set(there)
    return sorted(found)


def _numbered(there: Sequence[Span], number: int, word: str, place: str) -> Span:
    if not 1 <= number <= len(there):
        raise KhitabError(
            f"{place}: {word}#{number} is asked for, but the word stands {how_many(len(there), 'time')}; correct it."
        )
    return there[number - 1]
