"""Differences between groups of documents."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures.difference import bootstrap_difference, permutation_test

RNG = np.random.default_rng(4)
SIZES = RNG.integers(80, 400, 24)
LOW, HIGH = RNG.poisson(SIZES[:12] * 0.01), RNG.poisson(SIZES[12:] * 0.03)
GROUPS = LOW, SIZES[:12], HIGH, SIZES[12:]


def test_interval_lies_around_the_difference_and_turns_with_the_groups():
    observed = 1000 * (LOW.sum() / SIZES[:12].sum() - HIGH.sum() / SIZES[12:].sum())
    found = bootstrap_difference(*GROUPS)
    turned = bootstrap_difference(*GROUPS[2:], *GROUPS[:2])
    assert found.low < observed < found.high < 0
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), rel=0.05)
    assert bootstrap_difference(*GROUPS) == found


def test_interval_agrees_with_scipys_two_sample_bootstrap():
    def difference(i, j, axis=-1):
        i, j = i.astype(int), j.astype(int)
        first = LOW[i].sum(axis=axis) / SIZES[:12][i].sum(axis=axis)
        return 1000 * (first - HIGH[j].sum(axis=axis) / SIZES[12:][j].sum(axis=axis))

    index = np.arange(12)
    reference = stats.bootstrap(
        (index, index), difference, vectorized=True, method="percentile", n_resamples=50_000,
        rng=np.random.default_rng(0),
    ).confidence_interval  # fmt: skip
    found = bootstrap_difference(*GROUPS, n_resamples=50_000)
    assert (found.low, found.high) == pytest.approx(tuple(reference), rel=0.02)


def test_few_documents_give_a_reason_instead_of_an_interval():
    found = bootstrap_difference(LOW, SIZES[:12], HIGH[:3], SIZES[12:15])
    assert math.isnan(found.low)
    assert found.note == "a group has 3 documents with words; an interval needs at least 8"
    nothing = bootstrap_difference(np.zeros(9), np.ones(9), np.zeros(9), np.ones(9))
    assert nothing.note == "occurs in no document of either group"


def test_permutation_p_is_that_of_all_deals_by_hand():
    counts, sizes = np.array([0, 1, 4, 6, 9, 3]), np.array([100, 120, 90, 100, 150, 80])
    observed = counts[:3].sum() / sizes[:3].sum() - counts[3:].sum() / sizes[3:].sum()
    deals = []
    for chosen in itertools.combinations(range(6), 3):
        rest = [i for i in range(6) if i not in chosen]
        chosen = list(chosen)
        deals.append(counts[chosen].sum() / sizes[chosen].sum() - counts[rest].sum() / sizes[rest].sum())
    tails = np.mean(np.array(deals) <= observed + 1e-12), np.mean(np.array(deals) >= observed - 1e-12)
    found = permutation_test(counts[:3], sizes[:3], counts[3:], sizes[3:])
    assert found.p == pytest.approx(min(1, 2 * min(tails)))


def test_permutation_finds_a_real_difference_and_not_a_chance_one():
    assert permutation_test(*GROUPS).p < 0.01
    assert permutation_test(LOW[:6], SIZES[:6], LOW[6:], SIZES[6:12]).p > 0.05


def test_permutation_under_no_difference_is_rarely_small():
    rng = np.random.default_rng(9)
    ps = []
    for _ in range(60):
        sizes = rng.integers(50, 300, 14)
        counts = rng.poisson(sizes * rng.gamma(0.7, 0.02, 14))
        ps.append(permutation_test(counts[:7], sizes[:7], counts[7:], sizes[7:], n_resamples=499).p)
    assert np.mean(np.array(ps) <= 0.05) <= 0.12


def test_permutation_without_enough_documents_says_so():
    assert math.isnan(permutation_test([1], [10], [2, 3], [10, 10]).p)
    assert permutation_test([0, 0], [10, 10], [0, 0], [10, 10]).note == "occurs in no document of either group"
