import pandas as pd
import pytest

from analysis.errors import KhitabError
from analysis.frames.cooccurrence import frame_cooccurrence


def pair(table, frame, other):
    return table[(table["frame"] == frame) & (table["other"] == other)].iloc[0]


def test_paragraphs_counted_by_hand(hits, annotations):
    table = frame_cooccurrence(hits, annotations, tier="all")
    # a, paragraph 0: cooperation, security. a, 1: security, terrorism, and "joint" (related to cooperation).
    # b, 1: cooperation. c, 0: cooperation, terrorism. Five paragraphs in all.
    together = pair(table, "cooperation", "security")
    assert (together["paragraphs"], together["documents"]) == (2, 1)
    assert (together["paragraphs_frame"], together["paragraphs_other"], together["paragraphs_all"]) == (4, 2, 5)
    assert together["share"] == 0.5
    assert together["expected"] == pytest.approx(4 * 2 / 5)


def test_a_tier_leaves_the_other_tier_out(hits, annotations):
    assert pair(frame_cooccurrence(hits, annotations, tier="core"), "cooperation", "security")["paragraphs"] == 1


def test_counts_are_symmetric_and_shares_are_not(hits, annotations):
    table = frame_cooccurrence(hits, annotations, tier="all")
    there, back = pair(table, "cooperation", "security"), pair(table, "security", "cooperation")
    assert there["paragraphs"] == back["paragraphs"]
    assert (there["share"], back["share"]) == (0.5, 1.0)


def test_a_frame_meets_itself_wherever_it_is(hits, annotations):
    own = pair(frame_cooccurrence(hits, annotations, tier="all"), "terrorism", "terrorism")
    assert own["paragraphs"] == own["paragraphs_frame"] == 2
    assert pd.isna(own["log_ratio"])


def test_with_few_documents_there_is_no_interval_and_the_note_says_why(hits, annotations):
    table = frame_cooccurrence(hits, annotations, tier="all")
    assert table["low"].isna().all()
    assert table["note"].str.contains("at least 8").all()


def test_provenance_travels(hits, annotations):
    assert frame_cooccurrence(hits, annotations, tier="all").attrs["provenance"]["lexicon_hash"] == "7a01bc991230"


def test_no_hits_is_an_error_with_its_mend(hits, annotations):
    with pytest.raises(KhitabError, match="find frames first"):
        frame_cooccurrence(hits.iloc[:0], annotations, tier="all")
