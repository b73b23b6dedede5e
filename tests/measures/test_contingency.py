"""Two-by-two tables."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.contingency import chi_square, log_likelihood, p_value

CELLS = st.integers(0, 10_000)


@given(CELLS, CELLS, CELLS, CELLS)
def test_both_statistics_are_scipys(a, b, c, d):
    table = np.array([[a, b], [c, d]])
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    x2 = stats.chi2_contingency(table, correction=False)
    assert log_likelihood(a, b, c, d) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)
    assert chi_square(a, b, c, d) == pytest.approx(x2.statistic, rel=1e-9, abs=1e-9)
    assert p_value(x2.statistic) == pytest.approx(x2.pvalue, rel=1e-9)


def test_yates_correction_is_scipys():
    table = np.array([[7, 3], [2, 7]])
    expected = stats.chi2_contingency(table, correction=True).statistic
    assert chi_square(7, 3, 2, 7, correction="yates") == pytest.approx(expected, rel=1e-12)


def test_pedersen_1996_chi_square_of_a_small_table():
    assert chi_square(1, 3, 3, 1, correction="yates") == pytest.approx(0.5)
    assert p_value(0.5) == pytest.approx(0.48, abs=0.005)


def test_dunning_1993_both_statistics_as_printed():
    assert log_likelihood(10, 0, 3, 31764) == pytest.approx(167.23, abs=0.005)
    assert chi_square(3, 0, 0, 31774) == pytest.approx(31777, abs=0.5)


def test_independence_in_a_corpus_of_billions_loses_no_digits():
    assert log_likelihood(10, 10**9, 10, 10**9) == 0
    twice = log_likelihood(2000, 10**9, 1000, 10**9)
    assert twice == pytest.approx(339.8, abs=0.1)
    assert twice == pytest.approx(float(exact_log_likelihood(2000, 10**9, 1000, 10**9)), rel=1e-12)


def exact_log_likelihood(*cells):
    """The textbook formula in a hundred digits."""
    from decimal import Decimal, getcontext

    getcontext().prec = 100
    a, b, c, d = (Decimal(x) for x in cells)
    n = a + b + c + d
    margins = ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d))
    return 2 * sum(o * (o * n / (row * column)).ln() for o, row, column in margins)


def test_empty_tables_and_empty_margins_are_defined(recwarn):
    assert math.isnan(log_likelihood(0, 0, 0, 0))
    assert math.isnan(chi_square(0, 0, 5, 5))
    assert log_likelihood(0, 0, 5, 5) == 0
    assert not recwarn.list


def test_a_count_above_its_total_is_refused():
    with pytest.raises(ValueError, match="no count exceeds its total"):
        log_likelihood(5, 1, -1, 10)
