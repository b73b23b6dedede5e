"""Samples: drawn with known probabilities, reproducible, and blind in their order."""

import numpy as np
import pandas as pd
import pytest

from analysis.counting.paragraph_table import UNIT, corpus_hash, counts_in, paragraph_table
from analysis.errors import KhitabError
from analysis.validation.files import read_sample, write_sample
from analysis.validation.sampling import draw_sample, whole_corpus

FRAMES = ["cooperation", "security"]


def test_paragraphs_are_the_lines_of_the_texts(annotations):
    table = paragraph_table(annotations)
    assert len(table) == 24 * 6
    for row in table.head(8).to_dict("records"):
        assert (
            annotations.text(row["doc_id"])[row["start"] : row["end"]]
            == annotations.text(row["doc_id"]).split("\n")[row["paragraph"]]
        )
    assert table["n_words"].sum() == annotations.provenance["words"]


def test_random_design_gives_every_paragraph_the_same_probability(annotations, hits):
    sample = draw_sample(hits, annotations, FRAMES, 36, design="random")
    assert len(sample) == 36
    assert (sample.paragraphs["probability"] == 36 / 144).all()
    assert not sample.paragraphs.duplicated(UNIT).any()


def test_probabilities_add_up_to_the_strata(annotations, hits):
    sample = draw_sample(hits, annotations, FRAMES, 40)
    for _, stratum in sample.paragraphs.groupby("stratum"):
        assert (1 / stratum["probability"]).sum() == pytest.approx(stratum["in_stratum"].iloc[0])
    sizes = sample.strata["stratum"].value_counts()
    assert sizes.to_dict() == sample.paragraphs.groupby("stratum")["in_stratum"].first().to_dict()
    found = counts_in(sample.paragraphs, hits) > 0
    assert list(found) == list(sample.paragraphs["stratum"] != "none")
    assert found.sum() == 20


def test_weights_estimate_totals_without_bias(annotations, hits):
    """The weighted number of hits, over 150 samples, is the number of hits (Horvitz and Thompson)."""
    totals = []
    for seed in range(150):
        rows = draw_sample(hits, annotations, FRAMES, 30, seed=seed).paragraphs
        totals.append((counts_in(rows, hits) / rows["probability"]).sum())
    error = np.std(totals) / np.sqrt(len(totals))
    assert np.mean(totals) == pytest.approx(len(hits), abs=4 * error)


def test_each_group_gets_its_part(annotations, hits):
    sample = draw_sample(hits, annotations, FRAMES, 60, by="source")
    documents = annotations.documents.set_index("doc_id")
    parts = documents["source"].loc[sample.paragraphs["doc_id"]].value_counts()
    assert parts.to_dict() == {"الأفق": 30, "المدى": 30}


def test_same_seed_same_sample_and_order_tells_nothing(annotations, hits):
    first, again = (draw_sample(hits, annotations, FRAMES, 40, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(first.paragraphs, again.paragraphs)
    other = draw_sample(hits, annotations, FRAMES, 40, seed=6)
    assert list(first.paragraphs["doc_id"]) != list(other.paragraphs["doc_id"])
    strata = first.paragraphs["stratum"]
    assert not strata.is_monotonic_increasing
    assert list(first.paragraphs["item"]) == list(range(1, 41))


def test_file_gives_the_sample_back(annotations, hits, tmp_path):
    sample = draw_sample(hits, annotations, FRAMES, 40, by="source")
    back = read_sample(write_sample(sample, tmp_path / "sample.csv"))
    pd.testing.assert_frame_equal(back.paragraphs, sample.paragraphs)
    assert set(map(tuple, back.strata.to_numpy())) == set(map(tuple, sample.strata.to_numpy()))
    assert back.frames == sample.frames
    assert back.provenance == sample.provenance


@pytest.mark.parametrize(
    ("frames", "n", "options", "message"),
    [
        (["peace"], 10, {}, "there is no frame 'peace'; use some of cooperation, security"),
        ("security", 10, {}, "give the frames as a list"),
        (FRAMES, 145, {}, "145 of 144 paragraphs cannot be drawn"),
        (FRAMES, 5, {}, "5 paragraphs are too few for 3 strata"),
        (FRAMES, 10, {"design": "quota"}, "design 'quota' is unknown"),
        (FRAMES, 10, {"share_found": 1.0}, "share_found is 1.0"),
        (FRAMES, 10, {"by": "author"}, "no column 'author'"),
    ],
)
def test_errors_say_what_is_wrong(annotations, hits, frames, n, options, message):
    with pytest.raises(KhitabError, match=message):
        draw_sample(hits, annotations, frames, n, **options)


def test_whole_corpus_has_probability_one(annotations):
    sample = whole_corpus(annotations, FRAMES)
    assert len(sample) == 144
    assert (sample.paragraphs["probability"] == 1).all()


def test_corpus_hash_sees_every_character(annotations):
    from made import made_annotations

    other = made_annotations({"d": "كلمة"}).corpus
    changed = made_annotations({"d": "كلمه"}).corpus
    assert corpus_hash(other) != corpus_hash(changed)
    assert corpus_hash(annotations.corpus) == corpus_hash(annotations.corpus)
