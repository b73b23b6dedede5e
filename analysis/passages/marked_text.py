"""Reading a document whole: its paragraphs numbered, the vocabulary of each frame in the frame's colour."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.counting.hit_checks import check_hits
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.passages.marks import marks_of
from analysis.passages.tracing import tokens_of
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.html import direction, fragment, marked, standalone_page
from analysis.rendering.labels import Labels, counted, phrase, provenance_parts

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon


@dataclass(frozen=True)
class Reading:
    """A marked document: shown in a notebook, or written as a page of its own."""

    html: str
    labels: Labels

    def _repr_html_(self) -> str:
        return fragment(self.html, self.labels)

    def to_html(self, path: str | Path) -> Path:
        """Write a page that carries its style and font within itself."""
        body = f'<div class="khitab" {direction(self.labels)}>{self.html}</div>'
        return write_text(path, standalone_page(phrase("reading", self.labels), body, self.labels))


def read_marked(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    doc_id: str,
    *,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
) -> Reading:
    """A document in full, its hits marked, with a key of the frames and how often each occurs.

    Parameters
    ----------
    annotations : in memory or stored; of stored ones, only this document is read.
    doc_id : which document.
    hits : a table of `find_frames`; those of other documents are passed over.
    labels, lexicon : as for `evidence`.

    Examples
    --------
    >>> len(read_marked(hits, annotations, annotations.documents["doc_id"][0])._repr_html_()) > 0
    True
    """
    document = annotations.select([doc_id])
    text = document.text(doc_id)
    here = hits[hits["doc_id"].astype(str) == doc_id]
    check_hits(here, document, "read_marked", whole=False)
    look = frame_look(here["frame"], lexicon, labels)
    marks = marks_of(here, look)
    tokens = tokens_of(document.words, [doc_id]).get(doc_id)
    if tokens is None:
        raise KhitabError(f"document {doc_id!r} has no words, so there is nothing to read; choose another.")
    paragraphs = [
        f'<div class="numbered" dir="rtl" lang="ar"><span class="number">{number + 1}</span>'
        f"<div>{marked(text, *tokens.span(*tokens.within('paragraph', number)), marks)}</div></div>"
        for number in dict.fromkeys(tokens.paragraph.tolist())
    ]
    origin = {**hits.attrs.get("provenance", {}), **document.provenance}
    line = " · ".join(escape(part) for part in provenance_parts(origin, labels))
    provenance = f'<p class="provenance" {direction(labels)}>{line}</p>'
    return Reading(_key(here, look, labels) + "".join(paragraphs) + provenance, labels)


def _key(hits: pd.DataFrame, look: FrameLook, labels: Labels) -> str:
    """Each frame's name in its colour, with its number of hits."""
    counts = hits["frame"].astype(str).value_counts()
    entries = []
    for frame, name in look.names.items():
        colour = look.colours[frame]
        style = f"background:{colour}22;box-shadow:inset 0 -2px {colour}"
        number = counted(int(counts[frame]), "hit", labels)
        entries.append(f'<span><mark style="{style}">{escape(name)}</mark> {escape(number)}</span>')
    return f'<p class="key" {direction(labels)}>{" ".join(entries)}</p>'
