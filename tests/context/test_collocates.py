"""Collocates by window and by syntax."""

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_hits import made_hits

from analysis.context.collocates import collocates
from analysis.context.relations import RELATIONS, find_relation, related_pairs
from analysis.context.word_sketch import collocation_evidence, word_sketch
from analysis.errors import KhitabError
from analysis.measures import collocation as measures

RNG = np.random.default_rng(2)
WORDS = ["تعاون", "وثيق", "أمن", "بلد", "في/ADP", "."]


def sentence():
    return " ".join(RNG.choice(WORDS, 12, p=[0.15, 0.15, 0.1, 0.2, 0.25, 0.15]))


TEXTS = {f"د{i}": f"{sentence()} | {sentence()}\n{sentence()}" for i in range(12)}
ANNOTATIONS = made_annotations(TEXTS)
# The tree of "عزز الوزير التعاون الوثيق بين البلدين" and of "التعاون الوثيق مستمر", several times over.
PARSED = made_annotations(
    {
        f"ن{i}": "عزز/VERB/root/0 الوزير/NOUN/nsubj/1 التعاون/NOUN/obj/1 الوثيق/ADJ/amod/3 بين/ADP/case/6"
        " البلدين/NOUN/nmod/3 | أواصر/NOUN/root/0 التعاون/NOUN/nmod/1 و/CCONJ/cc/4 التنسيق/NOUN/conj/2"
        for i in range(4)
    }
)


def by_hand(window):
    """Counts near تعاون, one paragraph after the other."""
    together, of_item, node = {}, {}, 0
    for text in TEXTS.values():
        for line in text.split("\n"):
            words = [word.split("/")[0] for word in line.split() if word not in (".", "|")]
            nodes = [i for i, word in enumerate(words) if word == "تعاون"]
            node += len(nodes)
            for i, word in enumerate(words):
                if word == "تعاون":
                    continue
                of_item[word] = of_item.get(word, 0) + 1
                if any(abs(i - j) <= window for j in nodes):
                    together[word] = together.get(word, 0) + 1
    return together, of_item, node


@pytest.mark.parametrize("window", [1, 3, 5])
def test_window_counts_are_those_made_by_hand(window):
    together, of_item, node = by_hand(window)
    table = collocates(ANNOTATIONS, "تعاون", window=window, unit="form", min_frequency=1).set_index("collocate")
    assert table["n"].to_dict() == together
    assert table["n_collocate"].to_dict() == {word: of_item[word] for word in together}
    assert (table["n_node"] == node).all()
    chances, total = sum(together.values()), sum(of_item.values())
    row = table.loc["وثيق"]
    pair = together["وثيق"], chances, of_item["وثيق"], total
    assert row["log_likelihood"] == pytest.approx(float(measures.log_likelihood(*pair)))
    assert row["mi"] == pytest.approx(float(measures.mi(*pair)))
    assert row["log_dice"] == pytest.approx(float(measures.log_dice(together["وثيق"], node, of_item["وثيق"])))
    assert row["delta_p_collocate"] == pytest.approx(float(measures.delta_p(*pair)[0]))


def test_hits_can_be_the_node():
    by_word = collocates(ANNOTATIONS, "تعاون", unit="form")
    by_hits = collocates(ANNOTATIONS, made_hits(ANNOTATIONS), unit="form")
    assert (by_hits["node"] == "cooperation").all()
    assert by_hits.drop(columns="node").equals(by_word.drop(columns="node"))


def test_parts_of_speech_choose_rows_and_leave_counts_alone():
    nouns = collocates(ANNOTATIONS, "تعاون", pos=["NOUN"]).set_index("collocate")
    every = collocates(ANNOTATIONS, "تعاون").set_index("collocate")
    assert "في" in every.index
    assert "في" not in nouns.index
    assert nouns.loc["وثيق"].equals(every.loc["وثيق"])


def test_rare_pairs_have_no_mutual_information():
    texts = made_annotations({"أ": "تعاون وثيق . تعاون وثيق . تعاون وثيق . بلد بلد"})
    (row,) = collocates(texts, "تعاون", window=1, min_frequency=3).to_dict("records")
    assert np.isnan(row["mi"])
    assert np.isfinite(row["log_dice"])
    assert row["note"] == "in one document only"


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("modifier", {"الوثيق": 4}),
        ("object of", {"عزز": 4}),
        ("possessed", {"اواصر": 4}),
        ("after preposition", {"البلدين": 4}),
        ("joined with", {"التنسيق": 4}),
        ("possessor", {}),
        ("amod", {"الوثيق": 4}),
    ],
)
def test_relations_follow_the_tree(relation, expected):
    table = collocates(PARSED, "التعاون", relation=relation)
    assert dict(zip(table["collocate"], table["n"], strict=True)) == expected


def test_relation_scores_count_pairs_of_that_relation():
    (row,) = collocates(PARSED, "التعاون", relation="modifier").to_dict("records")
    assert row["log_dice"] == 14, "the only modifier of the only word that has one"
    (row,) = collocates(PARSED, "التعاون", relation="after preposition").to_dict("records")
    assert (row["n"], row["n_node"], row["n_collocate"]) == (4, 4, 4)


