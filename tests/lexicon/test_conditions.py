"""Fields and conditions of a lexicon file, and the mistakes that are named."""

from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.lexicon import parse_lexicon

HEAD = '[frames.aid]\nlabel_en = "Aid"\nlabel_ar = "إغاثة"\n'


def parse(core, fields=""):
    return parse_lexicon(f"{fields}\n{HEAD}core = [{core}]\n", Path("aid.toml"))


def stems(condition):
    return {word.stem for word in condition.words.alternatives}


def test_a_condition_takes_words_and_fields_and_their_regular_plurals():
    lexicon = parse('{ lemma = "إنساني", requires = { noun = ["@need", "وضع"] } }', '[fields]\nneed = ["كارثة"]')
    (condition,) = lexicon.frames[0].terms[0].requires
    assert condition.relation == "noun"
    assert {"كارثه", "كارثات", "وضع"} <= stems(condition)


def test_a_field_may_take_in_those_before_it():
    lexicon = parse('"إغاثة"', '[fields]\none = ["بلد"]\ntwo = ["@one", "دولة"]')
    assert lexicon.fields["two"] == ("بلد", "دولة")


def test_a_word_with_an_equals_sign_is_this_form_only():
    (condition,) = parse('{ lemma = "إغاثة", forbids = { construct = ["=هيئة"] } }').frames[0].terms[0].forbids
    assert [(word.stem, word.exact) for word in condition.words.alternatives] == [("هييه", True)]


def test_a_star_is_any_word():
    (condition,) = parse('{ lemma = "إغاثة", requires = { noun = ["*"] } }').frames[0].terms[0].requires
    assert condition.words is None


def test_what_a_frame_forbids_holds_for_its_terms_and_not_for_its_excludes():
    content = HEAD + 'forbids = { around = ["مباراة"] }\ncore = ["إغاثة"]\nexclude = ["نجدة سريعة"]\n'
    core, exclude = parse_lexicon(content, Path("aid.toml")).frames[0].terms
    assert [condition.relation for condition in core.forbids] == ["around"]
    assert exclude.forbids == ()


@pytest.mark.parametrize(
    ("core", "message"),
    [
        ('{ lemma = "أمن", requires = { neighbour = ["بلد"] } }', "relation 'neighbour' is unknown; use one of head"),
        ('{ lemma = "أمن", requires = { noun = ["@lands"] } }', "there is no field '@lands' above this place"),
        ('{ lemma = "أمن", requires = { noun = ["حقوق الإنسان"] } }', "'حقوق الإنسان' is several words"),
        ('{ lemma = "أمن", requires = { noun = [] } }', "requires, noun: must be a list of words .* not empty"),
        ('{ lemma = "أمن", requires = ["بلد"] }', "must be a table of relations"),
        ('{ lemma = "أمن", near = ["مكافحة الإرهاب"] }', "near has 'مكافحة الإرهاب', which is several words"),
        ('{ lemma = "أمن", unless_next = ["على الحدود"] }', "unless_next has 'على الحدود', which is several words"),
        ('{ lemma = "أمن", next = [] }', "next is empty"),
        ('{ lemma = "أمن", examples = "أمن" }', "examples must be a list"),
        ('{ phrase = "' + " ".join(["كلمة?"] * 40) + '" }', "too many optional words"),
        ('{ pattern = "(ا+)+ب" }', "takes for ever on words such as 'ااا"),
        ('{ pattern = "(ا|اا)*ب" }', "takes for ever"),
    ],
)
def test_a_mistake_is_named(core, message):
    with pytest.raises(KhitabError, match=message) as caught:
        parse(core)
    assert str(caught.value).startswith('aid.toml, frame "aid", core, term 1')


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('core = ["أمن"، "أمان"]', "Arabic comma"),
        ("core = [“أمن”]", "curly quotes"),
        ("core = " + "[" * 20_000, "nested too deeply"),
        ('core = ["أمن" "أمان"]', "a comma, bracket or quote may be missing"),
    ],
)
def test_what_an_arabic_editor_puts_into_toml_is_named(line, hint):
    with pytest.raises(KhitabError, match=hint):
        parse_lexicon(f"{HEAD}{line}\n", Path("aid.toml"))


def test_a_comma_inside_quotes_is_no_mistake_of_toml():
    with pytest.raises(KhitabError, match="a comma, bracket or quote"):
        parse_lexicon(HEAD + 'core = ["أمن، أمان" "سلام"]', Path("aid.toml"))


def test_a_pattern_matches_latin_words_in_capitals():
    (term,) = parse('{ pattern = "ISPR\\\\S*" }').frames[0].terms
    assert term.pattern == r"ispr\S*"


@pytest.mark.parametrize(("written", "stem"), [("الإرهاب", "ارهاب"), ("التزام", "التزام"), ("إلغاء", "الغاء")])
def test_the_article_of_a_lemma_is_taken_off_where_it_is_one(written, stem):
    (term,) = parse(f'"{written}"').frames[0].terms
    assert term.stems == (stem,)
    assert term.article == (written == "الإرهاب")


def test_unknown_fields_of_the_file_are_named():
    with pytest.raises(KhitabError, match="unknown field 'frame'"):
        parse_lexicon('[frame.a]\n[frames.b]\nlabel_en = "B"\nlabel_ar = "ب"\ncore = ["أمن"]', Path("a.toml"))
    with pytest.raises(KhitabError, match="names must be true"):
        parse_lexicon('names = "no"\n' + HEAD + 'core = ["أمن"]', Path("a.toml"))
