"""Spread: how evenly frames or words are dispersed over documents, and how varied a document's vocabulary is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.comparison.counts import Unit, check_unit, document_counts, is_word
from analysis.errors import KhitabError
from analysis.measures import dispersion as measures
from analysis.measures.diversity import mattr, mtld
from analysis.orthography import key

if TYPE_CHECKING:
    from analysis.annotation import Annotations

_COLUMNS = [
    *("item", "n", "documents_with", "documents", "words", "dp", "dp_norm", "juilland_d", "arf", "note"),
]


def dispersion(
    hits: pd.DataFrame, annotations: Annotations, *, item: str = "frame", items: Iterable[str] | None = None
) -> pd.DataFrame:
    """Dispersion over documents of whatever a column of ``hits`` names: frames, terms, tiers, queries.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches` on the same annotations.
    item : the column whose values are the items; ``items`` : which of them (all that occur if omitted).

    Returns
    -------
    DataFrame, one row for each item: item; n; documents_with (its range), documents, words; dp, dp_norm (Gries:
    0 = even, 1 = all in one place), juilland_d; arf, average reduced frequency over the corpus read as one text;
    note: why cells are empty. Sizes are words without punctuation.
    """
    if item not in hits.columns:
        raise KhitabError(f"dispersion: the hits have no column {item!r}; use one of {', '.join(hits.columns)}.")
    names = list(items if items is not None else dict.fromkeys(hits[item].astype("str")))
    rows = _rows_of(hits, annotations)
    return _table(annotations, {name: rows[(hits[item].astype("str") == name).to_numpy()] for name in names}, item)


def word_dispersion(annotations: Annotations, words: Sequence[str], *, unit: Unit = "key") -> pd.DataFrame:
    """Dispersion over documents of words, as `dispersion` gives it for hits; a key is folded before it is sought."""
    check_unit(unit)
    if unit == "surface":
        raise KhitabError("word_dispersion: printed tokens have no column of their own; use key, lemma or form.")
    column = annotations.words[unit].cat
    sought = {word: key(word) if unit == "key" else word for word in words}
    codes = column.categories.get_indexer(pd.Index(list(sought.values()), dtype="str"))
    own = column.codes.to_numpy()
    return _table(annotations, {w: np.flatnonzero(own == c) for w, c in zip(sought, codes, strict=True)}, unit)


def diversity(annotations: Annotations, *, unit: Unit = "lemma", window: int = 50) -> pd.DataFrame:
    """How varied each document's vocabulary is, by two measures that do not fall with its length.

    Returns
    -------
    DataFrame, one row for each document: doc_id; words (punctuation aside), types; mattr over windows of ``window``
    words (Covington & McFall 2010); mtld (McCarthy & Jarvis 2010); note: which is empty for want of words.
    """
    check_unit(unit)
    if unit == "surface":
        raise KhitabError("diversity: printed tokens have no column of their own; use key, lemma or form.")
    kept = annotations.words[is_word(annotations.words)]
    codes = {doc_id: part.cat.codes.to_numpy() for doc_id, part in kept.groupby("doc_id", observed=False)[unit]}
    rows = []
    for doc_id in annotations.documents["doc_id"]:
        items = codes.get(doc_id, np.empty(0, int)).tolist()
        found = {"mattr": mattr(items, window), "mtld": mtld(items)}
        empty = ", ".join(name for name, value in found.items() if np.isnan(value))
        note = f"too short, or without repetition, for {empty}" if empty else ""
        rows.append({"doc_id": doc_id, "words": len(items), "types": len(set(items)), **found, "note": note})
    table = pd.DataFrame(rows, columns=["doc_id", "words", "types", "mattr", "mtld", "note"])
    table.attrs = {"provenance": {**annotations.provenance, "unit": unit, "window": window}}
    return table


def _rows_of(hits: pd.DataFrame, annotations: Annotations) -> np.ndarray:
    """(hits,) each hit's row in the words table."""
    words = annotations.words
    document = words["doc_id"].cat
    own = (document.codes.to_numpy().astype(np.int64) << 32) | words["word"].to_numpy()
    codes = document.categories.get_indexer(pd.Index(hits["doc_id"], dtype="str")).astype(np.int64)
    if (codes < 0).any():
        raise KhitabError(
            "dispersion: the hits name documents that the annotations do not have; pass those they were found in."
        )
    rows: np.ndarray = np.searchsorted(own, (codes << 32) | hits["word"].to_numpy())
    return rows


def _table(annotations: Annotations, rows: dict[str, np.ndarray], unit: str) -> pd.DataFrame:
    """Measure items that are given by their rows in the words table."""
    words = annotations.words
    kept = is_word(words)
    sizes = document_counts(annotations).sizes
    document, place = words["doc_id"].cat.codes.to_numpy(), np.cumsum(kept) - 1
    records = []
    for item, found in rows.items():
        counts = np.bincount(document[found], minlength=len(sizes))
        inside = sizes > 0
        parts = counts[inside], sizes[inside]
        records.append(
            {
                "item": item, "n": len(found), "documents_with": measures.document_range(counts),
                "documents": int(inside.sum()), "words": int(sizes.sum()), "dp": measures.dp(*parts),
                "dp_norm": measures.dp_norm(*parts), "juilland_d": measures.juilland_d(*parts),
                "arf": measures.arf(np.unique(np.maximum(place[found], 0)), max(int(kept.sum()), 1)),
                "note": _note(len(found), int(inside.sum())),
            }
        )  # fmt: skip
    table = pd.DataFrame(records, columns=_COLUMNS)
    table.attrs = {"provenance": {**annotations.provenance, "unit": unit}}
    return table


def _note(n: int, documents: int) -> str:
    if n == 0:
        return "never occurs; dispersion has no meaning"
    return "one document only; nothing can be spread" if documents < 2 else ""