def test_a_sketch_holds_the_relations_that_occur():
    sketch = word_sketch(PARSED, "التعاون")
    assert list(sketch["relation"]) == ["modifier", "possessed", "after preposition", "object of", "joined with"]
    assert all(relation.example and relation.gloss for relation in RELATIONS)


@pytest.mark.parametrize("options", [{"window": 2}, {"relation": "modifier"}])
def test_evidence_shows_the_places_that_were_counted(options):
    annotations, node = (PARSED, "التعاون") if "relation" in options else (ANNOTATIONS, "تعاون")
    table = collocates(annotations, node, **options)
    lines = collocation_evidence(annotations, node, table.iloc[0])
    assert len(lines) == table.loc[0, "n"]
    wrong = table.iloc[0].copy()
    wrong["n"] += 1
    with pytest.raises(KhitabError, match="pass the annotations, node and unit"):
        collocation_evidence(annotations, node, wrong)


def test_an_absent_node_is_told_with_the_nearest_there_is():
    for options in ({}, {"relation": "modifier"}):
        with pytest.raises(KhitabError, match="nothing in made is printed تعاونات"):
            collocates(ANNOTATIONS, "تعاونات", **options)
    with pytest.raises(KhitabError, match=r"the nearest that occur: تعاون \(\d+\)"):
        word_sketch(ANNOTATIONS, "التعاون")
    with pytest.raises(KhitabError, match="nothing like it occurs"):
        collocates(ANNOTATIONS.select([]), "تعاون", unit="form")
    with pytest.raises(KhitabError, match="none of the hits is in made"):
        collocates(ANNOTATIONS, made_hits(ANNOTATIONS).head(0))


def test_a_phrase_is_one_node_and_no_company_of_its_own():
    texts = made_annotations({f"د{i}": "دعا مجلس الأمن الدولي إلى وقف النار" for i in range(3)})
    table = collocates(texts, "مجلس الأمن", window=1, min_frequency=1)
    assert set(table["collocate"]) == {"دعا", "الدولي"}
    assert table.attrs["provenance"]["n_node"] == 3
    assert (table["n"] == 3).all()
    lines = collocation_evidence(texts, "مجلس الأمن", table.iloc[0])
    assert len(lines) == 3


def test_relations_of_a_phrase_lead_out_of_it():
    text = "دعا/VERB/root/0 مجلس/NOUN/nsubj/1 الأمن/NOUN/nmod/2 الدولي/ADJ/amod/2 إيران/X/obj/1"
    texts = made_annotations({f"د{i}": text for i in range(3)})
    sketch = word_sketch(texts, "مجلس الأمن", min_frequency=1)
    assert dict(zip(sketch["relation"], sketch["collocate"], strict=True)) == {
        "modifier": "الدولي",
        "subject of": "دعا",
    }


def test_clitics_letters_and_numbers_are_no_collocates_and_stop_words_can_be_left_out(annotate_text):
    annotations = annotate_text("وبالتعاون والأمن في 2030 ن وللأمن هدفه التعاون. " * 4)
    listed = set(collocates(annotations, "التعاون", min_frequency=1, window=9)["spelling"])
    assert {"الأمن", "في"} <= listed
    assert not {"و", "ل", "ه", "ن", "2030"} & listed
    options = {"min_frequency": 1, "window": 9, "numbers": True, "stop": "function"}
    listed = set(collocates(annotations, "التعاون", **options)["spelling"])
    assert "2030" in listed
    assert "في" not in listed
    table = collocates(annotations, "التعاون", min_frequency=1, window=9)
    for row in table.to_dict("records"):
        assert len(collocation_evidence(annotations, "التعاون", pd.Series(row))) == row["n"]


def test_the_lemma_is_asked_for_by_name():
    with pytest.raises(KhitabError, match="nothing in made is printed وثيقة"):
        collocates(ANNOTATIONS, "وثيقة")
    by_lemma = collocates(ANNOTATIONS, '[lemma="تعاون"]', unit="form")
    assert by_lemma["n"].tolist() == collocates(ANNOTATIONS, "تعاون", unit="form")["n"].tolist()


def test_a_node_without_company_leaves_its_number():
    table = collocates(PARSED, "التعاون", min_frequency=100)
    assert table.empty
    assert table.attrs["provenance"]["n_node"] == 8


def test_impossible_questions_are_refused():
    with pytest.raises(KhitabError, match="a window of 0 holds no words"):
        collocates(ANNOTATIONS, "تعاون", window=0)
    with pytest.raises(KhitabError, match="the relation 'Subject' is unknown; use one of modifier"):
        collocates(ANNOTATIONS, "تعاون", relation="Subject")
    with pytest.raises(KhitabError, match=r"the relation 'foo' is unknown; .*amod"):
        collocates(ANNOTATIONS, "تعاون", relation="foo")
    assert find_relation("nmod:poss").deprels == ("nmod:poss",)
    with pytest.raises(KhitabError, match="use key, lemma or form"):
        collocates(ANNOTATIONS, "تعاون", unit="surface")


def test_pairs_are_given_from_either_end():
    node, other = related_pairs(PARSED.words, find_relation("object of"))
    forms = PARSED.words["form"].to_numpy()
    assert (forms[node[0]], forms[other[0]]) == ("التعاون", "عزز")
