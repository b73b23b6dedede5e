"""Where queries match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made_annotations

from analysis.context import sequences
from analysis.context.search import find_matches, find_quietly
from analysis.context.sequences import head_rows
from analysis.errors import KhitabError, KhitabWarning

TEXTS = made_annotations(
    {
        "أ": "بحث/VERB/root/0 الوزير/NOUN/nsubj/1 تعاونا/NOUN/obj/1 أمنيا/ADJ/amod/3 ."
        " | التعاون/NOUN و/CCONJ الأمن/NOUN .",
        "ب": "أمن/NOUN/root/0 الحدود/NOUN/nmod/1 . | أمن/NOUN أمن/NOUN أمن/NOUN البلد/NOUN",
    }
)


def found(query, annotations=TEXTS):
    return list(find_quietly(annotations, query)["surface"])


@pytest.mark.parametrize(
    ("query", "surfaces"),
    [
        ('"الأمن"', ["الأمن"]),
        ('[key="أمن"]', ["أمن", "أمن", "أمن", "أمن"]),
        ('[key=".*امن.*"]', ["أمنيا", "الأمن", "أمن", "أمن", "أمن", "أمن"]),
        ('[key="امن"]+', ["أمن", "أمن أمن أمن"]),
        ('[key="امن"]{2}', ["أمن أمن"]),
        ('[upos="NOUN"] [upos="ADJ"]', ["تعاونا أمنيا"]),
        (r'[upos="NOUN"] [upos="ADJ"]? "\."', ["تعاونا أمنيا .", "الأمن .", "الحدود ."]),
        ('"التعاون" []{0,2} "الأمن"', ["التعاون و الأمن"]),
        ('"التعاون" [] "الأمن"', ["التعاون و الأمن"]),
        ('"التعاون" "الأمن"', []),
        (r'"\." "التعاون"', []),
        ('[upos!="NOUN" & upos!="PUNCT" & upos!="CCONJ"]', ["بحث", "أمنيا"]),
        ('[head.key="تعاونا"]', ["أمنيا"]),
        ('[deprel="nsubj|obj" & head.upos="VERB"]', ["الوزير", "تعاونا"]),
        ('[head.key!="بحث" & upos="VERB"]', []),
    ],
)  # fmt: skip
def test_queries_and_what_they_find(query, surfaces):
    assert found(query) == surfaces


def test_rows_have_the_columns_of_hits_and_their_spans():
    hits = find_matches(TEXTS, '[upos="NOUN"] [upos="ADJ"]', name="noun and adjective")
    row = hits.iloc[0]
    assert row[["doc_id", "frame", "tier", "rule"]].tolist() == ["أ", "noun and adjective", "core", "query"]
    assert TEXTS.text("أ")[row["start"] : row["end"]] == row["surface"]
    assert (row["paragraph"], row["sentence"], row["word"]) == (0, 0, 2)
    assert hits.attrs["provenance"]["query"] == '[upos="NOUN"] [upos="ADJ"]'


def test_diacritics_count_only_where_the_query_writes_them():
    texts = made_annotations({"أ": "تَعاوُن تعاون تَعَاوَن"})
    assert found('[form="تعاون"]', texts) == ["تَعاوُن", "تعاون", "تَعَاوَن"]
    assert found('[form="تَعَاوَن"]', texts) == ["تَعَاوَن"]


def test_a_token_of_several_words_is_one_match(annotate_text):
    annotations = annotate_text("بحث الوزيران سبل التعاون وبالتعاون مع الأمن.")
    assert found('[token="وبالتعاون"]', annotations) == ["وبالتعاون"]
    assert len(found('[upos="NOUN"]', annotations)) > 1


def test_features_are_compared_one_by_one():
    texts = made_annotations({"أ": "كتب كتاب"})
    words = texts.words.copy()
    words["feats"] = words["feats"].cat.rename_categories({"": "Case=Gen|Number=Sing"})
    texts = type(texts)(words, texts.corpus, texts.model)
    assert len(found('[feats="Number=Sing"]', texts)) == 2
    assert len(found('[feats="Case=(Gen|Acc)"]', texts)) == 2
    assert found('[feats="Number=Plur"]', texts) == []


def test_no_documents_no_matches():
    empty = made_annotations({"أ": "كلمة"}).select([])
    assert found('"كلمة"', empty) == found("[]", empty) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('[lemma="تعاونات"]', r'no word has lemma="تعاونات" \(there are .*تعاونا \(1\)'),
        ('[upos="NOM"]', r'no word has upos="NOM" \(there are NOUN'),
        ('"الأمن" [upos="VERB"]', "each of its conditions holds of some word, but not together"),
        ("الحدود أمن", r"the nearest that occur: الحدود \. أمن \(1\)"),
    ],
)
def test_nothing_is_never_said_silently(query, message):
    with pytest.warns(KhitabWarning, match=message):
        hits = find_matches(TEXTS, query)
    assert hits.empty
    assert re.search(message, hits.attrs["notes"][0])


def test_forty_words_that_may_be_absent_take_no_time_and_bad_patterns_are_stopped(monkeypatch):
    many = made_annotations({"د": " ".join(["أمن", "بلد"] * 1500)})
    assert len(found('"أمن" ' + "[]{0,100} " * 40 + '"بلد"', many)) == 1
    assert len(found('"أمن" ' + '"أمن"? ' * 40 + '"بلد"', many)) == 1500
    monkeypatch.setattr(sequences, "PATIENCE", 0.05)
    with pytest.raises(KhitabError, match=r"takes longer than 0.05 seconds; write it without repetitions inside"):
        found('[word="(اد|اد)*[بج]"]', made_annotations({"د": "اد" * 60}))


def test_heads_are_found_by_their_word_even_when_rows_are_missing():
    words = TEXTS.words
    assert head_rows(words)[:4].tolist() == [-1, 0, 0, 2]
    without_verb = words.iloc[1:].reset_index(drop=True)
    assert head_rows(without_verb)[:3].tolist() == [-1, -1, 1]


LETTERS = st.lists(st.sampled_from("اب"), min_size=1, max_size=12)


@given(LETTERS, st.sampled_from(["اب", "ا+", "ا?ب", "ا{1,2}ب", "اب*", "ا.{0,2}ب", "ب{2}"]))
def test_a_sequence_of_letters_matches_as_a_regular_expression_does(letters, expression):
    annotations = made_annotations({"د": " ".join(letters)})
    query = re.sub("[اب]", lambda letter: f'"{letter[0]}"', expression.replace(".", "[]"))
    expected = [match.group() for match in re.finditer(expression, "".join(letters))]
    assert [surface.replace(" ", "") for surface in found(query, annotations)] == expected
