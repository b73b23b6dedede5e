"""Tags of news sentences are those of the taggers asked together, also where hamzas are left off."""

import pytest
import torch

from analysis.parsing.engine import load_engine
from analysis.parsing.model import find_model
from training.teachers.silver import Taggers, news_sentences, retagged

TEXT = "أكد الوزير أن الأمن والتعاون شرط للاستقرار في المنطقة.\nوأعلن المتحدث أنه سيزور إيران وأفغانستان غدا. نعم.\n\n"


@pytest.fixture(scope="module")
def sentences():
    return news_sentences([TEXT, TEXT], load_engine(find_model()), 3)


def test_sentences_are_those_of_the_model_but_for_short_ones(sentences):
    assert [sentence.text for sentence in sentences] == [
        "أكد الوزير أن الأمن والتعاون شرط للاستقرار في المنطقة .",
        "وأعلن المتحدث أنه سيزور إيران وأفغانستان غدا .",
        "أكد الوزير أن الأمن والتعاون شرط للاستقرار في المنطقة .",
    ]
    assert [word.form for word in sentences[1].words][:5] == ["و", "أعلن", "المتحدث", "أن", "ه"]


def test_the_same_tagger_asked_twice_says_what_the_engine_said(sentences):
    folder = find_model().folder / "ar"
    taggers = Taggers([folder / "pos" / "padt.pt"] * 2, folder / "pretrain" / "padt.pt")
    tags = taggers.tag(sentences)
    assert tags == [[(word.upos, word.xpos, word.feats) for word in sentence.words] for sentence in sentences]


def test_a_tagger_with_its_tags_in_another_order_says_the_same(sentences, tmp_path):
    folder = find_model().folder / "ar"
    path, other = folder / "pos" / "padt.pt", tmp_path / "other.pt"
    state = torch.load(path, weights_only=True)
    parts = state["vocab"]["upos"]
    one, two = parts["_unit2id"]["NOUN"], parts["_unit2id"]["VERB"]
    parts["_unit2id"] |= {"NOUN": two, "VERB": one}
    parts["_id2unit"][one], parts["_id2unit"][two] = "VERB", "NOUN"
    for name in ("upos_clf.weight", "upos_clf.bias", "upos_emb.weight"):
        state["model"][name][[one, two]] = state["model"][name][[two, one]]
    torch.save(state, other)
    tags = Taggers([path, other], folder / "pretrain" / "padt.pt").tag(sentences)
    assert tags == [[(word.upos, word.xpos, word.feats) for word in sentence.words] for sentence in sentences]


def test_taggers_of_other_features_are_named(tmp_path):
    folder = find_model().folder / "ar"
    path, other = folder / "pos" / "padt.pt", tmp_path / "other.pt"
    state = torch.load(path, weights_only=True)
    features = state["vocab"]["feats"]
    for table in ("_unit2id", "_id2unit"):
        features[table] = {"Other" if name == "Case" else name: units for name, units in features[table].items()}
    torch.save(state, other)
    with pytest.raises(ValueError, match=r"other\.pt: has other fields of tags"):
        Taggers([path, other], folder / "pretrain" / "padt.pt")


@pytest.mark.parametrize("order", [(0, 1, 1), (1, 1, 0)])
def test_what_most_are_sure_of_is_said_whichever_comes_first(sentences, tmp_path, order):
    folder = find_model().folder / "ar"
    path, other = folder / "pos" / "padt.pt", tmp_path / "other.pt"
    state = torch.load(path, weights_only=True)
    says = state["vocab"]["upos"]["_unit2id"]["INTJ"]
    state["model"]["upos_clf.bias"][says] += 1000
    torch.save(state, other)
    tags = Taggers([(path, other)[which] for which in order], folder / "pretrain" / "padt.pt").tag(sentences)
    assert {upos for sentence in tags for upos, *_ in sentence} == {"INTJ"}


def test_without_hamzas_tags_and_words_inside_tokens_stay(sentences):
    tags = [[("X", "U", "_")] * len(sentence.words) for sentence in sentences]
    bare, kept = (retagged(sentences, tags, share)[1] for share in (1.0, 0.0))
    assert kept.text == sentences[1].text
    assert bare.text == "واعلن المتحدث انه سيزور ايران وافغانستان غدا ."
    assert [word.form for word in bare.words] == [
        "و", "أعلن", "المتحدث", "ان", "ه", "س", "يزور", "ايران", "و", "أفغانستان", "غدا", "."
    ]  # fmt: skip
    assert {(word.upos, word.xpos, word.feats) for word in bare.words} == {("X", "U", "_")}
