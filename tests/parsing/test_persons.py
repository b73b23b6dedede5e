"""First and second persons are told by paradigms, and no other words are taken for them."""

import gzip
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import KhitabError
from analysis.arabic.conjugation import unvocalised
from analysis.parsing.engine import load_engine
from analysis.parsing.model import PERSONS, find_model
from analysis.parsing.person_tags import tell
from analysis.parsing.person_tokens import divided
from analysis.parsing.persons import PersonForms, PersonTypes, Verb, read_persons, write_persons
from analysis.parsing.tokens import Tags

SENTENCES = Path(__file__).with_name("persons.tsv")
UNKNOWN = Tags("X", "U---------", "")


@pytest.fixture(scope="module")
def bundled():
    return read_persons(find_model().folder)


def right_verbs(rows):
    """Of sentences with a verb each, whether it is one, and whether its lemma is right."""
    parsed = load_engine(find_model()).parse(list(rows["sentence"]))
    for row, sentences in zip(rows.itertuples(), parsed, strict=True):
        place = re.search(rf"(?<!\w){row.token}(?!\w)", row.sentence).start()
        words = [word for sentence in sentences for word in sentence if word.start <= place < word.end]
        verbs = [word for word in words if word.upos in {"VERB", "AUX"} and word.form != "س"]
        yield bool(verbs), any(unvocalised(word.lemma) == row.lemma for word in verbs)


def test_constructed_sentences_are_read_as_often_as_is_said():
    rows = pd.read_csv(SENTENCES, sep="\t", comment="#")
    assert len(rows) == 490
    assert rows["lemma"].nunique() == 70
    found = pd.DataFrame(right_verbs(rows), columns=["verb", "lemma"])
    assert found["verb"].mean() > 0.98
    assert found["lemma"].mean() > 0.95


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("سنعمل", ("س", "نعمل")),
        ("وسنعمل", ("و", "س", "نعمل")),
        ("فلنتعاون", ("ف", "ل", "نتعاون")),
        ("نراهم", ("نرى", "هم")),
        ("زرناها", ("زرنا", "ها")),
        ("كتبتموه", ("كتبتم", "ه")),
        ("وجدتم", ("وجدتم",)),
        ("سمعتم", ("سمعتم",)),
        ("نضحك", ("نضحك",)),
        ("سألنا", ("سأل", "نا")),
    ],
)
def test_tokens_are_divided_by_paradigms(bundled, token, words):
    assert divided(bundled, token, multiple=True) == words


@pytest.mark.parametrize(
    "token", ["سألتهم", "ولندن", "بنوده", "كتابنا", "سنوات", "أسرتهم", "كلنا", "وزارة", "تدعونا", "نظامهم"]
)
def test_other_tokens_are_left_to_the_models(bundled, token):
    assert divided(bundled, token, multiple=True) is None


def test_an_object_is_not_found_against_the_tokeniser(bundled):
    assert divided(bundled, "نراهم", multiple=False) is None


@pytest.mark.parametrize(
    ("sentence", "form", "lemma", "xpos"),
    [
        ("نحن نريد السلام", "نريد", "أَرَاد", "VIIA-1MP--"),
        ("لم نكن هناك", "نكن", "كَان", "VIJA-1MP--"),
        ("علينا أن نسعى", "نسعى", "سَعَى", "VISA-1MP--"),
        ("أنا زرت المدينة", "زرت", "زَار", "VP-A-1MS--"),
        ("لماذا تقولون ذلك", "تقولون", "قَال", "VIIA-2MP--"),
    ],
)
def test_unknown_words_become_verbs(bundled, sentence, form, lemma, xpos):
    forms = sentence.split()
    told = tell(bundled, forms, [UNKNOWN] * len(forms))[forms.index(form)]
    assert (told.tags.upos, told.tags.xpos, told.lemmas) == ("VERB", xpos, (lemma,))


@pytest.mark.parametrize("form", ["نهر", "أحمد", "أكبر", "نجيب", "نحو", "أمس", "طلعت", "أول"])
def test_words_that_are_spelt_alike_stay_as_the_tagger_has_them(bundled, form):
    assert tell(bundled, [form], [UNKNOWN])[0].tags == UNKNOWN
    noun = Tags("NOUN", "N------S1I", "Case=Nom")
    assert tell(bundled, ["في", form], [UNKNOWN, noun])[1].tags == noun


def test_a_word_that_calls_for_a_verb_tells_them_apart(bundled):
    assert tell(bundled, ["لم", "نقل"], [UNKNOWN, UNKNOWN])[1].lemmas == ("قَال",)
    assert tell(bundled, ["ل", "نقل"], [UNKNOWN, UNKNOWN])[1].tags == UNKNOWN


def test_third_persons_stay_third(bundled):
    passive = Tags("VERB", "VP-P-3MS--", "Voice=Pass")
    assert tell(bundled, ["أصيب"], [passive])[0].tags == passive
    hers = Tags("VERB", "VP-A-3FS--", "Person=3")
    assert tell(bundled, ["عبرت"], [hers])[0].tags == hers
    theirs = Tags("VERB", "VP-A-3MP--", "Person=3")
    assert tell(bundled, ["قال", "إنهم", "شاركوا"], [theirs] * 3)[2].tags == theirs


def test_the_treebanks_own_pronouns_are_pronouns(bundled):
    assert tell(bundled, ["نحن"], [UNKNOWN])[0].tags.xpos == "SP---1MP1-"


def test_what_is_written_is_read(tmp_path):
    types = PersonTypes((Verb("كَتَب", "يكتب", 3),), frozenset({"نهر"}), frozenset({"كلنا"}))
    write_persons(tmp_path, types)
    first = (tmp_path / PERSONS).read_bytes()
    write_persons(tmp_path, types)
    assert (tmp_path / PERSONS).read_bytes() == first
    assert "نكتب" in read_persons(tmp_path).readings


def test_a_folder_without_the_file_recognises_nothing(tmp_path):
    empty = read_persons(tmp_path)
    assert divided(empty, "سنعمل", multiple=True) is None
    assert tell(empty, ["نحن", "نريد"], [UNKNOWN] * 2)[1].tags == UNKNOWN
    assert not PersonForms(PersonTypes()).readings


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"[]", mtime=0), gzip.compress(b"{", mtime=0)])
def test_a_damaged_file_is_an_error(tmp_path, content):
    (tmp_path / PERSONS).write_bytes(content)
    with pytest.raises(KhitabError, match="damaged"):
        read_persons(tmp_path)
