import pytest

from analysis.parsing.sentences import _cut, split_long
from analysis.parsing.tokens import Token


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("ا ب ج د", 4),  # it fits
        ("ا ب ج د ه و", 5),  # no mark: where the stretch ends
        ("ا ب ج ، ه و", 4),  # after the comma
        ("ا ب ج ؛ ، و", 4),  # a strong mark before a weak one
        ("ا . ج د ه و", 5),  # but not in the first half
    ],
)
def test_a_cut_falls_on_the_best_mark_of_the_second_half(text, size):
    tokens = text.split()
    assert _cut(tokens, [1] * len(tokens), limit=5) == size


def test_a_token_is_never_cut_and_each_part_has_at_least_one():
    assert _cut(["ا", "وبها", "ج"], [1, 3, 1], limit=3) == 1
    assert _cut(["وبها", "ج"], [3, 1], limit=2) == 1


def test_a_cut_sentence_keeps_its_tokens():
    sentence = [
        Token(0, 4, "وقال", ("و", "قال")),
        Token(5, 11, "الوزير", ("الوزير",)),
        Token(11, 12, ".", (".",)),
    ]
    assert split_long(sentence, limit=4) == [sentence]
    assert split_long(sentence, limit=2) == [sentence[:1], sentence[1:]]
