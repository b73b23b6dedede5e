"""A shift of rates at an event, over documents and over days."""

import numpy as np
import pytest
from scipy import stats

from analysis.measures.event import rank_among, rates_of, shift_over_days, shift_over_documents, within_over_days

RNG = np.random.default_rng(8)
DAYS = np.repeat(np.arange(12), 10)
AFTER = DAYS >= 6
SIZES = np.full(120, 100.0)
COUNTS = RNG.poisson(np.where(AFTER, 3.0, 1.5))[:, None]


def test_rates_by_hand():
    before, after = rates_of([[1], [2], [6]], [100, 100, 200], [False, False, True])
    assert (before[0], after[0]) == (15.0, 30.0)
    assert np.isnan(rates_of([[1]], [10], [True])[0][0])


def test_over_days_of_equal_size_it_is_welch_on_their_rates():
    by_day = COUNTS[:, 0].reshape(12, 10).sum(axis=1) / 10
    expected = stats.ttest_ind(by_day[6:], by_day[:6], equal_var=False).confidence_interval(0.95)
    found = shift_over_days(COUNTS, SIZES, AFTER, DAYS, per=100)
    assert (found.low[0], found.high[0]) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_the_variance_of_a_ratio_of_sums_by_hand():
    # Three days a side: counts 1 2 6 of 10 20 30 words, and 4 4 7 of 20 20 20.
    counts, sizes = np.array([1, 2, 6, 4, 4, 7.0])[:, None], np.array([10, 20, 30, 20, 20, 20.0])
    found = shift_over_days(counts, sizes, [0, 0, 0, 1, 1, 1], np.arange(6), per=1)
    first, second = 9 / 60, 15 / 60
    variances = [
        1.5 * ((1 - 10 * first) ** 2 + (2 - 20 * first) ** 2 + (6 - 30 * first) ** 2) / 3600,
        1.5 * (1 + 1 + 4) / 3600,
    ]
    error = np.sqrt(sum(variances))
    freedom = sum(variances) ** 2 / sum(v**2 / 2 for v in variances)
    reach = stats.t.ppf(0.975, freedom) * error
    assert (found.low[0], found.high[0]) == pytest.approx((0.1 - reach, 0.1 + reach))
    assert found.ratio_low[0] < second / first < found.ratio_high[0]


def test_over_documents_it_is_near_the_normal_interval_and_finds_the_ratio():
    found = shift_over_documents(COUNTS, SIZES, AFTER, per=100, n_resamples=4000)
    one, other = COUNTS[AFTER, 0], COUNTS[~AFTER, 0]
    error = np.sqrt(one.var(ddof=1) / 60 + other.var(ddof=1) / 60)
    middle = one.mean() - other.mean()
    assert (found.low[0], found.high[0]) == pytest.approx((middle - 2 * error, middle + 2 * error), abs=0.06)
    assert found.ratio_low[0] < one.mean() / other.mean() < found.ratio_high[0]
    assert found.ratio_low[0] > 1


def test_days_that_differ_widen_the_interval_over_days_and_not_that_over_documents():
    level = RNG.gamma(4, 0.5, 12)[DAYS]
    counts = RNG.poisson(level * 4)[:, None]
    over_documents = shift_over_documents(counts, SIZES, AFTER)
    over_days = shift_over_days(counts, SIZES, AFTER, DAYS)
    assert over_days.high[0] - over_days.low[0] > 1.5 * (over_documents.high[0] - over_documents.low[0])


def test_copies_as_clusters_widen_the_interval():
    twice = (np.repeat(array, 4, axis=0) for array in (COUNTS, SIZES, AFTER))
    counts, sizes, after = twice
    alone = shift_over_documents(counts, sizes, after)
    together = shift_over_documents(counts, sizes, after, clusters=np.repeat(np.arange(120), 4))
    assert (together.high - together.low)[0] == pytest.approx(2 * (alone.high - alone.low)[0], rel=0.15)
    assert "cluster bootstrap" in together.method


