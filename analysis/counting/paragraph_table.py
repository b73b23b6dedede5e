"""The paragraphs of annotated documents: the units that people read and code."""

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource
from analysis.annotation.word_counts import is_word
from analysis.corpus import Corpus, Document
from analysis.counting.pieces import joined

UNIT = ["doc_id", "paragraph"]


def paragraph_table(annotations: AnnotationSource) -> pd.DataFrame:
    """List the paragraphs that have words, in the order of the texts.

    Returns
    -------
    doc_id, paragraph (from 0), start, end (the characters from its first token to its last), n_words, n_tokens.
    """
    return joined([_paragraphs(piece) for piece in annotations.pieces(_NEEDED)])


_NEEDED = ("doc_id", "paragraph", "token", "word", "form", "start", "end")


def _paragraphs(annotations: Annotations) -> pd.DataFrame:
    words = annotations.words
    counted = is_word(words)
    first = counted & ~words[counted].duplicated(["doc_id", "token"]).reindex(words.index, fill_value=True)
    grouped = words.assign(n_words=counted, n_tokens=first).groupby(UNIT, observed=True, sort=False)
    table = grouped.agg(
        start=("start", "min"), end=("end", "max"), n_words=("n_words", "sum"), n_tokens=("n_tokens", "sum")
    ).reset_index()
    table["doc_id"] = table["doc_id"].astype("str")
    return table.astype(dict.fromkeys(["paragraph", "start", "end", "n_words", "n_tokens"], "int64"))


def token_table(annotations: AnnotationSource) -> pd.DataFrame:
    """List the surface tokens: doc_id, paragraph, token, start, end."""
    columns = ["doc_id", "paragraph", "token", "start", "end"]
    tokens = joined(
        [piece.words.drop_duplicates(["doc_id", "token"])[columns] for piece in annotations.pieces(columns)]
    )
    return tokens.reset_index(drop=True).astype({"doc_id": "str"} | dict.fromkeys(columns[1:], "int64"))


def counts_in(paragraphs: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """How many rows of ``places`` (with doc_id and paragraph) lie in each of the paragraphs: (n_paragraphs,)."""
    index = pd.MultiIndex.from_frame(paragraphs[UNIT])
    found = places.assign(doc_id=places["doc_id"].astype("str")).groupby(UNIT).size()
    return found.reindex(index, fill_value=0).to_numpy(dtype=float)


def line_at(text: str, position: int) -> str:
    """The line of a text in which a position lies, without the blanks around it."""
    return text[text.rfind("\n", 0, position) + 1 :].partition("\n")[0].strip()


def corpus_hash(texts: Corpus | AnnotationSource) -> str:
    """SHA-256 of the documents' ids and texts, in order (64 hex digits): codings hold for these texts and no others."""
    digest = hashlib.sha256()
    for document in _documents(texts):
        for part in (document.doc_id, document.text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _documents(texts: Corpus | AnnotationSource) -> Iterator[Document]:
    if isinstance(texts, Corpus):
        yield from texts.documents
    else:
        for piece in texts.pieces(("doc_id",)):
            yield from piece.corpus.documents
