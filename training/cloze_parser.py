"""The parser's network learns from news (`training.cloze`), read with the tags and lemmas that the model gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.depparse.data import DataLoader
from stanza.models.depparse.trainer import Trainer, unpack_batch
from stanza.utils.conll import CoNLL
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence, pad_sequence

from training.cloze import DROPPED, GUESSED, Guessers, layers

WORDS = 2500


class _Dropped(nn.Module):
    """Stands for `WordDropout`, and remembers what it dropped: `mask` (n packed words, 1)."""

    mask: Tensor

    def forward(self, rows: Tensor, replacement: Tensor) -> Tensor:
        """Replace some rows by the replacement."""
        if not self.training:
            return rows
        self.mask = torch.rand(len(rows), 1) < DROPPED
        return torch.where(self.mask, replacement.to(rows.dtype), rows)


class ParserCloze:
    """A parser that reads news with tags, and the treebank's trees. Files are CoNLL-U; `start` is a parser's file."""

    def __init__(self, start: Path, news: Path, train: Path, dev: Path, vectors: Path) -> None:
        pretrain = Pretrain(str(vectors))
        self.trainer = Trainer.load(str(start), pretrain, device="cpu")
        self.network = self.trainer.model
        self.network.worddrop = _Dropped()
        self.network.parserlstm.forward = self._follow
        self._text, self._gold, self._dev = (
            DataLoader(
                CoNLL.conll2doc(str(path)),
                WORDS,
                self.trainer.args,
                pretrain,
                self.trainer.vocab,
                evaluation=path == dev,
            )
            for path in (news, train, dev)
        )
        counts = Counter(word for record in self._text.dataset.data for word in record[9])
        types = counts.most_common(GUESSED)
        self._number = {word: number for number, (word, _) in enumerate(types)}
        rows = torch.tensor(pretrain.vocab.map([word.lower() for word, _ in types]))
        self.guessers = Guessers(
            self.network.pretrained_emb.weight[rows].detach().clone(), np.array([count for _, count in types]),
            counts.total(), 2 * self.trainer.args["hidden_dim"],
        )  # fmt: skip

    def _follow(self, rows: PackedSequence, lengths: Any, hx: tuple[Tensor, Tensor]) -> tuple[PackedSequence, None]:
        """Stands for the network's `forward`, and remembers the first layer's states."""
        self._layers = layers(self.network.parserlstm, rows, lengths, hx)
        return self._layers[-1], None

    def news(self) -> Iterator[Tensor]:
        """Losses of the two kinds of gap, batch by batch, without end."""
        for batch in _batches(self._text):
            inputs, _, order, lengths, word_lengths, text = unpack_batch(batch, "cpu")
            self.network.embed(*inputs, order, lengths, word_lengths, text)
            first, last = (pad_packed_sequence(self._layers[i], batch_first=True)[0] for i in (0, -1))
            mask = PackedSequence(self.network.worddrop.mask, self._layers[0].batch_sizes)
            dropped = pad_packed_sequence(mask, batch_first=True)[0].squeeze(2)
            # The root, which comes before the words, is not guessed.
            words = [torch.tensor([-1, *(self._number.get(word, -1) for word in sentence)]) for sentence in text]
            yield self.guessers(first, last, pad_sequence(words, batch_first=True, padding_value=-1), dropped)

    def gold(self) -> Iterator[Tensor]:
        """Losses of the trees, batch by batch, without end."""
        for batch in _batches(self._gold):
            inputs, _, order, lengths, word_lengths, text = unpack_batch(batch, "cpu")
            yield self.network.loss(*inputs, order, lengths, word_lengths, text)[0]

    def scores(self) -> dict[str, float]:
        """UAS and LAS on the development part's gold words, with the tags and lemmas of its file."""
        found = [tree for batch in self._dev for tree in self.trainer.predict(batch)]
        guessed = [pair for sentence in found for pair in sentence]
        gold = [pair for sentence in self._dev.doc.get(["head", "deprel"], as_sentences=True) for pair in sentence]
        same = np.array([[int(a[0]) == b[0], a[1] == b[1]] for a, b in zip(guessed, gold, strict=True)])
        return {"UAS": 100 * same[:, 0].mean(), "LAS": 100 * same.all(1).mean()}

    def save(self, out: Path) -> None:
        """Write Stanza's file."""
        self.trainer.save(str(out))


def _batches(loader: DataLoader) -> Iterator[Any]:
    while True:
        loader.reshuffle()
        for number in range(len(loader)):
            yield loader[number]
