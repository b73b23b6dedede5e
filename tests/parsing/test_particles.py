"""Inside a token ان is أن or إن by its sentence, where the text does not say and both can be."""

from itertools import pairwise

import pytest

from analysis.parsing.engine import load_engine
from analysis.parsing.model import find_model
from analysis.parsing.particles import as_written, of_written, spelt_out
from analysis.parsing.tokens import Token


def token(text: str, *forms: str) -> Token:
    return Token(3, 3 + len(text), text, forms)


@pytest.mark.parametrize(
    ("glued", "read"),
    [
        (token("انه", "أن", "ه"), ("ان", "ه")),
        (token("وانها", "و", "أن", "ها"), ("و", "ان", "ها")),
        (token("فان", "ف", "إن"), ("ف", "ان")),
        (token("وأنه", "و", "أن", "ه"), ("و", "أن", "ه")),  # the text says which
        (token("وَإِنَّهُ", "و", "إن", "ه"), ("و", "إن", "ه")),
        (token("وإنه", "و", "أن", "ه"), ("و", "أن", "ه")),  # it does, whatever the expander made of it
        (token("لانه", "ل", "أن", "ه"), ("ل", "أن", "ه")),  # after a preposition only أن
        (token("ان", "ان"), ("ان",)),
        (token("وقال", "و", "قال"), ("و", "قال")),
    ],
)
def test_only_a_particle_that_may_be_either_is_read_as_written(glued, read):
    shown = as_written(glued)
    assert (shown.start, shown.end, shown.text, shown.forms) == (glued.start, glued.end, glued.text, read)


@pytest.mark.parametrize(
    ("lemma", "form"), [("إِنَّ", "إن"), ("إِن", "إن"), ("أَنَّ", "أن"), ("أَن", "أن"), ("unheard-of", "أن")]
)
def test_the_lemma_tells_the_form(lemma, form):
    assert spelt_out(token("وانه", "و", "ان", "ه"), ["وَ", lemma, "هُوَ"]) == ("و", form, "ه")


def test_a_word_of_its_own_keeps_its_form():
    assert spelt_out(token("ان", "ان"), ["إِنَّ"]) == ("ان",)


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("وقال الوزير انه سيزور العاصمة اليوم .", "إن", "إِنَّ"),
        ("واعلن الوزير انه سيزور العاصمة اليوم .", "أن", "أَنَّ"),
        ("وقال المتحدث ان الوفد وصل امس وانه سيبقى يومين .", "إن", "إِنَّ"),
    ],
)
def test_the_sentence_tells_the_particle(text, form, lemma):
    ((sentence,),) = load_engine(find_model()).parse([text])
    (word,) = [word for word, following in pairwise(sentence) if following.form == "ه"]
    assert (word.form, word.lemma) == (form, lemma)
    assert text[word.start : word.end].endswith("انه")


@pytest.mark.parametrize(
    ("form", "lemma", "shown"),
    [
        ("أن", "إِنَّ", "أَنَّ"),
        ("إن", "أَن", "إِن"),
        ("أن", "أَن", "أَن"),
        ("إن", "إِن", "إِن"),
        ("ان", "إِنَّ", "إِنَّ"),
        ("كان", "كَان", "كَان"),
    ],
)
def test_no_lemma_of_a_particle_that_the_text_does_not_write(form, lemma, shown):
    assert of_written(form, lemma) == shown


@pytest.mark.parametrize("text", ["قال أن الوفد وصل امس .", "وقال الوزير أنه سيسافر غدا ."])
def test_the_hamza_of_the_text_decides(text):
    ((sentence,),) = load_engine(find_model()).parse([text])
    assert [word.lemma for word in sentence if word.form == "أن"] == ["أَنَّ"]
