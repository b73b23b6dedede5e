"""Exact intervals at the bounds, against scipy."""

import pytest
from scipy.stats import binomtest

from analysis.measures.proportion import certain_interval, exact_interval


@pytest.mark.parametrize("cases", [1, 7, 30])
def test_agrees_with_clopper_and_pearson(cases):
    for right in (0, cases):
        exact = binomtest(right, cases).proportion_ci(method="exact")
        assert certain_interval(right / cases, cases) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_no_case_tells_nothing():
    assert certain_interval(1, 0) == (0, 1)


def test_the_exact_interval_of_a_worked_example():
    """Eight of ten: 0.444 to 0.975 in the tables of Clopper and Pearson (1934)."""
    low, high = exact_interval(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.444, 0.975)


def test_at_the_bounds_it_is_the_closed_form():
    assert exact_interval(10, 10) == pytest.approx(certain_interval(1, 10))
    assert exact_interval(0, 10) == pytest.approx(certain_interval(0, 10))
    assert exact_interval(0, 0) == (0.0, 1.0)
