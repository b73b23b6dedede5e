"""Reading lexicons: what a file may say, and the one sentence that answers each mistake."""

import dataclasses
import hashlib
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.lexicon import Alternative, Element, default_lexicon, parse_lexicon, read_lexicon

HEAD = '[frames.security]\nlabel_en = "Security"\nlabel_ar = "الأمن"\n'


def parse(body, head=HEAD):
    return parse_lexicon(head + body, Path("frames.toml"))


def test_the_default_lexicon_has_the_frames_of_the_mission_in_depth():
    lexicon = default_lexicon()
    assert lexicon.frame_ids[:3] == ["cooperation", "security", "terrorism"]
    assert len(lexicon.frames) >= 8
    for frame in lexicon.frames[:3]:
        assert {term.tier for term in frame.terms} == {"core", "related", "exclude"}
    assert len({frame.color for frame in lexicon.frames}) == len(lexicon.frames)


def test_a_word_in_quotes_is_a_lemma_and_two_are_a_phrase():
    (frame,) = parse('core = ["أمن", "رجال الأمن"]').frames
    assert [(bool(term.stems), bool(term.phrases)) for term in frame.terms] == [(True, False), (False, True)]


def test_an_optional_word_makes_two_phrases():
    (frame,) = parse('core = ["رئيس هيئة? الأركان"]').frames
    assert sorted(len(phrase) for phrase in frame.terms[0].phrases) == [2, 3]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("الأمن", Alternative("امن", definite=True)),
        ("أمن", Alternative("امن")),
        ("والتعاون", Alternative("تعاون", definite=True, proclitic="و")),
        ("للتعاون", Alternative("تعاون", definite=True, proclitic="ل")),
        ("والد", Alternative("والد")),
        ("إلى", Alternative("الي")),
    ],
)
def test_a_word_of_a_phrase_says_whether_it_is_definite(written, expected):
    assert Alternative.parse(written) == expected


def test_the_hash_is_that_of_all_fields_spelt_out_as_json():
    lexicon = default_lexicon()
    assert not lexicon.names
    said = json.dumps([False, *lexicon.frames], ensure_ascii=False, sort_keys=True, default=_fields)
    assert lexicon.hash == hashlib.sha256(said.encode()).hexdigest()


def _fields(said):
    return {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}


def test_an_element_is_found_again_in_another_process():
    element = Element.parse("أمن|سلام")
    hash(element)
    code = (
        "import pickle, sys; from analysis.lexicon import Element; "
        "sent = pickle.loads(sys.stdin.buffer.read()); print(sent in {Element(sent.alternatives)})"
    )
    done = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(element), capture_output=True, check=True)
    assert done.stdout.strip() == b"True"


def test_the_hash_follows_what_is_said_and_not_how_it_is_laid_out():
    one = parse('core = ["أمن"]')
    same = parse('# a remark\ncore = [\n  "أمن",\n]')
    other = parse('core = ["أمان"]')
    assert one.hash == same.hash != other.hash


def test_select_keeps_the_order_asked_for():
    assert default_lexicon().select("terrorism", "security").frame_ids == ["terrorism", "security"]
    with pytest.raises(KhitabError, match="no frame 'war'; there are cooperation"):
        default_lexicon().select("war")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('core = [{ lemma = "أمن", pos = "NOM" }]', r"core, term 1: part of speech 'NOM' is unknown; use one of ADJ"),
        ('core = ["أمن", "أمن"]', r"core, term 2: 'أمن' stands twice"),
        ('core = [{ lema = "أمن" }]', r"term 1: must have exactly one of lemma, phrase and pattern"),
        ('core = [{ lemma = "أمن", colour = "red" }]', r"term 1: unknown field 'colour'; use one of examples"),
        ('core = [{ lemma = "أمن", inflection = "n" }]', r"inflection 'n' is unknown; use one of noun"),
        ('core = [{ lemma = "" }]', r"term 1: lemma must be a text that is not empty"),
        ('core = [{ lemma = "رجال الأمن" }]', r"is not one word of two letters or more; use phrase"),
        ('core = [{ pattern = "(أمن" }]', r"is not a regular expression"),
        ('core = [{ phrase = "مجلس الأمن|" }]', r"has an empty alternative"),
        ('core = [{ phrase = "أ? ب? ج? د? ه?" }]', r"too many optional words"),
        ('core = [{ lemma = "تأمين", next = "الحدود" }]', r"next must be a list of words"),
        ("core = [3]", r"term 1: must be a word in quotes or a table"),
        ('core = "أمن"', r"core must be a list of entries"),
        ("core = []", r"has no terms"),
        ('color = "red"\ncore = ["أمن"]', r"color 'red' is not a colour; write it as \"#rrggbb\""),
        ('tiers = ["أمن"]', r"unknown field 'tiers'"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_mend(body, message):
    with pytest.raises(KhitabError, match=message) as caught:
        parse(body)
    assert str(caught.value).startswith('frames.toml, frame "security"')
    assert "\n" not in str(caught.value)


def test_mistakes_of_the_whole_file(tmp_path):
    with pytest.raises(KhitabError, match=r"no such lexicon file"):
        read_lexicon(tmp_path / "absent.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text(HEAD + 'core = ["أمن" "أمان"]', encoding="utf-8")
    with pytest.raises(KhitabError, match=r"broken.toml: is not valid TOML: .*line 4"):
        read_lexicon(broken)
    broken.write_bytes(b"\xc7\xe1\xc3\xe3\xe4")
    with pytest.raises(KhitabError, match="cannot be read as UTF-8"):
        read_lexicon(broken)
    with pytest.raises(KhitabError, match="has no frames"):
        parse_lexicon('name = "x"', Path("empty.toml"))
    with pytest.raises(KhitabError, match="label_ar is missing"):
        parse_lexicon('[frames.a]\nlabel_en = "A"\ncore = ["أمن"]', Path("a.toml"))
    with pytest.raises(KhitabError, match="one word of letters"):
        parse_lexicon('[frames."two words"]\nlabel_en = "A"', Path("a.toml"))


def test_a_frame_is_known_by_its_label_with_and_without_article():
    lexicon = default_lexicon()
    asked = ("terrorism", "Terrorism", "الإرهاب", "إرهاب", "ارهاب")
    assert [lexicon.frame(name).id for name in asked] == ["terrorism"] * 5
    assert len({lexicon.frame(frame.label_ar.removeprefix("ال")).id for frame in lexicon.frames}) == len(lexicon.frames)
