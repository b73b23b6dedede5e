"""Dispersion and diversity of documents."""

import numpy as np
import pytest
from made import made_annotations
from made_hits import made_documents, made_hits

from analysis.comparison.dispersion import dispersion, diversity, word_dispersion
from analysis.errors import KhitabError
from analysis.measures import dispersion as measures
from analysis.measures.diversity import mattr, mtld

COUNTS = [0, 3, 1, 0, 7, 2]
ANNOTATIONS = made_documents(COUNTS)
HITS = made_hits(ANNOTATIONS)


def test_columns_are_the_measures_of_that_name():
    (row,) = dispersion(HITS, ANNOTATIONS).to_dict("records")
    sizes = [50] * 6
    assert (row["item"], row["n"], row["documents_with"], row["documents"], row["words"]) == (
        "cooperation",
        13,
        4,
        6,
        300,
    )
    assert row["dp"] == pytest.approx(measures.dp(COUNTS, sizes))
    assert row["dp_norm"] == pytest.approx(measures.dp_norm(COUNTS, sizes))
    assert row["juilland_d"] == pytest.approx(measures.juilland_d(COUNTS, sizes))
    places = np.flatnonzero((ANNOTATIONS.words["form"] == "تعاون").to_numpy())
    assert row["arf"] == pytest.approx(measures.arf(places, 300))


def test_words_are_dispersed_as_their_hits_are():
    words = word_dispersion(ANNOTATIONS, ["تعاون", "سلام"]).set_index("item")
    (row,) = dispersion(HITS, ANNOTATIONS).to_dict("records")
    assert words.loc["تعاون", ["dp_norm", "arf"]].tolist() == [row["dp_norm"], row["arf"]]
    assert words.loc["سلام", "note"].startswith("never occurs; dispersion has no meaning: query 'سلام': nothing in")
    assert words.loc["سلام", ["dp", "dp_norm", "juilland_d"]].isna().all()


def test_spelling_is_folded_for_keys():
    texts = made_annotations({"أ": "الأمن أمن", "ب": "امن سلام"})
    assert word_dispersion(texts, ["أمن"]).loc[0, "n"] == 2
    assert word_dispersion(texts, ["الأمن"]).loc[0, "n"] == 1


def test_phrases_and_lemmas_are_dispersed_too():
    texts = made_annotations({"أ": "مجلس الأمن دعا مجلس الأمن", "ب": "الأمن"})
    table = word_dispersion(texts, ["مجلس الأمن", '[lemma="الأمن"]']).set_index("item")
    assert table["n"].tolist() == [2, 3]
    assert table["documents_with"].tolist() == [1, 2]


def test_one_document_is_no_spread(recwarn):
    one = made_documents([4])
    (row,) = dispersion(made_hits(one), one).to_dict("records")
    assert np.isnan(row["dp_norm"])
    assert row["note"] == "one document only; nothing can be spread"
    assert not recwarn.list


def test_any_column_of_the_hits_can_be_the_item():
    assert list(dispersion(HITS, ANNOTATIONS, item="term")["item"]) == ["تعاون"]
    assert list(dispersion(HITS, ANNOTATIONS, items=["security"])["n"]) == [0]
    with pytest.raises(KhitabError, match="no column 'tone'"):
        dispersion(HITS, ANNOTATIONS, item="tone")
    with pytest.raises(KhitabError, match="'د001' that the annotations do not have"):
        dispersion(HITS, ANNOTATIONS.select(["د000"]))


def test_diversity_of_each_document():
    words = [f"ك{i * i % 53}" for i in range(130)]
    texts = made_annotations({"طويل": " ".join(words), "قصير": "كلمة واحدة .", "فارغ": "."})
    table = diversity(texts).set_index("doc_id")
    assert table.loc["طويل", "mattr"] == pytest.approx(mattr(words))
    assert table.loc["طويل", "mtld"] == pytest.approx(mtld(words))
    assert table["words"].tolist() == [130, 2, 0]
    assert table.loc["قصير", "note"] == "too short, or without repetition, for mattr, mtld"
