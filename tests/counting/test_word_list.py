"""What a list of words counts, under which item and in which spelling."""

from dataclasses import replace

import pandas as pd
import pytest
from made import made_annotations

from analysis.arabic.orthography import key
from analysis.counting.word_list import Items, function_words, items_of, listed


def annotated(words):
    """Words given as form → (lemma, how often), one token each."""
    forms = [form for form, (_, times) in words.items() for _ in range(times)]
    annotations = made_annotations({"أ": " ".join(forms)})
    lemmas = [words[form.split("/")[0]][0] if form.split("/")[0] in words else words[form][0] for form in forms]
    column = pd.Categorical([key(lemma) for lemma in lemmas])
    return replace(annotations, words=annotations.words.assign(key=column, lemma=pd.Categorical(lemmas)))


@pytest.fixture(scope="module")
def items():
    texts = annotated(
        {
            "جانفي": ("جانف", 5), "الحرمين": ("حرمان", 30), "حرمان": ("حرمان", 1), "المهدية": ("المهدية", 3),
            "مهدية": ("مهدية", 4), "السعودية": ("سعودي", 9), "السعودي": ("سعودي", 2), "سعودية": ("سعودية", 3),
            "القصرين": ("القصرين", 4), "الأحساء": ("حسء", 6), "إلهام": ("إلهام", 3), "هام": ("هام", 5),
            "المخابز": ("مخبز", 4), "يخرج": ("خرج", 4), "حكومات": ("حكومة", 3), "الحكومة": ("حكومة", 9),
        }
    )  # fmt: skip
    return Items([texts], "key")


@pytest.mark.parametrize(
    ("counted_as", "item", "spelling"),
    [
        ("جانف", "جانفي", "جانفي"),
        ("حرمان", "حرمين", "الحرمين"),
        ("المهديه", "مهديه", "مهدية"),
        ("مهديه", "مهديه", "مهدية"),
        ("سعودي", "سعودي", "السعودي"),
        ("سعوديه", "سعوديه", "سعودية"),
        ("القصرين", "القصرين", "القصرين"),
        ("حسء", "احساء", "الأحساء"),
        ("الهام", "الهام", "إلهام"),
        ("هام", "هام", "هام"),
        ("مخبز", "مخبز", "المخابز"),
        ("خرج", "خرج", "يخرج"),
        ("حكومه", "حكومه", "الحكومة"),
    ],
)
def test_items_are_what_the_texts_print(items, counted_as, item, spelling):
    assert list(items.of(pd.Index([counted_as]))) == [item]
    assert items.spellings([item]) == [spelling]


def test_glued_words_single_letters_and_numbers_are_not_listed(annotate_text):
    annotations = annotate_text("وبالتعاون الساعة 10:00 ن قال لهم فلا في 2030 حل.")
    words = annotations.words
    kept = words.loc[listed(annotations), "form"].tolist()
    assert kept == ["التعاون", "الساعة", "قال", "لا", "في", "حل"]
    assert "2030" in words.loc[listed(annotations, numbers=True), "form"].tolist()


def test_items_are_kept_as_long_as_the_corpora():
    one, two = made_annotations({"أ": "أمن"}), made_annotations({"ب": "أمن"})
    assert items_of(one, two, "key") is items_of(one, two, "key")
    assert items_of(one, two, "surface").spellings(["امن"]) == ["امن"]


def test_function_words_are_read_from_their_file():
    assert {"من", "الي", "هذا", "كان", "لا"} <= function_words()
    assert "وزير" not in function_words()
