"""Corrected rates against independent implementations: ppi_py (the authors' own) and statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm

from analysis.measures.prediction_powered import (
    corrected_rate,
    difference_interval,
    power_tuning,
    rate_interval,
)


def worked_case(seed, n=200, units=1200, noise=0.7, shift=0.4):
    """A mean with a biased prediction, in the manner of ppi_py's own tests: truth, prediction, which are coded."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(2, 1, units)
    machine = truth + shift + rng.normal(0, noise, units)
    coded = np.zeros(units, bool)
    coded[rng.choice(units, n, replace=False)] = True
    return truth, machine, coded


def estimate(truth, machine, coded, **options):
    seen = np.where(coded, truth, np.nan)
    return corrected_rate(seen, machine, np.ones(len(truth)), small_sample=False, **options)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("noise", [0.3, 1.0, 6.0])
def test_value_error_and_tuning_are_those_of_ppi_py(seed, noise):
    ppi = pytest.importorskip("ppi_py", reason="needs ppi_py")
    truth, machine, coded = worked_case(seed, noise=noise)
    found = estimate(truth, machine, coded)
    value = float(np.squeeze(ppi.ppi_mean_pointestimate(truth[coded], machine[coded], machine[~coded])))
    low, high = (
        float(np.squeeze(end)) for end in ppi.ppi_mean_ci(truth[coded], machine[coded], machine[~coded], alpha=0.05)
    )
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.error * 2 * 1.959963984540054 == pytest.approx(high - low, abs=1e-6)
    assert found.value == pytest.approx((low + high) / 2, abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_given_tuning_is_ppi_pys(share):
    """ppi_py sets coded and uncoded units apart, so that its λ is ours times the share of uncoded ones."""
    ppi = pytest.importorskip("ppi_py", reason="needs ppi_py")
    truth, machine, coded = worked_case(7)
    lam = share * len(coded) / (~coded).sum()
    found = estimate(truth, machine, coded, tuning=lam)
    low, high = ppi.ppi_mean_ci(truth[coded], machine[coded], machine[~coded], alpha=0.05, lam=share)
    assert found.value == pytest.approx(float(np.squeeze(low + high)) / 2, abs=1e-6)
    assert found.error * 2 * 1.959963984540054 == pytest.approx(float(np.squeeze(high - low)), abs=1e-6)


def test_errors_by_cluster_are_statsmodels():
    """A rate of fully coded units is a regression on a constant; its error is robust to clusters."""
    rng = np.random.default_rng(3)
    size = rng.integers(10, 60, 400).astype(float)
    cluster = rng.integers(0, 40, 400)
    count = rng.poisson(size * 0.02 * rng.gamma(2, 0.5, 40)[cluster]).astype(float)
    found = corrected_rate(count, count, size, clusters=cluster, tuning=0)
    theirs = sm.WLS(count / size, np.ones(400), weights=size).fit(
        cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}
    )
    groups = len(np.unique(cluster))
    assert found.value == pytest.approx(theirs.params[0], abs=1e-9)
    assert found.error == pytest.approx(theirs.bse[0] * np.sqrt(groups / (groups - 1)), rel=1e-6)


def test_strata_give_the_textbook_stratified_mean():
    """Cochran (1977), formulas 5.1 and 5.12, without the finite population that this module does not assume."""
    rng = np.random.default_rng(5)
    strata = np.repeat([0, 1], [900, 100])
    truth = np.where(strata == 1, rng.poisson(2.0, 1000), rng.poisson(0.1, 1000)).astype(float)
    coded = np.zeros(1000, bool)
    coded[rng.choice(900, 50, replace=False)] = True
    coded[900 + rng.choice(100, 50, replace=False)] = True
    found = estimate(truth, truth * 0, coded, strata=strata, tuning=0)
    means = [truth[coded & (strata == s)].mean() for s in (0, 1)]
    inner = [truth[coded & (strata == s)].var() for s in (0, 1)]
    expected = 0.9 * means[0] + 0.1 * means[1]
    between = 0.9 * (means[0] - expected) ** 2 + 0.1 * (means[1] - expected) ** 2
    assert found.value == pytest.approx(expected)
    # Within strata as Cochran; between them, the strata's sizes vary as those of 1,000 units drawn at random.
    assert found.error**2 == pytest.approx(0.81 * inner[0] / 50 + 0.01 * inner[1] / 50 + between / 1000, rel=0.02)


def test_weights_make_up_for_unequal_probabilities():
    truth = np.array([1.0] * 10 + [3.0] * 10)
    coded = np.array([True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    weights = np.array([10 / 8] * 10 + [10 / 2] * 10)
    assert estimate(truth, truth * 0, coded, weights=weights, tuning=0).value == pytest.approx(2.0)
    assert estimate(truth, truth * 0, coded, tuning=0).value == pytest.approx(1.4)


def test_a_perfect_machine_leaves_nothing_to_correct_and_a_useless_one_is_left_aside():
    truth, _, coded = worked_case(1)
    perfect = estimate(truth, truth, coded, tuning=1)
    assert perfect.value == pytest.approx(truth.mean())
    useless = np.random.default_rng(2).normal(size=len(truth))
    assert power_tuning(np.where(coded, truth, np.nan), useless) < 0.2
    constant = estimate(truth, truth * 0 + 5, coded)
    assert constant.tuning == 0
    assert constant.value == pytest.approx(truth[coded].mean())


def test_influences_sum_to_nothing_and_make_the_error():
    truth, machine, coded = worked_case(4)
    found = estimate(truth, machine, coded, clusters=np.arange(1200) // 10)
    assert len(found.influence) == 120
    assert found.influence.sum() == pytest.approx(0, abs=1e-12)
    assert found.error == pytest.approx(np.sqrt((found.influence**2).sum()))


def test_a_stratum_without_codings_is_refused():
    truth = np.array([1.0, 2.0, np.nan, np.nan])
    with pytest.raises(ValueError, match="stratum 1 has 0 coded units of 2"):
        corrected_rate(truth, truth * 0, np.ones(4), strata=[0, 0, 1, 1])


def test_intervals():
    low, high = rate_interval(4.0, 1.0, 1e9)
    assert (low, high) == pytest.approx((4 / np.exp(1.959964 / 4), 4 * np.exp(1.959964 / 4)), rel=1e-6)
    assert np.isnan(rate_interval(0.0, 1.0, 10)).all()
    assert np.isnan(rate_interval(0.001, 1.0, 1)).all()
    # Symmetric ends give the usual interval of a difference of independent estimates.
    assert difference_interval((5, 3, 7), (2, 1, 3)) == pytest.approx((3 - np.sqrt(5), 3 + np.sqrt(5)))


@pytest.mark.slow
def test_coverage_in_a_small_simulation():
    """The full one is benchmarks/correction.py; here 300 draws must hold the truth in about 95 %."""
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        bent = rng.gamma(2, 0.5, (100, 1))
        truth = rng.poisson(0.3 * bent * np.ones((100, 8))).ravel()
        machine = rng.binomial(truth, 0.7) + rng.poisson(0.05, 800)
        coded = np.zeros(800, bool)
        coded[rng.choice(800, 120, replace=False)] = True
        found = corrected_rate(np.where(coded, truth, np.nan), machine, np.ones(800), clusters=np.arange(800) // 8)
        low, high = rate_interval(found.value, found.error, found.freedom)
        held += low <= 0.3 <= high
    assert 0.92 <= held / 300 <= 0.98
