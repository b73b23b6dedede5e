"""Keyness on words tables."""

import gc
import math
import weakref
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_sides import COOPERATION, REFERENCE, SECURITY, TARGET

from analysis.comparison.keyness import keyness
from analysis.counting.item_counts import document_counts
from analysis.errors import KhitabError
from analysis.measures import dispersion
from analysis.measures import keyness as measures

TABLE = keyness(TARGET, REFERENCE)


def test_the_right_words_stand_at_the_two_ends():
    assert list(TABLE["item"].iloc[[0, -1]]) == ["تعاون", "امن"]
    assert TABLE["log_ratio"].iloc[0] > 1.5
    assert set(TABLE["item"]) == {"تعاون", "بلدان", "وزير", "امن", "في"}, "punctuation is no keyword"


def test_every_column_is_the_measure_of_that_name():
    row = TABLE.set_index("item").loc["تعاون"]
    texts = list(COOPERATION.values()), list(SECURITY.values())
    a, b = (np.array([text.split().count("تعاون") for text in side]) for side in texts)
    sides = a.sum(), b.sum(), 1200, 1200
    assert (row["n_target"], row["n_reference"]) == (a.sum(), b.sum())
    assert row["rate_target"] == pytest.approx(1000 * a.sum() / 1200)
    assert row["documents_reference"] == (b > 0).sum()
    for name in ("log_ratio", "log_likelihood", "bic", "percent_difference", "odds_ratio"):
        assert row[name] == pytest.approx(float(getattr(measures, name)(*sides)))
    assert row["lrc"] == pytest.approx(float(measures.conservative_log_ratio(*sides, tests=5)))
    assert row["dpnorm_target"] == pytest.approx(dispersion.dp_norm(a, [120] * 10))
    assert row["low"] < row["log_ratio"] < row["high"]
    assert row["p_documents"] <= row["p_documents_adjusted"] < 0.01


def test_a_list_can_be_narrowed():
    def listed(**options):
        return set(keyness(TARGET, REFERENCE, **options)["item"])

    assert listed(stop="function") == listed(pos=["NOUN"]) == {"تعاون", "بلدان", "وزير", "امن"}
    assert listed(stop=["أمن", "في"]) == {"تعاون", "بلدان", "وزير"}
    names = made_annotations({f"ا{i}": "تعاون/NOUN زيد/X 2030 10:00 ن" for i in range(9)})
    assert set(keyness(names, REFERENCE)["item"]) >= {"زيد", "تعاون"}
    assert "زيد" not in set(keyness(names, REFERENCE, names=False)["item"])
    labels = pd.Categorical(["B-LOC", "O", "O", "O", "O"] * 9)  # where the model has looked for names, it decides
    labelled = replace(names, words=names.words.assign(ner=labels))
    assert {"زيد"} == {"زيد", "تعاون"} & set(keyness(labelled, REFERENCE, names=False)["item"])
    assert {"2030", "10:00"} <= set(keyness(names, REFERENCE, numbers=True)["item"])
    assert not {"2030", "10:00", "ن"} & set(keyness(names, REFERENCE)["item"])
    left_out = keyness(names, REFERENCE, names=False, stop="function").attrs["provenance"]["left_out"]
    assert left_out == "clitics, single letters, numbers, names, function words"
    for wrong, message in (
        ({"stop": "قال"}, "are lists"),
        ({"pos": "NOUN"}, "are lists"),
        ({"items": "أمن"}, "is a list"),
    ):
        with pytest.raises(KhitabError, match=message):
            keyness(TARGET, REFERENCE, **wrong)
    with pytest.raises(KhitabError, match='need unit="key"'):
        keyness(TARGET, REFERENCE, names=False, unit="surface")


def test_queries_can_be_compared_instead_of_a_list():
    table = keyness(TARGET, REFERENCE, items=["تعاون", "بلدان وزير", "سلام"]).set_index("item")
    by_list = TABLE.set_index("item")
    for name in ("n_target", "n_reference", "documents_target", "log_ratio", "low", "p_documents", "dpnorm_target"):
        assert table.loc["تعاون", name] == pytest.approx(by_list.loc["تعاون", name])
    together = sum(text.count("بلدان وزير") for text in COOPERATION.values())
    assert table.loc["بلدان وزير", "n_target"] == together > 0
    assert table.loc["سلام", ["n_target", "n_reference"]].tolist() == [0, 0]


