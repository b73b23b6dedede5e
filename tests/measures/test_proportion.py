"""Exact intervals at the bounds, against scipy."""

import pytest
from scipy.stats import binomtest

from analysis.measures.proportion import certain_interval


@pytest.mark.parametrize("cases", [1, 7, 30])
def test_agrees_with_clopper_and_pearson(cases):
    for right in (0, cases):
        exact = binomtest(right, cases).proportion_ci(method="exact")
        assert certain_interval(right / cases, cases) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_no_case_tells_nothing():
    assert certain_interval(1, 0) == (0, 1)
