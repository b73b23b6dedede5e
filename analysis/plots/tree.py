"""The dependency tree of a sentence as a right-to-left SVG: words run from right to left, arcs rise above them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.cells import in_xml
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.rendering.html import fragment
from analysis.rendering.typeface import FONT_FAMILY, font_data_uri, text_width

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


_FORM, _TAG = 17, 10.5  # font sizes in pixels
_GAP, _STEP, _MARGIN, _ROOT_TOP = 14, 21, 10, 16.0
_ARC, _TEXT, _FADED = "#6b6b6b", "#1a1a1a", "#5f5f5f"
_HIT = "#FFE9B8"


@dataclass(frozen=True)
class Tree:
    """A drawn sentence: shown in a notebook, or saved as an SVG file that carries its font within itself."""

    svg: str
    title: str

    def _repr_html_(self) -> str:
        return fragment(f'<div class="tree" dir="rtl">{self.svg}</div>', "ar")

    def save(self, path: str | Path) -> Path:
        """Write the SVG; the bundled font goes with it, so that the file looks the same in every browser."""
        face = f"<style>@font-face{{font-family:'{FONT_FAMILY}';src:url({font_data_uri()})}}</style>"
        return write_text(path, self.svg.replace("<!--font-->", face))


def dependency_tree(
    annotations: AnnotationSource,
    doc_id: str,
    sentence: int,
    *,
    hits: pd.DataFrame | None = None,
    lemmas: bool = False,
) -> Tree:
    """Draw the words of a sentence with what depends on what.

    Parameters
    ----------
    doc_id, sentence : which sentence, as numbered in the words table.
    hits : tint the words of these hits (a table of `find_frames`).
    lemmas : write each word's lemma under its form.

    Raises
    ------
    KhitabError when there is no such sentence.

    Examples
    --------
    >>> dependency_tree(report, "ispr-conference", 0).svg[:4]
    '<svg'
    """
    words = annotations.select([doc_id]).words
    rows = words[words["sentence"] == sentence]
    if rows.empty:
        raise KhitabError(
            f"document {doc_id!r} has no sentence {sentence}; its sentences are numbered from 0 in the words table."
        )
    tinted: set[int] = set()
    if hits is not None:
        tinted = set(hits.loc[hits["doc_id"] == doc_id, "token"])
    columns = _columns(rows, tinted, lemmas)
    first = int(rows["word"].iloc[0])
    arcs = stacked([(int(head) - first, place) for place, head in enumerate(rows["head"]) if head >= 0])
    roots = [place for place, head in enumerate(rows["head"]) if head < 0]
    deprels = rows["deprel"].astype(str).tolist()
    title = " ".join(rows["form"].astype(str))
    return Tree(_draw(columns, arcs, roots, deprels, title), title)


@dataclass(frozen=True)
class _Column:
    """A word as written below the arcs, and the room it takes."""

    lines: tuple[tuple[str, float, str, bool], ...]  # text, size, colour, Arabic?
    centre: float
    width: float
    tint: str


def _columns(rows: pd.DataFrame, tinted: set[int], lemmas: bool) -> list[_Column]:
    """Lay the words out from right to left; positions are distances from the right edge."""
    columns, edge = [], float(_MARGIN)
    for row in rows.to_dict("records"):
        lines = [(str(row["form"]), float(_FORM), _TEXT, True)]
        if lemmas:
            lines.append((str(row["lemma"]), _TAG + 2.5, _FADED, True))
        lines.append((str(row["upos"]), _TAG, _FADED, False))
        texts = [*((text, size) for text, size, _, _ in lines), (str(row["deprel"]), _TAG)]
        width = max(_pixels(text, size) for text, size in texts) + _GAP
        tint = _HIT if row["token"] in tinted else ""
        columns.append(_Column(tuple(lines), edge + width / 2, width, tint))
        edge += width
    return columns


def _pixels(text: str, size: float) -> float:
    # text_width speaks of points and inches; at 72 pixels to the inch both are the same.
    return text_width(text, size) * 72


def _draw(columns: list[_Column], arcs: list[Arc], roots: list[int], deprels: list[str], title: str) -> str:
    """Put the SVG together."""
    total = columns[-1].centre + columns[-1].width / 2 + _MARGIN
    base = (max((arc.level for arc in arcs), default=0) + 1) * _STEP + 32
    height = base + 14 + sum(size * 1.5 for _, size, _, _ in columns[0].lines) + _MARGIN
    x = [total - column.centre for column in columns]
    body = [_word(column, place, base) for column, place in zip(columns, x, strict=True)]
    body += [_arc(arc, x, base) for arc in arcs] + [_root_line(x[place], base) for place in roots]
    middles = [((x[arc.head] + x[arc.dependent]) / 2, _top(arc, base), arc.dependent) for arc in arcs]
    middles += [(x[place], _ROOT_TOP, place) for place in roots]
    body += [_relation(deprels[place], middle, top) for middle, top, place in middles]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {total:.0f} {height:.0f}" role="img" font-family="{FONT_FAMILY}, Noto Sans Arabic, sans-serif">'
        f"<!--font--><title>{escape(in_xml(title))}</title>"
        f'<rect width="{total:.0f}" height="{height:.0f}" fill="white"/>{"".join(body)}</svg>'
    )


def _word(column: _Column, x: float, base: float) -> str:
    """The word's lines, centred under its arcs."""
    y, parts = base + 10.0, []
    for text, size, colour, is_arabic in column.lines:
        y += size * 1.5
        language = ' direction="rtl" xml:lang="ar"' if is_arabic else ""
        parts.append(
            f'<text x="{x:.1f}" y="{y - size * 0.35:.1f}" font-size="{size:g}" fill="{colour}" '
            f'text-anchor="middle"{language}>{escape(in_xml(text))}</text>'
        )
    if column.tint:
        width = column.width - 4
        box = f'x="{x - width / 2:.1f}" y="{base + 8:.1f}" width="{width:.1f}" height="{_FORM * 1.5 + 3:.1f}"'
        parts.insert(0, f'<rect {box} rx="3" fill="{column.tint}"/>')
    return "".join(parts)


