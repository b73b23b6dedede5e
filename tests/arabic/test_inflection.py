"""What may stand around a stem, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arabic.inflection import analyses, base
from analysis.arabic.orthography import key


def readings(form, stem, inflection="noun"):
    root, feminine = base(key(stem), inflection)
    return analyses(key(form), inflection, {root: None}, feminine=feminine, ends_in_ta=form.endswith("ة"))


@pytest.mark.parametrize(
    ("form", "stem", "inflection"),
    [
        ("وبالتعاون", "تعاون", "noun"),
        ("للإرهاب", "إرهاب", "noun"),
        ("تعاونهما", "تعاون", "noun"),
        ("وشراكاتها", "شراكة", "noun"),
        ("بشراكتهم", "شراكة", "noun"),
        ("الأمنيين", "أمني", "adjective"),
        ("إرهابيتين", "إرهابي", "adjective"),
        ("وسيتعاونون", "تعاون", "verb"),
        ("تعاونتا", "تعاون", "verb"),
        ("أمنًا", "أمن", "noun"),
    ],
)
def test_inflected_forms_are_seen_through(form, stem, inflection):
    assert readings(form, stem, inflection)


@pytest.mark.parametrize(
    ("form", "stem", "inflection"),
    [
        ("أمين", "أمن", "noun"),
        ("أمانة", "أمان", "noun"),
        ("شركة", "شراكة", "noun"),
        ("أمنيته", "أمني", "adjective"),
        ("تنسيقية", "تنسيق", "noun"),
        ("إيمان", "أمن", "noun"),
        ("التعاونها", "تعاون", "noun"),
        ("مأمون", "أمن", "noun"),
    ],
)
def test_look_alikes_are_not(form, stem, inflection):
    assert not readings(form, stem, inflection)


def test_the_parts_of_a_word():
    (reading,) = readings("وبتعاونهم", "تعاون")
    assert reading.proclitics == ("و", "ب")
    assert not reading.article
    assert reading.enclitic == "هم"
    assert key("وبتعاونهم")[reading.start : reading.end] == "تعاون"


def test_the_article_hides_behind_li():
    (reading,) = readings("وللأمن", "أمن")
    assert reading.proclitics == ("و", "ل")
    assert reading.article


@given(
    st.sampled_from(["", "و", "ف"]),
    st.sampled_from(["", "ب", "ل", "ك"]),
    st.booleans(),
    st.sampled_from(["تعاون", "ارهاب", "دفاع", "استقرار"]),
    st.sampled_from(["", "ها", "هم", "نا", "كم"]),
)
def test_whatever_is_put_on_can_be_taken_off(conjunction, preposition, article, stem, pronoun):
    if article and pronoun:
        pronoun = ""
    al = ("ل" if preposition == "ل" else "ال") if article else ""
    form = conjunction + preposition + al + stem + pronoun
    found = analyses(form, "noun", {stem: None})
    expected = tuple(part for part in (conjunction, preposition) if part)
    assert (expected, article, pronoun) in {(r.proclitics, r.article, r.enclitic) for r in found}
