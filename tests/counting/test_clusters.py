"""Copies are drawn together, and no interval of no width goes without a word."""

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_hits import made_documents, made_hits

from analysis.comparison.differences import compare
from analysis.comparison.keyness import keyness
from analysis.comparison.timeline import change_points, timeline
from analysis.corpus import duplicates
from analysis.counting.clusters import cluster_labels
from analysis.discourse import (
    find_actors,
    find_grammar,
    find_voices,
    frame_by_actor,
    frame_by_grammar,
    frame_by_surrounding,
    frame_by_voice,
)
from analysis.errors import KhitabError
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.measures.difference import bootstrap_differences
from analysis.measures.permutation import permutation_tests

COUNTS = [5, 6, 4, 7, 5, 6, 8, 5, 6, 3, 3, 5, 4, 2, 5, 4, 6, 3, 5, 2]
# Each text once more: twenty documents, each with a copy.
TWICE = [count for count in COUNTS for _ in range(2)]
SOURCES = ["أ"] * 20 + ["ب"] * 20
DATES = list(pd.date_range("2025-01-01", periods=40))
PAIRS = pd.DataFrame({"doc_id": [f"د{n:03}" for n in range(40)], "cluster": [f"c{n // 2:02}" for n in range(40)]})


@pytest.fixture(scope="module")
def annotations():
    return made_documents(TWICE, sources=SOURCES, dates=DATES)


@pytest.fixture(scope="module")
def hits(annotations):
    return made_hits(annotations)


def test_copies_drawn_together_give_the_interval_of_the_texts_themselves(annotations, hits):
    once = made_documents(COUNTS)
    clustered = frame_rates(hits, annotations, clusters=PAIRS)
    alone = frame_rates(made_hits(once), once)
    assert list(clustered[["low", "high", "rate"]].iloc[0]) == pytest.approx(
        list(alone[["low", "high", "rate"]].iloc[0])
    )
    assert "cluster bootstrap" in clustered["interval"][0]
    free = frame_rates(hits, annotations)
    assert free["high"][0] - free["low"][0] < 0.85 * (clustered["high"][0] - clustered["low"][0])


def test_clusters_reach_every_comparison(annotations, hits):
    free, clustered = compare(hits, annotations, "source"), compare(hits, annotations, "source", clusters=PAIRS)
    assert clustered["p"][0] > free["p"][0]
    assert clustered["high"][0] - clustered["low"][0] > free["high"][0] - free["low"][0]
    assert "cluster" in clustered["interval"][0]
    assert "permutation of clusters" in clustered["test"][0]
    months = timeline(hits, annotations, clusters=PAIRS)
    assert "cluster bootstrap" in months["interval"][0]
    change = change_points(hits, annotations, clusters=PAIRS).iloc[0]
    assert change["documents_before"] + change["documents_after"] == 40
    first, second = (
        annotations.select(annotations.documents["doc_id"][part]) for part in (slice(0, 20), slice(20, 40))
    )
    rows = [
        keyness(first, second, min_frequency=1, clusters=clusters).set_index("item").loc["تعاون"]
        for clusters in (None, PAIRS)
    ]
    assert rows[1]["high"] - rows[1]["low"] > rows[0]["high"] - rows[0]["low"]
    assert rows[1]["p_documents"] > rows[0]["p_documents"]
    assert rows[1]["documents_target"] == 20


def test_twelve_copies_give_no_interval_of_no_width_without_a_word():
    annotations = made_documents([5] * 12)
    hits = made_hits(annotations)
    (row,) = frame_rates(hits, annotations).to_dict("records")
    assert row["low"] == row["high"]
    assert "may be copies of one text" in row["note"]
    found = duplicates(annotations.corpus)
    (row,) = frame_rates(hits, annotations, clusters=found).to_dict("records")
    assert np.isnan(row["low"])
    assert "1 cluster with words; an interval needs at least 8" in row["note"]
    both = np.full((10, 1), 3), np.full(10, 50)
    assert "may be copies" in bootstrap_differences(*both, *both)[0].note


def test_a_document_without_a_cluster_is_one_of_its_own():
    documents = pd.DataFrame({"doc_id": ["a", "b", "c", "d"], "author": ["ليلى", None, "", "ليلى"]})
    assert cluster_labels(documents, "author", "f").nunique() == 3
    table = pd.DataFrame({"doc_id": ["a", "d"], "cluster": ["b", "b"]})
    assert cluster_labels(documents, table, "f").nunique() == 3
    with pytest.raises(
        KhitabError, match="f: the documents have no column 'cluster' to take as clusters; use one of doc_id"
    ):
        cluster_labels(documents, "cluster", "f")
    with pytest.raises(KhitabError, match="names a document 'z'"):
        cluster_labels(documents, pd.DataFrame({"doc_id": ["z"], "cluster": ["z"]}), "f")
    with pytest.raises(KhitabError, match="no column 'cluster'"):
        cluster_labels(documents, documents, "f")


