"""Counts: how often each item occurs in each document, from the words table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.annotation.word_counts import is_word
from analysis.arabic.orthography import keys
from analysis.counting.pieces import Numbers, document_index, numbers_in
from analysis.counting.token_index import Places
from analysis.counting.word_list import are_listed, list_names, listed
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.arabic.orthography import normal
from analysis.counting.pieces import commonest, type_counts

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


Unit = Literal["key", "lemma", "form", "surface"]
UNITS = ("key", "lemma", "form", "surface")


@dataclass(frozen=True)
class DocumentCounts:
    """Occurrences of each item in each document, (documents, items), with the documents' sizes in words."""

    items: pd.Index
    table: sparse.csc_array
    sizes: Floats
    doc_ids: pd.Index

    @property
    def totals(self) -> Floats:
        """(items,) occurrences in all documents."""
        totals: Floats = np.asarray(self.table.sum(axis=0), float).ravel()
        return totals

    @property
    def documents(self) -> Floats:
        """(items,) documents that have the item."""
        documents: Floats = np.diff(self.table.indptr).astype(float)
        return documents

    @property
    def size(self) -> float:
        """Words in all documents."""
        return float(self.sizes.sum())

    def of(self, items: pd.Index) -> DocumentCounts:
        """The counts of these items, 0 for those that do not occur."""
        found = self.items.get_indexer(items)
        columns = self.table[:, found[found >= 0]]
        lengths = np.zeros(len(items) + 1, dtype=columns.indptr.dtype)
        lengths[1:][found >= 0] = np.diff(columns.indptr)
        laid_out = columns.data, columns.indices, np.cumsum(lengths, dtype=lengths.dtype)
        table = sparse.csc_array(laid_out, shape=(len(self.doc_ids), len(items)))
        return DocumentCounts(items, table, self.sizes, self.doc_ids)


def document_counts(
    annotations: AnnotationSource, unit: Unit = "key", *, of: Literal["words", "list", "list and numbers"] = "words"
) -> DocumentCounts:
    """Count the items of ``unit`` that occur, sorted, in each document. Only words count.

    "key" is the lemma in folded spelling, "lemma" and "form" as the parser gives them, one for each syntactic word;
    "surface" is the printed token with its clitics, in folded spelling. ``of`` says whether all words are items, or
    those of a word list under the names of `list_names` (`analysis.counting.word_list`). Sizes are those of all words.

    What was counted is kept as long as the annotations are, so that a figure is drawn again at once.
    """
    check_unit(unit)
    counted = _COUNTED.setdefault(annotations, {})
    if (unit, of) not in counted:
        counted[unit, of] = _counts(annotations, unit, of)
    return counted[unit, of]


_COUNTED: WeakKeyDictionary[AnnotationSource, dict[tuple[Unit, str], DocumentCounts]] = WeakKeyDictionary()


def merged(counts: DocumentCounts, into: pd.Index) -> DocumentCounts:
    """Counts of items laid together: `into` names, for each item, the one that it is counted under."""
    place, names = pd.factorize(into.to_numpy(dtype=object), sort=True)
    ones = np.ones(len(place), dtype=np.int64)
    shape = len(place), len(names)
    table = sparse.csc_array(
        counts.table @ sparse.coo_array((ones, (np.arange(len(place)), place)), shape=shape).tocsc()
    )
    return DocumentCounts(pd.Index(names, dtype="str"), table, counts.sizes, counts.doc_ids)


def _counts(annotations: AnnotationSource, unit: Unit, of: str) -> DocumentCounts:
    doc_ids, numbers = document_index(annotations), Numbers[str]()
    sizes = np.zeros(len(doc_ids))
    found: list[tuple[np.ndarray, ...]] = []
    needed = ("doc_id", "form", "paragraph", "token", *(("start", "end") if unit == "surface" else (unit,)))
    for piece in annotations.pieces(needed):
        rows, item, items = _items(piece, unit, listed_under=of != "words")
        document = numbers_in(piece, doc_ids)[rows]
        sizes += np.bincount(document, minlength=len(doc_ids))
        if of != "words":
            worth = _worth(piece, unit, rows, item, items, numbers=of != "list")
            document, item = document[worth], item[worth]
            rows = rows[worth]
        # Within a piece each document and item is one count, which takes far less room than its words.
        shape = len(doc_ids), len(items)
        counts = sparse.coo_array((np.ones(len(rows), dtype=np.int64), (document, item)), shape=shape).tocsr().tocoo()
        found.append((counts.data, counts.coords[0], numbers.of_codes(items, counts.coords[1])))
    n, document, item = (np.concatenate([part[i] for part in found] or [_NONE]) for i in range(3))
    spelled = keys(numbers.values) if unit == "surface" else numbers.values
    place, names = pd.factorize(np.array(spelled, dtype=object), sort=True)
    table = _sparse(n, document, place[item], (len(doc_ids), len(names)))
    return DocumentCounts(pd.Index(names, dtype="str"), table, sizes, doc_ids)


_NONE = np.empty(0, dtype=np.int64)


