"""Choosing what to code next."""

import numpy as np
import pandas as pd
import pytest

from analysis.counting.paragraph_table import UNIT
from analysis.errors import KhitabError
from analysis.validation import correct_rates, draw_sample, join_samples, next_sample


@pytest.fixture(scope="module")
def first(annotations, hits):
    return draw_sample(hits, annotations, ["cooperation", "security"], 60, design="random", seed=2)


@pytest.fixture(scope="module")
def more(annotations, hits, truth, first):
    return next_sample(hits, annotations, truth.within(first), 40)


def test_what_was_coded_is_not_drawn_again_and_every_stratum_has_a_chance(first, more):
    drawn = set(map(tuple, more.paragraphs[UNIT].to_numpy()))
    assert len(drawn) == 40
    assert not drawn & set(map(tuple, first.paragraphs[UNIT].to_numpy()))
    assert (more.paragraphs["probability"] > 0).all()
    both = join_samples(first, more)
    assert set(both.paragraphs["stratum"]) == set(more.strata["stratum"])
    by_hand = both.paragraphs["stratum"].value_counts() / more.strata["stratum"].value_counts()
    assert both.paragraphs["probability"].to_numpy() == pytest.approx(
        by_hand.loc[both.paragraphs["stratum"]].to_numpy()
    )


def test_paragraphs_of_a_term_that_errs_are_drawn_more_often(annotations, hits, first, more):
    wrong = hits[hits["term"] == "أمين"][UNIT].assign(doc_id=lambda table: table["doc_id"].astype("str"))
    index = pd.MultiIndex.from_frame(wrong)
    left = first.strata[
        ~pd.MultiIndex.from_frame(first.strata[UNIT]).isin(pd.MultiIndex.from_frame(first.paragraphs[UNIT]))
    ]
    share_left = pd.MultiIndex.from_frame(left[UNIT]).isin(index).mean()
    share_drawn = pd.MultiIndex.from_frame(more.paragraphs[UNIT]).isin(index).mean()
    assert share_drawn > 1.2 * share_left


def test_rates_from_both_samples_are_right_on_average(annotations, hits, truth):
    true = (truth.marks["frame"] == "security").sum() / annotations.documents["n_words"].sum() * 1000
    rates = []
    for seed in range(12):
        first = draw_sample(hits, annotations, ["security"], 50, design="random", seed=seed)
        more = next_sample(hits, annotations, truth.within(first), 40, frames=["security"], seed=seed)
        codings = truth.within(join_samples(first, more))
        rates.append(correct_rates(hits, annotations, codings, frames=["security"], n_resamples=2)["rate"].iloc[0])
    assert np.mean(rates) == pytest.approx(true, abs=2.5 * np.std(rates) / np.sqrt(12))


def test_strata_lie_within_those_of_a_stratified_first_sample(annotations, hits, truth):
    first = draw_sample(hits, annotations, ["cooperation", "security"], 60)
    more = next_sample(hits, annotations, truth.within(first), 30)
    pairs = first.strata.merge(more.strata, on=UNIT)
    assert (pairs.groupby("stratum_y")["stratum_x"].nunique() == 1).all()


def test_faults(annotations, hits, truth, first, more):
    with pytest.raises(KhitabError, match="how the first paragraphs were drawn is not known"):
        next_sample(hits, annotations, truth, 10)
    with pytest.raises(KhitabError, match="200 paragraphs cannot be drawn of the 84"):
        next_sample(hits, annotations, truth.within(first), 200)
    with pytest.raises(KhitabError, match="is in both samples"):
        join_samples(first, first)
