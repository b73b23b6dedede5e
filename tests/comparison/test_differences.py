"""Comparing groups of documents."""

import numpy as np
import pytest
from made_hits import made_documents, made_hits

from analysis.comparison.differences import REST, compare
from analysis.errors import KhitabError
from analysis.measures.difference import bootstrap_differences
from analysis.measures.permutation import permutation_tests

COUNTS = [5, 6, 4, 7, 5, 6, 8, 5, 6, 1, 0, 2, 1, 1, 0, 2, 1, 1]
SOURCES = ["ب"] * 9 + ["أ"] * 9
ANNOTATIONS = made_documents(COUNTS, sources=SOURCES)
HITS = made_hits(ANNOTATIONS)


def test_two_groups_are_compared_once_with_the_measures_by_name():
    table = compare(HITS, ANNOTATIONS, "source")
    (row,) = table.to_dict("records")
    first, second = np.array(COUNTS[9:])[:, None], np.array(COUNTS[:9])[:, None]
    sizes = np.full(9, 50)
    (interval,) = bootstrap_differences(first, sizes, second, sizes)
    assert (row["group"], row["other"], row["n"], row["n_other"]) == ("أ", "ب", 9, 52)
    assert row["rate"] == pytest.approx(1000 * 9 / 450)
    assert row["difference"] == pytest.approx(row["rate"] - row["rate_other"])
    assert (row["low"], row["high"]) == (interval.low, interval.high)
    deals = permutation_tests(np.array(COUNTS)[:, None], np.full(18, 50), np.array(SOURCES) == "أ", n_resamples=1999)
    assert row["p"] == row["p_adjusted"] == deals[0]
    assert row["test"] == "permutation of documents, two-sided, at most 1,999 deals, seed 1; holm"
    assert table.attrs["provenance"]["documents"] == 18


def test_several_groups_against_the_rest_against_one_or_in_pairs():
    annotations = made_documents(COUNTS, sources=["أ"] * 6 + ["ب"] * 6 + ["ج"] * 6)
    hits = made_hits(annotations)
    rest = compare(hits, annotations, "source")
    assert list(zip(rest["group"], rest["other"], strict=True)) == [("أ", REST), ("ب", REST), ("ج", REST)]
    assert (rest["documents"] + rest["documents_other"] == 18).all()
    one = compare(hits, annotations, "source", against="ب")
    assert list(zip(one["group"], one["other"], strict=True)) == [("أ", "ب"), ("ج", "ب")]
    assert len(compare(hits, annotations, "source", against="pairs")) == 3
    assert (rest["p_adjusted"] >= rest["p"]).all()


def test_small_groups_keep_their_difference_and_say_what_is_missing():
    annotations = made_documents(COUNTS[:12], sources=SOURCES[:12])
    (row,) = compare(made_hits(annotations), annotations, "source").to_dict("records")
    assert np.isnan(row["low"])
    assert row["note"] == "a group has 3 documents with words; an interval needs at least 8"
    assert np.isfinite(row["difference"])
    assert 0 < row["p"] < 0.05


def test_a_frame_found_nowhere_and_one_found_on_one_side(recwarn):
    hits = HITS.copy()
    hits.attrs = {**HITS.attrs, "frames": ["cooperation", "security"]}
    table = compare(hits, ANNOTATIONS, "source").set_index("frame")
    security = table.loc["security"]
    assert (security["n"], security["rate"], security["difference"]) == (0, 0, 0)
    assert security[["low", "high", "log_ratio", "p"]].isna().all()
    assert security["note"] == "occurs in no document of either group"
    one_side = made_documents([3] * 9 + [0] * 9, sources=SOURCES)
    (row,) = compare(made_hits(one_side), one_side, "source").to_dict("records")
    assert np.isfinite(row["log_ratio"])
    assert row["note"].endswith("; the log ratio counts 0 as 0.5")
    assert row["note"].startswith("all documents of a group have the same rate, so the interval has no width")
    assert not recwarn.list


def test_documents_without_a_group_are_left_out_and_counted():
    dates = ["2026-01-05"] * 9 + ["2026-02-05"] * 7 + ["NaT"] * 2
    annotations = made_documents(COUNTS, dates=dates)
    (row,) = compare(made_hits(annotations), annotations, "month").to_dict("records")
    assert (row["group"], row["other"]) == ("2026-01", "2026-02")
    assert row["note"].endswith("2 documents without month left out")


def test_nothing_to_compare_is_an_error_with_a_mend():
    one = made_documents([1, 2], sources=["أ", "أ"])
    with pytest.raises(KhitabError, match="'source' has 1 group; a comparison needs two"):
        compare(made_hits(one), one, "source")
    with pytest.raises(KhitabError, match="no group 'ج'; use one of أ, ب"):
        compare(HITS, ANNOTATIONS, "source", against="ج")
    with pytest.raises(KhitabError, match="no column 'author'"):
        compare(HITS, ANNOTATIONS, "author")
    with pytest.raises(KhitabError, match="denominator 'lines' is unknown"):
        compare(HITS, ANNOTATIONS, "source", denominator="lines")
    with pytest.raises(KhitabError, match="a document 'د002' that the annotations do not have"):
        compare(HITS[HITS["doc_id"] >= "د002"], one, "source")
