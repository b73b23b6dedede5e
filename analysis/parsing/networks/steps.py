"""The order in which a recurrent network reads sequences: a place of each at a step, the longest sequences first."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Steps:
    """Steps over sequences that are laid end to end, longest first.

    `rows` (n,) are rows in the order of steps: all first ones, all second ones …; `turned` (n,) says for each row, in
    that order, which one stands as far from its sequence's other end; `parts` are the first row and the number of rows
    of each step.
    """

    rows: Tensor
    turned: Tensor
    parts: list[tuple[int, int]]


def steps_of(lengths: Ints) -> Steps:
    """The steps of sequences with these falling lengths."""
    numbers = (lengths[:, None] > np.arange(lengths[0])).sum(0) if len(lengths) < 64 else _numbers(lengths)
    firsts = np.cumsum(numbers) - numbers
    step = np.repeat(np.arange(len(numbers)), numbers)
    sequence = np.arange(len(step)) - np.repeat(firsts, numbers)
    starts = np.cumsum(lengths) - lengths
    turned = firsts[lengths[sequence] - 1 - step] + sequence
    parts = list(zip(firsts.tolist(), numbers.tolist(), strict=True))
    return Steps(torch.from_numpy(starts[sequence] + step), torch.from_numpy(turned), parts)


def _numbers(lengths: Ints) -> Ints:
    """How many sequences are longer than 0, 1, 2 … ."""
    return len(lengths) - np.cumsum(np.bincount(lengths, minlength=lengths[0] + 1))[: lengths[0]]
