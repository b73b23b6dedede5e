"""Which tokens speak of a frame: in real sentences, in made ones, and in every spelling."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_annotations

from analysis.arabic.orthography import key
from analysis.frames.find import COLUMNS, find_excluded, find_frames
from analysis.lexicon import default_lexicon, parse_lexicon

GOLDEN = Path(__file__).parents[1] / "golden" / "ispr-frames.csv"
MISSION = ("cooperation", "security", "terrorism")


def core(text, lexicon=None, frame=None):
    """The core hits in a text given as plain tokens, as (frame, surface) pairs."""
    hits = find_frames(made_annotations({"text": text}), lexicon or default_lexicon().select(*MISSION))
    hits = hits[hits["tier"] == "core"]
    return [surface for f, surface in zip(hits["frame"], hits["surface"], strict=True) if frame in (None, f)]


def lexicon_of(body):
    return parse_lexicon(f'[frames.topic]\nlabel_en = "topic"\nlabel_ar = "موضوع"\n{body}\n', Path("made.toml"))


def test_the_conference_report_counts_as_it_was_read(ispr):
    golden = pd.read_csv(GOLDEN)
    hits = find_frames(ispr, default_lexicon().select(*MISSION))
    found = hits.loc[hits["tier"] == "core", ["frame", "surface", "start", "end"]]
    expected = golden[["frame", "token", "start", "end"]].rename(columns={"token": "surface"})
    assert found.to_dict("records") == expected.to_dict("records")


def test_every_hit_slices_back_to_its_surface(ispr):
    hits = find_frames(ispr, default_lexicon())
    text = ispr.text("ispr-conference")
    assert len(hits) > 50
    assert [text[a:b] for a, b in zip(hits["start"], hits["end"], strict=True)] == list(hits["surface"])


def test_a_table_of_hits_has_its_columns_and_says_where_it_comes_from(ispr):
    lexicon = default_lexicon()
    hits = find_frames(ispr, lexicon)
    assert tuple(hits.columns) == COLUMNS
    assert hits.attrs["provenance"]["lexicon_hash"] == lexicon.hash
    assert hits.attrs["provenance"]["model_fingerprint"] == ispr.model.fingerprint
    assert not hits.duplicated(["doc_id", "frame", "token"]).any()


@pytest.mark.parametrize(
    ("frame", "token"),
    [
        ("cooperation", "وبالتعاون"),
        ("cooperation", "تعاونية"),
        ("cooperation", "بتعاونهم"),
        ("cooperation", "وشركائها"),
        ("cooperation", "الشراكات"),
        ("security", "الأمنية"),
        ("security", "الامنيه"),
        ("security", "وأمنهم"),
        ("security", "الآمنين"),
        ("security", "للأمن"),
        ("security", "اﻷمن"),
        ("security", "الأَمْــن"),
        ("terrorism", "للإرهاب"),
        ("terrorism", "الارهابى"),
        ("terrorism", "والإرهابيين"),
        ("terrorism", "الإرهابيتين"),
        ("terrorism", "متطرفون"),
        ("terrorism", "الإِرْهَابِ"),
    ],
)
def test_inflected_and_misspelt_forms_are_found(frame, token):
    assert core(f"شهدت المدينة {token} اليوم .", frame=frame) == [token]


@pytest.mark.parametrize(
    "text",
    [
        "عقد مجلس الأمن جلسة",
        "دول مجلس التعاون الخليجي",
        "قال الأمين العام للمنظمة",
        "أعلنت الأمانة العامة للمجلس",
        "رفعت شركات التأمين أسعارها",
        "شمل التأمين الصحي الأسرة",
        "تأمين المياه للقرى",
        "منظمة الأمن والتعاون",
        "منظمة شنغهاي للتعاون",
        "جمعية تعاونية للنحالين",
        "المكتب التعاوني للدعوة",
        "فاز نادي التعاون أمس",
        "ربط حزام الأمان",
        "تحقيق أمنيته الأخيرة",
        "الخطر الكامن وراءه",
        "شركة المدينة",
        "اليمين المتطرف في الانتخابات",
        "تنسيق الحدائق العامة",
    ],
)
def test_look_alikes_are_no_talk_of_a_frame(text):
    assert core(text) == []


def test_security_council_is_not_security_but_regional_security_is(annotate_text):
    annotations = annotate_text("عقد مجلس الأمن جلسة حول الأمن الإقليمي.")
    hits = find_frames(annotations, default_lexicon())
    assert list(hits.loc[hits["frame"] == "security", "surface"]) == ["الأمن"]
    excluded = find_excluded(annotations, default_lexicon())
    assert list(excluded.loc[excluded["frame"] == "security", "surface"]) == ["مجلس الأمن"]
    assert set(excluded["tier"]) == {"exclude"}


def test_real_sentences_in_hasty_spelling(annotate_text):
    hits = find_frames(annotate_text("ناقش الوفدان التعاون الامنى ومكافحه الارهاب بين البلدين"), default_lexicon())
    found = hits[hits["frame"].isin(MISSION) & (hits["tier"] == "core")]
    assert list(found["surface"]) == ["التعاون", "الامنى", "الارهاب"]


def test_clitics_are_told_from_the_word():
    hits = find_frames(made_annotations({"text": "وبالتعاون وأمنهم"}), default_lexicon().select(*MISSION))
    assert list(zip(hits["clitics"], hits["match"], strict=True)) == [("و-ب-ال-", "تعاون"), ("و- -هم", "أمن")]


def test_the_longest_match_wins_and_a_token_counts_once():
    lexicon = lexicon_of('core = ["سلام", "عملية السلام"]\nrelated = ["عملية"]')
    hits = find_frames(made_annotations({"text": "بدأت عملية السلام ثم عاد السلام بعد عملية"}), lexicon)
    assert list(zip(hits["tier"], hits["surface"], strict=True)) == [
        ("core", "عملية السلام"),
        ("core", "السلام"),
        ("related", "عملية"),
    ]


def test_a_phrase_does_not_cross_paragraphs_or_conjunctions():
    lexicon = lexicon_of('core = ["مجلس الأمن"]')
    assert core("مجلس\nالأمن", lexicon) == []
    assert core("مجلس والأمن", lexicon) == []
    assert core("بمجلس الأمن", lexicon) == ["بمجلس الأمن"]


def test_optional_and_alternative_words_of_a_phrase():
    lexicon = lexicon_of('core = ["رئيس|قائد هيئة? الأركان"]')
    assert core("رئيس هيئة الأركان وقائد الأركان ورئيس البلدية", lexicon) == ["رئيس هيئة الأركان", "وقائد الأركان"]


def test_context_words_decide():
    secure = '{ lemma = "تأمين", next = ["الحدود"] }'
    shield = '{ lemma = "درع", unless_next = ["الدوري"], near = ["جيش"] }'
    lexicon = lexicon_of(f"core = [{secure}, {shield}]")
    assert core("تأمين الحدود وتأمين المياه", lexicon) == ["تأمين"]
    assert core("درع الجيش\nدرع المدينة", lexicon) == ["درع"]
    assert core("جيش درع الدوري", lexicon) == []


def test_part_of_speech_and_pattern():
    lexicon = lexicon_of('core = [{ lemma = "أمن", pos = "VERB", inflection = "verb" }, { pattern = "داعش.*" }]')
    hits = find_frames(made_annotations({"text": "أمن/VERB الحدود أمن/NOUN داعشيون"}), lexicon)
    assert list(zip(hits["surface"], hits["rule"], strict=True)) == [("أمن", "lemma"), ("داعشيون", "pattern")]


def test_a_verb_is_not_taken_for_the_noun():
    assert core("آمن/VERB الرجل") == []


def test_nothing_found_gives_an_empty_table_with_its_columns():
    hits = find_frames(made_annotations({"text": "ذهب الولد"}), default_lexicon().select("terrorism"))
    assert len(hits) == 0
    assert tuple(hits.columns) == COLUMNS


def test_repeated_documents_count_alike():
    one = find_frames(made_annotations({"a": "الأمن والتعاون"}), default_lexicon())
    two = find_frames(made_annotations({"a": "الأمن والتعاون", "b": "الأمن والتعاون"}), default_lexicon())
    assert len(two) == 2 * len(one)
    assert list(two.loc[two["doc_id"] == "b", "surface"]) == list(one["surface"])


MARKS = st.lists(st.sampled_from(["", "َ", "ِ", "ُ", "ْ", "ّ", "ـ", "\u200f"]), min_size=8, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["الأمن", "بالتعاون", "الإرهاب", "شراكة"]), MARKS, st.booleans())
def test_marks_and_hamza_never_hide_a_hit(word, marks, fold_it):
    spelled = key(word) if fold_it else word
    dressed = spelled[0] + "".join(m + c for c, m in zip(spelled[1:], marks, strict=False))
    assert core(f"قال {dressed} ثم مضى") == [dressed]


def test_a_lexicon_without_frames_finds_nothing():
    hits = find_frames(made_annotations({"a": "الأمن مهم"}), default_lexicon().select())
    assert hits.empty
    assert tuple(hits.columns) == COLUMNS


def test_a_word_with_and_before_it_is_found_where_the_parser_cuts_it(annotate_text):
    annotations = annotate_text("تعمل القوات على تأمين وحماية المدينة.")
    assert (annotations.words["form"] == "حماية").any()
    hits = find_frames(annotations, default_lexicon().select("security"))
    assert list(hits.loc[hits["tier"] == "core", "surface"]) == ["تأمين"]
    phrase = lexicon_of('core = ["تأمين وحماية"]')
    assert list(find_frames(annotations, phrase)["surface"]) == ["تأمين وحماية"]


def test_a_noun_with_ya_gives_way_to_the_adjective_spelt_so():
    lexicon = lexicon_of('core = ["تنسيق"]\nrelated = [{ lemma = "تنسيقي", inflection = "adjective" }]')
    hits = find_frames(made_annotations({"a": "اجتماع تنسيقي في إطار تنسيق بين الجهات"}), lexicon)
    assert list(zip(hits["surface"], hits["tier"], strict=True)) == [("تنسيقي", "related"), ("تنسيق", "core")]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("على كل الدول التعاون مع اللجنة", ["التعاون"]),
        ("زار الوفد دول التعاون الخليجي", []),
        ("صلى في جامع التعاون", []),
        ("ارتفع سهم شركة « التعاونية » اليوم", []),
        ("أعلنت لجنة التنسيق المحلية", []),
        ("رفض النادي تنسيقه أمس", []),
        ("أعلن النادي تنسيقه مع الاتحاد", ["تنسيقه"]),
        ("وصلت القوات لتأمين كبرى مدن الجنوب", ["لتأمين"]),
        ("خضع الملعب إلى تأمين جوي مكثف", ["تأمين"]),
        ("تخرج في كلية الملك فهد الأمنية", []),
        ("دفن في مقبرة أمنا حواء", []),
    ],
)
def test_words_that_news_uses_in_two_senses(text, surfaces):
    assert core(text) == surfaces
