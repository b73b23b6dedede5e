"""Words and phrases as they are printed, found in texts whatever the parser made of them."""

import json
import re

import pandas as pd
import pytest
from made import made_annotations

from analysis.context.search import find_matches, find_quietly
from analysis.errors import KhitabError

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


@pytest.mark.parametrize("query", ["ـٰ", "ًٌ", "ٰ ٰ", "\u200f", "ـ\u064e"])
def test_vowel_signs_without_a_letter_are_no_word(annotations, query):
    with pytest.raises(KhitabError):
        find_matches(annotations, query)
    assert len(find_matches(annotations, f"{query} الأمن")) == len(find_matches(annotations, "الأمن"))


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


OTHERS = {
    "alwatan": (
        "السعودية", "مجلس الوزراء", "خادم الحرمين الشريفين", "وزارة التعليم", "المملكة العربية السعودية", "جازان",
        "الأحساء", "الحوثيين", "قوات التحالف", "أمير منطقة", "مكة المكرمة", "شهر رمضان المبارك", "المسؤولين",
        "الطالبات", "آل سعود", "إيران", "مليون ريال", "تويتر",
    ),
    "Jawhara FM": (
        "نواب الشعب", "رئيس الجمهورية", "وزارة الداخلية", "الاتحاد العام التونسي للشغل", "جانفي", "قرطاج",
        "الوحدات الأمنية", "حزب نداء تونس", "2016", "facebook", "الترجي الرياضي التونسي", "حركة النهضة", "القيروان",
        "المهدية", "إفريقيا", "أعوان الأمن", "باجة", "المصرية",
    ),
}  # fmt: skip


def count_plainly(query, texts):
    """Places and documents by a pattern over the text: clitics before the first word, hamzas on alef folded."""
    first, *rest = re.sub("[أإآٱ]", "ا", query).split()
    openings = ["[وف]?[بكل]?" + first, *(["[وف]?لل" + first[2:]] if first.startswith("ال") else [])]
    pattern = re.compile(r"(?<!\w)" + r"\s+".join([f"(?:{'|'.join(openings)})", *rest]) + r"(?!\w)")
    plain = (re.sub("[أإآٱ]", "ا", re.sub("[\u0610-\u061a\u064b-\u065f\u0670\u0640]", "", text)) for text in texts)
    counts = [len(pattern.findall(text)) for text in plain]
    return sum(counts), sum(count > 0 for count in counts)


def by_white_space(articles):
    """Annotations of articles of which nothing is known but where their words lie, which is all that matters here."""
    texts = articles["text"].str.split().str.join(" ").str.replace("[/|]", "-", regex=True)
    return made_annotations(dict(zip(articles["doc_id"].astype("str"), texts, strict=True)))


def assert_found(annotations, query, hits, documents):
    found = find_quietly(annotations, query)
    assert len(found) == pytest.approx(hits, rel=0.05), query
    assert found["doc_id"].nunique() == pytest.approx(documents, rel=0.05), query


@pytest.mark.slow
def test_the_places_of_a_plain_pattern_are_found_in_the_news(shared_dir):
    asked = json.loads((shared_dir / "cases" / "queries.json").read_text(encoding="utf-8"))["queries"]
    news = pd.read_parquet(shared_dir / "news" / "saudinewsnet.parquet")
    annotations = by_white_space(news[news["source"] == "aawsat"].sort_values("doc_id").head(600))
    for query in asked:
        assert_found(annotations, query["query"], query["hits"], query["documents"])


@pytest.mark.slow
@pytest.mark.parametrize(("file", "source"), [("saudinewsnet", "alwatan"), ("antcorpus", "Jawhara FM")])
def test_so_are_those_of_other_queries_in_other_news(shared_dir, file, source):
    news = pd.read_parquet(shared_dir / "news" / f"{file}.parquet")
    chosen = news[(news["source"] == source) & (news["text"].str.len() > 0)].sort_values("doc_id")
    annotations = by_white_space(chosen.iloc[:: max(len(chosen) // 600, 1)].head(600))
    texts = [document.text for document in annotations.corpus.documents]
    for query in OTHERS[source]:
        assert_found(annotations, query, *count_plainly(query, texts))


@pytest.mark.parametrize(
    "query",
    [
        "التعاون", '"مجلس التعاون"', "الامن", "أمن", "الإرهاب", "وزارة الدفاع", "مسؤول", "في المئة", "بالمئة", "المئة",
        "دينار", "مليون دولار", "الموانئ", "اللجنة", "لجنة", "الحدود", "اذا", "يناير", "اتفاق", "الاتفاق", "تلمارا",
        "وتقول", "القطاع الشرقي", "«دفتر المرسى»", "نوّار", "مـرسى", "إنشاء", "الإغاثة", "لمكافحة", "بيارق تلمارا",
    ],
)  # fmt: skip
def test_what_a_scholar_types_is_found_in_the_invented_reports(constructed, query):
    texts = [document.text for document in constructed.corpus.documents]
    hits, documents = count_plainly(re.sub('["«»\u0640\u0651]', "", query), texts)
    found = find_quietly(constructed, query)
    assert hits
    assert (len(found), found["doc_id"].nunique()) == (hits, documents)


@pytest.mark.parametrize("query", ["الأمن", "التعاون", "الحدود", "الهجوم", "الاتفاق"])
def test_a_word_in_cql_is_the_word_as_printed(constructed, query):
    assert len(find_quietly(constructed, f'[word="{query}"]')) == len(find_quietly(constructed, query))
