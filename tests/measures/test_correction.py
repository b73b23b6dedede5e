"""Correction for multiplicity."""

import numpy as np
import pytest
from scipy import stats

from analysis.measures.correction import adjust


def test_benjamini_and_hochberg_1995_example():
    """Their fifteen p-values: at a false discovery rate of 0.05 four are rejected; at Holm's level three."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    assert (adjust(p) <= 0.05).sum() == 4
    assert (adjust(p, "holm") <= 0.05).sum() == 3


def test_benjamini_hochberg_is_scipys():
    p = np.random.default_rng(2).uniform(size=200) ** 2
    np.testing.assert_allclose(adjust(p), stats.false_discovery_control(p), rtol=1e-12)


def test_nan_is_no_test():
    found = adjust([0.01, np.nan, 0.04], "holm")
    assert found[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])


def test_no_tests_at_all_is_fine():
    assert adjust([]).size == 0
    assert np.isnan(adjust([np.nan])).all()


def test_unknown_method_names_the_known():
    with pytest.raises(ValueError, match="benjamini-hochberg, holm"):
        adjust([0.1], "bonferroni")
