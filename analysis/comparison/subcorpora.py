"""Parts of annotations to set against each other: groups of documents, or a frame's sentences and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np
import pandas as pd

from analysis.annotation.source import expect_annotations
from analysis.annotation.word_counts import words_and_tokens
from analysis.counting.hit_checks import check_hits
from analysis.counting.periods import with_groups
from analysis.counting.pieces import document_index
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource
    from analysis.parsing.model import ModelInfo


@dataclass(frozen=True, eq=False)
class Part:
    """Some documents or words of annotations that are read piece by piece, themselves to be read so.

    `keep` makes of a piece what belongs to the part, for which it needs the columns `needed`.
    """

    whole: AnnotationSource
    documents: pd.DataFrame
    keep: Callable[[Annotations], Annotations]
    needed: tuple[str, ...]

    @property
    def model(self) -> ModelInfo:
        """The model that made the words."""
        return self.whole.model

    @property
    def provenance(self) -> dict[str, str | int | bool | tuple[str, ...]]:
        """What a table or figure made from this part rests on."""
        words, tokens = (int(self.documents[name].sum()) for name in ("n_words", "n_tokens"))
        constructed = bool(self.documents["constructed"].any())
        counted = {"documents": len(self.documents), "words": words, "tokens": tokens, "constructed": constructed}
        return self.whole.provenance | counted

    def text(self, doc_id: str) -> str:
        """Give a document's source text."""
        return self.whole.text(doc_id)

    def select(self, doc_ids: pd.Series[str] | Iterable[str]) -> Annotations:
        """Bring the named documents into memory, as far as they belong to the part."""
        return self.keep(self.whole.select(doc_ids))

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[Annotations]:
        """Yield what belongs to the part, piece by piece."""
        wanted = None if columns is None else tuple(dict.fromkeys((*columns, *self.needed)))
        return (self.keep(piece) for piece in self.whole.pieces(wanted))


@overload
def split_by(annotations: Annotations, column: str, value: object) -> tuple[Annotations, Annotations]: ...
@overload
def split_by(
    annotations: AnnotationSource, column: str, value: object
) -> tuple[AnnotationSource, AnnotationSource]: ...
def split_by(annotations: AnnotationSource, column: str, value: object) -> tuple[AnnotationSource, AnnotationSource]:
    """The documents whose metadata ``column`` is ``value``, and all others, in memory if ``annotations`` are.

    A known column may be called as in the corpus's own table, as الصحيفة for the source; "year", "month" and the other
    periods are those of the dates. A number or a day may be given as it is written.

    Raises KhitabError when there is no such column, or one part would have no documents.

    Examples
    --------
    >>> one, rest = split_by(annotations, "source", "anwa")
    >>> len(one.documents), len(rest.documents)
    (12, 24)
    """
    expect_annotations(annotations, "split_by")
    name = str(annotations.provenance["corpus"])
    values = with_groups(annotations.documents, [column], name)[column]
    chosen = values == value
    if not chosen.any():
        chosen = (values.astype("str") == str(value)) & values.notna()
    if not chosen.any() or chosen.all():
        known = ", ".join(map(repr, values.dropna().unique()[:8]))
        which = "all documents have" if chosen.any() else "no document has"
        raise KhitabError(f"{name}: {which} {column} = {value!r}; its values are {known}.")
    return documents_only(annotations, chosen), documents_only(annotations, ~chosen)


def documents_only(annotations: AnnotationSource, chosen: pd.Series[bool]) -> AnnotationSource:
    """The documents that are chosen, (n_documents,), as annotations of their own."""
    from analysis.annotation import Annotations

    documents = annotations.documents[chosen].reset_index(drop=True)
    if isinstance(annotations, Annotations):
        return annotations.select(documents["doc_id"])
    wanted = frozenset(documents["doc_id"])

    def keep(piece: Annotations) -> Annotations:
        return piece.select(wanted.intersection(document.doc_id for document in piece.corpus.documents))

    return Part(annotations, documents, keep, ("doc_id",))


