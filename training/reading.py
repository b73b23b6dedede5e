"""News as numbers for the cloze (`training.cloze`): sentences of word types, and batches of like length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

ENDS = {".", "؟", "!", "؛"}
SHORTEST, LONGEST = 5, 80
#: Letters of a word that are looked at; longer ones are links and the like.
LETTERS = 20
POOL = 4000


def sentences(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Cut lines of words behind full stops, and where a sentence would be longer than `LONGEST` words."""
    for line in lines:
        first = 0
        for at, word in enumerate(line, start=1):
            if word in ENDS or at - first == LONGEST or at == len(line):
                if at - first >= SHORTEST:
                    yield line[first:at]
                first = at


@dataclass(frozen=True)
class Text:
    """Sentences laid one behind the other: sentence i is `words[borders[i]:borders[i + 1]]`, words being type numbers.

    Attributes
    ----------
    types : the distinct words, the most frequent first.
    counts : (n_types,) how often each stands.
    """

    types: list[str]
    counts: NDArray[np.int64]
    words: NDArray[np.int32]
    borders: NDArray[np.int64]

    @classmethod
    def of(cls, lines: Iterable[list[str]]) -> Text:
        """Number the words of sentences."""
        numbers: dict[str, int] = {}
        words, borders = [], [0]
        for sentence in sentences(lines):
            words.append(np.array([numbers.setdefault(word, len(numbers)) for word in sentence], dtype=np.int32))
            borders.append(borders[-1] + len(sentence))
        flat = np.concatenate(words)
        counts = np.bincount(flat, minlength=len(numbers))
        order = np.argsort(-counts, kind="stable")
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        spelled = list(numbers)
        return cls([spelled[i] for i in order], counts[order], place[flat], np.array(borders))

    def batches(self, words: int, rng: np.random.Generator) -> Iterator[Tensor]:
        """Go through the text once, in random order: batches (sentences, words) padded with -1, longest first."""
        order = rng.permutation(len(self.borders) - 1)
        for start in range(0, len(order), POOL):
            pool = order[start : start + POOL]
            lengths = self.borders[pool + 1] - self.borders[pool]
            pool = pool[np.argsort(-lengths, kind="stable")]
            cuts = _cuts(np.sort(lengths)[::-1], words)
            for which in rng.permutation(len(cuts) - 1):
                yield self._padded(pool[cuts[which] : cuts[which + 1]])

    def _padded(self, chosen: NDArray[np.int64]) -> Tensor:
        spans = [self.words[self.borders[i] : self.borders[i + 1]] for i in chosen]
        batch = torch.full((len(spans), len(spans[0])), -1, dtype=torch.long)
        for row, span in enumerate(spans):
            batch[row, : len(span)] = torch.from_numpy(span.astype(np.int64))
        return batch


def _cuts(lengths: NDArray[np.int64], words: int) -> list[int]:
    cuts = [0]
    while cuts[-1] < len(lengths):
        cuts.append(min(len(lengths), cuts[-1] + max(1, words // int(lengths[cuts[-1]]))))
    return cuts


@dataclass(frozen=True)
class Spelled:
    """What a tagger's vocabularies say of types, by their numbers: word, pretrained vector, letters (padded with 0)."""

    word: Tensor
    pretrained: Tensor
    letters: Tensor
    lengths: Tensor

    @classmethod
    def of(cls, types: list[str], vocab: Any, pretrain: Any) -> Spelled:
        """Look the types up."""
        letters = torch.zeros(len(types), LETTERS, dtype=torch.long)
        for row, text in enumerate(types):
            known = vocab["char"].map(list(text[:LETTERS]))
            letters[row, : len(known)] = torch.tensor(known)
        word = torch.tensor(vocab["word"].map(types))
        pretrained = torch.tensor(pretrain.vocab.map([text.lower() for text in types]))
        return cls(word, pretrained, letters, (letters != 0).sum(1))
