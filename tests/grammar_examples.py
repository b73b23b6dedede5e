"""Sentences with the token that they are about in 【】, and what the rules say of it."""

import re
from collections.abc import Callable

import pandas as pd

from analysis.annotation import Annotations
from analysis.discourse.grammar.find import find_grammar


def unmarked(sentence: str) -> str:
    """The sentence without its marks."""
    return re.sub("[【】]", "", sentence)


def marked(sentence: str) -> tuple[int, int]:
    """Where the marked token stands in the sentence without marks."""
    start = sentence.index("【")
    return start, sentence.index("】") - 1


def grammar_of(sentence: str, parsed: Callable[[str], Annotations]) -> dict[str, object]:
    """The row of find_grammar for the marked token."""
    annotations = parsed(unmarked(sentence))
    start, end = marked(sentence)
    words = annotations.words
    inside = words[(words["start"] <= start) & (words["end"] >= end)]
    word = int(inside["word"].iloc[-1])
    hits = pd.DataFrame({"doc_id": ["example"], "word": [word]})
    return dict(find_grammar(hits, annotations).iloc[0])
