"""Intervals by resampling documents."""

import math
from collections import Counter
from itertools import combinations_with_replacement

import numpy as np
import pytest
from scipy import stats

from analysis.measures.resampling import resampled_rates
from analysis.measures.uncertainty import Interval, bootstrap_rate, bootstrap_rates, widened_tail

COUNTS = np.array([0, 3, 1, 0, 7, 2, 2, 5, 0, 1])
SIZES = np.array([120, 300, 150, 90, 410, 220, 180, 350, 100, 160])


def exact_bootstrap_quantiles(counts, sizes, probabilities):
    """The bootstrap distribution itself: every resample with its multinomial probability, nothing drawn."""
    n = len(counts)
    rates, weights = [], []
    for draw in combinations_with_replacement(range(n), n):
        index = list(draw)
        rates.append(counts[index].sum() / sizes[index].sum())
        repeats = math.prod(math.factorial(k) for k in Counter(draw).values())
        weights.append(math.factorial(n) / repeats / n**n)
    order = np.argsort(rates)
    cumulated = np.cumsum(np.array(weights)[order])
    return [np.array(rates)[order][np.searchsorted(cumulated, p)] for p in probabilities]


def test_percentile_interval_is_that_of_the_exact_bootstrap_distribution():
    counts, sizes = COUNTS[:8], SIZES[:8]
    tail = widened_tail(0.95, 8)
    low, high = exact_bootstrap_quantiles(counts, sizes, [tail, 1 - tail])
    found = bootstrap_rate(counts, sizes, n_resamples=100_000, method="percentile")
    assert (found.low, found.high) == pytest.approx((1000 * low, 1000 * high), rel=0.02)


def test_percentile_interval_agrees_with_scipy():
    reference = stats.bootstrap(
        (COUNTS, SIZES),
        lambda c, s, axis=-1: 1000 * c.sum(axis=axis) / s.sum(axis=axis),
        paired=True,
        vectorized=True,
        method="percentile",
        confidence_level=1 - 2 * widened_tail(0.95, 10),
        n_resamples=50_000,
        rng=np.random.default_rng(7),
    ).confidence_interval
    found = bootstrap_rate(COUNTS, SIZES, n_resamples=50_000, method="percentile")
    assert (found.low, found.high) == pytest.approx(tuple(reference), rel=0.02)


