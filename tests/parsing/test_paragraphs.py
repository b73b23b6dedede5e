"""The source offsets: for every row, whatever the text, `text[start:end]` is the surface token."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.arabic.orthography import normalize
from analysis.parsing.paragraphs import KNOWN_TO_MODELS, split_paragraphs

WORDS = st.sampled_from(
    [
        *("وبالتعاون", "الإِرْهَـابِ", "التزامًا", "كتـــاب", "مُؤَكِّدًا", "لـISPR", "ISPR", "والـ15", "بـ«الشرق»", "هـ"),
        *(
            "ﻣﺤﻤﺪ",
            "ﻻ",
            "اﻹسلام",
            "الا\u0654من",
            "می\u200cخواهم",
            "\u202bالأمن\u202c",
            "عام\u00a0٢٠٢٥",
            "۳٫۵٪",
            "1,234.5",
        ),
        *(
            "👨‍👩‍👧",
            "🇵🇰",
            "e\u0301t\u00e9",
            "“نعم”",
            "…",
            "؟",
            "،",
            ".",
            "!",
            "user@example.com",
            "https://example.org/ا?ب=1",
        ),
    ]
)
GAPS = st.sampled_from([" ", "  ", "\u00a0", "", "\t", "\u200f ", "\n", "\r\n", "\n \n", "\u2028", "\u200b"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=25).map(lambda pairs: "".join(map("".join, pairs)))


def bare(text: str) -> str:
    """The text without what the parser does not see."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", normalize(text).text)


def read_of(text: str) -> str:
    """All that the parser is given to read, in its own characters."""
    return re.sub(r"\s", "", "".join(paragraph.normalized.text for paragraph in split_paragraphs(text)))


def check_offsets(annotations):
    """Tokens in order, never overlapping or padded, together all that is visible of the text."""
    text = annotations.text("text")
    spans = annotations.words.drop_duplicates("token")[["start", "end"]].to_numpy().tolist()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    surfaces = [text[start:end] for start, end in spans]
    assert all(surface == surface.strip() and "\n" not in surface for surface in surfaces)
    assert "".join(map(bare, surfaces)) == read_of(text)
    for rows in (rows for _, rows in annotations.words.groupby("token")):
        assert rows["start"].nunique() == rows["end"].nunique() == 1
        if len(rows) == 1:  # a word that is a whole token is spelt as the normalised source
            start, end = rows["start"].iloc[0], rows["end"].iloc[0]
            assert bare(rows["form"].iloc[0]) == bare(text[start:end])


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_offsets_slice_the_source_for_every_row(annotate_text, text):
    annotations = annotate_text(text)
    check_offsets(annotations)
    paragraphs = list(split_paragraphs(text))
    assert sorted(set(annotations.words["paragraph"])) == list(range(len(paragraphs)))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufdfa\ufdfb"), min_size=1, max_size=80))
def test_offsets_slice_any_characters_at_all(annotate_text, text):
    check_offsets(annotate_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffقال: «نعم».\r\n\r\nثم  مضى\u00a0!\r",
        "الـ\u200f15 من \u202bالأعضاء\u202c",
        "صلى الله عليه وسلم ﷺ وقال",  # one character that stands for a sentence
        "ﷺ",
        "َ ُ ِ",
        "ـ",
        "\x00\x1c\x85\u2029",
        "كلمة\x7fأخرى\x80ثالثة",
        "آ" * 3000,
        "👍" * 1500 + " نعم",
    ],
)
def test_offsets_hold_at_the_edges(annotate_text, text):
    words = annotate_text(text).words
    for start, end in words[["start", "end"]].to_numpy():
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@given(st.text(max_size=60))
def test_any_span_of_any_paragraph_has_a_place_in_the_source(text):
    for paragraph in split_paragraphs(text):
        assert len(paragraph.text) == len(paragraph.normalized.text)
        for start in range(len(paragraph.text)):
            first, last = paragraph.source_span(start, start + 1)
            assert paragraph.start <= first < last <= paragraph.start + len(paragraph.line)