def test_turned_around_the_table_is_its_mirror():
    mirror = keyness(REFERENCE, TARGET).set_index("item")
    there = TABLE.set_index("item").loc[mirror.index]
    np.testing.assert_allclose(mirror["log_ratio"], -there["log_ratio"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(mirror["lrc"], -there["lrc"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(mirror["log_likelihood"], there["log_likelihood"], rtol=1e-9)
    np.testing.assert_allclose(mirror["low"], -there["high"], rtol=1e-9)
    np.testing.assert_allclose(mirror["p_documents"], there["p_documents"], rtol=1e-9)


def test_provenance_names_both_sides_and_the_formulas():
    provenance = TABLE.attrs["provenance"]
    assert provenance["reference"] == "made"
    assert provenance["words"] == provenance["reference_words"] == 1200
    assert "four-term log-likelihood, benjamini-hochberg" in provenance["method"]
    assert all(isinstance(value, str | int | bool) for value in provenance.values())


def test_words_of_one_document_are_marked():
    target = made_annotations({**COOPERATION, "ا99": " ".join(["زلزال"] * 20)})
    row = keyness(target, REFERENCE).set_index("item").loc["زلزال"]
    assert row["note"] == "absent from the reference; its log ratio counts 0 as 0.5; in only 1 document"
    assert math.isnan(row["low"])
    assert math.isnan(row["percent_difference"])
    assert np.isfinite(row[["log_ratio", "lrc", "odds_ratio", "bic"]].astype(float)).all()


def test_few_documents_leave_the_document_columns_empty_and_say_so(recwarn):
    few = keyness(made_annotations(dict(list(COOPERATION.items())[:3])), REFERENCE)
    assert few[["low", "high", "p_documents", "p_documents_adjusted"]].isna().all(axis=None)
    assert few.attrs["notes"] == [
        "3 documents in the target and 10 in the reference; a test over documents needs at least 8 on either side"
    ]
    assert few["log_likelihood"].notna().all()
    assert keyness(TARGET, REFERENCE, by_document=False)["p_documents"].isna().all()
    assert not recwarn.list


def test_rare_items_are_left_out_and_nothing_may_be_left(recwarn):
    assert (keyness(TARGET, REFERENCE, min_frequency=600)["item"] == "في").all()
    empty = keyness(TARGET, REFERENCE, min_frequency=10_000)
    assert list(empty.columns) == list(TABLE.columns)
    assert empty.empty
    assert not recwarn.list


def test_ties_are_in_alphabetical_order():
    one = made_annotations({f"د{i}": "باء ألف جيم" for i in range(9)})
    other = made_annotations({f"ذ{i}": "دال دال دال" for i in range(9)})
    assert list(keyness(one, other)["item"]) == ["الف", "باء", "جيم", "دال"]


def test_an_empty_side_is_an_error_with_a_mend():
    with pytest.raises(KhitabError, match="the target has no words"):
        keyness(made_annotations({"فارغ": "."}), REFERENCE)
    with pytest.raises(KhitabError, match="is unknown; use one of key"):
        keyness(TARGET, REFERENCE, unit="word")


def test_surface_counts_printed_tokens_once():
    target = made_annotations({"a": "تعاون تعاون أمن"})
    words = target.words.copy()
    words.loc[1, ["token", "start", "end"]] = words.loc[0, ["token", "start", "end"]]
    glued = type(target)(words, target.corpus, target.model)
    table = keyness(glued, made_annotations({"b": "أمن"}), unit="surface", min_frequency=1).set_index("item")
    assert table.loc["تعاون", "n_target"] == 1
    assert table.loc["امن", "n_target"] == 1


def test_one_side_whose_annotating_was_interrupted_marks_the_table():
    unfinished = replace(REFERENCE, complete=False)
    assert keyness(TARGET, unfinished).attrs["provenance"]["complete"] is False
    assert keyness(unfinished, TARGET).attrs["provenance"]["complete"] is False
    assert "complete" not in TABLE.attrs["provenance"]


def test_what_was_counted_is_kept_for_its_unit_and_as_long_as_the_annotations():
    annotations = made_annotations({"a": "أمن الحدود", "b": "أمنهم"})
    counts = document_counts(annotations, "form")
    assert document_counts(annotations, "form") is counts
    assert document_counts(annotations, "key") is not counts
    held = weakref.ref(counts)
    del annotations, counts
    gc.collect()
    assert held() is None
