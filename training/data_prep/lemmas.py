"""Training data of the lemmatiser: word types instead of running words.

Its dictionary answers for words it has seen, so its network has to learn rare ones: each (form, part of speech,
lemma) is given once and once more for each doubling of its count. The order, most frequent first, keeps the
dictionary's choice among several lemmas that of the full counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training.data_prep.conllu import Sentence, Token, Word

ROW = 30


def lemma_sentences(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Rows of `ROW` words with form, lemma and part of speech; their trees mean nothing."""
    counts = Counter((w.form, w.upos, w.lemma) for sentence in sentences for w in sentence.words if w.form.strip())
    words = [kind for kind, count in counts.most_common() for _ in range(count.bit_length())]
    rows = [words[first : first + ROW] for first in range(0, len(words), ROW)]
    return [Sentence(f"lemmas-{number}", tuple(map(_token, range(len(row)), row))) for number, row in enumerate(rows)]


def _token(position: int, kind: tuple[str, str, str]) -> Token:
    form, upos, lemma = kind
    deprel = "dep" if position else "root"
    return Token(form, (Word(form, lemma, upos, "_", "_", min(position, 1), deprel),))
