"""Vectors of tokens by the two tokens before and after them: names of one kind have neighbours of one kind.

Positive pointwise mutual information with the 4,000 most frequent tokens at each of four places, smoothed and reduced
by a singular value decomposition (Levy, Goldberg & Dagan 2015, doi:10.1162/tacl_a_00134). Counted in keys of tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from analysis.arabic.orthography import keys, normal

TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
PLACES = {-2: 0.6, -1: 1.0, 1: 1.0, 2: 0.6}  #: place of the neighbour → its weight
NEIGHBOURS, LEAST, MOST, SIZE = 4_000, 4, 70_000, 64


def token_keys(lines: Iterable[str]) -> list[list[str]]:
    """Keys of the tokens of each different line."""
    return [keys(TOKEN.findall(normal(line))) for line in dict.fromkeys(lines) if line.strip()]


def neighbour_vectors(lines: list[list[str]]) -> tuple[list[str], NDArray[np.int8], float]:
    """The most frequent keys, their vectors (n, 64) as whole numbers of a step, and the step."""
    counts = Counter(token for line in lines for token in line)
    words = sorted((word for word, n in counts.items() if n >= LEAST), key=lambda word: (-counts[word], word))
    place = {word: number for number, word in enumerate(words)}
    gap = [-1, -1]
    text = np.concatenate([[*gap, *(place.get(token, -1) for token in line), *gap] for line in lines]).astype(np.int32)
    table = sp.hstack([_information(text, offset, len(words)) * weight for offset, weight in PLACES.items()]).tocsr()
    left, strengths, _ = svds(table.astype(np.float32), k=SIZE, v0=np.ones(min(table.shape), np.float32))
    vectors = left * np.sqrt(strengths)
    vectors = 8 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    step = float(np.abs(vectors).max() / 127)
    return words[:MOST], np.round(vectors[:MOST] / step).astype(np.int8), step


def _information(text: NDArray[np.int32], offset: int, n_words: int) -> sp.csr_matrix:
    """Positive pointwise mutual information (n_words, 4,000) with the neighbours at one place."""
    beside = np.roll(text, -offset)
    there = (text >= 0) & (beside >= 0) & (beside < NEIGHBOURS)
    pairs = sp.coo_matrix(
        (np.ones(there.sum(), np.float32), (text[there], beside[there])), (n_words, NEIGHBOURS)
    ).tocsr()
    of_word, of_neighbour = np.asarray(pairs.sum(1)).ravel(), np.asarray(pairs.sum(0)).ravel() ** 0.75
    pairs = pairs.tocoo()
    told = np.log(pairs.data / of_word[pairs.row] / (of_neighbour / of_neighbour.sum())[pairs.col])
    told *= np.sqrt(pairs.data / (pairs.data + 2))  # little is known of what was seen once
    kept = told > 0
    return sp.csr_matrix((told[kept], (pairs.row[kept], pairs.col[kept])), pairs.shape)
