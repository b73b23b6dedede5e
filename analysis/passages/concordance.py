"""A concordance: lines of evidence as a table and as right-to-left HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pandas as pd

from analysis.files import write_text
from analysis.rendering.html import Mark, arabic, direction, fragment, latin, marked, paragraphs, standalone_page
from analysis.rendering.labels import Labels, counted, phrase, provenance_parts

_SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Line:
    """One piece of evidence: a stretch of a document to show, what is marked in it, and its whole paragraph."""

    doc_id: str
    paragraph: int
    start: int
    end: int
    stretch: tuple[int, int]
    whole: tuple[int, int]
    marks: tuple[Mark, ...]

    @property
    def anchor(self) -> str:
        """The address of this line's place in the full text of its document, within one page; no two ids share one."""
        # Spaces may not stand in an address, and browsers decode per cent signs.
        plain = re.sub(r"[^\w.-]", lambda match: f"~{ord(match[0]):x}~", self.doc_id)
        return f"{plain}-{self.marks[0].start}"


@dataclass(frozen=True, eq=False)
class Concordance:
    """The passages behind a number.

    Attributes
    ----------
    table : one row a line, in the order of the documents. For hits: `doc_id`, `paragraph`, `sentence`, `start`,
        `end`, what the hits table says of each (`frame`, `tier`, `term`, `rule`), and the key word in its context,
        `left`, `keyword`, `right`. For frames that share a paragraph: the paragraph's `text` and the `keywords` in it.
    total : how many lines there are in all; more than the table has where a sample was drawn.
    """

    table: pd.DataFrame
    total: int
    lines: tuple[Line, ...]
    texts: dict[str, str]
    noun: str
    labels: Labels
    seed: int

    def __len__(self) -> int:
        return len(self.table)

    def _repr_html_(self) -> str:
        shown = self.lines[:_SHOWN_AT_MOST]
        items = "".join(self._item(line, link=False) for line in shown)
        return fragment(f'{self._count(len(shown))}<ol class="lines">{items}</ol>{self._origin()}', self.labels)

    def to_html(self, path: str | Path) -> Path:
        """Write a page of its own: every line, linked to its place in the documents' full texts below."""
        items = "".join(self._item(line, link=True) for line in self.lines)
        body = f'{self._count(len(self.lines))}<ol class="lines">{items}</ol>{self._origin()}'
        documents = "".join(self._document(doc_id) for doc_id in dict.fromkeys(line.doc_id for line in self.lines))
        title = phrase("evidence", self.labels)
        page = f'<h1>{title}</h1><div class="khitab" {direction(self.labels)}>{body}{documents}</div>'
        return write_text(path, standalone_page(title, page, self.labels))

    def _count(self, shown: int) -> str:
        """How many of how many are shown, and how they were chosen."""
        text = counted(self.total, self.noun, self.labels)
        if shown < self.total:
            how = "sample" if len(self.lines) < self.total else "first"
            text = phrase(how, self.labels, shown=f"{shown:,}", total=text, seed=self.seed)
        if not self.total:
            text = phrase("nothing found", self.labels)
        return f'<p class="count" {direction(self.labels)}>{escape(text)}</p>'

    def _origin(self) -> str:
        provenance = self.table.attrs.get("provenance", {})
        parts = " · ".join(escape(part) for part in provenance_parts(provenance, self.labels))
        return f'<p class="provenance" {direction(self.labels)}>{parts}</p>'

    def _item(self, line: Line, *, link: bool) -> str:
        """One line and its place; where the line is trimmed, it opens on the paragraph in which it stands."""
        text = self.texts[line.doc_id]
        before = "… " if line.stretch[0] > line.whole[0] else ""
        after = " …" if line.stretch[1] < line.whole[1] else ""
        shown = arabic("span", f"{before}{marked(text, *line.stretch, line.marks)}{after}", "line")
        shown += self._place(line, link=link)
        attributes = f'data-doc-id="{escape(line.doc_id)}" data-start="{line.start}" data-end="{line.end}"'
        if not before and not after:
            return f"<li {attributes}>{shown}</li>"
        paragraph = arabic("p", marked(text, *line.whole, line.marks), "paragraph")
        return f"<li {attributes}><details><summary>{shown}</summary>{paragraph}</details></li>"

    def _place(self, line: Line, *, link: bool) -> str:
        """Document, paragraph counted from one as a reader counts, and character span."""
        name = f"<bdi>{escape(line.doc_id)}</bdi>"
        if link:
            name = f'<a href="#{escape(line.anchor)}">{name}</a>'
        where = f"{phrase('paragraph', self.labels)} {line.paragraph + 1}"
        span = latin(f"{line.start}–{line.end}")
        return f'<span class="place" {direction(self.labels)}>{name} · {where} · {span}</span>'

    def _document(self, doc_id: str) -> str:
        """A document's full text, marked, with an anchor at the first mark of each line."""
        marks = [
            replace(mark, anchor=line.anchor if place == 0 else "")
            for line in self.lines
            if line.doc_id == doc_id
            for place, mark in enumerate(line.marks)
        ]
        return f"<h2><bdi>{escape(doc_id)}</bdi></h2>{paragraphs(self.texts[doc_id], marks)}"
