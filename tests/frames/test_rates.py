"""Rates: counts, denominators and intervals that can be checked by hand."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_annotations

from analysis.counting.hit_counts import count_hits
from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon
from analysis.measures.uncertainty import bootstrap_rate

LEXICON = default_lexicon().select("security", "terrorism")


def sample(n=10):
    texts = {f"d{i}": "الأمن " * (i % 3) + "ذهب الولد إلى البيت" for i in range(n)}
    dates = pd.date_range("2026-01-20", periods=n, freq="7D")
    metadata = {f"d{i}": {"source": "ab"[i % 2], "date": dates[i]} for i in range(n)}
    annotations = made_annotations(texts, metadata)
    return find_frames(annotations, LEXICON), annotations


def test_one_row_per_frame_with_its_denominator():
    hits, annotations = sample()
    rates = frame_rates(hits, annotations).set_index("frame")
    security = rates.loc["security"]
    assert (security.n, security.denominator, security.documents, security.documents_with) == (9, 49, 10, 6)
    assert security.rate == pytest.approx(9 / 49 * 1000)
    assert security.denominator_name == "words"
    assert rates.loc["terrorism", "n"] == 0
    assert rates.loc["terrorism", "rate"] == 0


def test_the_interval_is_the_document_bootstrap():
    hits, annotations = sample()
    row = frame_rates(hits, annotations).set_index("frame").loc["security"]
    expected = bootstrap_rate([i % 3 for i in range(10)], [4 + i % 3 for i in range(10)])
    assert (row.low, row.high, row.interval) == (expected.low, expected.high, expected.method)
    assert row.low < row.rate < row.high


def test_too_few_documents_leave_the_interval_empty_and_say_why():
    hits, annotations = sample(5)
    row = frame_rates(hits, annotations).iloc[0]
    assert np.isnan(row.low)
    assert np.isnan(row.high)
    assert "5 documents" in row.note


def test_groups_by_metadata_and_by_period_add_up():
    hits, annotations = sample()
    total = frame_rates(hits, annotations).set_index("frame").loc["security"]
    for by in ("source", "month", ["source", "quarter"]):
        rates = frame_rates(hits, annotations, by=by).query("frame == 'security'")
        assert rates["n"].sum() == total.n
        assert rates["denominator"].sum() == total.denominator
        assert rates["documents"].sum() == 10
    months = frame_rates(hits, annotations, by="month")["month"]
    assert list(months.unique()) == ["2026-01", "2026-02", "2026-03"]


def test_tiers_apart_or_together():
    hits, annotations = sample()
    rates = frame_rates(hits, annotations, tier="each")
    assert list(rates["tier"]) == ["core", "related"] * 2


def test_documents_without_a_value_are_left_out_and_counted():
    annotations = made_annotations({"a": "الأمن", "b": "الأمن"}, {"a": {"date": pd.Timestamp("2026-01-01")}})
    rates = frame_rates(find_frames(annotations, LEXICON), annotations, by="year")
    assert list(rates["n"]) == [1, 0]
    assert rates["note"].str.contains("1 document without year left out", regex=False).all()


def test_tokens_can_be_the_denominator(annotate_text):
    annotations = annotate_text("وبالتعاون مع الدول.")
    hits = find_frames(annotations, default_lexicon().select("cooperation"))
    by_tokens = frame_rates(hits, annotations, denominator="tokens").iloc[0]
    by_words = frame_rates(hits, annotations, denominator="words").iloc[0]
    assert by_tokens.denominator == 3
    assert by_words.denominator == 5


def test_mistakes_are_named():
    hits, annotations = sample()
    with pytest.raises(KhitabError, match="no column 'author' to group by; use one of doc_id"):
        frame_rates(hits, annotations, by="author")
    with pytest.raises(KhitabError, match="use one of words, tokens"):
        frame_rates(hits, annotations, denominator="sentences")
    with pytest.raises(KhitabError, match="use one of core, related, all"):
        frame_rates(hits, annotations, tier="both")
    with pytest.raises(KhitabError, match="pass the annotations that the hits were found in"):
        frame_rates(hits, annotations.select(["d0"]))
    undated = made_annotations({"a": "الأمن"})
    with pytest.raises(KhitabError, match="no document has a date"):
        frame_rates(find_frames(undated, LEXICON), undated, by="month")


def test_frames_that_were_not_looked_for_are_a_mistake_and_one_name_is_one_frame():
    hits, annotations = sample()
    assert list(frame_rates(hits, annotations, frames="security")["frame"]) == ["security"]
    assert frame_rates(hits, annotations, frames=[]).empty
    with pytest.raises(KhitabError, match="'securty' was not looked for in these hits; use one of security, terrorism"):
        frame_rates(hits, annotations, frames=["securty"])


def test_the_provenance_is_that_of_the_documents_counted():
    hits, annotations = sample()
    part = annotations.select(["d0", "d1"])
    rates = frame_rates(hits[hits["doc_id"].isin(["d0", "d1"])], part)
    assert rates.attrs["provenance"]["documents"] == 2
    assert rates.attrs["provenance"]["lexicon_hash"] == LEXICON.hash


def test_documents_that_were_not_searched_are_not_counted_as_without_hits():
    _, annotations = sample()
    with pytest.raises(KhitabError, match="found in 2 documents, but the annotations have 10"):
        frame_rates(find_frames(annotations.select(["d0", "d1"]), LEXICON), annotations)


def test_a_grouping_column_named_twice_counts_once_and_confidence_is_a_share():
    hits, annotations = sample()
    assert list(frame_rates(hits, annotations, by=["source", "source"]).columns[:2]) == ["source", "frame"]
    with pytest.raises(KhitabError, match="confidence 95 does not lie between 0 and 1"):
        frame_rates(hits, annotations, confidence=95)


@given(
    counts=st.lists(st.integers(0, 5), min_size=1, max_size=12),
    cuts=st.lists(st.integers(0, 12), max_size=3),
    tier=st.sampled_from(["core", "all", "each"]),
)
@settings(max_examples=25)
def test_hits_counted_piece_by_piece_have_the_same_rates_to_the_bit(counts, cuts, tier):
    texts = {f"d{i}": "الأمن والإرهاب " * n + "ذهب الولد إلى البيت" for i, n in enumerate(counts)}
    annotations = made_annotations(texts, {name: {"source": "ab"[i % 2]} for i, name in enumerate(texts)})
    hits = find_frames(annotations, LEXICON)
    edges = sorted({0, len(texts), *(cut for cut in cuts if cut < len(texts))})
    pieces = [list(texts)[first:end] for first, end in pairwise(edges)]
    counted = pd.concat([count_hits(hits[hits["doc_id"].isin(piece)]).copy() for piece in pieces], ignore_index=True)
    counted.attrs = hits.attrs
    assert counted["n_hits"].sum() == len(hits)
    assert not counted.duplicated(["doc_id", "frame", "tier"]).any()
    options = {"by": "source", "tier": tier, "n_resamples": 50}
    expected = frame_rates(hits, annotations, **options)
    pd.testing.assert_frame_equal(frame_rates(counted, annotations, **options), expected, check_exact=True)
    assert frame_rates(counted, annotations, **options).attrs == expected.attrs
