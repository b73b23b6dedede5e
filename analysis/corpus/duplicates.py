"""Duplicates: texts that repeat an earlier one, word for word or nearly so, as when five papers print one report.

Texts are compared by their runs of three words. The share of runs that two texts have in common of all that either has
(Jaccard) is estimated from 128 hashes (`analysis.corpus.minhash`), and texts are clustered that share at least 0.7.

Source: Broder (1997), "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import fold
from analysis.corpus import minhash
from analysis.corpus.documents import Corpus, Document
from analysis.wording import how_many, part_of

THRESHOLD = 0.7
RUN = 3  # words
CANDIDATES = 0.9  # no higher threshold can be searched by; what is found is compared anyway
MOST_WORDS = 2_000_000  # whose numbers are remembered
_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]+")
_WORD = re.compile(r"[^\W_]+")
_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)


def duplicates(corpus: Corpus, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """List the texts that repeat others.

    Parameters
    ----------
    corpus : from `read_corpus`.
    threshold : the share of runs of three words from which two texts count as one, in (0, 1].

    Returns
    -------
    DataFrame, one row for each document of a cluster of two or more, clusters in the order of their first documents:
    cluster (the id of its first document), doc_id, similarity (estimated, to the first), same (word for word), source,
    date, title, begins (the first words).

    >>> from analysis.corpus import Corpus, Document
    >>> report = "أعلنت الوزارة افتتاح الطريق الجديد بين المدينتين بعد أعمال دامت ثلاث سنوات."
    >>> documents = Document("a", report), Document("b", report), Document("c", "خبر آخر.")
    >>> duplicates(Corpus("c", documents))["doc_id"].tolist()
    ['a', 'b']
    """
    copies = Copies(threshold)
    for document in corpus.documents:
        copies.add(document)
    of = {document.doc_id: document for document in corpus.documents}
    rows = []
    clusters: dict[str, list[str]] = {}
    for doc_id, first in copies.clusters().items():
        clusters.setdefault(first, []).append(doc_id)
    for first, members in clusters.items():
        for doc_id in members if len(members) > 1 else ():
            document = of[doc_id]
            rows.append(
                {
                    "cluster": first,
                    "doc_id": doc_id,
                    "similarity": copies.similarity(first, doc_id),
                    "same": copies.same(first, doc_id),
                    "source": document.metadata.get("source", "unknown"),
                    "date": document.metadata.get("date", pd.NaT),
                    "title": document.metadata.get("title", ""),
                    "begins": " ".join(document.text.split()[:12]),
                }
            )
    columns = ["cluster", "doc_id", "similarity", "same", "source", "date", "title", "begins"]
    return pd.DataFrame(rows, columns=columns)


def with_clusters(corpus: Corpus, *, threshold: float = THRESHOLD) -> Corpus:
    """Give each document the metadata `cluster`: the id of the first document that it repeats, or its own.

    Intervals and tests take it as ``clusters="cluster"``, and then draw copies of a text together.

    Examples
    --------
    >>> "cluster" in with_clusters(read_corpus("corpus/constructed")).metadata
    True
    """
    clusters = _clusters(corpus, threshold)
    documents = (Document(d.doc_id, d.text, {**d.metadata, "cluster": clusters[d.doc_id]}) for d in corpus.documents)
    note = cluster_sizes(clusters)
    return Corpus(corpus.name, tuple(documents), (*corpus.notes, note), corpus.skipped)


def without_duplicates(corpus: Corpus, *, threshold: float = THRESHOLD) -> Corpus:
    """Keep the first document of each cluster of copies, with a note that counts those left out.

    Examples
    --------
    >>> len(without_duplicates(read_corpus("corpus/constructed")))
    36
    """
    clusters = _clusters(corpus, threshold)
    kept = tuple(d for d in corpus.documents if clusters[d.doc_id] == d.doc_id)
    note = left_out_note(len(corpus) - len(kept), len(corpus))
    return Corpus(corpus.name, kept, (*corpus.notes, note), corpus.skipped)


def _clusters(corpus: Corpus, threshold: float) -> Mapping[str, str]:
    copies = Copies(threshold)
    for document in corpus.documents:
        copies.add(document)
    return copies.clusters()


class _Numbers(dict[str, int]):
    """A number for each word, the same in every run."""

    def __missing__(self, word: str) -> int:
        number = self[word] = zlib.crc32(word.encode())
        return number


@dataclass
class Copies:
    """Collects documents one by one and clusters those that are copies of each other.

    Of each text no more is kept than its sketch, half a kilobyte, and what finds it.
    """

    threshold: float = THRESHOLD
    _first: dict[str, str] = field(default_factory=dict)  # the document that each was clustered with
    _exact: dict[int, str] = field(default_factory=dict)
    _copies: set[str] = field(default_factory=set)
    _places: dict[str, int] = field(default_factory=dict)
    _sketches: dict[str, minhash.Numbers] = field(default_factory=dict)
    _words: _Numbers = field(default_factory=_Numbers)

    def __post_init__(self) -> None:
        self._search = minhash.Search(min(self.threshold, CANDIDATES))

    def add(self, document: Document) -> bool:
        """Add a document; say whether it is new, that is, word for word none that was there before."""
        words = self._hashed(document.text)
        content = hash(words.tobytes())
        doc_id = document.doc_id
        self._first[doc_id] = doc_id
        self._places[doc_id] = len(self._places)
        if content in self._exact and len(words):
            self._first[doc_id] = self._root(self._exact[content])
            self._copies.add(doc_id)
            return False
        self._exact[content] = doc_id
        if not len(words):
            return True
        sketch = minhash.sketch(_runs(words))
        for other in self._search.like(sketch):
            if minhash.similarity(self._sketches[other], sketch) >= self.threshold:
                self._join(other, doc_id)
        self._sketches[doc_id] = sketch
        self._search.add(doc_id, sketch)
        return True

    def _hashed(self, text: str) -> NDArray[np.uint32]:
        """A number for each word, spelt the same whatever its hamzas and vowel signs."""
        if len(self._words) > MOST_WORDS:
            self._words.clear()
        found = _WORD.findall(fold(_SIGNS.sub("", text)))
        return np.fromiter(map(self._words.__getitem__, found), np.uint32, len(found))

    def _root(self, doc_id: str) -> str:
        while self._first[doc_id] != doc_id:
            doc_id = self._first[doc_id]
        return doc_id

    def _join(self, one: str, other: str) -> None:
        """Put two clusters together, under the document that came first."""
        first, later = sorted((self._root(one), self._root(other)), key=self._places.__getitem__)
        self._first[later] = first

    def clusters(self) -> dict[str, str]:
        """For each document the first one of its cluster."""
        return {doc_id: self._root(doc_id) for doc_id in self._first}

    def repeating(self) -> tuple[int, int]:
        """How many documents repeat an earlier one, and how many of these word for word."""
        return sum(first != doc_id for doc_id, first in self.clusters().items()), len(self._copies)

    def same(self, one: str, other: str) -> bool:
        """Are these the same words?"""
        return one == other or (other in self._copies and self._first[other] == one)

    def similarity(self, one: str, other: str) -> float:
        """The estimated share of runs of three words that both have."""
        first, second = (
            self._sketches.get(self._first[doc_id] if doc_id in self._copies else doc_id) for doc_id in (one, other)
        )
        return 1.0 if first is None or second is None else round(minhash.similarity(first, second), 3)


def _runs(words: minhash.Numbers) -> minhash.Numbers:
    """A number for each run of three words, or for all of a shorter text."""
    number = max(len(words) - RUN + 1, 1)
    numbers = np.zeros(number, dtype=np.uint32)
    for k in range(min(RUN, len(words))):
        of_place = words[k : k + number]
        numbers += (of_place ^ (of_place >> np.uint32(15))) * _MULTIPLIERS[k]
    return numbers


def cluster_sizes(clusters: Mapping[str, str]) -> str:
    """A note on the clusters in which documents lie."""
    lie = how_many(len(clusters), "document lies", "documents lie")
    number = how_many(len(set(clusters.values())), "cluster of copies", "clusters of copies")
    return f"{lie} in {number} (metadata 'cluster')"


def left_out_note(repeating: int, total: int) -> str:
    """A note on copies that are left out."""
    one, several = "repeats an earlier one and is left out", "repeat an earlier one and are left out"
    return part_of(repeating, total, "document", one, several)


def cluster_note(repeating: int, same: int, total: int) -> list[str]:
    """What to tell of copies while reading."""
    if not repeating:
        return []
    return [
        f"{part_of(repeating, total, 'document', 'repeats', 'repeat')} an earlier one ({same:,} word for word); "
        'intervals take them for independent unless duplicates="cluster" or "drop" is said'
    ]
