"""Reading a document whole: frames in their colours, voices in the margin, and what the parser says of each word."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation.word_counts import has_letter_or_digit
from analysis.counting.hit_checks import check_hits
from analysis.counting.trace import joint_provenance
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.passages.marks import marks_of
from analysis.passages.tracing import tokens_of
from analysis.passages.voice_margin import Said, margin, said_in
from analysis.passages.word_notes import word_notes
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.html import Mark, direction, fragment, marked, standalone_page
from analysis.rendering.labels import Labels, counted, phrase, provenance_parts

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

READING_CSS = (Path(__file__).parent / "reading.css").read_text("utf-8")


@dataclass(frozen=True)
class Reading:
    """A marked document: shown in a notebook, or written as a page of its own.

    It runs nothing: what is said of a word shows by style alone, on hovering, on a tap, or with the Tab key.
    """

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
    voices: pd.DataFrame | None = None,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
) -> Reading:
    """A document in full, its hits marked, with a key of the frames and how often each occurs.

    Each word tells its parts, lemma, features and head when the pointer is on it, on a tap, and with the Tab key.

    Parameters
    ----------
    annotations : in memory or stored; of stored ones, only this document is read.
    doc_id : which document.
    hits : a table of `find_frames`; those of other documents are passed over.
    voices : a table of `find_voices`; then the margin says who says what. Without, there is no margin.
    labels, lexicon : as for `evidence`.

    Examples
    --------
    >>> len(read_marked(hits, annotations, annotations.documents["doc_id"][0])._repr_html_()) > 0
    True
    """
    document = annotations.select([doc_id])
    here = hits[hits["doc_id"].astype(str) == doc_id]
    check_hits(here, document, "read_marked", whole=False)
    if voices is not None:
        span = ("cue", "cue_start", "cue_end")
        check_hits(voices[voices["doc_id"] == doc_id], document, "read_marked", span=span, what="voices", whole=False)
    look = frame_look(here["frame"], lexicon, labels)
    tokens = tokens_of(document.words, [doc_id]).get(doc_id)
    if tokens is None:
        raise KhitabError(f"document {doc_id!r} has no words, so there is nothing to read; choose another.")
    said = said_in(voices, doc_id) if voices is not None else []
    text = _Text(document.text(doc_id), marks_of(here, look), said, _words(document.words, labels), labels)
    paragraphs = [
        text.paragraph(number + 1, *tokens.span(*tokens.within("paragraph", number)))
        for number in dict.fromkeys(tokens.paragraph.tolist())
    ]
    origin = joint_provenance(hits, document)
    line = " · ".join(escape(part) for part in provenance_parts(origin, labels))
    provenance = f'<p class="provenance" {direction(labels)}>{line}</p>'
    key = _key(here, look, labels, with_voices=voices is not None)
    body = f'<div class="reading{" with-voices" if said else ""}">{"".join(paragraphs)}</div>'
    return Reading(f"<style>{READING_CSS}</style>{key}{body}{provenance}", labels)


@dataclass(frozen=True)
class _Text:
    """One document's text with what is to be shown of it: marks, voices, and (start, end, note) of its words."""

    text: str
    marks: list[Mark]
    said: list[Said]
    words: list[tuple[int, int, str]]
    labels: Labels

    def paragraph(self, number: int, start: int, end: int) -> str:
        """One paragraph: its number, its text, and who speaks in it."""
        inside = [one for one in self.said if one.start < end and start < one.end]
        pieces, at = [], start
        for first, last, note in self.words:
            if not start <= first < end:
                continue
            pieces.append(self._stretch(at, first, inside))
            hint = f'<span class="note" role="tooltip" {direction(self.labels)}>{note}</span>'
            pieces.append(f'<span class="word" tabindex="0">{self._stretch(first, last, inside)}{hint}</span>')
            at = last
        pieces.append(self._stretch(at, end, inside))
        notes = f'<ul class="voices" {direction(self.labels)}>{margin(inside, self.labels)}</ul>' if inside else ""
        return (
            f'<div class="numbered" dir="rtl" lang="ar"><span class="number">{number}</span>'
            f"<div>{''.join(pieces)}</div>{notes}</div>"
        )

    def _stretch(self, start: int, end: int, said: list[Said]) -> str:
        """A stretch of text, marked, with the words of voices set off."""
        cuts = sorted({start, end, *(edge for one in said for edge in (one.start, one.end) if start < edge < end)})
        pieces = []
        for left, right in pairwise(cuts):
            shown = marked(self.text, left, right, self.marks)
            within = [(place, one) for place, one in enumerate(said) if one.start <= left and right <= one.end]
            begins = "".join(f'<sup aria-hidden="true">{one.number}</sup>' for _, one in within if one.start == left)
            if within:
                names = " ".join(f"said-{place}" for place, _ in within)
                shown = f'<span class="said {within[-1][1].kind} {names}">{shown}</span>'
            pieces.append(begins + shown)
        return "".join(pieces)


def _words(words: pd.DataFrame, labels: Labels) -> list[tuple[int, int, str]]:
    """The tokens of a document that have a letter or digit: start, end, and what is said of each."""
    notes = word_notes(words, labels)
    rows = words.drop_duplicates("token")[["token", "start", "end", "form"]].itertuples(index=False, name=None)
    real = set(words.loc[[has_letter_or_digit(form) for form in words["form"].astype(str)], "token"])
    return [(int(start), int(end), notes[token]) for token, start, end, _ in rows if token in real]


def _key(hits: pd.DataFrame, look: FrameLook, labels: Labels, *, with_voices: bool) -> str:
    """Each frame's name in its colour, with its number of hits, and how the words of voices look."""
    counts = hits["frame"].astype(str).value_counts()
    entries = []
    for frame, name in look.names.items():
        colour = look.colours[frame]
        style = f"background:{colour}22;box-shadow:inset 0 -2px {colour}"
        number = counted(int(counts[frame]), "hit", labels)
        entries.append(f'<span><mark style="{style}">{escape(name)}</mark> {escape(number)}</span>')
    if with_voices:
        kinds = [(kind, escape(phrase(f"discourse/{kind}", labels))) for kind in ("direct", "mixed", "indirect")]
        entries += [f'<span class="said {kind}">{name}</span>' for kind, name in kinds]
    return f'<p class="key" {direction(labels)}>{" ".join(entries)}</p>'