def _arc(arc: Arc, x: list[float], base: float) -> str:
    """From the head up, over and down to the dependent, whose end has the arrow."""
    top = _top(arc, base)
    start, end = x[arc.head] + arc.shift, x[arc.dependent]
    bend = min(8.0, abs(start - end) / 2)
    toward = bend if end > start else -bend
    path = (
        f"M{start:.1f} {base:.1f}V{top + bend:.1f}Q{start:.1f} {top:.1f} {start + toward:.1f} {top:.1f}"
        f"H{end - toward:.1f}Q{end:.1f} {top:.1f} {end:.1f} {top + bend:.1f}V{base - 5:.1f}"
    )
    return f'<path d="{path}" fill="none" stroke="{_ARC}"/>{_arrow(end, base)}'


def _top(arc: Arc, base: float) -> float:
    return base - (arc.level + 1) * _STEP


def _root_line(x: float, base: float) -> str:
    """A straight arrow from above marks the root."""
    return f'<path d="M{x:.1f} {_ROOT_TOP:.1f}V{base - 5:.1f}" stroke="{_ARC}"/>{_arrow(x, base)}'


def _arrow(x: float, base: float) -> str:
    return f'<path d="M{x - 3.5:.1f} {base - 7:.1f}h7l-3.5 7z" fill="{_ARC}"/>'


def _relation(deprel: str, x: float, y: float) -> str:
    """The relation's name on a white ground that interrupts the line."""
    width = _pixels(deprel, _TAG) + 6
    return (
        f'<rect x="{x - width / 2:.1f}" y="{y - 7:.1f}" width="{width:.1f}" height="14" fill="white"/>'
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}" font-size="{_TAG:g}" fill="{_TEXT}" text-anchor="middle">'
        f"{escape(in_xml(deprel))}</text>"
    )


@dataclass(frozen=True)
class Arc:
    """An arc from head to dependent (places in the sentence), its level from 0 and where it leaves the head.

    `shift` is in pixels to the right of the head's centre, so that arcs leaving one head do not share a line.
    """

    head: int
    dependent: int
    level: int
    shift: float


def stacked(pairs: list[tuple[int, int]], spread: float = 3.0) -> list[Arc]:
    """Give each (head, dependent) the lowest level on which its stretch is free, short arcs first.

    Two arcs on one level may touch end to end but never overlap, and an arc lies above every arc it encloses.
    """
    levels: dict[tuple[int, int], int] = {}
    for pair in sorted(pairs, key=lambda pair: (abs(pair[0] - pair[1]), min(pair))):
        left, right = sorted(pair)
        taken = [level for other, level in levels.items() if min(other) < right and max(other) > left]
        levels[pair] = max(taken, default=-1) + 1
    return [
        Arc(head, dependent, levels[head, dependent], _shift(head, dependent, levels, spread))
        for head, dependent in pairs
    ]


def _shift(head: int, dependent: int, levels: dict[tuple[int, int], int], spread: float) -> float:
    """The longer the arc, the nearer it leaves to the middle of its head, on the side to which it goes.

    Words run from right to left, so a dependent that comes later lies to the left.
    """
    same_side = sorted(
        (pair for pair in levels if pair[0] == head and (pair[1] > head) == (dependent > head)),
        key=lambda pair: -abs(pair[1] - head),
    )
    place = same_side.index((head, dependent)) + 1
    return -spread * place if dependent > head else spread * place
