"""Adaptive sampling: expected errors, strata, draws."""

import numpy as np
import pytest

from analysis.measures.adaptive import MOST_STRATA, Expected, cut_strata, draw_next, expected_errors

FOUND = np.array([[1, 0], [0, 2], [0, 0], [0, 0], [0, 0], [1, 1]])
SIZES = np.full(6, 50.0)


def test_expected_errors_by_hand():
    # Ten hits read of the first term, none wrong; six of the second, four wrong: 5 of 18 on the whole.
    coded = np.array([1, 1, 1, 1, 0, 0], bool)
    missed = np.array([0, 0, 1, 0, 0, 0])
    expected = expected_errors(FOUND, [10, 6], [0, 4], missed, SIZES, [1, 1, 1, 0, 0, 1], coded)
    first, second = 4 * 5 / 18 / 14, (4 + 4 * 5 / 18) / 10
    common = 1.5 / 200
    with_hits = 50 * 2 / (100 + 2 / common)
    near = 50 * 3 / (50 + 2 / common)
    far = 50 * 2 / (50 + 2 / common)
    means = [with_hits - first, with_hits - 2 * second, near, far, far, with_hits - first - second]
    assert expected.mean == pytest.approx(means)
    assert expected.variance[1] == pytest.approx(with_hits + 2 * second * (1 - second))
    assert (expected / 10).variance == pytest.approx(expected.variance / 100)


def test_strata_lie_within_the_given_ones_and_do_not_part_equals():
    rng = np.random.default_rng(1)
    mean = np.repeat(rng.random(30), 10)
    expected = [Expected(mean, mean)]
    within = np.tile(["a", "b"], 150)
    cut = cut_strata(expected, within, 200)
    assert len(np.unique(cut)) <= MOST_STRATA + 1
    assert all(len(set(within[cut == k])) == 1 for k in np.unique(cut))
    for label in "ab":
        own, numbers = mean[within == label], cut[within == label]
        assert all(len(set(numbers[own == value])) == 1 for value in np.unique(own))
        assert (np.diff(numbers[np.argsort(own)]) >= 0).all()
    assert len(np.unique(cut_strata(expected, np.zeros(300), 9))) == 1


def test_draws_follow_the_spread_and_leave_no_stratum_out():
    strata = np.repeat([0, 1, 2], [800, 150, 50])
    variance = np.array([0.0001, 0.04, 0.0])[strata]
    expected = [Expected(np.zeros(1000), variance)]
    coded = np.zeros(1000, bool)
    coded[:20] = True
    drawn = draw_next(expected, strata, coded, 100, np.random.default_rng(3))
    assert len(set(drawn)) == 100
    assert not coded[drawn].any()
    counts = np.bincount(strata[drawn], minlength=3)
    # 120 codings in all: a fifth by number, the rest by 800 × 0.01 against 150 × 0.2 against nothing.
    aims = 120 * (0.8 * np.array([8, 30, 0]) / 38 + 0.2 * np.array([0.8, 0.15, 0.05]))
    assert counts + np.array([20, 0, 0]) == pytest.approx(aims, abs=1.5)


def test_more_than_a_stratum_holds_is_not_drawn_from_it():
    strata = np.repeat([0, 1], [5, 95])
    expected = [Expected(np.zeros(100), np.where(strata == 0, 9.0, 0.001))]
    drawn = draw_next(expected, strata, np.zeros(100, bool), 60, np.random.default_rng(3))
    assert np.bincount(strata[drawn]).tolist() == [5, 55]
