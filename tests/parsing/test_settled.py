"""Numbers, dates, abbreviations, links and marks that end a sentence are cut by rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.settled import per_cent, settle


def tokens_of(annotations):
    text = annotations.text("text")
    spans = annotations.words.drop_duplicates("token")[["start", "end"]].to_numpy()
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "token",
    [
        *("1,250", "3.5", "12/3/2015", "2015-03-12", "50%", "3.5%", "%50", "1,250,000.5", "٣٫٥", "١٬٢٥٠", "٥٠٪"),
        *("10:30", "9:05:30", "3:1", "٢:٢٥٥"),
        *("أ.ف.ب", "أ.ف.ب.", "أ.د.", "وأ.د.", "ق.م"),
        *("https://t.co/abc?x=1,5", "www.example.org/a_b", "user.name@example.com", "@khalid_news", "@خالد_الأمن"),
    ],
)
def test_they_stay_one_token(annotate_text, token):
    for text in (f"قال الوزير {token} اليوم", f"قال ({token}) للصحافة."):
        assert token.rstrip(".") in [found.rstrip(".") for found in tokens_of(annotate_text(text))]
        assert token in tokens_of(annotate_text(text)) or text.endswith("للصحافة.")


@pytest.mark.parametrize(
    "text", ["حدث ذلك عام 2017.", "حدث ذلك عام «2017.»", "عام 2017. وقال الوزير إن الأمن عاد.", "بلغ 3.5."]
)
def test_a_last_stop_after_a_number_is_its_own_token(annotate_text, text):
    found = tokens_of(annotate_text(text))
    assert "." in found
    assert {"2017", "3.5"} & set(found)


def test_percentages_are_two_words_of_one_token(annotate_text):
    words = annotate_text("ارتفع بنسبة 50% أمس").words
    assert words[words["token"] == words[words["form"] == "%"]["token"].iloc[0]]["form"].tolist() == ["50", "%"]
    assert per_cent("50%") == ("50", "%")
    assert per_cent("%3.5") == ("%", "3.5")
    assert per_cent("50") is None


def test_question_and_exclamation_marks_end_sentences(annotate_text):
    annotations = annotate_text("هل انتهى الإرهاب؟ لا! عاد الأمن.")
    text = annotations.text("text")
    sentences = annotations.words.groupby("sentence").agg({"start": "min", "end": "max"}).to_numpy()
    assert [text[start:end] for start, end in sentences] == ["هل انتهى الإرهاب؟", "لا!", "عاد الأمن."]


@pytest.mark.parametrize("text", ["عاد (!) الأمن أمس", "سأل: «هل عاد الأمن؟» ثم مضى", "هل عاد؟! نعم"])
def test_marks_within_a_sentence_end_none(annotate_text, text):
    words = annotate_text(text).words
    ends = words.groupby("sentence")["end"].max().tolist()
    assert text[: ends[0]].count("!") != 1 or "؟!" in text[: ends[0]] or "(!)" in text[: ends[0]]


@given(st.text(st.sampled_from("أبد.،,/-%@#؟!» 0123456789w"), min_size=1, max_size=30), st.data())
def test_labels_stay_labels_and_settling_is_settled(text, data):
    labels = np.array(data.draw(st.lists(st.integers(0, 4), min_size=len(text), max_size=len(text))))
    once = settle(text, labels)
    assert len(once) == len(text)
    assert set(once) <= set(range(5))
    assert (settle(text, once) == once).all()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("عاد الوفد أمس. وقال إنه متفائل", ["عاد الوفد أمس.", "وقال إنه متفائل"]),
        ("بدأ المشروع عام 2017. ثم توقف", ["بدأ المشروع عام 2017.", "ثم توقف"]),
        ("التقى الوزير د. علي جمعة في مكتبه", ["التقى الوزير د. علي جمعة في مكتبه"]),
        ("فكر في الأمر طويلا... ثم مضى", ["فكر في الأمر طويلا... ثم مضى"]),
    ],
)
def test_a_stop_after_a_word_ends_a_sentence(annotate_text, text, sentences):
    words = annotate_text(text).words
    ends = words.groupby("sentence").agg({"start": "min", "end": "max"}).to_numpy()
    assert [text[start:end] for start, end in ends] == sentences


def test_a_word_at_a_lines_end_is_no_mark(annotate_text):
    words = annotate_text("الخيل والليل والبيداء تعرفني\nوالسيف والرمح والقرطاس والقلم").words
    assert "PUNCT" not in set(words["upos"])
