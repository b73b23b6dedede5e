"""Permutation tests over documents."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures.permutation import permutation_method, permutation_tests

COUNTS, SIZES = np.array([0, 1, 4, 6, 9, 3]), np.array([100, 120, 90, 100, 150, 80])
FIRST = np.array([True, True, True, False, False, False])


def rate_difference(i, j, axis=-1):
    i, j = i.astype(int), j.astype(int)
    first = COUNTS[i].sum(axis=axis) / SIZES[i].sum(axis=axis)
    return np.abs(first - COUNTS[j].sum(axis=axis) / SIZES[j].sum(axis=axis))


def test_all_deals_by_hand_and_by_scipy():
    deals = [np.array(chosen) for chosen in itertools.combinations(range(6), 3)]
    differences = [rate_difference(deal, np.setdiff1d(np.arange(6), deal)) for deal in deals]
    by_hand = np.mean(np.array(differences) >= rate_difference(np.arange(3), np.arange(3, 6)) - 1e-12)
    by_scipy = stats.permutation_test(
        (np.arange(3), np.arange(3, 6)), rate_difference, vectorized=True, alternative="greater"
    ).pvalue
    found = permutation_tests(COUNTS[:, None], SIZES, FIRST)[0]
    assert found == pytest.approx(by_hand)
    assert found == pytest.approx(by_scipy)


def test_drawn_deals_come_near_to_all_deals():
    exact = permutation_tests(COUNTS[:, None], SIZES, FIRST, n_resamples=20)[0]
    twice = np.r_[COUNTS, COUNTS], np.r_[SIZES, SIZES], np.r_[FIRST, FIRST]
    exact_of_twice = permutation_tests(twice[0][:, None], *twice[1:], n_resamples=924)[0]
    drawn = permutation_tests(twice[0][:, None], *twice[1:], n_resamples=900, seed=3)[0]
    assert exact == pytest.approx(0.1, abs=0.11)
    assert drawn == pytest.approx(exact_of_twice, abs=0.03)


def test_a_real_difference_is_found_for_its_item_alone():
    rng = np.random.default_rng(4)
    sizes = rng.integers(80, 400, 24)
    group = np.arange(24) < 12
    differing = rng.poisson(sizes * np.where(group, 0.01, 0.03))
    same = rng.poisson(sizes * 0.02)
    p = permutation_tests(np.column_stack([differing, same]), sizes, group, n_resamples=1999)
    assert p[0] <= 0.005
    assert p[1] > 0.05


def test_without_a_difference_small_p_values_are_rare():
    rng = np.random.default_rng(9)
    ps = []
    for _ in range(60):
        sizes = rng.integers(50, 300, 14)
        counts = rng.poisson(sizes * rng.gamma(0.7, 0.02, 14))
        ps.append(permutation_tests(counts[:, None], sizes, np.arange(14) < 7, n_resamples=499)[0])
    assert np.mean(np.array(ps) <= 0.05) <= 0.12


def test_a_drawn_p_value_is_never_zero_and_its_seed_is_kept():
    sizes, counts = np.full(40, 100), np.r_[np.zeros(20), np.full(20, 9)]
    p = permutation_tests(counts[:, None], sizes, np.arange(40) < 20, n_resamples=199)
    assert p[0] == pytest.approx(1 / 200)
    assert permutation_method(199, 1) == "permutation of documents, two-sided, at most 199 deals, seed 1"


def test_nothing_to_deal_is_nan(recwarn):
    assert math.isnan(permutation_tests([[1], [2], [3]], [10, 10, 10], [True, False, False])[0])
    assert math.isnan(permutation_tests(np.zeros((6, 1)), SIZES, FIRST)[0])
    assert not recwarn.list


def test_equal_rates_everywhere_are_no_difference():
    assert permutation_tests(SIZES[:, None] / 10, SIZES, FIRST)[0] == 1
