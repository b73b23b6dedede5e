"""Diversity of vocabulary, against quanteda and lexical-diversity."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.diversity import mattr, mtld

# A made sequence of 400 words with many repetitions.
WORDS = [str((i * i * 7 + i * 3) % (11 + i % 37)) for i in range(400)]


@pytest.mark.parametrize(
    ("window", "expected"),
    [(2, (1 / 2 + 1 + 1 + 1 / 2 + 1 + 1) / 6), (3, 2 / 3), (4, 1 / 2)],
)
def test_mattr_is_quantedas_on_its_documented_example(window, expected):
    """Its text is "one one two one one two one"."""
    assert mattr([1, 1, 2, 1, 1, 2, 1], window) == pytest.approx(expected, rel=1e-12)


def test_mattr_is_that_of_lexical_diversity():
    """Values of lexical-diversity 0.1.1 (Kyle)."""
    assert mattr(WORDS, 50) == pytest.approx(0.4096866096866097, rel=1e-12)
    assert mattr(WORDS, 25) == pytest.approx(0.5492553191489363, rel=1e-12)


def test_mtld_is_that_of_lexical_diversity():
    """Value of lexical-diversity 0.1.1 with min = 1: its default of ten words a factor is not in the paper."""
    assert mtld(WORDS) == pytest.approx(10.977443609022558, rel=1e-12)


@given(st.lists(st.sampled_from("ابتثجح"), min_size=1, max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_windows_one_by_one(items, window):
    windows = [items[i : i + window] for i in range(len(items) - window + 1)]
    if not windows:
        assert math.isnan(mattr(items, window))
    else:
        expected = sum(len(set(w)) / window for w in windows) / len(windows)
        assert mattr(items, window) == pytest.approx(expected)


def test_short_texts_get_no_figure():
    assert math.isnan(mattr(["a"] * 49))
    assert math.isnan(mtld(["a", "b"] * 49))
    assert math.isnan(mtld([]))


def test_a_text_without_repetition_has_no_factor():
    assert math.isnan(mtld([str(i) for i in range(200)]))


def test_window_must_hold_a_word():
    with pytest.raises(ValueError, match="at least 1 word"):
        mattr(WORDS, 0)
