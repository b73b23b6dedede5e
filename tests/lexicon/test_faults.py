"""Faults that show in the lexicon file itself."""

from pathlib import Path

from analysis.lexicon import default_lexicon, parse_lexicon
from analysis.lexicon.faults import faults_in_writing

HEAD = '[frames.a]\nlabel_en = "A"\nlabel_ar = "أ"\n'


def faults(body):
    return [
        (fault.term, fault.kind, fault.detail)
        for fault in faults_in_writing(parse_lexicon(HEAD + body, Path("a.toml")))
    ]


def test_a_word_in_two_tiers_is_a_fault_unless_conditions_part_them():
    ((term, kind, detail),) = faults('core = ["أمن"]\nrelated = ["أمن"]')
    assert (term, kind) == ("أمن", "fault")
    assert "stands under core too" in detail
    assert faults('core = [{ lemma = "أمن", requires = { noun = ["رجل"] } }]\nrelated = ["أمن"]') == []


def test_the_article_and_latin_letters_are_warned_of():
    assert [kind for _, kind, _ in faults('core = ["الإرهاب", "ISIS"]')] == ["warning", "warning"]


def test_the_default_lexicon_has_none():
    assert faults_in_writing(default_lexicon()) == []