def test_too_few_units_have_no_interval_and_say_so(recwarn):
    few = shift_over_documents(COUNTS[57:62], SIZES[57:62], AFTER[57:62])
    assert np.isnan(few.low[0])
    assert few.note == "a side has 2 documents; an interval needs at least 8"
    days = shift_over_days(COUNTS, SIZES, AFTER, np.where(AFTER, 1, 0))
    assert days.note == "a side has 1 day; an interval over days needs at least 3"
    nothing = shift_over_days(COUNTS * 0, SIZES, AFTER, DAYS)
    assert np.isnan([nothing.low[0], nothing.ratio_low[0]]).all()
    assert not recwarn.list


def test_a_ratio_over_nothing_is_unbounded_above():
    counts = np.where(AFTER, 2.0, 0.0)[:, None]
    found = shift_over_documents(counts, SIZES, AFTER)
    assert np.isinf(found.ratio_high[0])
    assert np.isfinite(found.low[0])


def test_the_rank_counts_the_event_as_one_of_the_dates():
    assert rank_among(-3.0, [1, -4, 2, 3]) == (2, 0.6)
    assert rank_among(9.0, np.arange(8) / 10) == (0, pytest.approx(1 / 9))
    as_large, p = rank_among(1.0, [])
    assert (as_large, np.isnan(p)) == (0, True)


def test_within_one_stratum_the_interval_over_days_is_the_plain_one():
    plain = shift_over_days(COUNTS, SIZES, AFTER, DAYS)
    within = within_over_days(COUNTS, SIZES, AFTER, DAYS, np.zeros(120))
    assert np.concatenate(within) == pytest.approx([plain.low[0], plain.high[0]])


def test_within_strata_a_day_that_is_all_of_one_topic_does_not_count_against_the_interval():
    # Two topics with rates of 10 and 50 per 1,000; days hold them in other parts, and nothing else differs.
    topic = (np.arange(120) * 7 % 10 < 2 + DAYS % 6).astype(int)
    counts = np.where(topic == 1, 5.0, 1.0)[:, None]
    low, high = within_over_days(counts, SIZES, AFTER, DAYS, topic)
    plain = shift_over_days(counts, SIZES, AFTER, DAYS)
    assert (low[0], high[0]) == pytest.approx((0, 0), abs=1e-9)
    assert plain.high[0] - plain.low[0] > 10


def test_within_strata_the_variance_is_that_of_what_days_add_by_hand():
    # Two strata, three days a side, one document a day and stratum.
    days, strata = np.repeat(np.arange(6), 2), np.tile([0, 1], 6)
    counts = np.array([1, 4, 2, 5, 3, 9, 4, 8, 4, 9, 7, 7.0])[:, None]
    low, high = within_over_days(counts, np.full(12, 10.0), days > 2, days, strata, weights="standardised", per=1)
    table = counts[:, 0].reshape(6, 2)
    off = table - np.repeat([table[:3].mean(axis=0), table[3:].mean(axis=0)], 3, axis=0)
    added = (0.5 * off / 30).sum(axis=1)
    variances = [1.5 * (added[:3] ** 2).sum(), 1.5 * (added[3:] ** 2).sum()]
    middle = (0.5 * (table[3:].mean(axis=0) - table[:3].mean(axis=0)) / 10).sum()
    freedom = sum(variances) ** 2 / sum(v**2 / 2 for v in variances)
    reach = stats.t.ppf(0.975, freedom) * np.sqrt(sum(variances))
    assert (low[0], high[0]) == pytest.approx((middle - reach, middle + reach))


def test_within_strata_too_few_days_or_no_stratum_in_common_have_no_interval():
    for strata, after in ((AFTER.astype(int), AFTER), (np.zeros(120), DAYS >= 10)):
        low, high = within_over_days(COUNTS, SIZES, after, DAYS, strata)
        assert np.isnan([low[0], high[0]]).all()
