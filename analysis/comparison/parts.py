"""Parts of annotations to set against each other: groups of documents, or a frame's sentences and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation import Annotations


def split_by(annotations: Annotations, column: str, value: object) -> tuple[Annotations, Annotations]:
    """The documents whose metadata ``column`` is ``value``, and all others.

    Raises KhitabError when there is no such column, or one part would have no documents.
    """
    documents = annotations.documents
    if column not in documents:
        raise KhitabError(
            f"{annotations.corpus.name}: the documents have no column {column!r}; "
            f"use one of {', '.join(documents.columns)}."
        )
    chosen = documents[column] == value
    if not chosen.any() or chosen.all():
        known = ", ".join(map(repr, documents[column].dropna().unique()[:8]))
        which = "all documents have" if chosen.any() else "no document has"
        raise KhitabError(f"{annotations.corpus.name}: {which} {column} = {value!r}; its values are {known}.")
    ids = documents["doc_id"]
    return annotations.select(ids[chosen]), annotations.select(ids[~chosen])


def frame_sentences(
    hits: pd.DataFrame, annotations: Annotations, frame: str | None = None
) -> tuple[Annotations, Annotations]:
    """The words of sentences that hold a hit, the hits themselves left out, and the words of all other sentences.

    The hits are left out because a frame's own vocabulary sets its sentences apart by definition.

    Parameters
    ----------
    hits : a table of `find_frames` (or `find_matches`); its rows of ``frame`` if that is given.

    Returns
    -------
    Two annotations over the same documents. Their words keep their positions; `documents` counts all words.
    """
    chosen = hits if frame is None else hits[hits["frame"] == frame]
    if chosen.empty:
        raise KhitabError("frame_sentences: there are no hits to find sentences by; find them first.")
    words = annotations.words
    places = pd.MultiIndex.from_arrays([words["doc_id"].astype("str"), words["sentence"]])
    held = pd.MultiIndex.from_arrays([chosen["doc_id"].astype("str"), chosen["sentence"].astype("int32")])
    inside = places.isin(held.unique())
    hit = _within_hits(words, chosen)
    return _words_only(annotations, inside & ~hit), _words_only(annotations, ~inside)


def _within_hits(words: pd.DataFrame, hits: pd.DataFrame) -> np.ndarray:
    """(words,) whether the word stands within the span of a hit."""
    within = np.zeros(len(words), dtype=bool)
    document = words["doc_id"].cat
    codes = document.categories.get_indexer(pd.Index(hits["doc_id"], dtype="str"))
    borders = np.searchsorted(document.codes, np.arange(len(document.categories) + 1))
    starts, ends = words["start"].to_numpy(), words["end"].to_numpy()
    for code, start, end in zip(codes, hits["start"], hits["end"], strict=True):
        first, last = borders[code], borders[code + 1]
        here = slice(
            first + np.searchsorted(ends[first:last], start, "right"), first + np.searchsorted(starts[first:last], end)
        )
        within[here] = True
    return within


def _words_only(annotations: Annotations, kept: np.ndarray) -> Annotations:
    from analysis.annotation import Annotations

    return Annotations(annotations.words[kept].reset_index(drop=True), annotations.corpus, annotations.model)