def _worth(
    piece: Annotations, unit: Unit, rows: np.ndarray, item: np.ndarray, items: pd.Index, *, numbers: bool
) -> np.ndarray:
    """(rows,) which of the counted rows are items of a word list."""
    if unit == "surface":
        worth: np.ndarray = are_listed(items.tolist(), numbers=numbers)[item]
    else:
        worth = listed(piece, numbers=numbers)[rows]
    return worth


def _sparse(n: np.ndarray, document: np.ndarray, item: np.ndarray, shape: tuple[int, int]) -> sparse.csc_array:
    return sparse.csc_array(sparse.coo_array((n, (document, item)), shape=shape))


def _items(piece: Annotations, unit: Unit, *, listed_under: bool = False) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """The rows of a piece that count, the item of each, and the items."""
    kept = is_word(piece.words)
    if unit == "surface":
        return _surfaces(piece, kept)
    if listed_under:
        codes, names = list_names(piece, unit)
        return np.flatnonzero(kept), codes[kept], names
    rows, column = np.flatnonzero(kept), piece.words[unit].cat
    return rows, column.codes.to_numpy()[rows], column.categories


def _surfaces(piece: Annotations, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """The first row of each printed token, the token's item, and the items, of which several may have one key."""
    places = Places.of(piece)
    holds_word = np.logical_or.reduceat(kept, places.borders[:-1]) if len(kept) else kept
    rows = places.first_row(np.flatnonzero(holds_word))
    values, codes = token_texts(piece, places)
    return rows, codes[rows], values


def token_texts(piece: Annotations, places: Places | None = None) -> tuple[pd.Index, np.ndarray]:
    """The texts of printed tokens, not all different, and (words,) the place of each word's token among them.

    A token of one word is printed as its form, but for diacritics, which keys are without; others are looked up.
    """
    words, places = piece.words, places or Places.of(piece)
    form, tokens = words["form"].cat, np.arange(places.n_tokens)
    first = places.first_row(tokens)
    codes = form.codes.to_numpy()[first].astype(np.int64)
    several = np.flatnonzero(places.last_row(tokens) > first)
    found = first[several]
    texts = [piece.text(doc_id) for doc_id in words["doc_id"].cat.categories]
    columns = places.document, words["start"].to_numpy(), words["end"].to_numpy()
    spans = (values[found].tolist() for values in columns)
    printed = np.array([texts[d][start:end] for d, start, end in zip(*spans, strict=True)], dtype=object)
    numbers, distinct = pd.factorize(printed)
    codes[several] = len(form.categories) + numbers
    return form.categories.append(pd.Index(distinct, dtype="str")), codes[places.token]


def item_places(annotations: AnnotationSource, unit: Unit, items: Iterable[str]) -> pd.DataFrame:
    """Where the items stand that `document_counts` counts.

    Parameters
    ----------
    items : spelt as `document_counts` lists them.

    Returns
    -------
    One row for each occurrence: doc_id, paragraph, sentence, token, word, start, end (of the printed token), item.
    """
    check_unit(unit)
    wanted = pd.Index(list(dict.fromkeys(items)), dtype="str")
    needed, found = dict.fromkeys((*_PLACES, "form", "form" if unit == "surface" else unit)), []
    for piece in annotations.pieces(tuple(needed)):
        rows, item, names = _items(piece, unit)
        spelled = keys(names.tolist()) if unit == "surface" else names
        place = wanted.get_indexer(pd.Index(spelled, dtype="str"))[item]
        there = piece.words.iloc[rows[place >= 0]][list(_PLACES)]
        named = wanted.to_numpy()[place[place >= 0]]
        found.append(there.assign(doc_id=there["doc_id"].astype("str"), item=pd.array(named, dtype="str")))
    places: pd.DataFrame = pd.concat(found, ignore_index=True)
    return places


_PLACES = ("doc_id", "paragraph", "sentence", "token", "word", "start", "end")


def check_unit(unit: str) -> None:
    """Refuse units that the words table does not have."""
    if unit not in UNITS:
        raise KhitabError(f"unit {unit!r} is unknown; use one of {', '.join(UNITS)}.")


def spellings(
    items: pd.Series | pd.Index | Sequence[str], annotations: Iterable[AnnotationSource], unit: str = "key"
) -> pd.Series:
    """For each key, the form in which it is printed most often, without diacritics; lemmas may be a parser's error.

    Items of another unit, and keys that occur nowhere, are written as they are. Returns a Series of strings in the
    order of ``items``.
    """
    wanted = pd.Series(items, dtype="str").reset_index(drop=True)
    if unit != "key":
        return wanted
    pairs = [type_counts(source, ("key", "form"), wanted) for source in annotations]
    counted = pd.concat(pairs or [pd.DataFrame(columns=["key", "form", "n"])])
    counted["text"] = pd.array([normal(form) for form in counted["form"]], dtype="str")
    together = counted[counted["text"].str.strip("_") != ""].groupby(["key", "text"], sort=True)["n"].sum()
    found = wanted.map(commonest(together.reset_index()).set_index("key")["text"]).astype("str")
    return found.where(found.notna(), wanted)
