"""Rows that can be read by themselves: whose text it is, its date and title, and the sentence that a row is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.counting.trace import Sources
from analysis.passages.citations import citations
from analysis.passages.tracing import passages_behind

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

_PLACES = ("paragraph", "sentence")


def with_passages(table: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """A table of places in texts, as of hits, voices or names, with what a reader needs beside them.

    Parameters
    ----------
    table : rows with `doc_id` and a character span (`start`, `end`, or those of a cue).

    Returns
    -------
    The same rows. After `doc_id`: `source`, `date`, `title`, as far as the documents have them, `paragraph`, `sentence`
    and `sentence_text`, the sentence as printed; last: `url`, where there is one.

    Examples
    --------
    >>> with_passages(hits, annotations)[["source", "surface"]].iloc[0].tolist()
    ['anwa', 'السلام']
    """
    start = passages_behind(table, Sources(annotations)).table["start"].to_numpy(np.int64)
    doc_ids = table["doc_id"].astype("str")
    cited = citations(annotations.documents)
    own = cited.columns.difference(table.columns, sort=False)
    beside = cited[own].loc[doc_ids.to_list()].set_axis(table.index)
    text = _sentences(doc_ids.to_numpy(object), start, annotations).set_axis(table.index)
    places = [name for name in _PLACES if name in table]
    rest = [name for name in table.columns if name not in ("doc_id", *places)]
    # A link is long and is read last.
    whose, link = beside.drop(columns="url", errors="ignore"), beside[[name for name in own if name == "url"]]
    parts = [table[["doc_id"]], whose, table[places], text.rename("sentence_text"), table[rest], link]
    readable = pd.concat(parts, axis=1)
    readable.attrs = table.attrs
    return readable


def _sentences(doc_ids: np.ndarray, start: np.ndarray, annotations: AnnotationSource) -> pd.Series[str]:
    """(n_rows,) the sentence in which each character stands."""
    found = np.full(len(start), "", dtype=object)
    grouped = pd.Series(range(len(start))).groupby(doc_ids).indices
    rows_of = {str(doc_id): np.asarray(rows) for doc_id, rows in grouped.items()}
    for piece in annotations.pieces(("doc_id", "sentence", "start", "end")):
        for doc_id, spans in _spans(piece, set(rows_of)):
            text, rows = piece.text(doc_id), rows_of[doc_id]
            first, last = spans["start"].to_numpy(), spans["end"].to_numpy()
            number = np.maximum(np.searchsorted(first, start[rows], side="right") - 1, 0)
            found[rows] = [text[first[at] : last[at]] for at in number]
    return pd.Series(found, dtype="str")


def _spans(piece: Annotations, wanted: set[str]) -> list[tuple[str, pd.DataFrame]]:
    """The sentences of the documents that are wanted, each from its first character to its last."""
    words = piece.words
    words = words[words["doc_id"].isin(wanted)]
    spans = words.groupby(["doc_id", "sentence"], observed=True, sort=True).agg({"start": "min", "end": "max"})
    return [(str(doc_id), of_document) for doc_id, of_document in spans.groupby(level=0, observed=True)]
