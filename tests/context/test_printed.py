"""Words and phrases as they are printed, found in texts whatever the parser made of them."""

import json

import pandas as pd
import pytest
from made import made_annotations

from analysis.context.search import find_matches, find_quietly

TEXT = (
    "دعا مجلس الأمن أمس، ووزارة الداخلية وللأمن كلمة: «مجلس\u200f الاَمن».\n"
    "في مجلس\nالأمن خطط للغة واللغة؛ بالأمن وبالأمن؟ مجلس. الأمن الأمنية والأمنيون\n\n"
    "قال كمال إن بالمال ومال مالهم عام ٢٠٣٠ أو 2030، وكتب في facebook و Facebook عن #مكافحة_الإرهاب.\n"
    "المدرسة المدرسه على علي \ufedf\ufedf\ufe84\ufee3\ufee6 الأمــن الشرق ـ الأوسط مسؤول آمن"
)


@pytest.fixture(scope="module")
def annotations(annotate_text):
    return annotate_text(TEXT)


@pytest.mark.parametrize(
    ("query", "surfaces"),
    [
        ("مجلس الأمن", ["مجلس الأمن", "مجلس\u200f الاَمن", "مجلس\nالأمن"]),
        ('"مجلس الامن"', ["مجلس الأمن", "مجلس\u200f الاَمن", "مجلس\nالأمن"]),
        ("وزارة الداخلية", ["ووزارة الداخلية"]),
        ("لغة", ["للغة"]),
        ("اللغة", ["للغة", "واللغة"]),
        ("مال", ["ومال"]),
        ("2030", ["٢٠٣٠", "2030"]),
        ("٢٠٣٠", ["٢٠٣٠", "2030"]),
        ("Facebook", ["facebook", "Facebook"]),
        ("مكافحة الإرهاب", ["مكافحة_الإرهاب"]),
        ("الإرهاب", ["الإرهاب"]),
        ("المدرسة", ["المدرسة"]),
        ("علي", ["علي"]),
        ("مسؤول", ["مسؤول"]),
        ("أمن", ["آمن"]),
        ("الأمني*", ["الأمنية", "والأمنيون"]),
        ("الشرق الأوسط", []),
    ],
)
def test_what_is_printed_is_found(annotations, query, surfaces):
    assert list(find_quietly(annotations, query)["surface"]) == surfaces


def test_the_article_is_found_behind_its_clitics_and_as_ligature(annotations):
    hits = find_matches(annotations, "الأمن")
    assert list(hits["surface"]) == [
        "الأمن", "وللأمن", "الاَمن", "الأمن", "بالأمن", "وبالأمن", "الأمن", "\ufedf\ufedf\ufe84\ufee3\ufee6", "الأمــن",
    ]  # fmt: skip
    assert list(hits["clitics"])[:7] == ["", "و-ل-", "", "", "ب-", "و-ب-", ""]
    assert list(hits["match"])[:6] == ["الأمن", "الأمن", "الاَمن", "الأمن", "الأمن", "الأمن"]


def test_spans_and_positions_are_those_of_the_words_table(annotations):
    hits = find_matches(annotations, "مجلس الأمن")
    words = annotations.words.set_index("word")
    for row in hits.itertuples():
        assert TEXT[row.start : row.end] == row.surface
        assert words.loc[row.word, "form"] == "مجلس"
        assert words.loc[row.word, ["paragraph", "sentence", "token"]].tolist() == [
            row.paragraph,
            row.sentence,
            row.token,
        ]


def test_other_spellings_and_whole_words_are_told_and_not_counted(annotations):
    assert "المدرسه (1)" in find_matches(annotations, "المدرسة").attrs["notes"][0]
    assert find_matches(annotations, "مال").attrs["notes"] == [
        "not counted, since the parser reads it as one word: كمال (1)"
    ]


def test_what_the_parser_cut_otherwise_is_found_all_the_same():
    texts = made_annotations({"أ": "والأمن بليبيا"})
    hits = find_matches(texts, "الأمن")
    assert hits.loc[0, ["surface", "clitics", "match"]].tolist() == ["والأمن", "و-", "الأمن"]
    assert list(find_matches(texts, "ليبيا")["surface"]) == ["بليبيا"]


@pytest.mark.slow
def test_the_places_of_a_plain_pattern_are_found_in_the_news(shared_dir):
    asked = json.loads((shared_dir / "cases" / "queries.json").read_text(encoding="utf-8"))["queries"]
    news = pd.read_parquet(shared_dir / "news" / "saudinewsnet.parquet")
    chosen = news[news["source"] == "aawsat"].sort_values("doc_id").head(600)
    # Where words lie decides nothing here but the few words without article, so whole articles need not be parsed.
    texts = chosen["text"].str.split().str.join(" ")
    annotations = made_annotations(
        dict(zip(chosen["doc_id"], texts.str.replace("/", "-").str.replace("|", "-"), strict=True))
    )
    for query in asked:
        hits = find_matches(annotations, query["query"])
        assert len(hits) == pytest.approx(query["hits"], rel=0.05), query
        assert hits["doc_id"].nunique() == pytest.approx(query["documents"], rel=0.05), query
