"""Hamzas and dots come back where the writer leaves them off by habit, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arabic.habitual_spelling import AROUND, sure_spellings, with_habits_undone
from analysis.parsing.paragraphs import split_paragraphs

LISTED = st.sampled_from(sorted(sure_spellings()))
TEXTS = st.lists(LISTED | st.text(alphabet="ابتيىأإآةهونلمپ5ـ،.", max_size=6), max_size=12).map(" ".join)
CAREFUL = "أكد الوزير في المؤتمر أن التعاون الأمني مستمر وأشار إلى أهمية الحوار "


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("واكد الوزير اهمية الاتفاق", "وأكد الوزير أهمية الاتفاق"),
        ("المؤتمر الدولى الذى عقد فى القاهرة", "المؤتمر الدولي الذي عقد في القاهرة"),
        ("التقى على الاراضى السورية فى اكتوبر", "التقى على الأراضي السورية في أكتوبر"),  # both habits in one word
        ("قال ان الوفد وصل الى عمان امس", "قال ان الوفد وصل إلى عمان أمس"),  # أن or إن
        ("سافر على الى مستوى اعلى", "سافر على إلى مستوى أعلى"),
        ("استقبل الاستاذ امام الجامعة", "استقبل الأستاذ أمام الجامعة"),
        ("أبلغ الشرطة بكل شىء", "أبلغ الشرطة بكل شيء"),  # always, and without any other word
        ("", ""),
    ],
)
def test_what_is_left_off_by_habit_comes_back(written, shown):
    assert with_habits_undone(written) == shown


def test_each_habit_is_judged_by_itself():
    assert with_habits_undone("أعلن الرئيس المصرى فى القاهرة") == "أعلن الرئيس المصري في القاهرة"
    assert with_habits_undone("اعلن الرئيس المصري الاول") == "أعلن الرئيس المصري الأول"


@pytest.mark.parametrize(
    "line",
    [
        "بدا الفريق متعبا",
        "بان كي مون يزور غزة",
        "تجرى الانتخابات وفقا للدستور",
        "بنى الفراعنة مرسى للسفن",
        "سافر الى غزة",
    ],
)
def test_a_word_is_no_evidence_for_itself(line):
    assert with_habits_undone(line) == line


@pytest.mark.parametrize("spelling", ["بدا", "بنى", "رمى", "الملا", "يحكى", "مرسى", "باول", "على", "ان"])
def test_words_of_their_own_are_not_on_the_list(spelling):
    assert spelling not in sure_spellings()


def test_hamzas_inside_words_say_nothing_of_the_habit():
    assert with_habits_undone("اكد رئيس الادارة تأمين رأس المال") == "أكد رئيس الإدارة تأمين رأس المال"
    assert with_habits_undone("تاكيد المسالة") == "تاكيد المسالة"
    assert with_habits_undone("اكد اهمية وبأمانة وأوضح") == "اكد اهمية وبأمانة وأوضح"


def test_a_slip_in_careful_text_stays():
    slip = CAREFUL + "واكد الرئيس المصرى"
    assert with_habits_undone(slip) == slip


def test_far_words_have_no_say():
    """A line may hold the texts of several writers."""
    between = "كتاب " * (AROUND + 1)
    mixed = CAREFUL + between + "واكد الرئيس اهمية الحوار"
    assert with_habits_undone(mixed) == CAREFUL + between + "وأكد الرئيس أهمية الحوار"


@given(TEXTS)
def test_only_bare_letters_change(text):
    shown = with_habits_undone(text)
    assert len(shown) == len(text)
    changed = {(own, other) for own, other in zip(text, shown, strict=True) if own != other}
    assert changed <= {("ا", "أ"), ("ا", "إ"), ("ا", "آ"), ("ى", "ي")}


def test_the_list_gives_each_spelling_a_word_of_its_length():
    for spelling, word in sure_spellings().items():
        changed = {pair for pair in zip(spelling, word, strict=True) if pair[0] != pair[1]}
        assert changed
        assert changed <= {("ا", "أ"), ("ا", "إ"), ("ا", "آ"), ("ى", "ي")}
        assert word not in sure_spellings()


def test_models_are_shown_it_and_words_keep_their_own_letters():
    (paragraph,) = split_paragraphs("واكد الى اَلـــذى فى")
    assert paragraph.text == "وأكد إلى الذي في"
    assert paragraph.form("أكد", 0, 4) == "أكد", "words glued together are in full spelling, as in the treebank"
    assert paragraph.form("إلى", 5, 8) == "الى"
    assert paragraph.source_span(9, 13) == (9, 17)
