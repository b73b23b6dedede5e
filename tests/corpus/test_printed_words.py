"""Printed words before parsing are the tokens that annotation counts, but for few."""

import pytest

from analysis import annotate, read_corpus
from analysis.corpus import check_corpus
from analysis.corpus.printed_words import printed_words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("قال،ثم مضى.", 3),
        ("بلغت 3.5 في المئة، و12:30 و1,000", 6),
        ("«وبالتعاون» ... ـ !", 1),
        ("مُدَرِّسٌ عـلّم", 2),
        ("ع.م@example.org", 3),
        ("BBC-Arabic وU.S.", 2),
    ],
)
def test_runs_of_letters_and_digits_are_counted(text, number):
    assert printed_words(text) == number


def test_check_and_annotations_give_one_number_of_tokens():
    for name in ("corpus/constructed", "corpus/ispr"):
        corpus = read_corpus(name)
        before, after = check_corpus(corpus).summary["tokens"], annotate(corpus).provenance["tokens"]
        assert abs(before - after) <= after / 200
