"""Tests over documents, against scipy and statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import sparse, stats

from analysis.measures.documents import log_ratio_over_documents, paired_over_documents, welch_over_documents

RNG = np.random.default_rng(6)
FIRST, SECOND = RNG.poisson(0.6, (15, 30)), RNG.poisson(0.9, (11, 30))
FIRST[:, 3], SECOND[:, 3] = 0, 0
FIRST_SIZES, SECOND_SIZES = RNG.integers(50, 300, 15), RNG.integers(50, 300, 11)
KEPT = [i for i in range(30) if i != 3]
TABLES = sparse.csc_array(FIRST), FIRST_SIZES, sparse.csc_array(SECOND), SECOND_SIZES


def test_welch_is_scipys_item_by_item(recwarn):
    found = welch_over_documents(*TABLES)
    one, other = FIRST[:, KEPT] / FIRST_SIZES[:, None], SECOND[:, KEPT] / SECOND_SIZES[:, None]
    np.testing.assert_allclose(found[KEPT], stats.ttest_ind(one, other, equal_var=False).pvalue, rtol=1e-9)
    assert np.isnan(found[3])
    assert not recwarn.list


def test_paired_is_scipys_on_documents_with_words_on_both_sides(recwarn):
    second, sizes = RNG.poisson(0.9, (15, 30)), RNG.integers(50, 300, 15)
    second[4], sizes[4] = 0, 0
    found = paired_over_documents(sparse.csc_array(FIRST), FIRST_SIZES, sparse.csc_array(second), sizes)
    both = np.arange(15) != 4
    one, other = FIRST[both] / FIRST_SIZES[both, None], second[both] / sizes[both, None]
    np.testing.assert_allclose(found, stats.ttest_rel(one, other).pvalue, rtol=1e-9)
    assert not recwarn.list


@pytest.mark.parametrize("item", [0, 7, 21])
def test_interval_is_that_of_a_poisson_regression_with_document_robust_errors(item):
    counts, sizes = np.r_[FIRST[:, item], SECOND[:, item]], np.r_[FIRST_SIZES, SECOND_SIZES]
    group = np.r_[np.ones(15), np.zeros(11)]
    design = np.column_stack([group, 1 - group])  # one log rate a group, so that the two variances stand apart
    fit = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.log(sizes)).fit(cov_type="HC0", tol=1e-14)
    variances = np.diag(fit.cov_params()) * np.array([15 / 14, 11 / 10])
    freedom = variances.sum() ** 2 / (variances[0] ** 2 / 14 + variances[1] ** 2 / 10)
    reach = stats.t.ppf(0.975, freedom) * np.sqrt(variances.sum())
    middle = fit.params[0] - fit.params[1]
    low, high = log_ratio_over_documents(*TABLES)
    assert (low[item], high[item]) == pytest.approx(
        ((middle - reach) / np.log(2), (middle + reach) / np.log(2)), rel=1e-9
    )


def test_items_in_fewer_than_three_documents_get_no_interval(recwarn):
    first = FIRST.copy()
    first[:, 5] = 0
    first[[0, 1], 5] = 9
    low, high = log_ratio_over_documents(sparse.csc_array(first), *TABLES[1:])
    assert np.isnan(low[[3, 5]]).all()
    assert np.isfinite(low[[0, 7]]).all()
    assert (high[[0, 7]] > low[[0, 7]]).all()
    assert not recwarn.list


def test_empty_documents_change_nothing():
    padded = sparse.csc_array(np.vstack([FIRST, np.zeros((4, 30), int)])), np.r_[FIRST_SIZES, np.zeros(4, int)]
    np.testing.assert_allclose(welch_over_documents(*padded, *TABLES[2:]), welch_over_documents(*TABLES), rtol=1e-12)
    np.testing.assert_allclose(
        log_ratio_over_documents(*padded, *TABLES[2:]), log_ratio_over_documents(*TABLES), rtol=1e-12
    )


def test_one_document_is_no_group(recwarn):
    one = sparse.csc_array(np.ones((1, 4)))
    assert np.isnan(welch_over_documents(one, [10], one, [10])).all()
    assert np.isnan(paired_over_documents(one, [10], one, [10])).all()
    assert np.isnan(log_ratio_over_documents(one, [10], one, [10])[0]).all()
    assert not recwarn.list
