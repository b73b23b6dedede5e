"""Change points."""

import math

import numpy as np
import pytest

from analysis.measures.change import change_point, item_change_points

RNG = np.random.default_rng(12)
SIZES = RNG.integers(100, 300, 60)
DATES = np.arange(60)


def test_a_doubling_is_found_where_it_is():
    counts = RNG.poisson(SIZES * np.where(DATES < 35, 0.02, 0.06))
    found = change_point(counts, SIZES, DATES)
    assert abs(found.position - 35) <= 2
    assert found.p <= 0.005
    assert found.method == "largest cumulative sum, 1,999 permutations of documents, seed 1"


def test_the_statistic_by_hand():
    counts, sizes = np.array([1, 0, 2, 1, 0, 6, 5, 7, 4, 6]), np.full(10, 100)
    expected = [abs(np.sum(counts[:k] - 3.2)) / math.sqrt(k / 10 * (1 - k / 10)) for k in range(1, 10)]
    assert np.argmax(expected) == 4, "after the fifth document"
    assert change_point(counts, sizes, np.arange(10)).position == 5


def test_without_a_change_small_p_values_are_rare():
    rng = np.random.default_rng(3)
    ps = [
        change_point(rng.poisson(SIZES * rng.gamma(0.8, 0.03, 60)), SIZES, DATES, n_resamples=199).p for _ in range(80)
    ]
    assert np.mean(np.array(ps) <= 0.05) <= 0.11


def test_documents_of_one_date_are_not_parted():
    dates = np.repeat([1, 2, 3], 20)
    counts = RNG.poisson(SIZES * np.where(np.arange(60) < 30, 0.01, 0.08))
    assert change_point(counts, SIZES, dates).position in (20, 40)


@pytest.mark.parametrize("n", [0, 1, 9])
def test_too_short_a_series_says_so(n):
    found = change_point(np.ones(n), np.ones(n), np.arange(n))
    assert (found.position, found.note) == (-1, "a change needs at least 5 documents before and after it")


def test_no_variation_no_change(recwarn):
    assert change_point(SIZES / 10, SIZES, DATES).note == "the rate is the same in all documents"
    assert change_point(np.zeros(60), SIZES, DATES).position == -1
    assert not recwarn.list


def test_an_unsorted_series_is_refused():
    with pytest.raises(ValueError, match="not in order of time"):
        change_point([1, 2], [1, 1], [2, 1])


def test_many_items_have_the_change_points_that_each_has_alone():
    rng = np.random.default_rng(4)
    rising = np.linspace(0.01, 0.05, len(SIZES))
    table = np.column_stack([rng.poisson(SIZES * 0.02), SIZES / 10, rng.poisson(SIZES * rising)])
    found = item_change_points(table, SIZES, DATES, n_resamples=99)
    for item in (0, 2):
        assert found[item] == change_point(table[:, item], SIZES, DATES, n_resamples=99)
    assert found[1].note == "the rate is the same in all documents"
