"""Of overlapping spans, those stay that a greedy reader would have taken."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.frames.overlaps import settle

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=40)


@given(SPANS, st.randoms(use_true_random=False))
def test_the_choice_is_that_of_taking_the_best_one_by_one(spans, random):
    order = list(range(len(spans)))
    random.shuffle(order)
    taken, expected = set(), set()
    for span in order:
        places = set(range(spans[span][0], sum(spans[span]) + 1))
        if taken.isdisjoint(places):
            taken |= places
            expected.add(span)
    first = np.array([start for start, _ in spans], dtype=np.int64)
    last = np.array([start + more for start, more in spans], dtype=np.int64)
    found = settle(first, last, np.array(order, dtype=np.int64)).tolist()
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_long_span_gives_way_to_two_better_ones_inside_it():
    first, last = np.array([0, 0, 4]), np.array([4, 1, 4])
    assert sorted(settle(first, last, np.array([1, 2, 0]))) == [1, 2]
    assert settle(first, last, np.array([0, 1, 2])).tolist() == [0]
