"""Agreement between coders, against Krippendorff's own examples, statsmodels and nltk."""

import math

import numpy as np
import pytest
from statsmodels.stats import inter_rater

from analysis.measures.agreement import (
    alpha_interval,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)

N = None
# Krippendorff (2011), example C: four coders, twelve units, gaps.
EXAMPLE_C = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ],
    dtype=object,
).T
CODES = np.random.default_rng(8).choice(["أمن", "تعاون", "اقتصاد"], p=[0.6, 0.3, 0.1], size=(60, 1))
CODES = np.where(
    np.random.default_rng(9).uniform(size=(60, 3)) < 0.7,
    CODES,
    np.random.default_rng(10).choice(["أمن", "تعاون", "اقتصاد"], size=(60, 3)),
).astype(object)


def test_krippendorff_2011_as_printed():
    binary = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]).T
    nominal = np.array([list("aabbdcccedda"), [*list("babbbcccedda")[:11], "d"]]).T
    assert krippendorff_alpha(binary) == pytest.approx(0.095, abs=0.0005)
    assert krippendorff_alpha(nominal) == pytest.approx(0.692, abs=0.0005)
    assert krippendorff_alpha(EXAMPLE_C) == pytest.approx(0.743, abs=0.0005)


def test_alpha_is_nltks():
    agreement = pytest.importorskip("nltk.metrics.agreement", reason="needs nltk")
    triples = [(c, u, CODES[u, c]) for u in range(len(CODES)) for c in range(3)]
    assert krippendorff_alpha(CODES) == pytest.approx(agreement.AnnotationTask(triples).alpha(), rel=1e-9)


def test_kappas_are_statsmodels():
    counts, _ = inter_rater.aggregate_raters(CODES)
    assert fleiss_kappa(CODES) == pytest.approx(inter_rater.fleiss_kappa(counts), rel=1e-9)
    square, _ = inter_rater.to_table(CODES[:, :2])
    assert cohen_kappa(CODES[:, 0], CODES[:, 1]) == pytest.approx(inter_rater.cohens_kappa(square).kappa, rel=1e-9)


def test_kappas_leave_out_units_that_a_coder_skipped():
    gaps = CODES.copy()
    gaps[[3, 9], [0, 1]] = N
    kept = np.delete(CODES, [3, 9], axis=0)
    assert fleiss_kappa(gaps) == pytest.approx(fleiss_kappa(kept))
    assert cohen_kappa(gaps[:, 0], gaps[:, 1]) == pytest.approx(cohen_kappa(kept[:, 0], kept[:, 1]))


def test_percent_agreement_counts_pairs():
    assert percent_agreement([["a", "a"], ["a", "b"], ["b", "b"], ["b", N]]) == pytest.approx(2 / 3)


def test_full_agreement_is_one_and_interval_is_reproducible():
    full = np.repeat(CODES[:, :1], 3, axis=1)
    assert krippendorff_alpha(full) == 1
    assert fleiss_kappa(full) == 1
    found = alpha_interval(CODES)
    assert found.low < krippendorff_alpha(CODES) < found.high
    assert found == alpha_interval(CODES)


def test_units_of_one_document_move_together():
    documents = np.repeat(np.arange(20), 3)
    copied = np.repeat(CODES[::3], 3, axis=0)
    alone, together = alpha_interval(copied), alpha_interval(copied, clusters=documents)
    assert together.high - together.low > 1.3 * (alone.high - alone.low)
    assert together.method.startswith("cluster bootstrap")


def test_nothing_to_disagree_on_is_nan_with_a_reason(recwarn):
    one = [["a", "a"]] * 20
    assert math.isnan(krippendorff_alpha(one))
    assert math.isnan(cohen_kappa(["a"] * 5, ["a"] * 5))
    assert math.isnan(fleiss_kappa(one))
    assert "one label" in alpha_interval(one).note
    assert alpha_interval([["a", "b"]] * 5).note == "5 units coded twice; an interval needs at least 8"
    assert math.isnan(krippendorff_alpha([["a", N], [N, "b"]]))
    assert math.isnan(percent_agreement([["a", N]]))
    assert not recwarn.list
