"""News as CoNLL-U, with the tags and lemmas that a model gives it: what the parser reads besides the treebank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from analysis.annotation.engine import Word, load_engine
from analysis.annotation.model import find_model
from training.conllu import Sentence, Token, write_conllu
from training.conllu import Word as Annotated
from training.reading import LONGEST, SHORTEST

TEXTS = 200  # annotated at once
_TREE = (0, "root")  # of the first word; the others hang on it, since nothing is learnt from these trees


def write_silver(texts: Iterable[str], model: str | Path, words: int, out: Path) -> None:
    """Annotate texts until there are so many words, and write the sentences that are neither short nor very long."""
    engine, sentences, found = load_engine(find_model(model)), [], 0
    for group in _groups(texts):
        lines = [line for text in group for line in text.splitlines() if line.strip()]
        chosen = [_sentence(s) for paragraph in engine.parse(lines) for s in paragraph if SHORTEST <= len(s) <= LONGEST]
        sentences += chosen
        found += sum(len(sentence.words) for sentence in chosen)
        if found >= words:
            break
    write_conllu(sentences, out)


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for text in texts:
        group.append(text)
        if len(group) == TEXTS:
            yield group
            group = []
    yield group


def _sentence(words: Sequence[Word]) -> Sentence:
    tokens = []
    for place, word in enumerate(words):
        head, deprel = (1, "dep") if place else _TREE
        annotated = Annotated(
            word.form, word.lemma or "_", word.upos, word.xpos or "_", word.feats or "_", head, deprel
        )
        tokens.append(Token(word.form, (annotated,)))
    return Sentence("", tuple(tokens))
