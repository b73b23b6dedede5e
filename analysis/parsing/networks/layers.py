"""Stanza's layers computed faster: the same sums, equal up to rounding.

Torch comes with oneDNN, but uses it for some shapes of fp32 only. Measured on AMD EPYC, it takes half the time of MKL,
by which torch multiplies matrices; and an LSTM over sequences of unequal length, which torch computes step by step,
takes half the time as batches of like lengths, for which oneDNN has kernels.

Such kernels are compiled for each shape and kept: a batch of every new size would cost a sixth of the time and hold
gigabytes in the end, so that sizes are made to recur. Where torch was built without oneDNN, products are its own.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (PyTorch's own custom)
from numpy.typing import NDArray
from stanza.models.common.char_model import CharacterLanguageModel
from stanza.models.common.hlstm import HighwayLSTM
from stanza.models.tokenization.model import Tokenizer
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

AVAILABLE = torch.backends.mkldnn.is_available() and hasattr(torch.ops.mkldnn, "_linear_pointwise")  # type: ignore[no-untyped-call]
BLOCKS = 256, 64  # rows that oneDNN multiplies at a time; the last few are left to torch
NARROW = 8  # columns up to which torch is as fast
# Sequences are run together up to `MOST`, while they have this share of the longest one's length or are few.
MOST, FEW, LIKE = 16, 8, 0.75
MOST_ALIKE = 64  # of sequences of the very same length, which are run together where lengths recur so often:
RECURRING = 4

Ints = NDArray[np.int64]


def quicken(network: nn.Module) -> None:
    """Let a network that is only asked, not trained, be computed by the layers below."""
    outputs_only = set(_without_last_states(network))
    # Layers keep their weights and only compute otherwise, hence a change of class.
    for module in network.modules():
        if type(module) is nn.Linear:
            module.__class__ = _Linear
        elif type(module) is nn.LSTM and module.batch_first and not module.proj_size:
            like = module in outputs_only and module.num_layers == 1
            module.__class__ = _LSTMByLikeLength if like else _LSTMByLength


def _without_last_states(network: nn.Module) -> Iterator[Any]:
    """LSTMs of whose results nothing but the outputs is read."""
    for module in network.modules():
        if isinstance(module, HighwayLSTM):
            yield from (layer.lstm for layer in module.lstm)
        elif isinstance(module, Tokenizer):
            yield from (module.rnn, *([module.rnn2] if module.args["hierarchical"] else []))
        elif isinstance(module, CharacterLanguageModel):
            yield module.charlstm.lstm


def linear(rows: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`F.linear(rows, weight, bias)`."""
    if rows.ndim == 3 and not rows.is_contiguous() and rows.transpose(0, 1).is_contiguous():
        # Steps first, as Stanza's unpacked outputs lie: this spares a copy.
        return linear(rows.transpose(0, 1), weight, bias).transpose(0, 1)
    if not AVAILABLE or rows.ndim < 2 or len(weight) <= NARROW or rows.dtype != torch.float32 or _learning(weight):
        return F.linear(rows, weight, bias)
    flat, start = rows.flatten(0, -2), 0
    result = flat.new_empty(len(flat), len(weight))
    for size in BLOCKS:
        while len(flat) - start >= size:
            end = start + size
            result[start:end] = torch.ops.mkldnn._linear_pointwise(flat[start:end], weight, bias, "none", [], "")
            start = end
    if start < len(flat):
        result[start:] = F.linear(flat[start:], weight, bias)
    return result.view(*rows.shape[:-1], len(weight))


def alike(rows: Tensor, layer: nn.Linear) -> Tensor:
    """`layer(rows)`, each row to the last bit as it is alone: worked out in more digits than are kept.

    For what is rounded to whole numbers afterwards: a last bit may decide there, and a word be read otherwise.
    """
    bias = None if layer.bias is None else layer.bias.double()
    return F.linear(rows.double(), layer.weight.double(), bias).to(rows.dtype)


def _learning(weight: Tensor) -> bool:
    return torch.is_grad_enabled() and weight.requires_grad


class _Linear(nn.Linear):
    def forward(self, rows: Tensor) -> Tensor:
        return linear(rows, self.weight, self.bias)


