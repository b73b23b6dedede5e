"""Rules that respell training sentences: the surface changes, the analysis stays true."""

import random
from pathlib import Path

import pytest

from training.data_prep.augment import RULES, augmented_copies, perturb
from training.data_prep.conllu import Sentence, Token, Word, parse_conllu, raw_text, read_conllu, write_conllu

SENTENCE = """\
1-2	وأكدت	_	_	_	_	_	_	_	_
1	و	وَ	CCONJ	_	_	2	cc	_	_
2	أكدت	أَكَّد	VERB	_	_	0	root	_	_
3	المدرسة	مَدرَسَة	NOUN	_	Case=Nom|Definite=Def|Number=Sing	2	nsubj	_	_
4-5	لفرنسا	_	_	_	_	_	_	_	_
4	ل	لِ	ADP	_	_	5	case	_	_
5	فرنسا	فَرَنسَا	X	X---------	Foreign=Yes	2	obl	_	_
6	"	"	PUNCT	_	_	7	punct	_	SpaceAfter=No
7-8	موقفها	_	_	_	_	_	_	_	SpaceAfter=No
7	موقف	مَوقِف	NOUN	_	_	2	obj	_	_
8	ها	هُوَ	PRON	_	_	7	nmod	_	_
9	"	"	PUNCT	_	_	7	punct	_	_
10	في	فِي	ADP	_	_	11	case	_	_
11	15	15	NUM	_	_	2	obl	_	SpaceAfter=No
12	.	.	PUNCT	_	_	2	punct	_	_
"""


@pytest.fixture
def sentence() -> Sentence:
    """Arrange a sentence with a conjunction, a preposition and a pronoun glued on."""
    return next(parse_conllu(SENTENCE))


def one(sentence: Sentence, rule: str) -> Sentence:
    return perturb([sentence], rule)[0]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("hamza", 'واكدت المدرسة لفرنسا "موقفها" في 15.'),
        ("endings", 'وأكدت المدرسه لفرنسا "موقفها" في 15.'),
        ("egyptian", 'وأكدت المدرسة لفرنسا "موقفها" فى 15.'),
        ("digits", 'وأكدت المدرسة لفرنسا "موقفها" في ١٥.'),
        ("nostop", 'وأكدت المدرسة لفرنسا "موقفها" في 15'),
        ("diacritics", 'وَأَكَّدت المَدرَسَةُ لِفَرَنسَا "مَوقِفها" فِي 15.'),
    ],
)
def test_each_rule_writes_what_it_says(sentence: Sentence, rule: str, text: str):
    assert one(sentence, rule).text == text


@pytest.mark.parametrize(
    ("rule", "form", "lemma", "respelt"),
    [
        ("hamza", "أحمد", "أحمد", ("احمد", "احمد")),
        ("hamza", "أكد", "أَكَّد", ("اكد", "أَكَّد")),
        ("egyptian", "علوي", "علوي", ("علوى", "علوى")),
        ("endings", "حمزة", "حمزة", ("حمزه", "حمزه")),
        ("persian", "علوي", "علوي", ("علوی", "علوي")),  # whose lemma keeps the letters of Arabic
    ],
)
def test_a_lemma_that_is_the_word_as_written_is_so_still(rule: str, form: str, lemma: str, respelt: tuple[str, str]):
    word = Word(form, lemma, "X", "U---------", "_", 0, "root")
    (changed,) = one(Sentence("", (Token(form, (word,)),)), rule).words
    assert (changed.form, changed.lemma) == respelt


def test_bare_undoes_diacritics(sentence: Sentence):
    assert one(one(sentence, "diacritics"), "bare").text == sentence.text


def test_quotes_open_and_close(sentence: Sentence):
    quotes = [token.form for token in one(sentence, "quotes").tokens if token.words[0].deprel == "punct"][:2]
    assert "".join(quotes) in {"«»", "“”", "”“", "‘’"}


def test_latin_name_hangs_on_its_clitic_with_tatweel(sentence: Sentence):
    changed = [RULES["latin"](sentence, random.Random(seed)).tokens[2] for seed in range(20)]
    latin = [token for token in changed if token.form.startswith("لـ")]
    assert latin
    assert all(token.form == f"لـ{token.words[1].form}" for token in latin)
    assert {token.words[0].form for token in latin} == {"ل"}, "words of a multi-word token are in standard spelling"
    assert all(token.words[1].feats == "Foreign=Yes" for token in latin)


def test_words_of_a_multi_word_token_keep_standard_spelling(sentence: Sentence):
    """As in the treebank, where واضاف is و + أضاف; a word that is a token changes with it."""
    for rule in ("hamza", "persian", "diacritics"):
        changed = one(sentence, rule)
        assert changed.tokens[0].form != sentence.tokens[0].form
        assert changed.tokens[0].words == sentence.tokens[0].words
    assert one(sentence, "endings").tokens[1].words[0].form == "المدرسه"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_trees_and_tags_outlive_every_rule(sentence: Sentence, rule: str):
    before, after = sentence.words, one(sentence, rule).words
    kept = before[: len(after)]
    assert [(w.head, w.deprel) for w in after] == [(w.head, w.deprel) for w in kept]
    if rule != "latin":
        assert [(w.upos, w.feats) for w in after] == [(w.upos, w.feats) for w in kept]


def test_copies_are_a_share_and_the_same_again(sentence: Sentence):
    copies = augmented_copies([sentence] * 40, 0.5, seed=3)
    assert 10 <= len(copies) <= 20
    assert copies == augmented_copies([sentence] * 40, 0.5, seed=3)


def test_conllu_survives_writing_and_reading(sentence: Sentence, tmp_path: Path):
    first = one(sentence, "nostop")
    write_conllu([first, sentence], tmp_path / "x.conllu")
    again = read_conllu(tmp_path / "x.conllu")
    assert [s.tokens for s in again] == [first.tokens, sentence.tokens]
    assert [s.ends_paragraph for s in again] == [True, True]
    assert raw_text(again).startswith(first.text + "\n\n")


def test_empty_nodes_are_left_out():
    rows = "1\tوصل\tو\tVERB\t_\t_\t0\troot\t_\t_\n1.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\n"
    assert [len(s.words) for s in parse_conllu(rows)] == [1]
