"""Precision, recall and F1: the worked numbers, no case, and certainty that is none."""

import numpy as np
import pytest

from analysis.measures.classification import found_and_coded, percentile_interval, precision_recall_f1, share
from analysis.measures.proportion import exact_interval


def test_the_measures_of_a_worked_example():
    """Manning, Raghavan & Schütze, exercise 8.1: 8 of 18 found are relevant, of 20 in all."""
    assert precision_recall_f1(8, 18, 20) == pytest.approx([8 / 18, 8 / 20, 2 * 8 / 38])


def test_many_at_once_and_without_cases():
    values = precision_recall_f1([1, 0, 0], [2, 0, 3], [1, 4, 0])
    assert values.shape == (3, 3)
    assert values[0] == pytest.approx([0.5, 1, 2 / 3])
    assert np.isnan(values[1, 0])
    assert values[1, 1] == 0
    assert np.isnan(values[2, 1])


def test_where_all_resamples_agree_the_interval_is_exact():
    assert percentile_interval(1.0, np.ones(100), 30) == pytest.approx(exact_interval(30, 30))
    assert percentile_interval(0.0, np.zeros(100), 5) == pytest.approx(exact_interval(0, 5))


def test_a_difference_of_one_is_no_proportion():
    assert percentile_interval(1.0, np.ones(100), 30, proportion=False) == (1, 1)


def test_resamples_without_cases_are_left_out():
    draws = np.r_[np.full(50, np.nan), np.linspace(0, 1, 101)]
    assert percentile_interval(0.5, draws, 9, 0.9) == pytest.approx((0.05, 0.95))
    assert all(np.isnan(percentile_interval(0.5, np.full(5, np.nan), 9)))
    assert all(np.isnan(percentile_interval(np.nan, draws, 9)))


def test_the_interval_of_f1_is_that_of_the_share_of_both():
    precision, recall, f1 = found_and_coded("kind", "person", 6, 8, 12)
    assert (precision["score"], recall["score"], f1["score"]) == pytest.approx((0.75, 0.5, 0.6))
    low, high = exact_interval(6, 14)
    assert (f1["low"], f1["high"], f1["n"]) == pytest.approx((2 * low / (1 + low), 2 * high / (1 + high), 14))


def test_a_share_of_nothing_is_not_a_number():
    assert np.isnan(share("kind", "", "accuracy", 0, 0)["score"])
