import ast
import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from small_tables import PROVENANCE

from analysis.errors import KhitabError
from analysis.rendering import labels
from analysis.rendering.labels import (
    check_labels,
    counted,
    isolated,
    isolated_lines,
    per_units,
    phrase,
    plural_category,
    provenance_parts,
)


@pytest.mark.parametrize(
    ("number", "arabic"),
    [
        (1, "وثيقة واحدة"),
        (2, "وثيقتان"),
        (3, "3 وثائق"),
        (10, "10 وثائق"),
        (11, "11 وثيقة"),
        (99, "99 وثيقة"),
        (100, "100 وثيقة"),
        (103, "103 وثائق"),
        (1_000, "1,000 وثيقة"),
    ],
)
def test_arabic_nouns_take_the_form_that_their_number_asks_for(number, arabic):
    assert counted(number, "document", "ar") == arabic


def test_the_counted_hit_is_accusative_from_eleven_to_ninety_nine_only():
    assert counted(0, "document", "ar") == "لا وثائق"
    assert [counted(n, "hit", "ar") for n in (10, 11, 99, 100)] == ["10 مواضع", "11 موضعًا", "99 موضعًا", "100 موضع"]


@given(st.integers(0, 10**6))
def test_the_form_of_a_noun_is_that_of_unicodes_rules(number):
    assert plural_category(number) == Locale("ar").plural_form(number)


@pytest.mark.parametrize("noun", labels._NOUNS)
@pytest.mark.parametrize(
    ("number", "place"), [(19_107, 2), (11, 3), (111, 3), (1_012, 3), (101, 4), (202, 4), (2_000, 4)]
)
def test_the_last_two_digits_decide(noun, number, place):
    assert counted(number, noun, "ar") == f"{number:,} {labels._NOUNS[noun]['ar'][place]}"


@pytest.mark.parametrize(
    ("noun", "oblique"),
    [("document", "وثيقتين"), ("day", "يومين"), ("quarter", "ربعي سنة"), ("token", "وحدتين كتابيتين")],
)
def test_two_of_a_thing_take_the_other_case_after_a_preposition(noun, oblique):
    assert counted(2, noun, "ar", "oblique") == oblique
    assert all(counted(n, noun, "ar", "oblique") == counted(n, noun, "ar") for n in (0, 1, 3, 11, 100))


def test_the_unit_of_rates_agrees_with_its_number():
    assert [per_units(n, "words", "ar") for n in (2, 10, 1_000)] == ["لكل كلمتين", "لكل 10 كلمات", "لكل 1,000 كلمة"]
    assert [per_units(n, "tokens", "en") for n in (1, 1_000)] == ["per 1 token", "per 1,000 tokens"]


FIXED = {"per", "least", "confidence", "rate"}
"""What is the same in every report (1,000 words, 95 %), or no whole number."""


@pytest.mark.parametrize("file", ["rendering/phrases.toml", "reporting/prose.toml"])
def test_no_sentence_sets_a_noun_beside_a_number_by_itself(file):
    """A number that varies brings its noun along, by `counted`, so that both agree."""
    store = tomllib.loads((Path(labels.__file__).parents[1] / file).read_text(encoding="utf-8"))
    nouns = {form for forms in labels._NOUNS.values() for both in forms.values() for form in both}
    for section, name, pair in [(s, n, store[s][n]) for s in store if s != "counted" for n in store[s]]:
        for said in pair.values():
            for gap, after in re.findall(r"{(\w+)} ([\w ]+)", said):
                found = [noun for noun in nouns if re.match(rf"{noun}\b", after)]
                assert gap in FIXED or not found, (section, name, gap, found)


def test_english_nouns_have_two_forms():
    assert [counted(n, "document", "en") for n in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]


@given(st.text(min_size=1).filter(lambda text: text not in ("core", "source")))
def test_names_without_a_phrase_come_back_as_they_are(name):
    assert phrase(f"«{name}»", "ar") == f"«{name}»"


def test_provenance_says_that_texts_are_constructed_before_all_else():
    assert provenance_parts(PROVENANCE, "ar")[0] == "نصوص مصنوعة"
    assert provenance_parts(PROVENANCE, "en")[0] == "constructed texts"
    assert provenance_parts({**PROVENANCE, "constructed": False}, "en")[0] == "3 documents"


def test_provenance_says_that_a_corpus_is_not_annotated_to_its_end():
    unfinished = {**PROVENANCE, "constructed": False, "complete": False}
    assert provenance_parts(unfinished, "ar")[0] == "مدونة لم يكتمل تحليلها"
    assert provenance_parts(unfinished, "en")[:2] == ["corpus not annotated to its end", "3 documents"]


def test_provenance_names_documents_words_lexicon_model_and_version():
    line = " · ".join(provenance_parts(PROVENANCE, "en"))
    assert line == (
        "constructed texts · 3 documents · 36 words · corpus sample · lexicon frames 7a01bc99 · "
        "model bundled 3fa9c2d1 · Khitab 0.1.0"
    )


@pytest.mark.parametrize("value", ["2024-01", "(ISPR)", "3fa9-x", "frames (2)", "خبر 2024-01"])
def test_what_would_lose_its_order_within_arabic_is_isolated(value):
    assert isolated(value, "ar") == f"\u2066{value}\u2069"
    assert isolated(value, "en") == value


@pytest.mark.parametrize("value", ["khitab-frames 3fa9c2d1", "ispr", "0.1.0", "الوسيلة", "a"])
def test_what_keeps_its_order_by_itself_takes_no_marks(value):
    assert isolated(value, "ar") == value


def test_another_language_is_refused():
    with pytest.raises(KhitabError, match="use 'ar' for Arabic or 'en' for English"):
        check_labels("fr")


STORE = tomllib.loads((Path(labels.__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
PHRASES = [(section, name) for section in STORE if section != "counted" for name in STORE[section]]


@pytest.mark.parametrize(("section", "name"), PHRASES)
def test_every_phrase_is_there_in_both_languages_with_the_same_gaps(section, name):
    pair = STORE[section][name]
    assert sorted(pair) == ["ar", "en"]
    gaps = [sorted(re.findall(r"\{(\w+)\}", pair[language])) for language in ("ar", "en")]
    assert gaps[0] == gaps[1]
    assert all(pair.values())


def names_asked_for(path):
    """The phrases that a module names, either branch of a choice included."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("phrase", "isolating") and call.args:
            first = call.args[0]
            branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            yield from (node.value for node in branches if isinstance(node, ast.Constant))


def test_every_phrase_that_the_code_asks_for_is_in_the_store():
    asked = {name for path in Path(labels.__file__).parents[1].rglob("*.py") for name in names_asked_for(path)}
    known = {name if section == "common" else f"{section}/{name}" for section, name in PHRASES}
    assert len(asked) > 30
    assert asked <= known


def test_names_without_a_phrase_are_given_back():
    assert labels.phrase("discourse/عاصم منير", "ar") == "عاصم منير"
    assert labels.phrase("صحيفة/أ", "ar") == "صحيفة/أ"
    assert labels.phrase("target", "ar") == "target", "a column of a researcher is no phrase of a figure"


def test_a_name_broken_over_lines_keeps_its_order_on_each():
    lines = ["دقة \u2066150 paragraphs", "of Saudi", "news\u2069 في خطاب", "نهاية"]
    assert isolated_lines(lines) == [
        "دقة \u2066150 paragraphs\u2069",
        "\u2066of Saudi\u2069",
        "\u2066news\u2069 في خطاب",
        "نهاية",
    ]
