"""Scores: by hand, weighted, the same as those of gold files, and pointing at the worst term."""

from dataclasses import replace

import numpy as np
import pytest
from made import made_annotations
from made_codings import FRAMES, TRUE, coded_as

from analysis.annotation import annotate
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import read_gold_frames, score_frames
from analysis.frames.find import find_frames
from analysis.lexicon import default_lexicon
from analysis.validation.codings import gold_codings
from analysis.validation.sampling import draw_sample
from analysis.validation.scores import compare_scores, score_codings, score_errors, score_terms


def words_in(annotations, *words):
    return int(annotations.words["form"].isin(words).sum())


def test_scores_of_the_whole_corpus_are_counts(annotations, hits, truth):
    table = score_codings(truth, annotations, hits, n_resamples=200).set_index("frame")
    found, right = words_in(annotations, "أمن", "أمين"), words_in(annotations, "أمن")
    assert table.loc["security", ["n_found", "n_coded", "correct"]].tolist() == [found, right, right]
    assert table.loc["security", "precision"] == pytest.approx(right / found)
    assert table.loc["security", "recall"] == 1
    coded = words_in(annotations, "تعاون", "شراكة")
    assert table.loc["cooperation", "recall"] == pytest.approx(words_in(annotations, "تعاون") / coded)
    assert table.loc["cooperation", "prevalence"] == pytest.approx(1000 * coded / annotations.provenance["words"])
    low, value, high = table.loc["security", ["precision_low", "precision", "precision_high"]]
    assert low < value < high
    assert table.attrs["provenance"]["constructed"]


def test_without_errors_the_interval_still_knows_doubt(annotations, hits, truth):
    row = score_codings(truth, annotations, hits, n_resamples=50).set_index("frame").loc["security"]
    documents = truth.marks.query("frame == 'security'")["doc_id"].nunique()
    assert row["recall_high"] == 1
    assert row["recall_low"] == pytest.approx(0.025 ** (1 / documents))


@pytest.mark.slow
def test_weights_undo_the_sampling(annotations, hits, truth):
    """Over 80 stratified samples the weighted recall is that of the corpus; the unweighted one is too high."""
    whole = score_codings(truth, annotations, hits, n_resamples=1).set_index("frame").loc["cooperation", "recall"]
    weighted, plain = [], []
    for seed in range(80):
        sample = draw_sample(hits, annotations, FRAMES, 50, share_found=0.7, seed=seed)
        codings = truth.within(sample)
        row = score_codings(codings, annotations, hits, n_resamples=1).set_index("frame").loc["cooperation"]
        weighted.append(row["recall"])
        plain.append(row["correct"] / row["n_coded"])
    assert np.mean(weighted) == pytest.approx(whole, abs=0.025)
    assert np.mean(plain) > whole + 0.035


def test_half_coded_samples_weigh_by_what_was_coded(annotations, hits, truth):
    sample = draw_sample(hits, annotations, FRAMES, 80)
    half = replace(sample, paragraphs=sample.paragraphs.head(40))
    codings = replace(truth.within(half), sample=sample)
    row = score_codings(codings, annotations, hits, n_resamples=50).set_index("frame").loc["security"]
    assert row["paragraphs"] == 40
    assert 0 < row["precision"] <= 1


def test_unsure_tokens_are_not_scored(annotations, hits, truth):
    doubtful = truth.marks.assign(unsure=truth.marks["token"] == "أمن")
    table = score_codings(replace(truth, marks=doubtful), annotations, hits, n_resamples=50).set_index("frame")
    assert table.loc["security", "n_coded"] == 0
    assert table.loc["security", "n_found"] == words_in(annotations, "أمين")


def test_a_frame_that_was_never_coded_is_scored_too(annotations, hits):
    nobody = coded_as(annotations, {"تعاون": "cooperation"})
    row = score_codings(nobody, annotations, hits, n_resamples=50).set_index("frame").loc["security"]
    assert row["precision"] == 0
    assert np.isnan(row["recall"])


def test_few_documents_give_no_interval(hits):
    few = made_annotations({"a": "تعاون كلمة", "b": "شراكة كلمة"})
    row = score_codings(coded_as(few, TRUE), few, hits[:0], n_resamples=50).iloc[0]
    assert np.isnan(row["recall_low"])
    assert row["note"].startswith("2 documents read; an interval needs at least 8")


def test_errors_are_listed_with_the_worst_term_first(annotations, hits, truth):
    errors = score_errors(truth, annotations, hits)
    assert set(zip(errors["frame"], errors["error"], errors["token"], strict=True)) == {
        ("cooperation", "coded, not found", "شراكة"),
        ("security", "found, not coded", "أمين"),
    }
    assert len(errors) == words_in(annotations, "شراكة", "أمين")
    terms = score_terms(truth, annotations, hits)
    worst = terms[terms["frame"] == "security"].iloc[0]
    assert worst["term"] == "أمين"
    assert worst["precision"] == 0
    assert worst["wrong_share"] == 1


def test_two_lexicons_are_compared_on_the_same_codings(annotations, hits, truth):
    better = hits[hits["term"] != "أمين"]
    rows = compare_scores(truth, (hits, annotations), (better, annotations), n_resamples=300)
    table = rows.set_index(["frame", "measure"])
    assert table.loc[("security", "precision"), "second"] == 1
    assert table.loc[("security", "precision"), "low"] > 0
    assert (table.loc["cooperation", "difference"] == 0).all()


def test_annotations_of_other_texts_are_refused(hits, truth):
    with pytest.raises(KhitabError, match="'d00' that the annotations do not have"):
        score_codings(truth, made_annotations({"x": "كلمة"}), hits)


@pytest.mark.slow
def test_gold_paragraphs_score_as_with_score_frames(shared_dir):
    gold = read_gold_frames(shared_dir / "gold" / "frames-dev.jsonl")
    annotations = annotate(gold.corpus, progress=False)
    hits = find_frames(annotations, default_lexicon())
    # So that scores are not all 1: the dictionary loses a term of each frame, and takes a wrong word for each.
    worse = hits[~hits["term"].isin(["شراكة", "أمني"])]
    worse = worse.assign(frame=worse["frame"].replace({"military": "security", "diplomacy": "cooperation"}))
    expected = score_frames(gold, worse).set_index("frame")
    found = score_codings(gold_codings(gold), annotations, worse).set_index("frame")
    assert (expected["precision"] < 1).any()
    for name in ("precision", "recall", "f1"):
        assert found[name].tolist() == pytest.approx(expected[name].tolist(), abs=1e-12)
        for end in ("low", "high"):
            inner = ~expected[name].isin([0, 1])
            theirs = expected.loc[inner, f"{name}_{end}"]
            assert found.loc[inner, f"{name}_{end}"].tolist() == pytest.approx(theirs.tolist(), abs=1e-12)
    assert found["n_coded"].tolist() == expected["n_gold"].tolist()
