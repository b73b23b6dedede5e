"""At each step stand the next places of all sequences that are as long, and those as far from the other end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.networks.steps import steps_of


@given(st.lists(st.integers(1, 30), min_size=1, max_size=90).map(lambda lengths: sorted(lengths, reverse=True)))
def test_rows_stand_in_the_order_of_steps(lengths):
    laid_out = [(sequence, place) for sequence, length in enumerate(lengths) for place in range(length)]
    expected = sorted(laid_out, key=lambda row: (row[1], row[0]))
    steps = steps_of(np.array(lengths))
    assert [laid_out[row] for row in steps.rows.tolist()] == expected
    assert [expected[row] for row in steps.turned.tolist()] == [(s, lengths[s] - 1 - place) for s, place in expected]
    assert [number for _, number in steps.parts] == [sum(n > step for n in lengths) for step in range(lengths[0])]
    assert [first for first, _ in steps.parts] == [expected.index((0, step)) for step in range(lengths[0])]
