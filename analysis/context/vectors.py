"""Word vectors that come with a model: what words are used like what other words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.arabic.orthography import keys
from analysis.counting.pieces import type_counts
from analysis.errors import KhitabError
from analysis.parsing.model import find_model

if TYPE_CHECKING:
    from analysis.annotation import ModelInfo
    from analysis.annotation.source import AnnotationSource

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class WordVectors:
    """Vectors of length 1, one row for each word of ``words``, which are keys (folded spelling), unique."""

    words: pd.Index
    matrix: Vectors


def read_vectors(model: ModelInfo) -> WordVectors:
    """Read the word vectors of a model: the file `ar/pretrain/*.pt` in Stanza's format, the first by name.

    Spellings that share a key are averaged.

    Raises
    ------
    KhitabError when the model has no vectors, or their file is not in that format.

    Examples
    --------
    >>> type(read_vectors(annotations.model)).__name__
    'WordVectors'
    """
    files = sorted((_folder(model) / "ar" / "pretrain").glob("*.pt"))
    if not files:
        raise KhitabError(
            f"model {model.name!r}: it has no word vectors (ar/pretrain/*.pt), so nothing can be suggested from it; "
            "annotate with a model that has, such as 'official'."
        )
    spellings, rows = _read(files[0])
    words, place = np.unique(keys(spellings), return_inverse=True)
    gather = sparse.csr_array((np.ones(len(place)), (place, np.arange(len(place)))), shape=(len(words), len(place)))
    matrix = gather @ unit_rows(rows)
    known = (words != "") & (np.abs(matrix).sum(axis=1) > 0)
    return WordVectors(pd.Index(words[known], dtype="str"), unit_rows(matrix[known]))


def _folder(model: ModelInfo) -> Path:
    """Give the model's folder; stored annotations do not say where it is, but the bundled model is known."""
    if model.folder != Path():
        return model.folder
    if model.name == "bundled" and (bundled := find_model()).fingerprint == model.fingerprint:
        return bundled.folder
    raise KhitabError(
        f"model {model.name!r}: stored annotations do not say where its files are; give the vectors of the same model "
        "with vectors=read_vectors(find_model(…))."
    )


def item_vectors(annotations: AnnotationSource, vectors: WordVectors) -> WordVectors:
    """Vectors of the corpus's own keys: the mean of their forms' vectors, each as often as it occurs."""
    counts = type_counts(annotations, ("key", "form"))
    place = vectors.words.get_indexer(pd.Index(keys(counts["form"].tolist()), dtype="str"))
    counts, place = counts[place >= 0], place[place >= 0]
    items, row = np.unique(counts["key"].astype("str").to_numpy(dtype=str), return_inverse=True)
    gather = sparse.csr_array((counts["n"].to_numpy(float), (row, place)), shape=(len(items), len(vectors.words)))
    return WordVectors(pd.Index(items, dtype="str"), unit_rows(gather @ vectors.matrix))


def unit_rows(matrix: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length 1; rows of zeros stay as they are."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Vectors = (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def _read(file: Path) -> tuple[list[str], NDArray[np.floating]]:
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.common.vocab import VOCAB_PREFIX

    try:
        pretrain = Pretrain(str(file), save_to_file=False)
        rows = pretrain.emb.numpy()
    except Exception as error:
        raise KhitabError(f"{file}: it is not a file of word vectors that Stanza can read; copy it again.") from error
    first = len(VOCAB_PREFIX)  # padding, unknown, empty and root are no words
    return [pretrain.vocab.id2unit(place) for place in range(first, len(rows))], rows[first:]
