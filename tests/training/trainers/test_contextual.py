"""The classifier for أن and ان: what it learns from, what is packed of it, and that Stanza can use that."""

import json
from itertools import product

import numpy as np
import pytest
import torch
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX
from stanza.models.lemma_classifier.base_model import LemmaClassifier

from training.data_prep.conllu import Sentence, Token, Word, write_conllu

pytest.importorskip("transformers", reason="Stanza's trainer of lemma classifiers imports transformers")

from training.trainers.contextual import FREQUENT, OTHER, UPOS_TAGS, train_contextual

NOUNS = ("الوزير", "الرئيس", "الوفد", "السفير", "المجلس")
VERBS = ("يزور", "يبحث", "يعقد", "يوقع", "يفتتح")
PLACES = ("العاصمة", "المدينة", "المؤتمر", "المعرض")
SPELLINGS = ("أن", "ان")
RARE = "المطار"


def sentence(*words: tuple[str, str, str]) -> Sentence:
    """Make a sentence of words as form, lemma and part of speech, the first being its root."""
    tokens = (
        Token(form, (Word(form, lemma, upos, "_", "_", 0 if number == 0 else 1, "dep" if number else "root"),))
        for number, (form, lemma, upos) in enumerate(words)
    )
    return Sentence("", tuple(tokens))


def before_verb(spelling: str, verb: str, place: str) -> Sentence:
    return sentence(
        ("يجب", "وَجَب", "VERB"), (spelling, "أَن", "SCONJ"), (verb, verb, "VERB"), (place, place, "NOUN")
    )  # fmt: skip


def before_noun(spelling: str, noun: str, place: str) -> Sentence:
    return sentence(
        ("أعلن", "أَعلَن", "VERB"), (spelling, "أَنَّ", "SCONJ"), (noun, noun, "NOUN"), ("في", "فِي", "ADP"),
        (place, place, "NOUN"),
    )  # fmt: skip


# What looks like the words in question and is none: a particle, another lemma, and a longer word.
OTHERS = [
    sentence(("أن", "أَن", "PART"), ("الوزير", "وَزِير", "NOUN")),
    sentence(("أن", "أَنَّ_2", "SCONJ"), ("الوزير", "وَزِير", "NOUN")),
    sentence(("لأن", "لِأَنَّ", "SCONJ"), ("الوفد", "وَفد", "NOUN"), (RARE, RARE, "NOUN")),
]
TRAIN = [
    *(before_verb(*some) for some in product(SPELLINGS, VERBS, PLACES)),
    *(before_noun(*some) for some in product(SPELLINGS, NOUNS, PLACES)),
]
BOTH = sentence(
    ("أعلن", "أَعلَن", "VERB"), ("أن", "أَنَّ", "SCONJ"), ("الوزير", "وَزِير", "NOUN"), ("يجب", "وَجَب", "VERB"),
    ("ان", "أَن", "SCONJ"), ("يزور", "زَار", "VERB"), (RARE, RARE, "NOUN"),
)  # fmt: skip


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Train once; gives the folder with the trainer's examples, the vectors and the classifier."""
    folder = tmp_path_factory.mktemp("contextual")
    write_conllu([*TRAIN * 4, BOTH, *OTHERS], folder / "train.conllu")
    write_conllu([*TRAIN[::3], *OTHERS], folder / "dev.conllu")
    words = ["يجب", "أعلن", *SPELLINGS, *VERBS, *NOUNS, *PLACES, "في"]
    vectors = np.random.default_rng(1).normal(size=(len(words) + len(VOCAB_PREFIX), 12)).astype(np.float32)
    pretrain = Pretrain(None, save_to_file=False)
    pretrain._vocab, pretrain._emb = PretrainedWordVocab(words), torch.from_numpy(vectors)
    pretrain.save(str(folder / "vectors.pt"))
    train_contextual(
        folder / "train.conllu", folder / "dev.conllu", folder / "vectors.pt", folder, folder / "contextual.pt"
    )
    return folder


def test_it_learns_from_the_words_in_question_and_no_others(trained):
    examples = json.loads((trained / "contextual-train.json").read_text(encoding="utf-8"))
    assert examples["upos"] == ["SCONJ"]
    asked = [(example["words"][example["index"]], example["lemma"]) for example in examples["sentences"]]
    with_hamza = sum("أن" in one.text.split() for one in TRAIN)
    # The sentence with two of them is two examples, the others are none; those with a hamza come without it, too.
    assert len(asked) == 4 * (len(TRAIN) + with_hamza) + 4
    assert set(asked) == {(spelling, lemma) for spelling in SPELLINGS for lemma in ("أَن", "أَنَّ")}
    assert asked[-4:] == [("أن", "أَنَّ"), ("ان", "أَن"), ("ان", "أَنَّ"), ("ان", "أَن")]


def test_words_that_are_frequent_keep_vectors_of_their_own(trained):
    state = torch.load(trained / "contextual.pt", weights_only=True)
    assert state["known_words"][0] == OTHER
    counts = {word: 4 * sum(one.text.split().count(word) for one in TRAIN) for word in (*NOUNS, *VERBS, *PLACES)}
    assert min(counts.values()) >= FREQUENT
    assert set(counts) <= set(state["known_words"])
    assert not {RARE, "لأن"} & set(state["known_words"])
    assert len(state["params"]["delta_embedding.weight"]) == len(state["known_words"]) + 1


def test_every_part_of_speech_is_known_and_no_path_of_training_stays(trained):
    state = torch.load(trained / "contextual.pt", weights_only=True)
    assert state["upos_to_id"].keys() >= UPOS_TAGS
    assert sorted(state["upos_to_id"].values()) == list(range(len(state["params"]["upos_emb.weight"])))
    assert str(trained) not in json.dumps(state["args"], default=str)


def test_packed_it_tells_the_lemmas_apart_whatever_stands_around(trained):
    state = torch.load(trained / "contextual.pt", weights_only=True)
    model = LemmaClassifier.from_checkpoint(state, {"wordvec_pretrain_file": str(trained / "vectors.pt")}).eval()
    assert model.target_indices(["أن", "ان", "أن", "لأن"], ["SCONJ", "SCONJ", "PART", "SCONJ"]) == [0, 1]
    asked = [
        (["يجب", "ان", "يوقع", "اتفاقا"], ["VERB", "SCONJ", "VERB", "NOUN"]),
        (["أعلن", "أن", "السفير", "!"], ["VERB", "SCONJ", "NOUN", "SYM"]),  # SYM: not among those trained with
    ]
    words, tags = ([one[part] for one in asked] for part in (0, 1))
    assert model.predict(torch.tensor([1, 1]), words, tags) == ["أَن", "أَنَّ"]
