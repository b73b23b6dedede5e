"""Regression of coded labels on metadata."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from made_codings import coded_as

from analysis.errors import KhitabError
from analysis.validation import correct_regression, draw_sample
from analysis.validation.units import corpus_units, counted_units, match_codings

FOUND = {"تعاون": "cooperation", "أمن": "security", "أمين": "security"}
"""What the dictionary of these tests counts."""


@pytest.fixture(scope="module")
def coded(annotations, hits, truth):
    sample = draw_sample(hits, annotations, ["cooperation", "security"], 90, by="source", seed=3)
    return truth.within(sample)


def test_it_is_ols_on_pseudo_outcomes(annotations, hits, coded):
    table = correct_regression(hits, annotations, coded, "source", frames=["security"])
    units = corpus_units(coded, annotations, "words")
    labels = counted_units(units, hits, match_codings(coded, hits), "security")
    machine = (labels.machine > 0).astype(float)
    read = labels.coded
    made = machine.copy()
    made[read] -= labels.weights[read] * (machine[read] - (labels.truth[read] > 0))
    source = annotations.documents.set_index("doc_id")["source"].loc[labels.documents]
    design = sm.add_constant((source == "المدى").to_numpy(float))
    groups = pd.factorize(labels.documents)[0]
    theirs = sm.OLS(made, design).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    assert table["term"].tolist() == ["(intercept)", "source=المدى"]
    assert table["estimate"].to_numpy() == pytest.approx(theirs.params)
    assert table[["low", "high"]].to_numpy() == pytest.approx(theirs.conf_int())
    assert (table["paragraphs"] == 144).all()
    assert (table["coded"] == 90).all()


def test_with_all_paragraphs_coded_it_is_the_truth_and_raw_is_not(annotations, hits, truth):
    table = correct_regression(hits, annotations, truth, "source", frames=["security"]).set_index("term")
    marked = truth.marks[truth.marks["frame"] == "security"]
    units = corpus_units(truth, annotations, "words")
    present = pd.MultiIndex.from_frame(units[["doc_id", "paragraph"]]).isin(
        pd.MultiIndex.from_frame(marked[["doc_id", "paragraph"]])
    )
    source = units["doc_id"].map(annotations.documents.set_index("doc_id")["source"])
    shares = pd.Series(present).groupby(source.to_numpy()).mean()
    assert table.loc["(intercept)", "estimate"] == pytest.approx(shares["الأفق"])
    assert table.loc["source=المدى", "estimate"] == pytest.approx(shares["المدى"] - shares["الأفق"])
    assert abs(table.loc["(intercept)", "raw"] - shares["الأفق"]) > 0.05


def test_a_table_of_terms_with_numbers_and_gaps(annotations, hits, coded):
    ids = annotations.documents["doc_id"]
    terms = pd.DataFrame({"doc_id": ids, "late": [k > 11 for k in range(24)], "length": np.arange(24.0)})
    terms.loc[0, "length"] = np.nan
    table = correct_regression(hits, annotations, coded, terms, frames=["cooperation"], outcome="count")
    assert table["term"].tolist() == ["(intercept)", "late", "length"]
    assert table["note"].iloc[0] == "1 document without a value of the columns left out"
    assert (table["paragraphs"] == 138).all()


def test_logistic_gives_log_odds(annotations, hits, truth):
    table = correct_regression(hits, annotations, truth, "source", frames=["security"], family="logistic")
    shares = correct_regression(hits, annotations, truth, "source", frames=["security"])["estimate"].to_numpy()
    one, other = shares[0], shares.sum()
    expected = [np.log(one / (1 - one)), np.log(other / (1 - other)) - np.log(one / (1 - one))]
    assert table["estimate"].to_numpy() == pytest.approx(expected)


def test_faults(annotations, hits, truth, coded):
    with pytest.raises(KhitabError, match="was not coded"):
        correct_regression(hits, annotations, coded, "source", frames=["sports"])
    with pytest.raises(KhitabError, match="a count has no odds"):
        correct_regression(hits, annotations, coded, "source", outcome="count", family="logistic")
    twice = annotations.documents[["doc_id", "source"]].assign(again=lambda table: table["source"])
    with pytest.raises(KhitabError, match="cannot be told apart"):
        correct_regression(hits, annotations, coded, twice)
    few = truth.within(draw_sample(hits, annotations, ["security"], 8))
    table = correct_regression(hits, annotations, few, "source", frames=["security"])
    assert table["estimate"].isna().all()
    assert table["raw"].notna().all()
    assert "too few codings" in table["note"].iloc[0]


def test_where_coders_saw_no_error_it_says_that_nothing_is_corrected_and_what_may_be_wrong(annotations, hits):
    faultless = coded_as(annotations, FOUND).within(
        draw_sample(hits, annotations, ["security"], 90, by="source", seed=3)
    )
    for outcome, unit in (("presence", "paragraphs with the frame"), ("count", "words of the frame")):
        table = correct_regression(hits, annotations, faultless, "source", frames=["security"], outcome=outcome)
        assert table["estimate"].to_numpy() == pytest.approx(table["raw"].to_numpy())
        assert table["low"].to_numpy() == pytest.approx(table["raw_low"].to_numpy())
        marks = faultless.marks[faultless.marks["frame"] == "security"]
        seen = len(marks if outcome == "count" else marks[["doc_id", "paragraph"]].drop_duplicates())
        bound = 100 * (1 - 0.025 ** (1 / seen))
        note = table["note"].iloc[0]
        assert note.startswith("no error was seen in 90 coded paragraphs, so nothing is corrected")
        assert f"with {seen} {unit} coded, up to {bound:.0f} % of those found may be wrong" in note


def test_where_coders_saw_errors_or_all_was_coded_there_is_no_such_note(annotations, hits, coded):
    assert correct_regression(hits, annotations, coded, "source", frames=["security"])["note"].iloc[0] == ""
    every = coded_as(annotations, FOUND)
    note = correct_regression(hits, annotations, every, "source", frames=["security"])["note"].iloc[0]
    assert "no error" not in note
