"""What a network reads of a word's spelling: character, word and pretrained vectors, made once per type.

Without a character language model none of them depends on the context, and words of a corpus recur: the characters
of a type run through their LSTM once, not once per occurrence.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.common.utils import simplify_punct
from stanza.models.common.vocab import PAD_ID, ROOT_ID
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from analysis.parsing.networks.characters import Characters
from analysis.parsing.networks.layers import alike, first_rows

MAX_TYPES = 60_000  # remembered rows; at some 325 numbers each they take 80 MB


class Rows:
    """A table of vectors that grows by the keys asked for; emptied when full, so that its memory is bounded."""

    def __init__(self, make: Callable[[Sequence[Any]], Tensor], limit: int = MAX_TYPES) -> None:
        self._make = make
        self._limit = limit
        self._place: dict[Any, int] = {}
        self._table = torch.empty(0, 0)

    def find(self, keys: Sequence[Any]) -> Tensor:
        """Give the rows (len(keys), size) of the keys, making those that are new."""
        distinct = dict.fromkeys(keys)
        new = [key for key in distinct if key not in self._place]
        if len(self._place) + len(new) > self._limit:
            self._place.clear()
            new = list(distinct)
        if new:
            self._add(new, self._make(new))
        return self._table[torch.tensor([self._place[key] for key in keys])]

    def _add(self, keys: Sequence[Any], rows: Tensor) -> None:
        first = len(self._place)
        if first + len(keys) > len(self._table):
            grown = rows.new_empty(max(2 * len(self._table), first + len(keys), 1024), rows.shape[1])
            if first:
                grown[:first] = self._table[:first]
            self._table = grown
        self._table[first : first + len(keys)] = rows
        self._place.update(zip(keys, range(first, first + len(keys)), strict=True))


class Spellings:
    """The part of a tagger's or parser's input that a form determines, as named pieces."""

    def __init__(self, model: Any, vocab: Any, pretrain_vocab: Any) -> None:
        self._model, self._vocab, self._pretrain = model.eval(), vocab, pretrain_vocab
        self._quick = Characters(model.charmodel) if Characters.fits(model.charmodel) else None

    def vectors(self, forms: Sequence[str | None]) -> dict[str, Tensor]:
        """Give `word`, `pretrained` and `char` vectors, one row per form; None stands for the root."""
        model = self._model
        # Stanza shows its networks "?" for "؟!" and the like.
        shown = [None if form is None else simplify_punct([[[form]]])[0][0][0] for form in forms]
        words = torch.tensor(self._ids("word", shown))
        pieces = {"word": model.word_emb(words), "char": self._characters(shown)}
        if model.args["pretrain"]:
            ids = [ROOT_ID if form is None else self._pretrain.unit2id(form.lower()) for form in shown]
            pieces["pretrained"] = alike(model.pretrained_emb(torch.tensor(ids)), model.trans_pretrained)
        return pieces

    def _ids(self, name: str, values: Sequence[str | None]) -> list[int]:
        vocab = self._vocab[name]
        return [ROOT_ID if value is None else vocab.unit2id(value) for value in values]

    def _characters(self, forms: Sequence[str | None]) -> Tensor:
        model, vocab = self._model, self._vocab["char"]
        numbers = [[ROOT_ID] if form is None else vocab.map(list(form)) for form in forms]
        result: Tensor
        if self._quick is not None:
            return alike(self._quick.read(numbers), model.trans_char)
        spelt = [torch.tensor(word) for word in numbers]
        order = sorted(range(len(spelt)), key=lambda index: -len(spelt[index]))
        lengths = [len(spelt[index]) for index in order]
        padded = pad_sequence([spelt[index] for index in order], batch_first=True, padding_value=PAD_ID)
        read: Any = model.charmodel(padded, None, order, [len(order)], lengths)
        result = model.trans_char(read.data)
        return result


def batches(lengths: Sequence[int], limit: int) -> list[list[int]]:
    """Deal sentences, longest first, into batches of at most `limit` words, padding included, if not one sentence."""
    dealt: list[list[int]] = []
    for index in np.argsort(-np.asarray(lengths), kind="stable").tolist():
        if dealt and (len(dealt[-1]) + 1) * lengths[dealt[-1][0]] <= limit:
            dealt[-1].append(index)
        else:
            dealt.append([index])
    return dealt


def laid_out(lengths: Sequence[int], limit: int) -> list[list[int]]:
    """Deal sentences, longest first, into batches of at most `limit` words, if not one sentence: none is padded."""
    dealt: list[list[int]] = []
    words = 0
    for index in np.argsort(-np.asarray(lengths), kind="stable").tolist():
        words += lengths[index]
        if not dealt or words > limit:
            dealt.append([])
            words = lengths[index]
        dealt[-1].append(index)
    return dealt


def unpacked(batch_sizes: Tensor, lengths: Sequence[int]) -> NDArray[np.int64]:
    """Say where in packed data each word of sentences laid end to end stands."""
    starts = first_rows(batch_sizes)
    return np.concatenate([starts[:length] + index for index, length in enumerate(lengths)])
