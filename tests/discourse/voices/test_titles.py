"""Sayings of headlines: the verb in the present after its subject."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.voices.find import find_voices

# A title and what it says: cue, speaker, content (None where there is none).
TITLES = {
    # No list knows the body; the verb is of somebody alone.
    "الرعاية الأهلية تعلن أسماء الفائزين بالمنحة": [("تعلن", "الرعاية الأهلية", "أسماء الفائزين بالمنحة")],
    "خبازو المدينة يهددون بإغلاق محلاتهم": [("يهددون", "خبازو المدينة", "بإغلاق محلاتهم")],
    # A second verb is of the same subject, and not of the object between.
    "الوزير يستنكر حريق السوق ويعلن تشكيل لجنة للتحقيق": [
        ("يستنكر", "الوزير", "حريق السوق"),
        ("ويعلن", "الوزير", "تشكيل لجنة للتحقيق"),
    ],
    # Two dots part what a title says from what else it tells.
    "نادي الواحة ينفي رحيل مدربه.. والجماهير غاضبة": [("ينفي", "نادي الواحة", "رحيل مدربه")],
    "بالصور.. وزير النقل يعلن افتتاح الجسر": [("يعلن", "وزير النقل", "افتتاح الجسر")],
    # An answer without its words.
    "سامي الزهري يرد على منتقديه": [("يرد", "سامي الزهري", None)],
    # A quoted name is somebody; a mountain is a place.
    "«دنيا الملاعب» تكشف أسعار التذاكر": [("تكشف", "دنيا الملاعب", "أسعار التذاكر")],
    "جبل الريح : إصابة عامل في انفجار": [],
    # No sayings: dangers threaten, figures show; a student is no verb.
    "أسلاك مكشوفة تهدد سكان الحي": [],
    "طالب جامعي يفوز بجائزة الرسم": [],
    "طالب يخترع آلة لتنظيف الشوارع": [],
}


@pytest.fixture(scope="module")
def titles():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(TITLES))
    return find_voices(annotate(Corpus("titles", documents), cache=False, progress=False))


@pytest.mark.parametrize("title", TITLES)
def test_who_stands_before_the_verb_says_it(title, titles):
    rows = titles[titles["doc_id"] == str(list(TITLES).index(title))]
    found = rows[["cue", "speaker", "content"]].astype(object).where(rows[["cue", "speaker", "content"]].notna(), None)
    assert [tuple(row) for row in found.to_numpy()] == TITLES[title]


def test_a_sentence_with_a_full_stop_is_no_title():
    text = "قالت المصادر إن المشروع اكتمل. الرعاية الأهلية تعلن أسماء الفائزين بالمنحة."
    table = find_voices(annotate(Corpus("text", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(table["cue"]) == ["قالت"]
