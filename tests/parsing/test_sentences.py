import pytest

from analysis.parsing.sentences import _end, split_long
from analysis.parsing.tokens import Token


class Looked(list):
    """A list that counts how often one of its items is looked at."""

    looks = 0

    def __getitem__(self, place):
        self.looks += not isinstance(place, slice)
        return super().__getitem__(place)


def tokens_of(text, words=1):
    return [Token(0, 1, token, (token,) * words) for token in text.split()]


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
@pytest.mark.parametrize("before", ["", "ا ب ، د "])
def test_a_cut_falls_on_the_best_mark_of_the_second_half(before, text, size):
    start = len(before.split())
    assert _end(tokens_of(before + text), start, limit=5) == start + size


def test_a_token_is_never_cut_and_each_part_has_at_least_one():
    glued, (first, last) = Token(1, 5, "وبها", ("و", "ب", "ها")), tokens_of("ا ج")
    assert _end([first, glued, last], 0, limit=3) == 1
    assert _end([glued, last], 0, limit=2) == 1


def test_a_cut_sentence_keeps_its_tokens():
    sentence = [
        Token(0, 4, "وقال", ("و", "قال")),
        Token(5, 11, "الوزير", ("الوزير",)),
        Token(11, 12, ".", (".",)),
    ]
    assert split_long(sentence, limit=4) == [sentence]
    assert split_long(sentence, limit=2) == [sentence[:1], sentence[1:]]


@pytest.mark.parametrize("text", ["ا", "ا ب ج د ه و ،"], ids=["without marks", "with marks"])
def test_each_token_is_looked_at_a_few_times_however_long_the_sentence(text):
    for tokens in (1_000, 10_000):
        sentence = Looked((tokens_of(text) * tokens)[:tokens])
        assert [token for part in split_long(sentence, limit=100) for token in part] == list(sentence)
        assert sentence.looks < 4 * tokens
