"""What to code next: corpora drawn like the coded one, designs, and what they are worth."""

import numpy as np
import pandas as pd
import pytest
from press_events import coding_saved as saved

from analysis.validation.next_sample import ErrorsSeen


def errors(seed=0, wrong=(0.0, 30.0)):
    """600 documents of four paragraphs; a frame with a good term and, as codings say, a bad one."""
    rng = np.random.default_rng(seed)
    documents = np.repeat(np.arange(600), 4)
    found = rng.poisson(0.15 * rng.gamma(1, 1, (600, 2))[documents]).astype(float)
    nearby = np.bincount(documents, weights=found.sum(axis=1))[documents] > 0
    seen = ErrorsSeen(found, np.array([60.0, 60.0]), np.array(wrong), np.zeros(2400), np.full(2400, 50.0), nearby)
    return seen, documents


def test_documents_are_drawn_whole_and_each_copy_is_one():
    documents = np.repeat(np.arange(4), [2, 1, 3, 2])
    taken, copies = saved._documents_again(documents, np.random.default_rng(3))
    for copy in range(4):
        own = taken[copies == copy]
        assert set(documents[own]) == {documents[own[0]]}
        assert own.tolist() == np.flatnonzero(documents == documents[own[0]]).tolist()


def test_a_corpus_is_drawn_with_the_errors_that_coders_saw():
    seen, _ = errors()
    coded = np.zeros(2400, bool)
    coded[:300] = True
    made = saved._drawn(seen, coded, np.arange(2400), np.random.default_rng(1))
    good, bad = (made.false.sum(axis=0) / seen.found.sum(axis=0)).tolist()
    assert good < 0.1 < 0.35 < bad < 0.65
    machine = 1000 * seen.found.sum() / seen.sizes.sum()
    true = 1000 * (seen.found.sum() - made.false.sum() + made.missed.sum()) / seen.sizes.sum()
    assert made.truth == pytest.approx(true, rel=0.1)
    assert made.truth < machine


def test_each_design_codes_what_it_says_and_choices_lie_within_the_strata():
    seen, _ = errors()
    rng = np.random.default_rng(2)
    made = saved._drawn(seen, np.ones(2400, bool), np.arange(2400), rng)
    strata = (seen.found.sum(axis=1) > 0).astype(np.int64)
    designs = list(saved._designs({"security": made}, strata, 0, rng))
    numbers = [(name, int(coded.sum())) for name, coded, _ in designs]
    for name in ("random", "found"):
        assert [n for own, n in numbers if own == name] == list(saved.NUMBERS)
        assert (f"{name}, then chosen", saved.CODED) in numbers
    _, coded, cut = designs[-1]
    assert all(len(set(strata[cut == label])) == 1 for label in np.unique(cut))
    # Paragraphs with hits of a bad term are read more often than their share.
    assert coded[seen.found[:, 1] > 0].mean() > 3 * coded[seen.found.sum(axis=1) == 0].mean()


def test_choice_saves_where_terms_differ_and_intervals_hold_the_truth():
    seen, documents = errors()
    rows = []
    strata = (seen.found.sum(axis=1) > 0).astype(np.int64)
    for draw in range(60):
        rng = np.random.default_rng([5, draw])
        rows += saved._outcomes({"security": seen}, np.ones(2400, bool), documents, strata, 0, rng)
    table = saved._summary(pd.DataFrame(rows)).set_index(["design", "codings"])
    chosen = table.loc[("random, then chosen", saved.CODED)]
    assert chosen["saved_random"] > 25
    assert abs(chosen["bias"]) < 4
    assert chosen["coverage"] >= 85
    assert (table["width"].loc["random"].diff().dropna() < 0).all()