def test_bca_is_scipys():
    reference = stats.bootstrap(
        (COUNTS, SIZES),
        lambda c, s, axis=-1: c.sum(axis=axis) / s.sum(axis=axis),
        paired=True,
        vectorized=True,
        method="BCa",
        confidence_level=1 - 2 * widened_tail(0.95, 10),
        n_resamples=2000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    found = bootstrap_rate(COUNTS, SIZES)
    assert (found.low, found.high) == pytest.approx((1000 * reference.low, 1000 * reference.high), abs=1e-9)
    assert found.low > bootstrap_rate(COUNTS, SIZES, method="percentile").low, "a skewed rate has its interval moved"


def test_widened_tails_make_a_normal_bootstrap_a_t_interval():
    """Hesterberg (2015): the bootstrap's spread is too small by n / (n − 1), and its tails are normal, not t."""
    for n in (8, 20, 200):
        reach = stats.norm.ppf(widened_tail(0.95, n)) * np.sqrt((n - 1) / n)
        assert reach == pytest.approx(stats.t.ppf(0.025, n - 1), rel=1e-9)
    assert widened_tail(0.95, 10**6) == pytest.approx(0.025, rel=1e-4)


def test_same_seed_same_interval_and_method_names_all_that_made_it():
    first, second = bootstrap_rate(COUNTS, SIZES, seed=3), bootstrap_rate(COUNTS, SIZES, seed=3)
    assert first == second
    assert first.method == "document bootstrap, BCa, 95 %, 2,000 resamples, seed 3"
    assert first != bootstrap_rate(COUNTS, SIZES, seed=4)


def test_items_counted_together_get_what_they_get_alone():
    table = np.column_stack([COUNTS, SIZES // 50, np.zeros_like(COUNTS)])
    together = bootstrap_rates(table, SIZES)
    alone = [bootstrap_rate(table[:, i], SIZES) for i in range(3)]
    np.testing.assert_allclose([(i.low, i.high) for i in together], [(i.low, i.high) for i in alone], rtol=1e-12)


@pytest.mark.parametrize("n", [0, 1, 7])
def test_too_few_documents_give_no_interval_but_a_reason(n):
    found = bootstrap_rate(np.ones(n), np.full(n, 100))
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert found.note == f"{n} document{'s' * (n != 1)} with words; an interval needs at least 8"


def test_documents_without_words_do_not_count_towards_the_eight():
    found = bootstrap_rate(np.ones(9), [100] * 7 + [0, 0])
    assert math.isnan(found.low)
    assert bootstrap_rate(np.r_[COUNTS, 0], np.r_[SIZES, 0]) == bootstrap_rate(COUNTS, SIZES)


def test_what_never_occurs_gets_no_interval_of_width_zero():
    found = bootstrap_rate(np.zeros(20), np.full(20, 100))
    assert math.isnan(found.high)
    assert "no document" in found.note


def test_what_occurs_in_two_documents_is_marked_as_rough():
    counts = np.zeros(20)
    counts[[3, 5]] = 4
    assert bootstrap_rate(counts, np.full(20, 100)).note == "occurs in only 2 documents; the interval is rough"


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_equal_rates_give_an_interval_of_that_rate(recwarn, method):
    found = bootstrap_rate(SIZES / 10, SIZES, method=method)
    assert (found.low, found.high) == pytest.approx((100, 100))
    assert not recwarn.list


def test_per_scales_the_interval():
    thousand, million = bootstrap_rate(COUNTS, SIZES), bootstrap_rate(COUNTS, SIZES, per=1_000_000)
    assert million.high == pytest.approx(1000 * thousand.high)


def test_clusters_are_drawn_as_one():
    clusters = np.repeat(np.arange(10), 3)
    counts, sizes = np.repeat(COUNTS, 3), np.repeat(SIZES, 3)
    found = bootstrap_rate(counts, sizes, clusters=clusters)
    alone = bootstrap_rate(COUNTS, SIZES)
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high))
    as_if_independent = bootstrap_rate(counts, sizes)
    assert as_if_independent.high - as_if_independent.low < found.high - found.low
    assert found.method.startswith("cluster bootstrap, ")


def test_strata_that_explain_everything_leave_no_uncertainty():
    strata = np.repeat(["daily", "weekly"], 10)
    counts, sizes = np.repeat([1, 9], 10), np.full(20, 100)
    found = bootstrap_rate(counts, sizes, strata=strata)
    assert (found.low, found.high) == pytest.approx((50, 50))
    assert "within strata" in found.method
    loose = bootstrap_rate(counts, sizes)
    assert loose.high - loose.low > 20


def test_a_cluster_in_two_strata_is_refused():
    with pytest.raises(ValueError, match="lies in two strata"):
        bootstrap_rate(COUNTS, SIZES, clusters=np.arange(10) // 5, strata=np.arange(10) % 2)


@pytest.mark.parametrize(
    ("counts", "sizes"), [([1, 2], [10]), ([-1], [10]), ([np.nan], [10]), ([[1, 2]], [10]), ([1], [-10])]
)
def test_impossible_numbers_are_refused(counts, sizes):
    with pytest.raises(ValueError, match="counts"):
        bootstrap_rate(counts, sizes)


def test_unknown_method_is_refused():
    with pytest.raises(ValueError, match='"percentile" or "BCa"'):
        bootstrap_rate(COUNTS, SIZES, method="normal")


def test_many_documents_are_resampled_in_blocks_of_bounded_size():
    n = 3_000_000  # more than half a block, so that each resample is a block of its own
    rates = resampled_rates(np.ones((n, 1)), np.full(n, 10), n_resamples=3)
    assert rates == pytest.approx(np.full((3, 1), 0.1))


def test_interval_is_a_value():
    assert Interval(1.0, 2.0, "m") == Interval(1.0, 2.0, "m", "")
