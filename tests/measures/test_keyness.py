"""Keyness, against published figures and independent implementations."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures import keyness

# R package corpora, function keyness(measure = "LRC") over a family of 599 items, and log2 of the plain ratio:
# frequency in the target, in both corpora together, log ratio, LRC.
EVERT = np.array(
    [
        [1189, 2157, 7.156575955874566, 6.910068549501856],
        [49, 88, 7.189213818656465, 5.941562136184079],
        [150, 349, 6.452100263355738, 5.821970068053486],
        [22, 33, 7.859906193403504, 5.7600897023524364],
        [15, 18, 9.181834288290867, 5.991330482867978],
        [302, 2562, 3.956203875426034, 3.5951034470928094],
        [5, 7, 8.181834288290867, 3.219920584278789],
        [577, 13484, 2.376467611403348, 2.127643233227812],
        [5, 24, 4.933906774847282, 0.975708228231368],
    ]
)
TARGET, BOTH = 168_329, 19_720_567


def test_log_ratio_and_lrc_are_those_of_evert():
    counts, others = EVERT[:, 0], EVERT[:, 1] - EVERT[:, 0]
    sizes = TARGET, BOTH - TARGET
    np.testing.assert_allclose(keyness.log_ratio(counts, others, *sizes), EVERT[:, 2], rtol=1e-12)
    lrc = keyness.conservative_log_ratio(counts, others, *sizes, tests=599)
    np.testing.assert_allclose(lrc, EVERT[:, 3], rtol=1e-9)


def test_lrc_is_the_clopper_pearson_bound_of_scipy():
    interval = stats.binomtest(30, 40).proportion_ci(0.95, method="exact")
    low, high = keyness.log_ratio_interval(30, 10, 1000, 2000)
    expected = [math.log2(2 * p / (1 - p)) for p in (interval.low, interval.high)]
    assert (low, high) == pytest.approx(tuple(expected), rel=1e-9)


def test_lrc_is_zero_when_the_interval_holds_zero_and_negative_for_the_reference():
    assert keyness.conservative_log_ratio(5, 5, 1000, 1000) == 0
    there, here = (keyness.conservative_log_ratio(*counts, 1000, 1000) for counts in ((5, 500), (500, 5)))
    assert there == pytest.approx(-here)
    assert keyness.conservative_log_ratio(5, 500, 1000, 1000) < -4


def test_two_terms_is_the_ucrel_calculator():
    """52 in 50,000 against 57 in 75,000 gives LL 2.65 (Corpora: teaching example for the Lancaster calculator)."""
    assert keyness.log_likelihood_two_terms(52, 57, 50_000, 75_000) == pytest.approx(2.65, abs=0.005)


def test_four_terms_is_scipys_and_never_below_two():
    rng = np.random.default_rng(5)
    a, b = rng.integers(1, 400, 50), rng.integers(1, 400, 50)
    four, two = (f(a, b, 1000, 900) for f in (keyness.log_likelihood, keyness.log_likelihood_two_terms))
    expected = [
        stats.chi2_contingency([[x, y], [1000 - x, 900 - y]], False, lambda_="log-likelihood").statistic
        for x, y in zip(a, b, strict=True)
    ]
    np.testing.assert_allclose(four, expected, rtol=1e-9, atol=1e-12)
    assert (four >= two).all()
    assert (four > 1.4 * two).any(), "for frequent items the two-term variant is another number"


def test_quanteda_ranks_its_documented_example_as_we_do():
    """textstat_keyness(measure = "lr", correction = "none") on its two test documents: c g b h a e f d."""
    first, second = list("aaabbccccccdefghh"), list("aabccddddefh")
    items = sorted(set(first))
    a, b = ([words.count(item) for item in items] for words in (first, second))
    g2 = keyness.log_likelihood(a, b, len(first), len(second))
    signed = np.sign(keyness.log_ratio(a, b, len(first), len(second))) * g2
    assert [items[i] for i in np.argsort(-signed, kind="stable")] == list("cgbhaefd")


def test_percent_difference_as_printed():
    """Gabrielatos & Marchi (2011), slide 18."""
    assert keyness.percent_difference(206_523, 178_174, 959_641, 1_562_358) == pytest.approx(88.7, abs=0.05)


def test_odds_ratio_as_printed():
    """Pojanapunya & Watson Todd (2016), p. 154; and scipy's sample odds ratio."""
    assert keyness.odds_ratio(16_217, 735, 2_796_938, 2_087_946) == pytest.approx(16.6, abs=0.05)
    expected = stats.contingency.odds_ratio([[30, 10], [970, 1990]], kind="sample").statistic
    assert keyness.odds_ratio(30, 10, 1000, 2000) == pytest.approx(expected, rel=1e-12)


def test_bic_is_g2_less_the_logarithm_of_the_corpus():
    """Wilson (2013): with one degree of freedom, BIC ≈ LL − ln N."""
    g2 = keyness.log_likelihood(300, 100, 50_000, 75_000)
    assert keyness.bic(300, 100, 50_000, 75_000) == pytest.approx(g2 - math.log(125_000), rel=1e-12)


def test_chi_square_is_that_of_hofland_and_johansson():
    expected = stats.chi2_contingency([[18, 35], [999_982, 999_965]], correction=False).statistic
    assert keyness.chi_square(18, 35, 1_000_000, 1_000_000) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("measure", "absent_here", "absent_there"),
    [
        (keyness.log_ratio, math.log2(0.5 / 10), math.log2(10 / 0.5)),
        (keyness.percent_difference, -100, math.nan),
        (keyness.odds_ratio, (0.5 * 90.5) / (10.5 * 100.5), (10.5 * 100.5) / (0.5 * 90.5)),
        (keyness.log_likelihood, 14.38950, 14.38950),
        (keyness.log_likelihood_two_terms, 13.86294, 13.86294),
    ],
)
def test_what_one_side_lacks_gets_a_finite_figure_or_none(measure, absent_here, absent_there, recwarn):
    found = measure([0, 10], [10, 0], 100, 100)
    assert found == pytest.approx([absent_here, absent_there], rel=1e-5, nan_ok=True)
    assert not recwarn.list


@pytest.mark.parametrize("name", [name for name in keyness.__all__ if name not in ("p_value", "log_ratio_interval")])
def test_empty_sides_give_nan_and_no_warning(name, recwarn):
    measure = getattr(keyness, name)
    assert np.isnan(measure([0], [0], 0, 0)).all()
    assert not np.isinf(measure([0, 0, 5], [5, 0, 0], [0, 100, 5], [100, 100, 0])).any()
    assert not recwarn.list


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        keyness.log_ratio(-1, 2, 10, 10)
