"""Suggestions: words used like a frame's own, proposed for its lexicon, for a person to accept or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.context.vectors import WordVectors, item_vectors, read_vectors
from analysis.counting.hit_checks import check_hits
from analysis.counting.item_counts import document_counts, spellings
from analysis.counting.pieces import Sought, commonest, joined, type_counts
from analysis.counting.trace import Trace
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "X", "ADV")
"""Parts of speech that a frame's vocabulary may have."""

EXAMPLES = 3
_SHORTEST = 3


def suggest_terms(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    frame: str,
    *,
    top: int = 20,
    min_frequency: int = 5,
    vectors: WordVectors | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Words of the corpus that are used like the core words of ``frame`` and are not yet among them.

    Nothing enters a lexicon by itself: read the sentences, then add to the TOML file what belongs there.

    Parameters
    ----------
    hits : a table of `find_frames` on the same annotations.
    top : how many to propose; min_frequency : how often they must occur.
    vectors : from `read_vectors`; those of the model that made the annotations if omitted.
    seed : fixes which sentences are shown.

    Returns
    -------
    DataFrame, likest first: frame; term (a key), and its spelling as a word; n, documents; similarity, in [−1, 1]:
    the cosine to the mean of the frame's words; nearest, the frame's word it is likest; example_1 to example_3,
    sentences it stands in.

    Raises
    ------
    KhitabError when the model has no vectors, the frame has no hits, or none of its words has a vector.

    Source: Mikolov et al. (2013), arXiv:1301.3781; as a way to widen dictionaries, Rheault et al.
    (2016), doi:10.1371/journal.pone.0168843.

    Examples
    --------
    >>> suggest_terms(hits, annotations, "security", top=2, min_frequency=3).columns[0]
    'frame'
    """
    check_hits(hits, annotations, "suggest_terms")
    seeds = _seed_words(annotations, hits, frame)
    ours = item_vectors(annotations, vectors or read_vectors(annotations.model))
    place = ours.words.get_indexer(seeds.index)
    known = place >= 0
    if not known.any():
        raise KhitabError(
            f"suggest_terms: none of the words of {frame!r} in this corpus has a vector; choose another frame or model."
        )
    weights = np.sqrt(seeds.to_numpy(float)[known])  # a word a hundred times as frequent is not the whole frame
    centre = weights @ ours.matrix[place[known]]
    similarity = ours.matrix @ (centre / np.linalg.norm(centre))
    nearest = seeds.index[known].to_numpy()[(ours.matrix @ ours.matrix[place[known]].T).argmax(axis=1)]
    table = pd.DataFrame({"frame": frame, "term": ours.words, "similarity": similarity, "nearest": nearest})
    table = _with_counts(table, annotations)
    taken = _words_of(annotations, hits[hits["frame"] == frame])
    admitted = (
        (table["n"] >= min_frequency)
        & ~table["term"].isin(taken.index)
        & table["term"].isin(_content(annotations))
        & (table["term"].str.len() >= _SHORTEST)
    )
    table = (
        table[admitted].sort_values(["similarity", "term"], ascending=[False, True]).head(top).reset_index(drop=True)
    )
    examples = _examples(annotations, table["term"], seed)
    for number in range(EXAMPLES):
        table[f"example_{number + 1}"] = pd.array([found[number] for found in examples], dtype="str")
    table.attrs["provenance"] = {**hits.attrs.get("provenance", annotations.provenance), "method": "word vectors"}
    table["spelling"] = spellings(table["term"], [annotations])
    Trace("words", item="term", unit="key").on(table)
    columns = ["frame", "term", "spelling", "n", "documents", "similarity", "nearest"]
    return table[[*columns, *(f"example_{number + 1}" for number in range(EXAMPLES))]]


def _seed_words(annotations: AnnotationSource, hits: pd.DataFrame, frame: str) -> pd.Series:
    core = hits[(hits["frame"] == frame) & (hits["tier"] == "core")]
    if core.empty:
        raise KhitabError(
            f"suggest_terms: {frame!r} has no core hits in this corpus; name a frame that is found in it."
        )
    return _words_of(annotations, core)


def _words_of(annotations: AnnotationSource, hits: pd.DataFrame) -> pd.Series:
    """How often each key is a hit."""
    sought = Sought(hits)
    found = [
        piece.words["key"].iloc[np.sort(sought.rows_in(piece)[1])].astype("str")
        for piece in annotations.pieces(("doc_id", "word", "key"))
    ]
    return pd.concat(found, ignore_index=True).value_counts()


def _with_counts(table: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    counts = document_counts(annotations).of(pd.Index(table["term"], dtype="str"))
    return table.assign(n=counts.totals.astype("int64"), documents=counts.documents.astype("int64"))


def _content(annotations: AnnotationSource) -> pd.Index:
    """Keys whose commonest part of speech is a content word's."""
    pairs = commonest(type_counts(annotations, ("key", "upos")))
    content: pd.Index = pd.Index(pairs.loc[pairs["upos"].isin(CONTENT), "key"])
    return content


def _examples(annotations: AnnotationSource, terms: Iterable[str], seed: int) -> list[list[str]]:
    """For each term up to three sentences with it, drawn from different documents where there are as many."""
    wanted = list(terms)
    held = joined([_sentences(piece, wanted) for piece in annotations.pieces(("doc_id", "sentence", "key"))])
    drawn = [_draw(held.loc[held["key"] == term, ["doc_id", "sentence"]], seed) for term in wanted]
    documents = annotations.select({doc_id for places in drawn for doc_id in places["doc_id"]})
    texts = [[_text(documents, *place) for place in places.itertuples(index=False)] for places in drawn]
    return [found + [""] * (EXAMPLES - len(found)) for found in texts]


def _sentences(piece: Annotations, terms: list[str]) -> pd.DataFrame:
    """The sentences of a piece that hold one of the terms."""
    words = piece.words.loc[piece.words["key"].isin(terms), ["doc_id", "sentence", "key"]]
    return words.astype({"doc_id": "str", "key": "str"}).drop_duplicates(ignore_index=True)


def _draw(sentences: pd.DataFrame, seed: int) -> pd.DataFrame:
    drawn = sentences.sample(frac=1, random_state=seed)
    return pd.concat([drawn.drop_duplicates("doc_id"), drawn]).drop_duplicates().head(EXAMPLES)


def _text(documents: Annotations, doc_id: str, sentence: int) -> str:
    words = documents.words
    inside = words[(words["doc_id"] == doc_id) & (words["sentence"] == sentence)]
    return documents.text(doc_id)[int(inside["start"].min()) : int(inside["end"].max())]
