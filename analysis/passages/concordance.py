"""A concordance: lines of evidence as a table and as right-to-left HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

import pandas as pd

from analysis.files import write_text
from analysis.rendering.html import Mark, arabic, direction, fragment, latin, marked, paragraphs, standalone_page
from analysis.rendering.labels import Labels, counted, phrase, provenance_parts

_SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class Line:
    """One piece of evidence: a stretch of a document to show, what is marked in it, and its whole paragraph.

    `paragraph` is counted from 1; `citation` has source, date, title and url, as far as the document has them.
    """

    doc_id: str
    paragraph: int
    start: int
    end: int
    stretch: tuple[int, int]
    whole: tuple[int, int]
    marks: tuple[Mark, ...]
    citation: Mapping[str, str] = field(default_factory=dict)

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
    table : one row a line, in the order of the documents: `doc_id`; of `source`, `date`, `title`, `url` those that the
        documents have; `paragraph`, from 0 as the words table numbers it (printed lines and pages count from 1);
        `start` and `end` in the document's text. Then for hits: `sentence` (from 0, too, for `dependency_tree`), what
        is said of each (`frame`, `tier`, `term`, `rule`), and the key word in its context, `left`, `keyword`, `right`.
        For what shares a paragraph or sentence: its `text` and the `keywords` in it.
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

    def __repr__(self) -> str:
        shown = "" if len(self) == self.total else f"{len(self):,} of "
        documents = len({line.doc_id for line in self.lines})
        return (
            f"<Concordance: {shown}{counted(self.total, self.noun, 'en')} in {counted(documents, 'document', 'en')}; "
            "print() shows them, .table is the DataFrame, .to_html(path) writes a page>"
        )

    def __str__(self) -> str:
        return "\n".join(self._plain(line) for line in self.lines) or phrase("nothing found", self.labels)

    def _plain(self, line: Line) -> str:
        """One line as text: where it stands, and the stretch with what is marked between brackets."""
        text, pieces, at = self.texts[line.doc_id], [], line.stretch[0]
        for mark in sorted(line.marks, key=lambda mark: mark.start):
            if mark.start >= at and mark.end <= line.stretch[1]:
                pieces += [text[at : mark.start], "[", text[mark.start : mark.end], "]"]
                at = mark.end
        shown = " ".join("".join([*pieces, text[at : line.stretch[1]]]).split())
        cited = [line.citation[name] for name in ("source", "date", "title", "url") if name in line.citation]
        where = f"{phrase('paragraph', self.labels)} {line.paragraph}"
        return f"{' · '.join([line.doc_id, *cited, where, f'{line.start}–{line.end}'])}: {shown}"

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
        place = self._place(line, link=link)  # beside the summary: what opens something may hold no link
        attributes = f'data-doc-id="{escape(line.doc_id)}" data-start="{line.start}" data-end="{line.end}"'
        if not before and not after:
            return f"<li {attributes}>{shown}{place}</li>"
        paragraph = arabic("p", marked(text, *line.whole, line.marks), "paragraph")
        return f"<li {attributes}><details><summary>{shown}</summary>{paragraph}</details>{place}</li>"

    def _place(self, line: Line, *, link: bool) -> str:
        """Document, what a reader cites of it, paragraph counted from one, and character span."""
        name = f"<bdi>{escape(line.doc_id)}</bdi>"
        if link:
            name = f'<a href="#{escape(line.anchor)}">{name}</a>'
        parts = [name, *cited(line.citation)]
        parts.append(f"{phrase('paragraph', self.labels)} {line.paragraph}")
        parts.append(latin(f"{line.start}–{line.end}"))
        return f'<span class="place" {direction(self.labels)}>{" · ".join(parts)}</span>'

    def _document(self, doc_id: str) -> str:
        """A document's full text, marked, with an anchor at the first mark of each line."""
        marks = [
            replace(mark, anchor=line.anchor if place == 0 else "")
            for line in self.lines
            if line.doc_id == doc_id
            for place, mark in enumerate(line.marks)
        ]
        return f"<h2><bdi>{escape(doc_id)}</bdi></h2>{paragraphs(self.texts[doc_id], marks)}"


def cited(citation: Mapping[str, str]) -> list[str]:
    """Source, date and title as HTML; the title leads to the document where it has an address of the web."""
    parts = [f"<bdi>{escape(citation[name])}</bdi>" for name in ("source", "date") if name in citation]
    title, url = citation.get("title", ""), citation.get("url", "")
    if url.startswith(("http://", "https://")):
        shown = escape(title or url)
        parts.append(f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank"><bdi>{shown}</bdi></a>')
    elif title:
        parts.append(f"<bdi>{escape(title)}</bdi>")
    return parts
