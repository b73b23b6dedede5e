"""A paragraph of any length without a stop is annotated: the work grows as the text does, that of a step does not.

Work is counted, not timed: the characters that the tokeniser's network is shown, the words of what the parser reads at
once, and the calls of functions.
"""

import random
import sys

import pytest

from analysis.parsing import engine
from analysis.parsing.segmenter import WINDOW, Segmenter
from analysis.parsing.sentences import MAX_WORDS

SENTENCE = "وصلت القافلة إلى المخيم مساء الخميس وقال المشرف إن الطريق كانت صعبة وعادت الحافلات فارغة والمدينة هادئة"
WORDS = SENTENCE.split()


def one_paragraph(characters: int) -> str:
    chance = random.Random(1)
    return " ".join(chance.choice(WORDS) for _ in range(characters))[:characters]


@pytest.fixture
def work(annotate_text, monkeypatch):
    """A function that annotates a text and gives what that took."""
    shown, read = [], []
    predict, split_long = Segmenter._predict, engine.split_long

    def counted_predict(self, windows):
        shown.extend(len(window[0]) for window in windows)
        return predict(self, windows)

    def counted_split(sentence):
        parts = split_long(sentence)
        read.extend(sum(len(token.forms) for token in part) for part in parts)
        return parts

    monkeypatch.setattr(Segmenter, "_predict", counted_predict)
    monkeypatch.setattr(engine, "split_long", counted_split)

    def work(text):
        calls = 0

        def count(*_):
            nonlocal calls
            calls += 1

        shown.clear()
        read.clear()
        sys.setprofile(count)
        try:
            words = annotate_text(text).words
        finally:
            sys.setprofile(None)
        assert "".join(text[a:b] for a, b in words[["start", "end"]].drop_duplicates().to_numpy()) == text.replace(
            " ", ""
        )
        return {"characters shown": sum(shown), "pairs of words": sum(n * n for n in read), "calls": calls}, shown, read

    return work


@pytest.mark.slow
def test_the_work_grows_as_the_paragraph_does(work):
    work(one_paragraph(8_000))  # what is learnt once, as the expansions of these words
    half, *_ = work(one_paragraph(12_000))
    whole, shown, read = work(one_paragraph(24_000))
    for kind, number in whole.items():
        assert 1 < number / half[kind] < 2.6, (kind, half[kind], number)
    assert len(shown) > 24_000 / WINDOW, "the tokeniser reads by windows"
    assert max(shown) <= WINDOW
    assert max(read) <= MAX_WORDS


@pytest.mark.slow
def test_one_token_of_any_length_is_a_token_or_cut_and_stops_nothing(annotate_text):
    text = "وصل الوفد " + "م" * 30_000 + " إلى المدينة"
    words = annotate_text(text).words
    assert list(words["form"].iloc[:2]) == ["وصل", "الوفد"]
    assert words["form"].iloc[-1] == "المدينة"
    assert "".join(text[a:b] for a, b in words[["start", "end"]].drop_duplicates().to_numpy()) == text.replace(" ", "")
