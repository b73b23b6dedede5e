"""What news tells of tokens: which ones in ه are ة written in haste, which begin like a clitic and are whole."""

from training.dictionaries.misspelt import count_tokens, misspelt_tokens
from training.dictionaries.wholes import whole_tokens

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


def test_a_word_is_whole_where_the_rest_is_no_word():
    counts = {"بريطانيا": 900, "وبريطانيا": 30, "لبريطانيا": 1, "وطن": 500, "طن": 200, "والوزير": 90, "بالوزير": 9}
    assert whole_tokens(counts) == {"بريطانيا": "بريطانيا", "وبريطانيا": "و بريطانيا"}


def test_what_may_end_in_a_pronoun_is_left_to_the_expander():
    assert whole_tokens({"بلاده": 1000, "لديها": 900, "بينهم": 50}) == {}
    assert whole_tokens({"وبسبب": 40, "سبب": 300, "بسبب": 900}) == {}, "rests of both clitics count"


def test_a_word_is_whole_that_has_the_article_far_more_often_than_the_rest():
    counts = {"بضائع": 56, "البضائع": 250, "للبضائع": 30, "ضائع": 13, "الضائع": 43, "وبضائع": 4}
    assert whole_tokens(counts) == {"بضائع": "بضائع", "وبضائع": "و بضائع"}
    assert whole_tokens({"لياقة": 40, "اللياقة": 60, "للياقة": 9}) == {"لياقة": "لياقة"}, "ل + اللياقة, perhaps"
    assert whole_tokens(counts | {"الضائع": 90}) == {}, "the rest has it often, too"
    assert whole_tokens(counts | {"ضائع": 60}) == {}, "the rest is more frequent without it"
