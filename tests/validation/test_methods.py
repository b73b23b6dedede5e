"""The methods paragraph says what was done and nothing else."""

from dataclasses import replace

import pytest

from analysis.errors import KhitabError
from analysis.frames.rates import frame_rates
from analysis.validation.agreement import agreement
from analysis.validation.methods import methods_paragraph
from analysis.validation.scores import score_codings


def test_methods_say_what_was_done_and_nothing_else(annotations, hits, codings, corrected):
    scores = score_codings(codings, annotations, hits, n_resamples=50)
    text = methods_paragraph(corrected, scores=scores)
    for part in ("24 documents", "made (00000000)", "test (aaaaaaaa)", "80 paragraphs", "stratified random sample"):
        assert part in text
    assert "precision" in text
    assert "Angelopoulos" in text
    assert "constructed" in text
    assert "Krippendorff" not in text
    plain = methods_paragraph(frame_rates(hits, annotations, n_resamples=50))
    assert "validation" not in plain
    assert "document bootstrap" in plain
    assert "الدقة" in methods_paragraph(corrected, scores=scores, labels="ar")


def test_methods_report_agreement_when_given(annotations, hits, truth):
    from analysis.validation.codings import join_codings

    other = replace(truth, read=truth.read.assign(coder="ليلى"), marks=truth.marks.assign(coder="ليلى"))
    table = agreement(join_codings([truth, other]), annotations, n_resamples=50)
    text = methods_paragraph(frame_rates(hits, annotations, n_resamples=50), agreement=table)
    assert "Agreement of the 2 coders on single tokens, as Krippendorff's alpha" in text
    assert "1.00" in text


def test_methods_refuse_scores_of_another_lexicon(annotations, hits, codings, corrected):
    scores = score_codings(codings, annotations, hits, n_resamples=50)
    scores.attrs["provenance"] = {**scores.attrs["provenance"], "lexicon_hash": "b" * 64}
    with pytest.raises(KhitabError, match="different versions of the lexicon"):
        methods_paragraph(corrected, scores=scores)
    bare = corrected.copy()
    bare.attrs = {}
    with pytest.raises(KhitabError, match="the rates have no provenance"):
        methods_paragraph(bare)


def test_methods_name_the_intervals_of_scores_apart_from_those_of_rates(annotations, hits, codings):
    scores = score_codings(codings, annotations, hits, n_resamples=50)
    rates = frame_rates(hits, annotations, n_resamples=50)
    text = methods_paragraph(rates, scores=scores)
    of_scores, _, of_rates = text.partition("Their intervals: ")[2].partition("Intervals of the rates: ")
    known = scores[["precision", "recall"]].where(scores[["precision_low", "recall_low"]].notna().to_numpy())
    exact = known.isin([0, 1]).to_numpy().any()
    assert "percentile" in of_scores
    assert ("Clopper & Pearson" in of_scores) == exact
    assert rates["interval"].iloc[0] in of_rates
    perfect = scores.assign(precision=1.0, recall=1.0)
    assert "Their intervals: exact" in methods_paragraph(rates, scores=perfect)
    assert "Clopper & Pearson" in methods_paragraph(rates, scores=perfect, labels="ar")
    bare = scores.assign(precision_low=float("nan"), recall_low=float("nan"))
    assert "Their intervals" not in methods_paragraph(rates, scores=bare)
