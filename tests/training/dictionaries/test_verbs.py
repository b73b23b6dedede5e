"""Verbs of the paradigms come from treebank, news and list; words that are spelt alike are found."""

import pytest

from analysis.parsing.model import KnownTypes
from training.data_prep.conllu import Sentence, Token, Word
from training.dictionaries.verbs import attested_verbs, imperfect_by_rule, spelt_alike


@pytest.mark.parametrize(
    ("lemma", "imperfect"),
    [
        ("عَلَّم", "يعلم"),
        ("أَكَّد", "يؤكد"),
        ("سَافَر", "يسافر"),
        ("أَرسَل", "يرسل"),
        ("أَعطَى", "يعطي"),
        ("أَرَاد", "يريد"),
        ("تَمَنَّى", "يتمنى"),
        ("اِنتَظَر", "ينتظر"),
        ("اِشتَرَى", "يشتري"),
        ("اِختَار", "يختار"),
        ("اِستَفَاد", "يستفيد"),
        ("اِستَعَدّ", "يستعد"),
    ],
)
def test_derived_forms_tell_their_imperfect(lemma, imperfect):
    assert imperfect_by_rule(lemma) == imperfect


def a_sentence(*words):
    rows = [Word(form, lemma, upos, xpos, "_", 0, "root") for form, lemma, upos, xpos in words]
    return Sentence("s", tuple(Token(word.form, (word,)) for word in rows))


SENTENCE = a_sentence(
    ("يقل", "قَال", "VERB", "VIJA-3MS--"),
    ("يقول", "قَال", "VERB", "VIIA-3MS--"),
    ("نهر", "نَهر", "NOUN", "N------S1R"),
    ("ينهر", "نَهَر", "VERB", "VIIA-3MS--"),
)


def test_the_treebanks_imperfect_is_no_jussive():
    verbs = {verb.lemma: verb.imperfect for verb in attested_verbs([SENTENCE], KnownTypes(), {})}
    assert verbs["قَال"] == "يقول"
    assert verbs["شَرِب"] == "يشرب", "of the list"


def test_verbs_of_the_news_need_an_imperfect_of_their_own():
    known = KnownTypes({}, {("يتكهن", "VERB"): "تَكَهَّن", ("يقول", "VERB"): "أَقَال", ("نهر", "NOUN"): "نَهر"})
    verbs = {(verb.lemma, verb.imperfect) for verb in attested_verbs([SENTENCE], known, {})}
    assert ("تَكَهَّن", "يتكهن") in verbs
    assert not {lemma for lemma, form in verbs if form == "يقول"} - {"قَال"}


def test_nouns_and_names_are_found():
    verbs = attested_verbs([SENTENCE], KnownTypes(), {})
    known = KnownTypes({}, {("أضحك", "ADJ"): "أَضحَك", ("نشرب", "NOUN"): "نشرب"})
    alike = spelt_alike(verbs, [SENTENCE], known, {"أضحك": 5, "الأضحك": 1, "نشرب": 9}, ["أجلس"])
    assert {"أضحك", "أجلس"} <= set(alike["otherwise"])
    assert "نشرب" not in alike["otherwise"], "a noun would have an article somewhere"
