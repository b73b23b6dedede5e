"""Differences within strata."""

import itertools

import numpy as np
import pytest

from analysis.measures.stratified import (
    mantel_haenszel_ratios,
    permutation_within,
    resampled_within,
    stratified_differences,
)

# Deaths and person-years of British doctors who smoked or not, by age (Doll & Hill 1966); a stock example of textbooks,
# for which Stata's manual (epitab) prints a crude ratio of 1.719823 and a Mantel-Haenszel one of 1.424682.
SMOKED = np.array([32, 104, 206, 186, 102.0])[:, None]
YEARS = np.array([52407, 43248, 28612, 12663, 5317.0])
NOT_SMOKED = np.array([2, 12, 28, 28, 31.0])[:, None]
OTHER_YEARS = np.array([18790, 10673, 5710, 2585, 1462.0])
DOCTORS = (SMOKED, YEARS, NOT_SMOKED, OTHER_YEARS)

STRATA = np.repeat([0, 1, 2], 40)
FIRST = np.array([k % 40 < share for k, share in zip(range(120), np.repeat([30, 20, 10], 40), strict=True)])
SIZES = np.full(120, 200.0)
COUNTS = (np.array([8, 3, 1])[STRATA] + np.tile([0, 1, -1, 0, 1], 24))[:, None]
"""The first group writes more of the first topic, in which the word is frequent; within topics they do not differ."""


def test_the_doctors():
    assert SMOKED.sum() / YEARS.sum() / (NOT_SMOKED.sum() / OTHER_YEARS.sum()) == pytest.approx(1.719823, abs=5e-7)
    assert mantel_haenszel_ratios(*DOCTORS)[0] == pytest.approx(1.424682, abs=5e-7)


def test_the_difference_by_hand():
    rates = [y[:, 0] / x for y, x in ((SMOKED, YEARS), (NOT_SMOKED, OTHER_YEARS))]
    weights = YEARS * OTHER_YEARS / (YEARS + OTHER_YEARS)
    assert stratified_differences(*DOCTORS)[0] == pytest.approx(np.average(rates[0] - rates[1], weights=weights))
    pooled = np.average(rates[0] - rates[1], weights=YEARS + OTHER_YEARS)
    assert stratified_differences(*DOCTORS, "standardised")[0] == pytest.approx(pooled)


def test_a_stratum_of_one_group_alone_says_nothing():
    one = [
        np.vstack([SMOKED, [[500.0]]]),
        np.append(YEARS, 900),
        np.vstack([NOT_SMOKED, [[0.0]]]),
        np.append(OTHER_YEARS, 0),
    ]
    for weights in ("mantel-haenszel", "standardised"):
        assert stratified_differences(*one, weights) == pytest.approx(stratified_differences(*DOCTORS, weights))
    assert np.isnan(stratified_differences([[1.0]], [9.0], [[0.0]], [0.0])[0])


def test_more_of_a_topic_is_no_difference_within_topics():
    plain = COUNTS[FIRST].mean() - COUNTS[~FIRST].mean()
    assert plain > 1.5
    drawn = resampled_within(COUNTS, SIZES, FIRST, STRATA, n_resamples=800)
    low, high = np.quantile(200 * drawn[:, 0], [0.025, 0.975])
    assert low < 0 < high
    assert permutation_within(COUNTS, SIZES, FIRST, STRATA, n_resamples=499)[0] > 0.05


def test_a_difference_within_topics_is_found():
    counts = COUNTS + 2 * FIRST[:, None]
    drawn = resampled_within(counts, SIZES, FIRST, STRATA, n_resamples=800)
    assert np.quantile(drawn[:, 0], 0.025) > 0
    assert permutation_within(counts, SIZES, FIRST, STRATA, n_resamples=499)[0] == 1 / 500


def test_drawn_deals_come_near_all_deals():
    counts = np.array([4, 1, 3, 0, 5, 1, 2, 0.0])[:, None]
    sizes, strata = np.array([10, 20, 10, 15, 10, 20, 10, 10.0]), np.repeat([0, 1], 4)
    first = np.array([1, 0, 1, 0, 1, 0, 0, 1], bool)

    def statistic(member):
        sums = [
            np.array([a[side & (strata == k)].sum(axis=0) for k in (0, 1)])
            for side in (member, ~member)
            for a in (counts, sizes)
        ]
        return abs(stratified_differences(*sums)[0])

    pairs = list(itertools.combinations(range(4), 2))
    every = []
    for one, other in itertools.product(pairs, pairs):
        member = np.zeros(8, bool)
        member[[*one, *(4 + k for k in other)]] = True
        every.append(statistic(member) >= statistic(first) - 1e-12)
    drawn = permutation_within(counts, sizes, first, strata, n_resamples=4000)[0]
    assert drawn == pytest.approx(np.mean(every), abs=0.03)


def test_copies_are_dealt_together():
    counts, sizes, first, strata = (np.repeat(array, 3, axis=0) for array in (COUNTS, SIZES, FIRST, STRATA))
    labels = np.repeat(np.arange(120), 3)
    once = permutation_within(COUNTS, SIZES, FIRST, STRATA, n_resamples=999)[0]
    together = permutation_within(counts, sizes, first, strata, clusters=labels, n_resamples=999)[0]
    assert together == pytest.approx(once, abs=0.06)
