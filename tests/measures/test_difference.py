"""Differences between two groups of documents."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures.difference import bootstrap_differences

RNG = np.random.default_rng(4)
SIZES = RNG.integers(80, 400, 24)
LOW, HIGH = RNG.poisson(SIZES[:12] * 0.01), RNG.poisson(SIZES[12:] * 0.03)
GROUPS = LOW[:, None], SIZES[:12], HIGH[:, None], SIZES[12:]


def test_interval_lies_around_the_difference_and_turns_with_the_groups():
    observed = 1000 * (LOW.sum() / SIZES[:12].sum() - HIGH.sum() / SIZES[12:].sum())
    (found,) = bootstrap_differences(*GROUPS)
    (turned,) = bootstrap_differences(*GROUPS[2:], *GROUPS[:2])
    assert found.low < observed < found.high < 0
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), rel=0.05)
    assert bootstrap_differences(*GROUPS) == (found,)


def test_interval_agrees_with_scipys_two_sample_bootstrap():
    def difference(i, j, axis=-1):
        i, j = i.astype(int), j.astype(int)
        first = LOW[i].sum(axis=axis) / SIZES[:12][i].sum(axis=axis)
        return 1000 * (first - HIGH[j].sum(axis=axis) / SIZES[12:][j].sum(axis=axis))

    index = np.arange(12)
    reference = stats.bootstrap(
        (index, index),
        difference,
        vectorized=True,
        method="percentile",
        n_resamples=50_000,
        rng=np.random.default_rng(0),
    ).confidence_interval
    (found,) = bootstrap_differences(*GROUPS, n_resamples=50_000)
    assert (found.low, found.high) == pytest.approx(tuple(reference), rel=0.02)


def test_items_counted_together_get_what_they_get_alone():
    both = np.column_stack([LOW, LOW * 2]), SIZES[:12], np.column_stack([HIGH, HIGH]), SIZES[12:]
    together, (alone,) = bootstrap_differences(*both), bootstrap_differences(*GROUPS)
    assert (together[0].low, together[0].high) == pytest.approx((alone.low, alone.high))


def test_few_documents_give_a_reason_instead_of_an_interval():
    (found,) = bootstrap_differences(LOW[:, None], SIZES[:12], HIGH[:1, None], SIZES[12:13])
    assert math.isnan(found.low)
    assert found.note == "a group has 1 document with words; an interval needs at least 8"
    nothing = np.zeros((9, 1)), np.ones(9)
    assert bootstrap_differences(*nothing, *nothing)[0].note == "occurs in no document of either group"
