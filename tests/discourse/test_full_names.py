"""A speaker's family name stands for the full name that the document gives elsewhere, if it gives one alone."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.full_names import in_full
from analysis.discourse.voices.find import find_voices


@pytest.mark.parametrize(
    ("name", "persons", "full"),
    [
        ("الجبلي", ["يونس الجبلي"], "يونس الجبلي"),
        ("الجبلي", ["يونس الجبلي", "يونس بن سالم الجبلي"], "الجبلي"),
        ("الجبلي", ["سالم الجبلي", "يونس سالم الجبلي"], "يونس سالم الجبلي"),
        ("الجبلي", ["يونس الجبلي", "سامي الجبلي"], "الجبلي"),
        ("الزهري", [], "الزهري"),
    ],
)
def test_family_name_in_full(name, persons, full):
    assert in_full(name, {"الجبلي": persons}) == full


def test_first_name_alone_stands_for_nobody():
    assert in_full("علي", {"علي": ["محمد علي"]}) == "علي"


def test_speaker_named_in_full_where_he_does_not_speak():
    text = "مدد النادي عقد المدرب مانويل بيليغريني عامين. وقال بيليغريني إن الفريق جاهز."
    voices = find_voices(annotate(Corpus("x", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(voices["speaker_name"]) == ["مانويل بيليغريني"]