class _LSTMByLength(nn.LSTM):
    """Runs sequences of one length together."""

    def forward(self, rows: Any, states: Any = None) -> Any:
        if not _falling(rows):
            return super().forward(rows, states)
        lengths, starts = _lengths(rows), first_rows(rows.batch_sizes)
        if len(lengths) < RECURRING * len(np.unique(lengths)):
            return super().forward(rows, states)
        states = _states(self, rows) if states is None else states
        outputs = rows.data.new_empty(len(rows.data), self.hidden_size * (1 + self.bidirectional))
        last = torch.empty_like(states[0]), torch.empty_like(states[1])
        for first, end in cut(lengths, like=1, few=1, most=MOST_ALIKE):
            members = _filled(first, end)
            places = torch.from_numpy(starts[: lengths[first]] + members[:, None])
            found, reached = super().forward(rows.data[places], _of_members(states, members))
            outputs[places[: end - first]] = found[: end - first]
            for whole, part in zip(last, reached, strict=True):
                whole[:, first:end] = part[:, : end - first]
        return rows._replace(data=outputs), last


class _LSTMByLikeLength(nn.LSTM):
    """Runs sequences of like length together; gives back the states it was given for the last ones."""

    def forward(self, rows: Any, states: Any = None) -> Any:
        if not _falling(rows):
            return super().forward(rows, states)
        states = _states(self, rows) if states is None else states
        return by_like_length(self, rows, states), states


def by_like_length(lstm: nn.LSTM, rows: PackedSequence, states: tuple[Tensor, Tensor]) -> PackedSequence:
    """Give the outputs of an LSTM of one layer, `lstm(rows, states)[0]`; gradients pass through."""
    lengths, starts = _lengths(rows), first_rows(rows.batch_sizes)
    ways = 1 + lstm.bidirectional
    found: list[list[Tensor]] = [[] for _ in range(ways)]
    order: list[list[Tensor]] = [[] for _ in range(ways)]
    for first, end in cut(lengths, like=LIKE, few=FEW, most=MOST):
        members = _filled(first, end)
        steps, length = np.arange(_round(int(lengths[first]))), lengths[members][:, None]
        inside = (steps < length) & (np.arange(len(members)) < end - first)[:, None]
        # Read backwards, a sequence begins with its own last row, however long the others are.
        for way, step in enumerate((np.broadcast_to(steps, inside.shape), length - 1 - steps)[:ways]):
            places = torch.from_numpy(np.where(inside, starts[np.where(inside, step, 0)] + members[:, None], 0))
            given = _of_members((states[0][way : way + 1], states[1][way : way + 1]), members)
            weights = [getattr(lstm, name) for name in lstm._all_weights[way]]
            outputs = torch.lstm(rows.data[places], given, weights, lstm.bias, 1, 0.0, lstm.training, False, True)[0]
            mask = torch.from_numpy(inside)
            found[way].append(outputs[mask])
            order[way].append(places[mask])
    sides = [torch.cat(some)[torch.argsort(torch.cat(places))] for some, places in zip(found, order, strict=True)]
    return rows._replace(data=torch.cat(sides, 1))


def cut(lengths: Ints, *, like: float, few: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut falling lengths into runs (first, end) of at most `most`: shorter than `like` × the first only if `few`."""
    first = 0
    for index, length in enumerate(lengths.tolist()):
        if index - first >= most or (length < like * lengths[first] and index - first >= few):
            yield first, index
            first = index
    yield first, len(lengths)


def _filled(first: int, end: int) -> Ints:
    """The sequences of a run, and its last one again until they are 1, 2, 4, 8 … ."""
    return np.minimum(np.arange(first, first + (1 << (end - first - 1).bit_length())), end - 1)


def _round(length: int) -> int:
    """Round up to four binary digits: to 20, 22 … 32, 36 … 64, 72 … ."""
    step = 1 << max(0, length.bit_length() - 4)
    return -(-length // step) * step


def _of_members(states: tuple[Tensor, Tensor], members: Ints) -> tuple[Tensor, Tensor]:
    chosen = torch.from_numpy(members)
    return states[0][:, chosen], states[1][:, chosen]


def _falling(rows: Any) -> bool:
    """Whether these are packed sequences that were given longest first, as Stanza's are."""
    return isinstance(rows, PackedSequence) and rows.sorted_indices is None


def _lengths(rows: PackedSequence) -> Ints:
    """The lengths of packed sequences, longest first."""
    sizes = rows.batch_sizes.numpy()
    return np.asarray((sizes[None] > np.arange(sizes[0])[:, None]).sum(1))


def first_rows(batch_sizes: Tensor) -> Ints:
    """The row of the first packed sequence at each step; those of the others follow it."""
    sizes = batch_sizes.numpy()
    return np.asarray(np.cumsum(sizes) - sizes)


def _states(lstm: nn.LSTM, rows: PackedSequence) -> tuple[Tensor, Tensor]:
    ways = lstm.num_layers * (1 + lstm.bidirectional)
    zeros = rows.data.new_zeros(ways, int(rows.batch_sizes[0]), lstm.hidden_size)
    return zeros, zeros
