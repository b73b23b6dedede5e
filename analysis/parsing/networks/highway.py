"""Stanza's highway LSTM in whole numbers (`integers`), over all sentences of a batch at once, a word of each a step.

`tanh(x)` is computed as 2 × sigmoid(2x) - 1, torch's sigmoid being five times as fast: weights hold the inner 2.
A sentence has the same states to the last bit whatever is read with it. Hence no `addcmul`, whose product torch rounds
or does not by where a number stands in its row of memory, and sigmoids of slices, which go row by row.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from analysis.parsing.networks.integers import LARGEST, Weights

Ints = NDArray[np.int64]
Steps = Sequence[tuple[int, int]]  # of each, its first row and how many sentences are as long


class Highway:
    """A highway LSTM that reads both ways, with the first states that `model` has learnt for it."""

    @torch.no_grad()
    def __init__(self, model: Any, name: str) -> None:
        network = getattr(model, name)
        size = network.hidden_size
        states, cells = (getattr(model, f"{name}_{kind}_init").view(-1, 2, 1, size) for kind in "hc")
        parts = (network.lstm, network.highway, network.gate, states, cells)
        self._layers = [_Layer(of_words.lstm, *others) for of_words, *others in zip(*parts, strict=True)]

    def run(self, rows: Tensor, lengths: Sequence[int]) -> Tensor:
        """States (n, 2 × hidden) of the words (n, inputs) of sentences laid end to end, longest first."""
        places, steps = by_steps(np.asarray(lengths))
        read = rows[places]
        for layer in self._layers:
            read = layer.run(read, steps)
        result = torch.empty_like(read)
        result[places] = read
        return result


class _Layer:
    """One layer: what its input tells gates, highway and the highway's gate is one product."""

    def __init__(self, lstm: Any, highway: Any, gate: Any, states: Tensor, cells: Tensor) -> None:
        self.size = lstm.hidden_size
        of_input, of_state, *biases = (
            [_in_order(getattr(lstm, f"{name}_l0{way}")) for way in ("", "_reverse")]
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        self.weights = Weights(torch.cat([*of_input, 2 * highway.weight, gate.weight]))
        summed = [one + other for one, other in zip(*biases, strict=True)]
        self.bias = torch.cat([*summed, 2 * highway.bias, gate.bias])
        self.ways = [_Way(*parts) for parts in zip(of_state, states, cells, strict=True)]

    def run(self, rows: Tensor, steps: Steps) -> Tensor:
        *gates, passing = torch.split(self.weights.products(rows, self.bias), 4 * self.size, 1)
        result = rows.new_empty(len(rows), 2 * self.size)
        for way, these, told, into in zip(self.ways, (steps, steps[::-1]), gates, result.chunk(2, 1), strict=True):
            way.run(told, these, into)
        passed, let_past = passing.sigmoid_().chunk(2, 1)
        return result.add_(passed.mul_(2).sub_(1).mul_(let_past))


class _Way:
    """One way through sentences: the weights of the state before, and the first state and cell (1, hidden)."""

    def __init__(self, weight: Tensor, state: Tensor, cell: Tensor) -> None:
        self.weights = Weights(weight)
        self.scales = self.weights.scales / LARGEST
        self.state, self.cell = state, cell

    def run(self, gates: Tensor, steps: Steps, into: Tensor) -> None:
        """Write the states of all steps, given what their words tell the gates (n, 4 × hidden)."""
        most = max(number for _, number in steps)
        states, cells = (part.repeat(most, 1) for part in (_in_bytes(self.state), self.cell))
        for first, number in steps:
            told = self.weights.sums(states[:number]) * self.scales
            let_in, kept, let_out, new = told.add_(gates[first : first + number]).sigmoid_().chunk(4, 1)
            cell = cells[:number].mul_(kept).add_(new.mul_(2).sub_(1).mul_(let_in))
            state = new.copy_(cell).mul_(2).sigmoid_().mul_(2).sub_(1).mul_(let_out)
            into[first : first + number] = state
            states[:number] = _in_bytes(state)


def by_steps(lengths: Ints) -> tuple[Tensor, Steps]:
    """Rows of sentences laid end to end in the order of steps: all first words, all second ones …; and the steps."""
    numbers = (lengths[:, None] > np.arange(lengths[0])).sum(0)
    starts = np.cumsum(lengths) - lengths
    places = np.concatenate([starts[:number] + step for step, number in enumerate(numbers)])
    return torch.from_numpy(places), list(zip((np.cumsum(numbers) - numbers).tolist(), numbers.tolist(), strict=True))


def _in_order(weight: Tensor) -> Tensor:
    """The gates of an LSTM, which torch has as i, f, g, o, in the order i, f, o, 2g."""
    let_in, kept, new, let_out = weight.chunk(4)
    return torch.cat([let_in, kept, let_out, 2 * new])


def _in_bytes(state: Tensor) -> Tensor:
    """States, which lie between -1 and 1."""
    return torch.mul(state, LARGEST).round_().to(torch.int8)