@overload
def frame_sentences(
    hits: pd.DataFrame, annotations: Annotations, frame: str | None = None
) -> tuple[Annotations, Annotations]: ...
@overload
def frame_sentences(
    hits: pd.DataFrame, annotations: AnnotationSource, frame: str | None = None
) -> tuple[AnnotationSource, AnnotationSource]: ...
def frame_sentences(
    hits: pd.DataFrame, annotations: AnnotationSource, frame: str | None = None
) -> tuple[AnnotationSource, AnnotationSource]:
    """The words of sentences that hold a hit, the hits themselves left out, and the words of all other sentences.

    The hits are left out because a frame's own vocabulary sets its sentences apart by definition.

    Parameters
    ----------
    hits : a table of `find_frames` (or `find_matches`); its rows of ``frame`` if that is given.

    Returns
    -------
    Two annotations over the same documents; of stored annotations, such as are themselves read piece by piece. Their
    words keep their positions.

    Examples
    --------
    >>> around, elsewhere = frame_sentences(hits, annotations, "security")
    >>> around.provenance["words"] < elsewhere.provenance["words"]
    True
    """
    check_hits(hits, annotations, "frame_sentences")
    chosen = hits if frame is None else hits[hits["frame"] == frame]
    if chosen.empty:
        raise KhitabError("frame_sentences: there are no hits to find sentences by; find them first.")
    found = _Sentences.of(chosen)
    return _words_only(annotations, found.around), _words_only(annotations, found.elsewhere)


@dataclass(frozen=True)
class _Sentences:
    """Where hits stand: their documents, sentences and spans."""

    ids: pd.Index
    document: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, hits: pd.DataFrame) -> _Sentences:
        document, ids = pd.factorize(hits["doc_id"].astype("str"))
        columns = (hits[name].to_numpy(dtype=np.int64) for name in ("sentence", "start", "end"))
        return cls(pd.Index(ids, dtype="str"), document, *columns)

    def around(self, words: pd.DataFrame) -> np.ndarray:
        """(words,) whether the word stands in a sentence with a hit, and in no hit."""
        around: np.ndarray = self._inside(words) & ~self._within(words)
        return around

    def elsewhere(self, words: pd.DataFrame) -> np.ndarray:
        """(words,) whether the word stands in another sentence."""
        outside: np.ndarray = ~self._inside(words)
        return outside

    def _inside(self, words: pd.DataFrame) -> np.ndarray:
        code, here = self._codes(words)
        places = (words["doc_id"].cat.codes.to_numpy().astype(np.int64) << 32) | words["sentence"].to_numpy()
        inside: np.ndarray = np.isin(places, (code[here] << 32) | self.sentence[here])
        return inside

    def _within(self, words: pd.DataFrame) -> np.ndarray:
        """(words,) whether the word stands within the span of a hit."""
        within = np.zeros(len(words), dtype=bool)
        document = words["doc_id"].cat
        borders = np.searchsorted(document.codes, np.arange(len(document.categories) + 1))
        starts, ends = words["start"].to_numpy(), words["end"].to_numpy()
        code, here = self._codes(words)
        for hit in here:
            first, last = borders[code[hit]], borders[code[hit] + 1]
            begin = first + np.searchsorted(ends[first:last], self.start[hit], "right")
            within[begin : first + np.searchsorted(starts[first:last], self.end[hit])] = True
        return within

    def _codes(self, words: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Each hit's document by its code in these words, and the hits whose documents are there."""
        code = words["doc_id"].cat.categories.get_indexer(self.ids)[self.document].astype(np.int64)
        return code, np.flatnonzero(code >= 0)


def _words_only(annotations: AnnotationSource, kept: Callable[[pd.DataFrame], np.ndarray]) -> AnnotationSource:
    from analysis.annotation import Annotations

    def keep(piece: Annotations) -> Annotations:
        words = piece.words[kept(piece.words)].reset_index(drop=True)
        return Annotations(words, piece.corpus, piece.model, complete=piece.complete)

    if isinstance(annotations, Annotations):
        return keep(annotations)
    needed = ("doc_id", "sentence", "start", "end")
    doc_ids = document_index(annotations)
    counts = np.zeros((2, len(doc_ids)), dtype=np.int64)
    for piece in annotations.pieces((*needed, "token", "form")):
        words = keep(piece).words
        counts[:, doc_ids.get_indexer(words["doc_id"].cat.categories)] += words_and_tokens(words)
    documents = annotations.documents.assign(n_words=counts[0], n_tokens=counts[1])
    return Part(annotations, documents, keep, needed)
