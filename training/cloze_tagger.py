"""The tagger's network learns from news (`training.cloze`): as raw words, of which there are many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer, unpack_batch
from stanza.utils.conll import CoNLL
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from training.cloze import DROPPED, GUESSED, Guessers, layers
from training.reading import Spelled, Text
from training.transfer import transfer

WORDS, SENTENCES = 2500, 64
SEED = 1


class TaggerCloze:
    """A tagger that reads news, and the treebank's tags.

    Parameters
    ----------
    start : a tagger's file; `hidden` : states in each direction, if more than it has.
    train, dev : CoNLL-U.
    """

    def __init__(self, start: Path, text: Text, train: Path, dev: Path, vectors: Path, hidden: int | None) -> None:
        pretrain = Pretrain(str(vectors))
        self.trainer = Trainer(pretrain=pretrain, model_file=str(start), device="cpu")
        if hidden is not None:
            args = {**self.trainer.args, "hidden_dim": hidden}
            self.trainer = Trainer(args, self.trainer.vocab, pretrain, device="cpu")
            transfer(start, self.trainer.model, self.trainer.vocab)
        self.network = self.trainer.model
        self.network.worddrop.dropprob = DROPPED
        self._text, self._spelled = text, Spelled.of(text.types, self.trainer.vocab, pretrain)
        vectors_of = self.network.pretrained_emb.weight[self._spelled.pretrained[:GUESSED]].detach().clone()
        self.guessers = Guessers(
            vectors_of, text.counts[:GUESSED], len(text.words), 2 * self.trainer.args["hidden_dim"]
        )
        self._gold, self._dev = (
            Dataset(CoNLL.conll2doc(str(path)), self.trainer.args, pretrain, self.trainer.vocab, evaluation=path == dev)
            for path in (train, dev)
        )

    def news(self) -> Iterator[Tensor]:
        """Losses of the two kinds of gap, batch by batch, without end."""
        rng = np.random.default_rng(SEED)
        while True:
            for words in self._text.batches(WORDS, rng):
                dropped = (words >= 0) & (torch.rand(words.shape) < DROPPED)
                first, last = self._read(words, dropped)
                yield self.guessers(first, last, words, dropped)

    def _read(self, words: Tensor, dropped: Tensor) -> tuple[Tensor, Tensor]:
        """States (sentences, words, states) of the first and the last layer, by the sums of Stanza's own `forward`."""
        network, spelled, types = self.network, self._spelled, words.clamp(min=0)
        # Each type's letters are read once.
        some, which = types.unique(return_inverse=True)
        lengths, order = spelled.lengths[some].sort(descending=True)
        letters = spelled.letters[some[order], : int(lengths[0])]
        read = network.charmodel(letters, letters == 0, order.tolist(), [len(some)], lengths.tolist()).data
        inputs = torch.cat(
            [
                network.word_emb(spelled.word[types]),
                network.trans_pretrained(network.pretrained_emb(spelled.pretrained[types])),
                network.trans_char(network.drop(read))[which],
            ],
            dim=2,
        )
        inputs = torch.where(dropped.unsqueeze(2), network.drop_replacement.to(inputs.dtype), inputs)
        within = (words >= 0).sum(1)
        starts = tuple(
            start.expand(-1, len(words), -1).contiguous()
            for start in (network.taggerlstm_h_init, network.taggerlstm_c_init)
        )
        packed = pack_padded_sequence(network.drop(inputs), within, batch_first=True)
        states = layers(network.taggerlstm, packed, within, starts)
        first, last = (pad_packed_sequence(states[i], batch_first=True)[0] for i in (0, -1))
        return first, last

    def gold(self) -> Iterator[Tensor]:
        """Losses of the tags, batch by batch, without end."""
        while True:
            for batch in self._gold.to_loader(batch_size=SENTENCES, shuffle=True):
                inputs, _, order, lengths, word_lengths, text = unpack_batch(batch, "cpu")
                yield self.network(*inputs, order, lengths, word_lengths, text)[0]

    def scores(self) -> dict[str, float]:
        """Right tags on the development part's gold words."""
        batches = self._dev.to_loader(batch_size=SENTENCES)
        guessed = [word for batch in batches for sentence in self.trainer.predict(batch) for word in sentence]
        fields = self._dev.doc.get(["upos", "xpos", "feats"], as_sentences=True)
        gold = [[value or "_" for value in word] for sentence in fields for word in sentence]
        same = np.array(guessed, dtype=object) == np.array(gold, dtype=object)
        names = ("UPOS", "XPOS", "UFeats", "AllTags")
        return dict(zip(names, 100 * np.append(same.mean(0), same.all(1).mean()), strict=True))

    def save(self, out: Path) -> None:
        """Write Stanza's file."""
        self.trainer.save(str(out))
