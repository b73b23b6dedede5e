"""The reading view: an article as it reads, with its frames, its voices and what the parser says of each word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.discourse.voices.find import find_voices
from analysis.frames.find import find_frames
from analysis.lexicon import as_lexicon
from analysis.passages.marked_text import Reading, read_marked
from analysis.rendering.labels import Labels, check_labels

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon


def read(
    annotations: AnnotationSource,
    doc_id: str,
    lexicon: Lexicon | str | Path | None = None,
    *,
    labels: Labels = "ar",
) -> Reading:
    """Read one document: frames underlined in their colours, voices in the margin, each word with its analysis.

    The pointer, a tap or the Tab key on a word shows its parts (clitics apart), lemma, features and head; the pointer
    on a voice shows which stretch is its own. Nothing is fetched and no script runs, so that it reads the same in a
    notebook, in a page and on paper.

    Parameters
    ----------
    annotations : in memory or stored; of stored ones, only this document is read.
    doc_id : which document; `annotations.documents` lists them.
    lexicon : as for `find_frames`; the default lexicon if omitted.
    labels : "ar" or "en", the language of what is said about the text.

    Returns
    -------
    Reading: shows itself in a notebook; `.to_html(path)` writes a page. `read_marked` makes the same from hits and
    voices that are at hand.

    Examples
    --------
    >>> read(annotations, "anwa-2026-01-a")
    >>> read(annotations, "anwa-2026-01-a").to_html(folder / "article.html").name
    'article.html'
    """
    check_labels(labels)
    frames = as_lexicon(lexicon)
    document = annotations.select([doc_id])
    hits, voices = find_frames(document, frames), find_voices(document)
    return read_marked(hits, document, doc_id, voices=voices, labels=labels, lexicon=frames)
