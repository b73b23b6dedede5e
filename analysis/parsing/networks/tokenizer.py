"""Stanza's tokeniser over sequences of characters laid end to end, none of them padded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (PyTorch's own custom)
from numpy.typing import NDArray
from stanza.models.tokenization.model import Tokenizer
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from analysis.parsing.networks.layers import by_like_length
from analysis.parsing.networks.steps import steps_of


class FastTokenizer:
    """Stanza's tokeniser of this very shape: two LSTMs, of which the second hears less of what is inside of tokens."""

    def __init__(self, trainer: Any) -> None:
        self._model = trainer.model.eval()
        kinds = ("tok", "sent", "mwt")
        first, second = ([getattr(self._model, f"{kind}_clf{number}") for kind in kinds] for number in ("", "2"))
        self._first = torch.cat([layer.weight.detach() for layer in first])
        self._bias = torch.cat([layer.bias.detach() for layer in first])
        self._second = torch.cat([layer.weight.detach() for layer in second])

    @staticmethod
    def fits(trainer: Any) -> bool:
        """Say whether a tokeniser has this shape; others run as Stanza runs them."""
        model = trainer.model
        return (
            type(model) is Tokenizer
            and model.charmodel is None
            and model.args["conv_res"] is None
            and model.args["rnn_layers"] == 1
            and bool(model.args["hierarchical"] and model.args["use_mwt"])
        )

    def labels(
        self, numbers: Sequence[NDArray[np.int64]], features: Sequence[NDArray[np.float32]]
    ) -> list[NDArray[np.int64]]:
        """Labels of the characters of sequences, longest first, given by their numbers and features."""
        lengths = [len(some) for some in numbers]
        steps = steps_of(np.asarray(lengths))
        sizes = torch.tensor([number for _, number in steps.parts])
        places = self._model.embeddings(torch.from_numpy(np.concatenate(numbers)))
        rows = torch.cat([places, torch.from_numpy(np.concatenate(features))], 1)[steps.rows]
        read = _read(self._model.rnn, rows, sizes)
        scores = F.linear(read, self._first, self._bias)
        inside = self._model.args["hier_invtemp"]
        heard = read * torch.sigmoid(scores[:, :1] * inside) if inside > 0 else read
        scores += F.linear(_read(self._model.rnn2, heard, sizes), self._second)
        found = np.empty(len(rows), dtype=np.int64)
        found[steps.rows.numpy()] = _labels(scores).numpy()
        return np.split(found, np.cumsum(lengths)[:-1])


def _read(lstm: nn.LSTM, rows: Tensor, sizes: Tensor) -> Tensor:
    zeros = rows.new_zeros(2, int(sizes[0]), lstm.hidden_size)
    return by_like_length(lstm, PackedSequence(rows, sizes), (zeros, zeros)).data


def _labels(scores: Tensor) -> Tensor:
    """The most probable labels, given scores of being a token's end, a sentence's end, and of several words."""
    (no_token, no_sentence, one_word), (token, sentence, several) = (F.logsigmoid(way).T for way in (-scores, scores))
    ends = token + no_sentence, token + sentence
    return torch.stack([no_token, *(end + words for words in (one_word, several) for end in ends)]).argmax(0)
