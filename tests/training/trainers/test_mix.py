"""Predicted tags for the parser: the tagger's own, or as wrong as in use through dropout; forms and trees stay."""

import pytest

from analysis.parsing.model import BUNDLED
from training.data_prep.conllu import read_conllu
from training.trainers.mix import tag

SENTENCE = """# sent_id = {0}
# text = قال الوزير .
1	قال	قَال	X	X---------	_	0	root	_	_
2	الوزير	وَزِير	X	X---------	_	1	nsubj	_	_
3	.	.	X	X---------	_	1	punct	_	_

"""


@pytest.fixture
def tagged(tmp_path, monkeypatch):
    monkeypatch.setattr("training.trainers.fast.install", lambda: None)  # which is for the whole process
    gold = tmp_path / "gold.conllu"
    gold.write_text("".join(SENTENCE.format(n) for n in range(20)), encoding="utf-8")

    def run(dropout: float):
        out = tmp_path / f"tagged-{dropout}.conllu"
        tag(gold, out, BUNDLED / "ar" / "pos" / "padt.pt", BUNDLED / "ar" / "pretrain" / "padt.pt", dropout)
        before, after = read_conllu(gold), read_conllu(out)
        kept = ("form", "lemma", "head", "deprel")
        for one, other in zip(before, after, strict=True):
            assert [[getattr(w, k) for k in kept] for w in one.words] == [
                [getattr(w, k) for k in kept] for w in other.words
            ]
        return [[word.upos for word in sentence.words] for sentence in after]

    return run


def test_tags_are_the_taggers(tagged):
    assert tagged(0.0) == [["VERB", "NOUN", "PUNCT"]] * 20


def test_with_dropout_some_are_wrong_and_the_same_ones_each_time(tagged):
    noisy = tagged(0.6)
    right = sum(tags == ["VERB", "NOUN", "PUNCT"] for tags in noisy)
    assert 0 < right < 20
    assert tagged(0.6) == noisy