def test_clusters_of_one_document_change_no_test():
    counts, sizes, first = np.array(COUNTS)[:, None], np.full(20, 50), np.arange(20) < 10
    alone = permutation_tests(counts, sizes, first, clusters=np.arange(20))
    assert alone == pytest.approx(permutation_tests(counts, sizes, first), abs=0.02)


def test_the_notes_of_a_corpus_travel_to_every_table(annotations, hits):
    noted = made_documents(TWICE, sources=SOURCES, dates=DATES)
    object.__setattr__(noted.corpus, "notes", ("1 of 9 dates unknown",))
    found = made_hits(noted)
    tables = [
        found,
        frame_rates(found, noted),
        compare(found, noted, "source"),
        timeline(found, noted),
        noted.sql("from words"),
    ]
    tables.append(keyness(noted.select(["د000"]), noted.select(["د030"]), min_frequency=1))
    assert all(table.attrs["provenance"]["notes"] == ("1 of 9 dates unknown",) for table in tables)


def test_clusters_reach_cooccurrence_and_crossings():
    annotations = made_annotations(
        {
            f"d{n:02}": "عزز/VERB التعاون الأمن . | قال/VERB الوزير" if n % 4 else "عزز/VERB التعاون . \nعاد/VERB الأمن"
            for n in range(40)
        }
    )
    hits = find_frames(annotations)
    pairs = pd.DataFrame({"doc_id": annotations.documents["doc_id"], "cluster": [n // 4 for n in range(40)]})
    voices, actors = find_voices(annotations), find_actors(annotations)
    described = find_grammar(hits, annotations)
    calls = [
        lambda clusters: frame_cooccurrence(hits, annotations, clusters=clusters).query("frame != other"),
        lambda clusters: frame_by_voice(hits, annotations, voices, clusters=clusters),
        lambda clusters: frame_by_grammar(described, annotations, clusters=clusters),
        lambda clusters: frame_by_surrounding(described, annotations, clusters=clusters),
    ]
    for call in calls:
        clustered = call(pairs)
        given = clustered["low"].notna()
        assert given.any()
        assert clustered.loc[given, "interval"].str.contains("cluster").all()
    with pytest.raises(KhitabError, match="frame_by_actor: the documents have no column 'author'"):
        frame_by_actor(hits, annotations, actors, clusters="author")


def test_copies_in_both_groups_are_drawn_for_both_at_once():
    rng = np.random.default_rng(3)
    sizes = np.full(30, 100)
    shared = rng.poisson(sizes * rng.gamma(0.5, 0.04, 30))[:, None]
    labels = np.arange(30).astype(str)
    both = bootstrap_differences(shared, sizes, shared, sizes, clusters=(labels, labels))[0]
    assert (both.low, both.high) == (0, 0)
    apart = bootstrap_differences(shared, sizes, shared, sizes)[0]
    assert apart.low < -1
    assert apart.high > 1
    more = shared + rng.integers(0, 2, 30)[:, None]
    group, first = np.r_[np.ones(30), np.zeros(30)] > 0, np.r_[labels, labels]
    tests = {
        name: permutation_tests(np.r_[more, shared], np.r_[sizes, sizes], group, clusters=clusters, n_resamples=999)[0]
        for name, clusters in (("paired", first), ("apart", None))
    }
    assert tests["paired"] < 0.01 < tests["apart"]


def test_two_groups_of_the_same_pairs_are_tried_in_every_deal():
    counts, sizes = np.array([[3], [5], [1], [2]]), np.full(4, 10)
    p = permutation_tests(counts, sizes, [True, True, False, False], clusters=["a", "b", "a", "b"])
    assert p[0] == pytest.approx(2 / 4)


def test_keywords_of_copies_rank_as_those_of_one_text():
    copied = {f"c{n:02}": "جسر جسر جسر طريق وفد" for n in range(12)}
    spread = {f"s{n:02}": f"سد وفد طريق كلمة{n}" for n in range(36)}
    target = made_annotations(copied | spread)
    reference = made_annotations({f"r{n:02}": "وفد طريق وفد مدينة" for n in range(40)})
    clusters = pd.DataFrame({"doc_id": list(copied), "cluster": "one"})
    free, drawn = (keyness(target, reference, min_frequency=2, clusters=c).set_index("item") for c in (None, clusters))
    assert free.loc["جسر", "lrc"] > 0
    assert drawn.loc["جسر", "lrc"] == 0
    assert drawn.loc["سد", "lrc"] == pytest.approx(free.loc["سد", "lrc"], abs=0.3)
    assert drawn.loc["سد", "lrc"] > 0
