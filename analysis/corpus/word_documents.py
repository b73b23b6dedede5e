"""The text of a Word document as it is read on the page: what was inserted, boxes, fields and tables within tables too.

Word keeps words in more places than its runs: in changes that are tracked, in controls of forms and templates, in tags
around names of places, in boxes that float on the page. What stands beside the text (notes, comments, a table of
contents) is left out, and counted in a note, as is what Word hides.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from analysis.wording import how_many

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": " "}
FEWEST_HEADINGS = 3  # that a document of several texts has
_DELETED = ("del", "moveFrom")
_BESIDE = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def word_text(document: Any, raw: bytes) -> tuple[str, list[str]]:
    """The paragraphs of a document of python-docx, one a line, tables a row a line; and notes, without their file."""
    seen: Counter[str] = Counter()
    lines = list(_blocks(document.element.body, seen))
    notes = []
    headings = sum(_is_first_heading(paragraph) for paragraph in document.paragraphs)
    if headings >= FEWEST_HEADINGS:
        notes.append(
            f"{headings:,} headings of the first order stand in one document; if articles stand below them, save each "
            "as a file of its own"
        )
    if seen["changed"]:
        changes = how_many(seen["changed"], "tracked change is", "tracked changes are")
        notes.append(f"{changes} read as if all were accepted")
    left = [how_many(number, *what) for what, number in (*_beside(raw), *_unread(seen)) if number]
    if left:
        notes.append(f"left out of its text: {', '.join(left)}")
    return "\n".join(lines), notes


def _is_first_heading(paragraph: Any) -> bool:
    style = paragraph.style
    return style is not None and str(style.name).casefold() == "heading 1" and bool(paragraph.text.strip())


def _unread(seen: Counter[str]) -> Iterator[tuple[tuple[str, str], int]]:
    yield ("hidden piece of text", "hidden pieces of text"), seen["hidden"]
    yield ("table of contents", "tables of contents"), seen["contents"]
    yield ("document put into this one", "documents put into this one"), seen["altChunk"]


def _blocks(around: Any, seen: Counter[str]) -> Iterator[str]:
    """Lines of what holds paragraphs and tables: the body, a cell, a box, a control."""
    for element in around:
        name = _name(element)
        if name == "p":
            yield from _paragraph(element, seen)
        elif name == "tbl":
            yield from _rows(element, seen)
        elif name == "altChunk":
            seen["altChunk"] += 1
        elif name == "sdt" and _is_contents(element):
            seen["contents"] += 1
        elif name == "AlternateContent":
            yield from _blocks(element[0], seen) if len(element) else ()
        elif name not in _DELETED:
            yield from _blocks(element, seen)


def _rows(table: Any, seen: Counter[str]) -> Iterator[str]:
    """A line for each row; a row may stand in a control of its own, as may a cell."""
    for row in table.iter(f"{WORD}tr"):
        if next(row.iterancestors(f"{WORD}tbl")) is table:
            cells = (cell for cell in row.iter(f"{WORD}tc") if next(cell.iterancestors(f"{WORD}tr")) is row)
            yield "\t".join("\n".join(_blocks(cell, seen)) for cell in cells if not _continues(cell)).rstrip("\t")


def _continues(cell: Any) -> bool:
    """Is it the lower part of a cell merged over rows, which shows the text of the upper one?"""
    merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    return merged is not None and merged.get(f"{WORD}val", "continue") == "continue"


def _paragraph(paragraph: Any, seen: Counter[str]) -> Iterator[str]:
    """The paragraph, then the boxes that hang on it."""
    boxes: list[Any] = []
    text = "".join(_pieces(paragraph, boxes, seen))
    if text or not boxes:
        yield text
    for box in boxes:
        yield from _blocks(box, seen)


def _pieces(around: Any, boxes: list[Any], seen: Counter[str]) -> Iterator[str]:
    for element in around:
        name = _name(element)
        if name == "t":
            yield element.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "txbxContent":
            boxes.append(element)
        elif name in _DELETED:
            seen["changed"] += 1
        elif name == "AlternateContent":  # the same box or picture twice, for new programs and old ones
            yield from _pieces(element[0], boxes, seen) if len(element) else ()
        elif name == "r" and _is_hidden(element):
            seen["hidden"] += any(True for _ in element.iter(f"{WORD}t"))
        elif name != "pPr":
            seen["changed"] += name in ("ins", "moveTo")
            yield from _pieces(element, boxes, seen)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{WORD}rPr/{WORD}vanish")
    return vanish is not None and vanish.get(f"{WORD}val", "true") not in ("0", "false", "off")


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
    return gallery is not None and gallery.get(f"{WORD}val") == "Table of Contents"


def _name(element: Any) -> str:
    """The name of an element of Word's own, of a choice, or nothing for comments and what other programs put in."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2] if tag.startswith((WORD, _CHOICES)) else ""


def _beside(raw: bytes) -> Iterator[tuple[tuple[str, str], int]]:
    """How many notes and comments with words in them stand beside the text."""
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for part, what in _BESIDE.items():
            if f"word/{part}.xml" in archive.namelist():
                notes = parse_xml(archive.read(f"word/{part}.xml"))
                yield (
                    (what, f"{what}s"),
                    sum(any(t.text and t.text.strip() for t in one.iter(f"{WORD}t")) for one in notes),
                )
