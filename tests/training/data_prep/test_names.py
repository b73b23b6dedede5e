"""Names: swapped into sentences with right word boundaries, and kept whole by the expander's dictionary."""

import random

from training.data_prep.conllu import Sentence, Token, Word
from training.data_prep.name_cuts import read_contexts
from training.data_prep.names import GLUED, glue, name_copies, read_names
from training.package import AMBIGUOUS, protected_tokens


def token(*forms: str, upos: str = "NOUN", xpos: str = "N------S2I") -> Token:
    words = [Word(form, form, "ADP", "P---------", "AdpType=Prep", 0, "case") for form in forms[:-1]]
    return Token("".join(forms), (*words, Word(forms[-1], forms[-1], upos, xpos, "_", 0, "nmod")))


def hosts() -> list[Sentence]:
    name = {"upos": "X", "xpos": "X---------"}
    return [
        Sentence(
            "s",
            (token("وصل", upos="VERB"), token("في", upos="ADP"), token("لندن", **name), token("ب", "باريس", **name)),
        )
    ]


def test_names_are_listed_once_and_are_single_tokens():
    names = read_names()
    assert len(names) == len(set(names)) > 400
    assert all(" " not in name for name in names)


def test_article_loses_its_alef_after_lam():
    assert glue("ل", "العراق") == "للعراق"
    assert glue("ب", "العراق") == "بالعراق"
    assert glue("ل", "باكستان") == "لباكستان"


def test_swapped_names_keep_word_boundaries():
    for sentence in name_copies(hosts(), ["باكستان", "العراق"], copies=60, seed=2):
        for one in sentence.tokens[1:]:
            if len(one.words) == 2:
                assert one.form == glue(one.words[0].form, one.words[1].form)
            else:
                assert one.form == one.words[0].form


def test_a_free_preposition_may_become_a_clitic():
    copies = name_copies(hosts(), ["باكستان"], copies=60, seed=2)
    forms = {one.form for sentence in copies for one in sentence.tokens}
    assert {"باكستان", "بباكستان"} <= forms
    assert GLUED["في"][0] == "ب"


def test_names_and_sure_words_are_protected():
    seen = [Sentence("s", (token("لقاءات"), token("لقاءات"), token("ب", "الغ"), token("بالغ"), token("بالغ")))]
    entries = protected_tokens(seen, ["باكستان", "لحج"])
    assert entries["باكستان"] == "باكستان"
    assert entries["وباكستان"] == "و باكستان"
    assert entries["لقاءات"] == "لقاءات"
    assert "بالغ" not in entries, "seen both whole and cut: context decides"
    assert "لحج" in AMBIGUOUS
    assert "لحج" not in entries


def test_contexts_hold_a_slot_each():
    contexts = read_contexts()
    assert len(contexts.bare) == 10
    assert {clitic for clitic, _ in contexts.glued} == {"و", "ب", "ل", "ف"}
    assert all(text.count("{}") == 1 for text in [*contexts.bare, *(text for _, text in contexts.glued)])
    assert random.Random(1).choice(contexts.bare)
