"""An LSTM in whole numbers (`integers`), over all sequences of a batch at once, a step of each at a time.

Read both ways, the two ways go together: at each step one reads the next of the first places, the other the next of
the last ones. `tanh(x)` is computed as 2 × sigmoid(2x) - 1, torch's sigmoid being five times as fast: weights hold the
inner 2, and states are kept in halves until all are known.
A sequence has the same states to the last bit whatever is read with it. Hence no `addcmul`, whose product torch rounds
or does not by where a number stands in its row of memory, and sigmoids of slices, which go row by row; factors that
are added with (`alpha`) are powers of two, which round nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from analysis.parsing.networks.integers import LARGEST, Weights, in_bytes
from analysis.parsing.networks.steps import Steps, steps_of

WAYS = ("", "_reverse")
TOGETHER = 32  # numbers whose sigmoids torch takes together
ROWS = 512  # of gates that are worked out at a time


class BothWays:
    """An LSTM of one layer that reads both ways."""

    @torch.no_grad()
    def __init__(self, lstm: Any, states: Tensor, cells: Tensor) -> None:
        self._recurrent = Recurrent(lstm, states, cells)
        weights, self._biases = of_inputs(lstm)
        self._weights = [Weights(weight) for weight in weights]

    def read(self, rows: Tensor, lengths: Sequence[int]) -> Tensor:
        """States (n, 2 × hidden) of sequences (n, inputs) laid end to end, longest first."""
        steps = steps_of(np.asarray(lengths))
        result = rows.new_empty(len(rows), 2 * self._recurrent.size)
        result[steps.rows] = torch.cat(self.halves(*in_bytes(rows[steps.rows]), steps), 1).mul_(2)
        return result

    def halves(self, whole: Tensor, scales: Tensor, steps: Steps) -> tuple[Tensor, Tensor]:
        """Halves of the states of each way, of rows in the order of steps that are given as bytes."""
        orders = (whole, scales), (whole[steps.turned], scales[steps.turned])

        def tell(some: slice) -> Tensor:
            gates: Tensor = self._recurrent.room(some.stop - some.start)
            for weights, bias, (read, of_rows), into in zip(self._weights, self._biases, orders, gates, strict=True):
                weights.scaled(read[some], of_rows[some], bias, out=into)
            return gates

        ahead, back = self._recurrent.run(steps.parts, tell)
        return ahead, back[steps.turned]


class Recurrent:
    """The recurrent part of an LSTM of one layer: from what inputs tell its gates to its states."""

    @torch.no_grad()
    def __init__(self, lstm: Any, states: Tensor, cells: Tensor) -> None:
        """Take torch's layer, whose first states and cells are given as (ways, 1, hidden) or alike."""
        self.size = lstm.hidden_size
        ways = WAYS[: 1 + lstm.bidirectional]
        self.weights = [Weights(gates_in_order(getattr(lstm, f"weight_hh_l0{way}"))) for way in ways]
        self._scales = torch.stack([weights.scales for weights in self.weights]).unsqueeze(1) / LARGEST
        self._states = _whole(states.reshape(len(ways), 1, -1) / 2).to(self.weights[0].dtype)
        self._cells = 2 * cells.reshape(len(ways), 1, -1)

    def room(self, number: int) -> Tensor:
        """Room for the gates (ways, number, 4 × hidden), none of whose rows goes on in the next.

        Of a row of memory torch takes the sigmoids of the last few numbers otherwise, and which these are must not
        depend on what is read together.
        """
        width = 4 * self.size
        room: Tensor = self._cells.new_empty(len(self.weights), number, -(-width // TOGETHER) * TOGETHER)
        return room[:, :, :width]

    def run(self, parts: Sequence[tuple[int, int]], tell: Callable[[slice], Tensor]) -> Tensor:
        """Halves of states (ways, n, hidden) of sequences that are read in these steps.

        `tell` gives what the inputs of some rows tell the gates (ways, rows, 4 × hidden). Rows are in the order of
        steps; of the second way, each sequence's last ones come first.
        """
        (last, number), most = parts[-1], parts[0][1]
        result = self._cells.new_empty(len(self.weights), last + number, self.size)
        states, cells = (part.repeat(1, most, 1) for part in (self._states, self._cells))
        for some in _cut(parts):
            start, end = some[0][0], sum(some[-1])
            gates, into = tell(slice(start, end)), result[:, start:end]
            for first, number in some:
                self._step(gates[:, first - start :], into[:, first - start :], states[:, :number], cells[:, :number])
        return result

    def _step(self, gates: Tensor, into: Tensor, states: Tensor, cells: Tensor) -> None:
        number = states.shape[1]
        told = gates[:, :number]
        for weights, rows, scales, into_told in zip(self.weights, states, self._scales, told, strict=True):
            into_told.add_(weights.sums(rows).float().mul_(scales))
        told.sigmoid_()
        let_in, kept, let_out, new = told.chunk(4, 2)
        # Of cells twice as large as torch's: 2 × (let in × (2 × new - 1)).
        cells.mul_(kept).add_(new.sub_(0.5).mul_(let_in), alpha=4)
        states.copy_(_whole(torch.mul(torch.sigmoid(cells, out=new).sub_(0.5), let_out, out=into[:, :number])))


def _cut(parts: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    """Steps, some at a time, so that what is worked out for them beforehand stays in the processor's cache."""
    begun, rows = 0, 0
    for place, (_, number) in enumerate(parts):
        if rows and rows + number > ROWS:
            yield parts[begun:place]
            begun, rows = place, 0
        rows += number
    yield parts[begun:]


def gates_in_order(weight: Tensor) -> Tensor:
    """The gates of an LSTM, which torch has as i, f, g, o, in the order i, f, o, 2g."""
    let_in, kept, new, let_out = weight.chunk(4)
    return torch.cat([let_in, kept, let_out, 2 * new])


def of_inputs(lstm: Any) -> tuple[list[Tensor], list[Tensor]]:
    """Weights and biases of what inputs tell the gates, one of each a way."""
    ways = WAYS[: 1 + lstm.bidirectional]
    weights = [gates_in_order(getattr(lstm, f"weight_ih_l0{way}")) for way in ways]
    biases = [
        gates_in_order(getattr(lstm, f"bias_ih_l0{way}")) + gates_in_order(getattr(lstm, f"bias_hh_l0{way}"))
        for way in ways
    ]
    return weights, biases


def _whole(halves: Tensor) -> Tensor:
    """States, which lie between -1 and 1, as whole numbers; given are halves of them."""
    return torch.mul(halves, 2 * LARGEST).round_()
