"""What a list of words counts, under which item and in which spelling."""

from dataclasses import replace

import pandas as pd
import pytest
from made import made_annotations

from analysis.arabic.orthography import key
from analysis.counting.item_counts import document_counts, merged
from analysis.counting.listed_places import listed_places
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


def cut(texts):
    """Texts of printed tokens, each given as its parts, "form/UPOS" with their lemmas, and how often it stands."""
    flat = {
        doc_id: [(part, lemma, token) for token, (parts, lemmas) in enumerate(every(tokens))
                 for part, lemma in zip(parts.split(), lemmas.split(), strict=True)]
        for doc_id, tokens in texts.items()
    }  # fmt: skip
    annotations = made_annotations({doc_id: " ".join(part for part, *_ in parts) for doc_id, parts in flat.items()})
    parts = [part for parts in flat.values() for part in parts]
    lemmas = [lemma for _, lemma, _ in parts]
    columns = {
        "lemma": pd.Categorical(lemmas),
        "key": pd.Categorical([key(lemma) for lemma in lemmas]),
        "token": pd.array([token for *_, token in parts], dtype="int32"),
    }
    return replace(annotations, words=annotations.words.assign(**columns))


def every(tokens):
    return [(parts, lemmas) for parts, lemmas, times in tokens for _ in range(times)]


def listed_totals(annotations):
    """The items of a list: by spelling, how often and in how many documents."""
    counts, known = document_counts(annotations, "key", of="list"), items_of(annotations, annotations, "key")
    counts = merged(counts, known.of(counts.items))
    numbers = zip(counts.totals.astype(int).tolist(), counts.documents.astype(int).tolist(), strict=True)
    return dict(zip(known.spellings(counts.items), numbers, strict=True))


def test_a_word_that_stands_glued_alone_is_listed_as_it_is_printed():
    annotations = cut(
        {
            "أ": [
                ("ب/ADP المر", "ب مر", 8), ("تمر/VERB", "مر", 3), ("س/AUX يسيل/VERB", "س سال", 5),
                ("نسأل/VERB", "سأل", 2), ("ب/ADP التعاون", "ب تعاون", 4), ("تعاون", "تعاون", 3),
                ("و/CCONJ أضاف/VERB", "و أضاف", 9), ("ل/ADP التنس", "ل تنسة", 3),
            ]
        }
    )  # fmt: skip
    assert listed_totals(annotations) == {
        "بالمر": (8, 1), "تمر": (3, 1), "سيسيل": (5, 1), "نسأل": (2, 1), "التعاون": (7, 1), "أضاف": (9, 1),
        "للتنس": (3, 1),
    }  # fmt: skip
    places = listed_places(annotations, ["بالمر", "مر"])
    assert places["item"].value_counts().to_dict() == {"بالمر": 8, "مر": 3}


def test_a_noun_in_the_plural_is_not_the_adjective_of_its_lemma():
    annotations = cut(
        {
            "أ": [("الرياضيات", "رياضي", 9), ("ل/ADP الرياضيات", "ل رياضي", 2), ("مستويات", "مستوى", 2)],
            "ب": [("الرياضي/ADJ", "رياضي", 3), ("مستوى", "مستوى", 1)],
        }
    )
    assert listed_totals(annotations) == {"الرياضيات": (11, 1), "الرياضي": (3, 1), "مستويات": (3, 2)}
