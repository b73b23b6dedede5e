import pytest

from analysis.annotation.sentences import _cut, split_long


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


def test_a_cut_sentence_keeps_its_tokens_words_and_spans():
    from stanza.models.common.doc import Document

    entries = [
        {"id": (1, 2), "text": "وقال", "start_char": 0, "end_char": 4},
        {"id": (1,), "text": "و"},
        {"id": (2,), "text": "قال"},
        {"id": (3,), "text": "الوزير", "start_char": 5, "end_char": 11},
        {"id": (4,), "text": ".", "start_char": 11, "end_char": 12},
    ]
    (sentence,) = Document([entries]).sentences
    assert split_long(sentence, limit=4) == [sentence]
    parts = split_long(sentence, limit=2)
    assert [[word.text for word in part.words] for part in parts] == [["و", "قال"], ["الوزير", "."]]
    assert [[(token.start_char, token.end_char) for token in part.tokens] for part in parts] == [
        [(0, 4)],
        [(5, 11), (11, 12)],
    ]
    assert [word.id for part in parts for word in part.words] == [1, 2, 1, 2]
