"""Conditions proposed from coded hits."""

from pathlib import Path

import pandas as pd
import pytest
from made import made_annotations

from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames
from analysis.evaluation.learn_senses import learn_senses
from analysis.lexicon import parse_lexicon

LEXICON = parse_lexicon(
    '[frames.aid]\nlabel_en = "Aid"\nlabel_ar = "إغاثة"\ncore = [{ lemma = "إنساني", inflection = "adjective", '
    'requires = { noun = ["مساعدة"] } }]',
    Path("aid.toml"),
)
AID = "{}/NOUN/root/0 الإنساني/ADJ/amod/1"


def coded(nouns, right):
    annotations = made_annotations({str(number): AID.format(noun) for number, noun in enumerate(nouns)})
    spans = [(str(n), "aid", len(nouns[n]) + 1, len(nouns[n]) + 9) for n in right]
    hits = pd.DataFrame(spans, columns=["doc_id", "frame", "start", "end"])
    return GoldFrames(annotations.corpus, hits, pd.DataFrame(columns=["doc_id", "start", "end"])), annotations


def test_company_in_which_a_term_was_only_right_or_only_wrong_is_proposed_with_its_evidence():
    gold, annotations = coded(["الوضع", "الوضع", "الفكر", "الفكر", "الفكر", "العمل"], right=[0, 1, 5])
    table = learn_senses("إنساني", gold, annotations, LEXICON)
    nouns = table[table["relation"] == "noun"].set_index("word")
    assert dict(nouns["condition"]) == {"الوضع": "requires", "الفكر": "forbids"}
    assert tuple(nouns.loc["الفكر", ["right", "wrong", "share"]]) == (0, 3, 1.0)
    assert nouns.loc["الوضع", "share"] == pytest.approx(2 / 3)
    assert nouns.loc["الوضع", "example"] == "الوضع [الإنساني]"


def test_company_that_does_not_decide_is_not_proposed():
    gold, annotations = coded(["الوضع", "الوضع", "الوضع"], right=[0, 1])
    assert learn_senses("إنساني", gold, annotations, LEXICON).empty


def test_words_that_stand_beside_anything_are_not_proposed():
    gold, _ = coded(["الوضع", "الوضع"], right=[0, 1])
    texts = {str(n): f"{AID.format(noun)} وأن/CCONJ و/CCONJ قد/PART" for n, noun in enumerate(["الوضع", "الوضع"])}
    assert not {"قد", "و"} & set(learn_senses("إنساني", gold, made_annotations(texts), LEXICON)["word"])


def test_an_unknown_term_is_named():
    gold, annotations = coded(["الوضع"], right=[0])
    with pytest.raises(KhitabError, match="has no core term 'بشري'"):
        learn_senses("بشري", gold, annotations, LEXICON)
