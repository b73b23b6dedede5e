"""Correction for multiplicity."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.measures.correction import adjust, selected_families


def test_benjamini_and_hochberg_1995_example():
    """Their fifteen p-values: at a false discovery rate of 0.05 four are rejected; at Holm's level three."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    assert (adjust(p) <= 0.05).sum() == 4
    assert (adjust(p, "holm") <= 0.05).sum() == 3


def test_benjamini_hochberg_is_scipys():
    p = np.random.default_rng(2).uniform(size=200) ** 2
    np.testing.assert_allclose(adjust(p), stats.false_discovery_control(p), rtol=1e-12)


@pytest.mark.parametrize(("method", "theirs"), [("benjamini-hochberg", "fdr_bh"), ("holm", "holm")])
@pytest.mark.parametrize("n", [1, 2, 7, 300])
def test_corrections_are_statsmodels(method, theirs, n):
    p = np.round(np.random.default_rng(n).uniform(size=n) ** 3, 3)  # with ties
    np.testing.assert_allclose(adjust(p, method), multipletests(p, method=theirs)[1], rtol=1e-12)


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


def test_families_by_hand():
    # Three families; the third has nothing. Simes: 0.004, 0.06 (of 0.02 and two more), 0.6.
    p = [0.002, 0.03, 0.02, 0.5, 0.9, 0.3, 0.6]
    families = ["a", "a", "b", "b", "b", "c", "c"]
    found = selected_families(p, families)
    assert found.simes == pytest.approx([0.004, 0.004, 0.06, 0.06, 0.06, 0.6, 0.6])
    assert found.selected.tolist() == [True, True, False, False, False, False, False]
    # Within "a" Benjamini-Hochberg gives 0.004 and 0.03, times three families of which one was selected.
    assert found.within[:2] == pytest.approx([0.012, 0.09])
    assert np.isnan(found.within[2:]).all()


def test_one_family_is_benjamini_hochberg_and_nan_is_no_test():
    p = np.array([0.001, np.nan, 0.02, 0.8])
    found = selected_families(p, ["a"] * 4)
    assert found.within == pytest.approx(adjust(p), nan_ok=True)
    nothing = selected_families([np.nan, 0.9], ["a", "b"])
    assert nothing.selected.tolist() == [False, False]


def test_false_findings_are_rare_over_the_families_told_of():
    rng = np.random.default_rng(6)
    shares = []
    for _ in range(300):
        p = rng.random((10, 8))
        p[:3, :2] = rng.random((3, 2)) * 1e-4  # three families with two true effects each
        found = selected_families(p.ravel(), np.repeat(np.arange(10), 8))
        told = (found.selected & (found.within <= 0.05)).reshape(10, 8)
        false = told.copy()
        false[:3, :2] = False
        chosen = found.selected.reshape(10, 8)[:, 0]
        shares.append((false.sum(axis=1) / np.maximum(told.sum(axis=1), 1))[chosen].mean() if chosen.any() else 0)
    assert np.mean(shares) <= 0.05