def test_surfaces_keep_their_marks_and_leave_out_what_surrounds_them(annotate_text):
    text = "\u202bالتزامًا\u202c كتـــاب\u200f، “نعم”"
    annotations = annotate_text(text)
    surfaces = [text[s:e] for s, e in annotations.words.drop_duplicates("token")[["start", "end"]].to_numpy()]
    assert surfaces == ["التزامًا", "كتـــاب", "،", "“", "نعم", "”"]


def test_a_clitic_set_off_by_tatweel_from_latin_is_a_token_of_its_own(annotate_text):
    text = "ووفقًا لـISPR، سعى المؤتمر إلى تعزيز التعاون."
    words = annotate_text(text).words
    surfaces = [text[s:e] for s, e in words.drop_duplicates("token")[["start", "end"]].to_numpy()]
    assert surfaces[1:3] == ["ل", "ISPR"]
    name = words[words.form == "ISPR"].iloc[0]
    assert (name["lemma"], name["key"]) == ("ISPR", "ispr")


def test_words_get_back_the_characters_that_the_parser_is_not_shown(annotate_text):
    words = annotate_text("قال عام ٢٠٢٥ إن “النسبة ٥٪”.").words
    assert {"٢٠٢٥", "“", "”", "٪"} <= set(words.form)
    assert words[words.form == "٢٠٢٥"]["key"].iloc[0] == "2025"
    assert set(words[words.form.isin(["“", "”"])].upos) == {"PUNCT"}


def test_marks_that_the_models_never_saw_are_tokens_of_their_own(annotate_text):
    text = "صدر القرار أمس؛ وقال الوزير [في بيان]: • سنعمل على تنفيذه؛ فالوقت ضيق."
    words = annotate_text(text).words
    marks = words[words.form.isin(list("؛[]•"))]
    assert marks.form.tolist() == ["؛", "[", "]", "•", "؛"]
    assert set(marks.upos) == {"PUNCT"}
    assert [text[start:end] for start, end in zip(marks.start, marks.end, strict=True)] == marks.form.tolist()


def test_a_tatweel_that_lengthens_no_letter_is_a_dash(annotate_text):
    words = annotate_text("بحث الوفد العلاقات العربية ـ الأوروبية والتعـاون، وفق المسودة ــ وهي طويلة.").words
    dashes = words[words.form.str.contains("ـ")]
    assert (dashes.form.tolist(), dashes.key.tolist()) == (["ـ"] * 3, ["-"] * 3)
    assert set(dashes.upos) == {"PUNCT"}
    assert "التعاون" in set(words.form)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("الشرق ـ أوسطي", "الشرق ـ أوسطي"),
        ("بين ٢٢ـ٢٨ و22ـ28", "بين 22ـ28 و22ـ28"),
        ("قال ـــ وهو قلق ـ إنه", "قال --- وهو قلق ـ إنه"),
        ("(ـ)", "(ـ)"),
        ("كتـــاب عام 1430هـ، هـ", "كتاب عام 1430ه، ه"),
        ("ـعلم مُـ", "علم م"),
        ("لـISPR والـ15 والـ۱۵ وبـ«الشرق»", "ل ISPR وال 15 وال 15 وب «الشرق»"),
        ("كـُتب الكتاب بـِسم الله", "كتب الكتاب بسم الله"),
        ("ﻻـ محمد\u200eـ ﷲـﷺ لا\u200bـ\u200bم", "لا محمد اللهصلى الله عليه وسلم لام"),
        ("نعم۔ـ", "نعم۔ـ"),
    ],
)
def test_tatweel_is_dropped_kept_or_a_cut(line, shown):
    assert [paragraph.text for paragraph in split_paragraphs(line)] == [shown]


def test_what_the_parser_is_shown_stands_character_for_character():
    assert all(len(chr(source)) == len(shown) == 1 for source, shown in KNOWN_TO_MODELS.items())
