"""Rows of integers are numbered alike where they are equal, also where their ranges do not fit into one number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analysis.counting.token_index import numbered

COLUMNS = st.integers(1, 6).flatmap(
    lambda width: hnp.arrays(
        np.int64,
        st.tuples(st.just(width), st.integers(0, 30)),
        elements=st.sampled_from([-1, 0, 1, 7, 40_000, -(2**31), 2**31 - 1, 2**40]),
    )
)


@given(COLUMNS)
def test_equal_rows_and_only_they_share_a_number(columns):
    numbers, examples = numbered(list(columns))
    rows = [tuple(row) for row in columns.T]
    first_seen = list(dict.fromkeys(rows))
    assert [first_seen[number] for number in numbers] == rows  # numbered in the order in which they come
    assert [rows[place] for place in examples] == first_seen
