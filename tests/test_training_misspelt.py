"""Which tokens in ه are ة written in haste, and which hold a pronoun."""

from training.misspelt import count_tokens, misspelt_tokens

SEGMENTS = {"وحتى": ["و", "حتى"], "لمساعدة": ["ل", "مساعدة"], "كتابه": ["كتاب", "ه"], "فيه": ["في", "ه"]}


def test_a_rare_spelling_of_a_common_word_is_a_slip():
    counts = {"منطقة": 100, "منطقه": 2, "وحتى": 40, "لمساعدة": 20}
    assert misspelt_tokens(counts, SEGMENTS) == {"منطقه": "منطقه", "وحتي": "و حتى", "لمساعده": "ل مساعدة"}


def test_a_pronoun_that_is_written_often_stays_one():
    assert misspelt_tokens({"كتابة": 100, "كتابه": 80}, SEGMENTS) == {}
    assert misspelt_tokens({"حرة": 4}, SEGMENTS) == {}, "too rare to tell"
    assert misspelt_tokens({"مستشفى": 50}, SEGMENTS) == {}, "one word in ي is never cut"


def test_tokens_are_counted_without_marks():
    assert count_tokens(["مَنطقةٌ، منطقـة", "منطقة"]) == {"منطقة": 3, "،": 1}
