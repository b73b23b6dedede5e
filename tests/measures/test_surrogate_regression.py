"""Regression on corrected labels."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, special

from analysis.measures.surrogate_regression import fit, pseudo_outcomes

RNG = np.random.default_rng(7)
N = 400
CLUSTERS = np.repeat(np.arange(80), 5)
X = np.column_stack([np.ones(N), RNG.normal(size=N), np.repeat(RNG.random(80) < 0.5, 5)])
TRUTH = (RNG.random(N) < special.expit(X @ [-0.5, 0.8, 0.5])).astype(float)
MACHINE = np.where(RNG.random(N) < np.where(X[:, 2] == 1, 0.35, 0.1), 1 - TRUTH, TRUTH)
PROBABILITY = np.where(MACHINE == 1, 0.5, 0.25)
SEEN = np.where(RNG.random(N) < PROBABILITY, TRUTH, np.nan)
MADE = pseudo_outcomes(SEEN, MACHINE, PROBABILITY)


def test_pseudo_outcomes_by_hand():
    made = pseudo_outcomes([1, 0, np.nan, 1], [1, 1, 1, 0], [0.5, 0.5, 0.5, 0.25])
    assert made.tolist() == [1.0, -1.0, 1.0, 4.0]


def test_over_all_samples_the_pseudo_outcome_is_the_truth():
    # Two units, coded independently with probability 0.5 and 0.25: the mean over the four samples.
    truth, machine, pi = np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.array([0.5, 0.25])
    mean = sum(
        np.prod(np.where(read, pi, 1 - pi)) * pseudo_outcomes(np.where(read, truth, np.nan), machine, pi)
        for read in (np.array([a, b], bool) for a in (0, 1) for b in (0, 1))
    )
    assert mean == pytest.approx(truth)


def test_linear_is_statsmodels_ols_with_clusters():
    theirs = sm.OLS(MADE, X).fit(cov_type="cluster", cov_kwds={"groups": CLUSTERS}, use_t=True)
    ours = fit(MADE, X, CLUSTERS)
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-9)
    assert ours.errors == pytest.approx(theirs.bse, rel=1e-9)
    assert ours.p_values() == pytest.approx(theirs.pvalues, rel=1e-6)
    assert np.column_stack(ours.intervals()) == pytest.approx(theirs.conf_int(), rel=1e-9)


def test_logistic_on_labels_is_statsmodels_glm_with_clusters():
    model = sm.GLM(MACHINE, X, family=sm.families.Binomial())
    theirs = model.fit(cov_type="cluster", cov_kwds={"groups": CLUSTERS})
    ours = fit(MACHINE, X, CLUSTERS, "logistic")
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-6)
    assert ours.errors == pytest.approx(theirs.bse, rel=1e-5)


def test_logistic_on_pseudo_outcomes_solves_the_moments_and_has_their_sandwich():
    def moments(beta):
        return X.T @ (MADE - special.expit(X @ beta)) / N

    found = optimize.root(moments, np.zeros(3), tol=1e-12).x
    ours = fit(MADE, X, CLUSTERS, "logistic")
    assert ours.coefficients == pytest.approx(found, abs=1e-7)
    step = 1e-6
    slope = np.column_stack([(moments(found + step * e) - moments(found - step * e)) / (2 * step) for e in np.eye(3)])
    scores = X * (MADE - special.expit(X @ found))[:, None]
    by_cluster = np.array([scores[c == CLUSTERS].sum(axis=0) for c in range(80)]) / N
    few = 80 / 79 * (N - 1) / (N - 3)
    sandwich = few * np.linalg.inv(slope) @ (by_cluster.T @ by_cluster) @ np.linalg.inv(slope).T
    assert ours.covariance == pytest.approx(sandwich, rel=1e-4)


def test_all_coded_is_the_regression_on_the_truth():
    all_coded = pseudo_outcomes(TRUTH, MACHINE, np.ones(N))
    assert fit(all_coded, X, CLUSTERS).coefficients == pytest.approx(fit(TRUTH, X, CLUSTERS).coefficients)


def test_what_cannot_be_solved_is_refused():
    with pytest.raises(ValueError, match="depend on each other"):
        fit(MADE, np.column_stack([X, X[:, 1]]), CLUSTERS)
    with pytest.raises(ValueError, match="without error"):
        fit((X[:, 1] > 0).astype(float), X, CLUSTERS, "logistic")
    with pytest.raises(ValueError, match="above 0"):
        pseudo_outcomes([1.0], [1.0], [0.0])
