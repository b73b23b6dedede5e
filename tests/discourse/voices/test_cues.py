import pytest

from analysis.discourse.voices.cues import default_cues, read_cues
from analysis.errors import KhitabError


@pytest.mark.parametrize(
    ("spelling", "lemma"),
    [
        ("قال", "قال"),
        ("قالت", "قال"),
        ("يقولون", "قال"),
        ("دعت", "دعا"),
        ("دعوا", "دعا"),
        ("نفي", "نفى"),
        ("وتوكد", "أكد"),
    ],
)
def test_verbs_are_known_in_their_forms(spelling, lemma):
    assert default_cues().verbs[spelling].lemma == lemma


def test_participles_are_known_as_adverbials_only():
    cues = default_cues()
    assert cues.participles["موكدا"].lemma == "أكد"
    assert cues.feminine_participles["موكده"].lemma == "أكد"
    assert "موكد" not in cues.participles


def test_an_excepted_spelling_is_no_cue():
    assert "تبين" not in default_cues().verbs


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[[verb]]\nlemma = "قال"\nclass = "say"\ntakes = []', "present is missing"),
        ('[[verb]]\nlemma = "قال"\npresent = "يقول"\nclass = "utter"\ntakes = []', "class 'utter' is not under"),
        ('[[verb]]\nlemma = "قال"\npresent = "يقول"\nclass = "say"\ntakes = ["اليوم"]', "takes 'اليوم'"),
        ('[[verb]]\nlemma = "قال"\npresent = "يقول"\nclass = "say"\ntakes = []\nfoo = 1', "unknown field 'foo'"),
        ("[[verb", "is not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, entry, message):
    path = tmp_path / "cues.toml"
    path.write_text('[classes]\nsay = "قال"\n' * (not entry.startswith("[[verb\n")) + entry, encoding="utf-8")
    with pytest.raises(KhitabError, match=message):
        read_cues(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(KhitabError, match="there is no such file of cues"):
        read_cues(tmp_path / "none.toml")


def test_weak_participles_lose_their_last_letter_in_the_plural():
    assert {"داعيا", "داعين", "مشيدين"} <= set(default_cues().participles)
