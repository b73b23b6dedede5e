"""Context: the company words keep: concordances by query, collocates, word sketches, neighbours in meaning."""

from analysis.context.collocates import collocates
from analysis.context.concordance import concordance
from analysis.context.search import find_matches
from analysis.context.suggestions import suggest_terms
from analysis.context.vectors import read_vectors
from analysis.context.word_sketch import collocation_evidence, word_sketch

__all__ = [
    "collocates",
    "collocation_evidence",
    "concordance",
    "find_matches",
    "read_vectors",
    "suggest_terms",
    "word_sketch",
]
