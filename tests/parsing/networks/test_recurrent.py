"""LSTMs in whole numbers give nearly what torch's give, and a sequence always the same."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from analysis.parsing.networks.recurrent import BothWays

INPUTS, ROWS = 10, 0.03
LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=20).map(lambda lengths: sorted(lengths, reverse=True))


def network(size: int) -> tuple[nn.LSTM, BothWays]:
    torch.manual_seed(size)
    lstm = nn.LSTM(INPUTS, size, bidirectional=True, batch_first=True)
    return lstm, BothWays(lstm, torch.zeros(2, 1, size), torch.zeros(2, 1, size))


@settings(deadline=None, max_examples=30)
@given(LENGTHS)
def test_states_are_those_of_torch_but_for_rounding(lengths):
    lstm, both_ways = network(24)
    rows = torch.randn(sum(lengths), INPUTS)
    with torch.inference_mode():
        found = both_ways.read(rows, lengths)
        expected = torch.cat([lstm(some)[0] for some in rows.split(lengths)])
    assert (found - expected).abs().max() < ROWS, "of numbers between -1 and 1"


@pytest.mark.parametrize("size", [24, 25, 150])
def test_a_sequence_has_the_same_states_whatever_is_read_with_it(size):
    """Sizes that fill the processor's registers, and such as do not."""
    _, both_ways = network(size)
    lengths = [40, 23, 23, 7, 2, 1]
    rows = torch.randn(sum(lengths), INPUTS)
    with torch.inference_mode():
        together = both_ways.read(rows, lengths).split(lengths)
        alone = [both_ways.read(some, [len(some)]) for some in rows.split(lengths)]
    assert all(torch.equal(one, other) for one, other in zip(together, alone, strict=True))
