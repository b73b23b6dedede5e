"""Collocation, against NLTK and published figures."""

import math

import numpy as np
import pytest

from analysis.measures import collocation

RNG = np.random.default_rng(11)
NODE, COLLOCATE = RNG.integers(20, 3000, 200), RNG.integers(20, 3000, 200)
TOGETHER = RNG.integers(1, np.minimum(NODE, COLLOCATE), 200)
TOTAL = 100_000


@pytest.mark.parametrize(
    ("nltk_name", "ours"),
    [
        ("pmi", lambda: collocation.mi(TOGETHER, NODE, COLLOCATE, TOTAL)),
        ("student_t", lambda: collocation.t_score(TOGETHER, NODE, COLLOCATE, TOTAL)),
        ("likelihood_ratio", lambda: collocation.log_likelihood(TOGETHER, NODE, COLLOCATE, TOTAL)),
    ],
)
def test_same_as_nltk(nltk_name, ours):
    association = pytest.importorskip("nltk.metrics.association", reason="needs nltk").BigramAssocMeasures
    measure = getattr(association, nltk_name)
    expected = [measure(int(o), (int(r), int(c)), TOTAL) for o, r, c in zip(TOGETHER, NODE, COLLOCATE, strict=True)]
    np.testing.assert_allclose(ours(), expected, rtol=1e-9, atol=1e-9)


def test_mi3_and_log_dice_follow_from_nltks():
    association = pytest.importorskip("nltk.metrics.association", reason="needs nltk").BigramAssocMeasures
    rows = [(int(o), (int(r), int(c)), TOTAL) for o, r, c in zip(TOGETHER, NODE, COLLOCATE, strict=True)]
    mi3 = [math.log2(TOTAL * association.mi_like(*row, power=3)) for row in rows]
    np.testing.assert_allclose(collocation.mi3(TOGETHER, NODE, COLLOCATE, TOTAL), mi3, rtol=1e-9)
    dice = [14 + math.log2(association.dice(*row)) for row in rows]
    np.testing.assert_allclose(collocation.log_dice(TOGETHER, NODE, COLLOCATE), dice, rtol=1e-9)


def test_church_and_hanks_1990_mi_as_printed():
    """Table 3: doctors … dentists, 8 times together, 1,105 and 44 times in 15 million words: 11.3."""
    assert collocation.mi(8, 1105, 44, 15_000_000) == pytest.approx(11.3, abs=0.05)


def test_manning_and_schuetze_1999_t_score_as_printed():
    assert collocation.t_score(8, 15_828, 4_675, 14_307_668) == pytest.approx(0.999932, abs=5e-7)


def test_gries_2013_delta_p_as_printed():
    """ "of course": 5,610 together, 168,938 other of, 2,257 other course; 0.032 one way and 0.697 the other."""
    o11, o12, o21, o22 = 5_610, 168_938, 2_257, 10_233_063
    forward, backward = collocation.delta_p(o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22)
    assert forward == pytest.approx(0.032, abs=0.0005)
    assert backward == pytest.approx(0.697, abs=0.0005)


def test_bouma_2009_npmi_at_its_three_landmarks():
    assert collocation.npmi([10, 1, 0], 10, 10, 100) == pytest.approx([1, 0, -1])
    assert collocation.npmi(100, 100, 100, 100) == 1


def test_rychly_2008_log_dice_has_14_as_its_maximum_and_each_point_doubles():
    assert collocation.log_dice(50, 50, 50) == 14
    assert collocation.log_dice(50, 50, 150) == 13
    assert collocation.log_dice(1, 16_384, 16_384) == 0


def test_minimum_frequency_leaves_rare_pairs_without_a_score():
    for score in (collocation.mi, collocation.mi3, collocation.npmi):
        found = score([4, 5], 10, 10, 1000, min_frequency=5)
        assert np.isnan(found).tolist() == [True, False]


def test_pairs_never_seen_and_empty_corpora_are_defined(recwarn):
    assert np.isnan(collocation.mi(0, 10, 10, 100))
    assert np.isnan(collocation.log_dice(0, 10, 10))
    assert np.isnan(collocation.t_score(0, 10, 10, 100))
    assert collocation.log_likelihood(0, 10, 10, 100) > 0
    for score in (collocation.mi, collocation.mi3, collocation.npmi, collocation.t_score, collocation.log_likelihood):
        assert np.isnan(score(0, 0, 0, 0))
    assert np.isnan(collocation.delta_p(0, 0, 0, 0)).all()
    assert not recwarn.list
