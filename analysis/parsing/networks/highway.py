"""Stanza's highway LSTM in whole numbers: layers of an LSTM that reads both ways, and what passes by it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from analysis.parsing.networks.integers import Weights, in_bytes
from analysis.parsing.networks.recurrent import BothWays
from analysis.parsing.networks.steps import Steps, steps_of


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
        steps = steps_of(np.asarray(lengths))
        read = rows[steps.rows]
        for layer in self._layers:
            read = layer.run(read, steps)
        result = torch.empty_like(read)
        result[steps.rows] = read
        return result


class _Layer:
    """One layer; what its input tells highway and the highway's gate is one product."""

    def __init__(self, lstm: Any, highway: Any, gate: Any, states: Tensor, cells: Tensor) -> None:
        self._both_ways = BothWays(lstm, states, cells)
        self._passing = Weights(torch.cat([2 * highway.weight, gate.weight]))
        self._passing_bias = torch.cat([2 * highway.bias, gate.bias])

    def run(self, rows: Tensor, steps: Steps) -> Tensor:
        whole, scales = in_bytes(rows)
        ahead, back = self._both_ways.halves(whole, scales, steps)
        passed, let_past = self._passing.scaled(whole, scales, self._passing_bias).sigmoid_().chunk(2, 1)
        # Both in halves.
        result = passed.sub_(0.5).mul_(let_past)
        for half, states in zip(result.chunk(2, 1), (ahead, back), strict=True):
            half += states
        return result.mul_(2)
