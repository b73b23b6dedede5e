"""A paragraph of any length without a stop is annotated: the work grows as the text does, that of a step does not.

Work is counted, not timed: the characters that the tokeniser's network is shown, the words of what the parser reads at
once, and the calls of functions.
"""

import random
import sys
import weakref
from functools import partial

import pytest

from analysis.parsing import engine
from analysis.parsing.networks import FastTagger
from analysis.parsing.segmenter import WINDOW, Segmenter
from analysis.parsing.sentences import MAX_WORDS
from analysis.parsing.tokens import Token

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
def test_of_a_long_paragraph_what_the_networks_hold_is_bounded(annotate_text, monkeypatch):
    read, held = [], []
    limit = 3 * MAX_WORDS
    tag = FastTagger.read

    def watched(self, sentences):
        assert not any(state() is not None for state in held), "states of words that have been read are let go"
        read.append(sum(map(len, sentences)))
        tags, states = tag(self, sentences)
        held.extend(map(weakref.ref, states))
        return tags, states

    monkeypatch.setattr(FastTagger, "read", watched)
    monkeypatch.setattr(engine, "_at_once", partial(engine._at_once, limit=limit))
    words = annotate_text(one_paragraph(24_000)).words
    assert len(words) == sum(read) > limit
    assert max(read) <= limit


def test_sentences_are_read_some_at_a_time_in_order_and_one_that_is_longer_alone():
    sentences = [[Token(0, 1, "و", ("و",) * words)] for words in (2, 2, 2, 9, 1, 3)]
    groups = list(engine._at_once(sentences, limit=4))
    assert [[len(token.forms) for (token,) in group] for group in groups] == [[2, 2], [2], [9], [1, 3]]
    assert [sentence for group in groups for sentence in group] == sentences


@pytest.mark.slow
def test_one_token_of_any_length_is_a_token_or_cut_and_stops_nothing(annotate_text):
    text = "وصل الوفد " + "م" * 30_000 + " إلى المدينة"
    words = annotate_text(text).words
    assert list(words["form"].iloc[:2]) == ["وصل", "الوفد"]
    assert words["form"].iloc[-1] == "المدينة"
    assert "".join(text[a:b] for a, b in words[["start", "end"]].drop_duplicates().to_numpy()) == text.replace(" ", "")
