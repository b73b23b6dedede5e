"""A noun phrase ends before what cannot agree with it; the parses are given (`examples.tsv`)."""

import pytest

from analysis.discourse.actors.find import find_actors
from analysis.discourse.voices.find import find_voices


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ودعا الأمين العام لمجلس التعاون الدول الأعضاء إلى الحوار.", "الأمين العام لمجلس التعاون"),
        ("ودعت المنسقة لمى الزهري المانحين إلى الوفاء.", "المنسقة لمى الزهري"),
        ("وطالب وزير الري المصري السابق بالحوار.", "وزير الري المصري السابق"),
        ("ورفض الوزير سامي الزهري هذا القرار، قائلا إن الحوار ممكن.", "الوزير سامي الزهري"),
    ],
    ids=["noun asked", "plural asked", "adjectives agree", "demonstrative"],
)
def test_whom_a_verb_addresses_is_not_of_the_speaker(text, speaker, parsed):
    assert list(find_voices(parsed(text))["speaker"]) == [speaker]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("دانت وزارة الخارجية السورية الهجوم.", "وزارة الخارجية السورية"),
        ("دان وزير الدفاع القطري الهجوم.", "وزير الدفاع القطري"),
        ("لم تتبن الجماعة الهجوم.", "الجماعة"),
        ("وصلت الجماعة الإسلامية.", "الجماعة الإسلامية"),
        ("وزير النقل المصري: نستهدف الأرباح.", "وزير النقل المصري"),
    ],
    ids=["after its adjective", "after the office's adjective", "gender differs", "gender agrees", "colon"],
)
def test_an_actor_ends_before_the_object(text, mention, parsed):
    found = find_actors(parsed(text))
    assert list(found.loc[found["rule"].isin(["institution", "office"]), "mention"]) == [mention]


def test_a_pronoun_begins_no_name(parsed):
    assert find_actors(parsed("نحن نتحدث عن الصيد.")).empty
