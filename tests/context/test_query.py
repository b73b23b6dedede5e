"""The query language: what is read, and what is refused with which mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.context.printed import Phrase
from analysis.context.query import Both, Comparison, Either, Element, Not, parse_query, read_query
from analysis.errors import KhitabError


def test_the_example_of_the_manual():
    assert parse_query('[lemma="تعاون" & upos="NOUN"] []{0,2} [key="امن"]') == (
        Element(Both((Comparison("lemma", "تعاون"), Comparison("upos", "NOUN")))),
        Element(None, 0, 2),
        Element(Comparison("key", "امن")),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"الأمن"', Element(Comparison("form", "الأمن"))),
        ("'الأمن'", Element(Comparison("form", "الأمن"))),
        ('[key!="امن"]', Element(Comparison("key", "امن", differs=True))),
        ('[head.key="امن"]', Element(Comparison("key", "امن", of_head=True))),
        ('[!upos="PUNCT"]+', Element(Not(Comparison("upos", "PUNCT")), 1, 100)),
        ('[upos="X"]{2}', Element(Comparison("upos", "X"), 2, 2)),
        ('[upos="X"]{1,}', Element(Comparison("upos", "X"), 1, 100)),
        (r'[form="قال \"نعم\""]', Element(Comparison("form", 'قال "نعم"'))),
        (
            '[upos="X" | upos="NOUN" & !(key="امن")]',
            Element(
                Either((Comparison("upos", "X"), Both((Comparison("upos", "NOUN"), Not(Comparison("key", "امن"))))))
            ),
        ),
    ],
)
def test_what_is_written_is_read(written, read):
    assert parse_query(written) == (read,)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("الأمن", ["الامن"]),
        ("«مجلسُ الأمـن»", ["مجلس", "الامن"]),
        ('"الأمم المتحدة"', ["الامم", "المتحدة"]),
        ("\u200fمجلس \u00a0 التعاون،", ["مجلس", "التعاون"]),
        ("إف-١٦", ["اف-16"]),
        ("(NATO)", ["nato"]),
        ("#مكافحة_الإرهاب", ["#مكافحة", "الارهاب"]),
        ("إرهاب*", ["ارهاب*"]),
        ("ماذا بعد؟", ["ماذا", "بعد"]),
        ("لماذا؟ نعم!", ["لماذا", "نعم"]),
        ("د. أحمد", ["د", "احمد"]),
        ("lemma", ["lemma"]),
    ],
)
def test_plain_words_are_a_phrase_as_printed(query, words):
    phrase = read_query(query)
    assert isinstance(phrase, Phrase)
    assert list(phrase.words) == words


def test_words_among_brackets_are_compared_with_printed_words():
    assert read_query("مُـكافحة [] إرهاب?") == (
        Element(Comparison("form", "مُـكافحة")),
        Element(None),
        Element(Comparison("form", "إرهاب"), 0, 1),
    )
    assert read_query('[word="الأمن"] NATO "مجلس الأمن"+') == (
        Element(Comparison("form", "الأمن")),
        Element(Comparison("form", "NATO")),
        Element(Comparison("form", "مجلس")),
        Element(Comparison("form", "الأمن"), 1, 100),
    )
    assert read_query(r'"ال.*"') == (Element(Comparison("form", "ال.*")),)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "it is empty"),
        ("[]*", "every word may be absent"),
        ("[key=امن]", "character 6: 'امن' cannot stand here; put the value in quotation marks"),
        ('[key="امن]', "character 6: '\"' has no meaning; close every quotation mark"),
        ('[key="امن"', r"character 11: it ends too early; close the word with \]"),
        ('[lema="امن"]', "the attribute 'lema' is unknown; use word, token, form, lemma, .* such as head.lemma"),
        ('[head.head="امن"]', "the attribute 'head.head' is unknown"),
        ('[key="امن" upos="X"]', "'upos' cannot stand here; close the word"),
        ('[key "امن"]', "compare with = or !="),
        ('[key="(امن"]', "is no regular expression"),
        ("[key=]", "put the value in quotation marks"),
        ('[]{3,1} "x"', r"\{3,1\} is no range"),
        ('[]{0,900} "x"', "m ≤ 100"),
        ('[(key="امن"]', r"close the bracket with \)"),
        ('key="امن"', r"begin a word with \["),
    ],
)
def test_mistakes_are_pointed_at(query, message):
    with pytest.raises(KhitabError, match=message):
        parse_query(query)


@pytest.mark.parametrize("query", ["[]? " * 101 + '"أمن"', " ".join(["كلمة"] * 60)])
def test_queries_have_a_length(query):
    with pytest.raises(KhitabError, match=r"query .* words"):
        read_query(query)


@given(st.text(alphabet='[]{}()"&|!=?*+,. keyheadform01أ\\', max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    message = refusal(text)
    assert message is None or (message.startswith("query") and message.endswith("."))


def refusal(text):
    try:
        read_query(text)
    except KhitabError as error:
        return str(error)
    return None
