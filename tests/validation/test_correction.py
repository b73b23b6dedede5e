"""Corrected rates: right where everything was coded, honest where little was, and drawn side by side."""

from dataclasses import replace

import numpy as np
import pytest
from made_codings import FRAMES

from analysis.errors import KhitabError
from analysis.frames.rates import frame_rates
from analysis.plots.correct_rates import plot_correct_rates
from analysis.plots.style import to_bytes
from analysis.validation.correction import correct_rates, corrected_differences
from analysis.validation.methods import methods_paragraph
from analysis.validation.sampling import draw_sample, whole_corpus


def true_rates(annotations, truth):
    documents = annotations.documents.set_index("doc_id")
    marks = truth.marks.assign(source=documents["source"].loc[truth.marks["doc_id"]].to_numpy())
    counts = marks.groupby(["source", "frame"]).size()
    return 1000 * counts / documents.groupby("source")["n_words"].sum()


def test_where_all_is_coded_the_corrected_rate_is_the_true_one(annotations, hits, truth):
    everything = replace(truth, sample=whole_corpus(annotations, FRAMES))
    table = correct_rates(hits, annotations, everything, by="source", n_resamples=50).set_index(["source", "frame"])
    for key, rate in true_rates(annotations, truth).items():
        assert table.loc[key, "rate"] == pytest.approx(rate)
        assert table.loc[key, "low"] < rate < table.loc[key, "high"]


@pytest.mark.slow
def test_corrected_rates_come_closer_to_the_truth_over_many_samples(annotations, hits, truth):
    expected = true_rates(annotations, truth)
    found = []
    for seed in range(60):
        codings = truth.within(draw_sample(hits, annotations, FRAMES, 60, by="source", seed=seed))
        table = correct_rates(hits, annotations, codings, by="source", n_resamples=1)
        found.append(table.set_index(["source", "frame"])[["raw", "rate"]])
    mean = sum(found) / len(found)
    for key, rate in expected.items():
        assert mean.loc[key, "rate"] == pytest.approx(rate, rel=0.08)
        assert abs(mean.loc[key, "rate"] - rate) < abs(mean.loc[key, "raw"] - rate) / 2


def test_columns_are_those_of_frame_rates_and_the_raw_ones_beside_them(annotations, hits, corrected):
    plain = frame_rates(hits, annotations, "source", n_resamples=200)
    assert list(corrected.columns[: len(plain.columns) - 2]) == list(plain.columns.drop(["precision", "recall"]))
    assert corrected["raw"].tolist() == plain["rate"].tolist()
    assert corrected["raw_low"].tolist() == plain["low"].tolist()
    assert corrected["n"].tolist() == plain["n"].tolist()
    assert set(corrected["coded"]) == {40}
    assert corrected.attrs["per"] == 1000
    known = corrected.attrs["provenance"]
    assert (known["coded_paragraphs"], known["design"], known["constructed"]) == (80, "stratified", True)


def test_codings_in_part_are_a_smaller_sample(annotations, hits, truth, sample):
    half = replace(truth.within(replace(sample, paragraphs=sample.paragraphs.head(50))), sample=sample)
    table = correct_rates(hits, annotations, half, n_resamples=50)
    assert table["coded"].tolist() == [50, 50]
    assert table["low"].notna().all()


def test_too_few_codings_leave_the_interval_empty_and_say_so(annotations, hits, truth):
    few = truth.within(draw_sample(hits, annotations, FRAMES, 12))
    table = correct_rates(hits, annotations, few, n_resamples=50)
    assert table[["rate", "low", "high", "tuning"]].isna().all(axis=None)
    assert table["raw"].notna().all()
    assert table["note"].str.contains("too few codings: 12 paragraphs").all()
    assert "not corrected" in methods_paragraph(table)


def test_a_faultless_sample_keeps_the_count_and_warns(annotations, hits, codings):
    sound = hits[hits["term"] != "أمين"]
    row = correct_rates(sound, annotations, codings, n_resamples=50).set_index("frame").loc["security"]
    assert row["rate"] == pytest.approx(row["raw"])
    assert row["tuning"] == 1
    assert "no error in 80 coded paragraphs" in row["note"]


def test_unsure_tokens_count_as_the_dictionary_counts_them(annotations, hits, truth):
    everything = replace(truth, sample=whole_corpus(annotations, FRAMES))
    doubtful = replace(everything, marks=truth.marks.assign(unsure=truth.marks["token"] == "أمن"))
    rates = [
        correct_rates(hits, annotations, one, n_resamples=1).set_index("frame").loc["security", "rate"]
        for one in (everything, doubtful)
    ]
    assert rates[0] == pytest.approx(rates[1])


def test_unknown_origin_is_said(annotations, hits, codings):
    table = correct_rates(hits, annotations, replace(codings, sample=None), n_resamples=50)
    assert table["note"].str.contains("not known; taken for a simple random sample").all()


def test_differences_between_groups(corrected):
    table = corrected_differences(corrected, "الأفق", "المدى").set_index("frame")
    rates = corrected.set_index(["frame", "source"])["rate"]
    for frame in FRAMES:
        row = table.loc[frame]
        assert row["difference"] == pytest.approx(rates[frame, "الأفق"] - rates[frame, "المدى"])
        assert row["low"] < row["difference"] < row["high"]
    with pytest.raises(KhitabError, match="there is no group 'x'"):
        corrected_differences(corrected, "x", "المدى")


def test_errors_name_the_mend(annotations, hits, codings):
    with pytest.raises(KhitabError, match="frame 'peace' was not coded; there are codings of cooperation, security"):
        correct_rates(hits, annotations, codings, frames=["peace"])
    with pytest.raises(KhitabError, match="split by one column"):
        corrected_differences(correct_rates(hits, annotations, codings, n_resamples=50), "a", "b")


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_figure_draws_both_rates_of_every_group_and_is_the_same_each_time(corrected, labels):
    figure = plot_correct_rates(corrected, labels=labels)
    panel = figure.axes[0]
    markers = [line.get_marker() for line in panel.lines]
    assert (markers.count("s"), markers.count("o")) == (2, 2)
    notes = figure.get_supxlabel()
    assert ("constructed texts" if labels == "en" else "نصوص مصنوعة") in notes
    assert ("grey square" if labels == "en" else "المربع الرمادي") in notes
    assert to_bytes(figure, "svg") == to_bytes(plot_correct_rates(corrected, labels=labels), "svg")


def test_figure_cuts_very_long_intervals_with_an_arrow_and_says_so(corrected):
    long = corrected.copy()
    long.loc[0, "high"] = 50 * long["rate"].max()
    figure = plot_correct_rates(long, labels="en")
    assert figure.axes[0].get_xlim()[1] < 5 * long["rate"].max()
    assert "arrow: the interval is longer" in figure.get_supxlabel()


def test_figure_says_where_nothing_could_be_corrected(annotations, hits, truth):
    few = truth.within(draw_sample(hits, annotations, FRAMES, 12))
    figure = plot_correct_rates(correct_rates(hits, annotations, few, n_resamples=50), labels="en")
    assert "too few paragraphs were coded" in figure.get_supxlabel()
    with pytest.raises(KhitabError, match="draws a table of correct_rates"):
        plot_correct_rates(frame_rates(hits, annotations, n_resamples=50))


def test_tables_hold_plain_numbers(corrected):
    assert corrected.dtypes[["rate", "low", "high", "raw", "tuning"]].eq(np.float64).all()
