"""Suggestions for a lexicon from word vectors."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from made import made_annotations
from made_hits import made_hits
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab

from analysis.annotation import ModelInfo
from analysis.context.suggestions import suggest_terms
from analysis.context.vectors import item_vectors, read_vectors
from analysis.errors import KhitabError
from analysis.parsing.model import find_model

# Two meanings, two dimensions: cooperation to the right, sport upwards.
SPACE = {
    "تعاون": (1, 0),
    "تنسيق": (0.9, 0.1),
    "تنسيقا": (0.8, 0.2),
    "شراكة": (0.7, 0.3),
    "كرة": (0, 1),
    "مرمى": (0.1, 0.9),
}
TEXTS = {f"د{i}": "تعاون تنسيق كرة | شراكة تنسيقا مرمى في/ADP" for i in range(4)}


@pytest.fixture
def model(tmp_path):
    """A folder with a tiny file of vectors as Stanza writes it."""
    (tmp_path / "ar" / "pretrain").mkdir(parents=True)
    vocab = PretrainedWordVocab([*SPACE, "في"])
    emb = torch.zeros(len(vocab), 2)
    emb[4:] = torch.tensor([*SPACE.values(), (0.5, 0.5)])
    pretrain = Pretrain(None, save_to_file=False)
    pretrain._vocab, pretrain._emb = vocab, emb
    pretrain.save(str(tmp_path / "ar" / "pretrain" / "made.pt"))
    return ModelInfo("made", "0" * 64, tmp_path)


@pytest.fixture
def annotations(model):
    return replace(made_annotations(TEXTS), model=model)


def test_words_used_alike_come_first_with_count_and_sentences(annotations):
    table = suggest_terms(made_hits(annotations), annotations, "cooperation", min_frequency=2)
    assert list(table["term"]) == ["تنسيق", "تنسيقا", "شراكه", "مرمي", "كره"]
    first = table.iloc[0]
    assert first["similarity"] == pytest.approx(0.9 / np.hypot(0.9, 0.1), rel=1e-5)
    assert (first["n"], first["documents"], first["nearest"]) == (4, 4, "تعاون")
    assert first[["example_1", "example_2", "example_3"]].tolist() == ["تعاون تنسيق كرة"] * 3


def test_words_of_the_frame_and_particles_are_not_proposed(annotations):
    table = suggest_terms(made_hits(annotations), annotations, "cooperation", min_frequency=1)
    assert not set(table["term"]) & {"تعاون", "في"}


def test_rare_words_are_not_proposed_and_top_is_kept(annotations):
    hits = made_hits(annotations)
    assert suggest_terms(hits, annotations, "cooperation", min_frequency=5).empty
    assert len(suggest_terms(hits, annotations, "cooperation", min_frequency=1, top=2)) == 2


def test_forms_of_one_key_are_averaged_by_how_often_they_occur(model):
    annotations = made_annotations({"أ": "تنسيق تنسيق تنسيقا"})
    words = annotations.words.copy()
    words["key"] = words["key"].astype("str").where(words["form"] != "تنسيقا", "تنسيق").astype("category")
    annotations = replace(annotations, words=words)
    vectors = item_vectors(annotations, read_vectors(model))
    mean = 2 * np.array((0.9, 0.1)) / np.hypot(0.9, 0.1) + np.array((0.8, 0.2)) / np.hypot(0.8, 0.2)
    assert list(vectors.words) == ["تنسيق"]
    np.testing.assert_allclose(vectors.matrix[0], mean / np.linalg.norm(mean), rtol=1e-5)


def test_a_model_without_vectors_says_so(tmp_path, annotations):
    bare = replace(annotations, model=ModelInfo("bare", "0" * 64, tmp_path / "none"))
    with pytest.raises(KhitabError, match="model 'bare': it has no word vectors"):
        suggest_terms(made_hits(annotations), bare, "cooperation")
    (tmp_path / "ar" / "pretrain" / "made.pt").write_bytes(b"no vectors")
    with pytest.raises(KhitabError, match=r"made\.pt: it is not a file of word vectors"):
        suggest_terms(made_hits(annotations), annotations, "cooperation")


def test_the_bundled_model_of_stored_annotations_is_found_again():
    bundled = find_model()
    stored = ModelInfo("bundled", bundled.fingerprint, Path())
    assert read_vectors(stored).words.equals(read_vectors(bundled).words)
    for other in (ModelInfo("bundled", "0" * 64, Path()), ModelInfo("mine", bundled.fingerprint, Path())):
        with pytest.raises(KhitabError, match="stored annotations do not say where its files are"):
            read_vectors(other)


def test_a_frame_without_hits_or_vectors_says_so(annotations):
    with pytest.raises(KhitabError, match="'security' has no core hits in this corpus"):
        suggest_terms(made_hits(annotations), annotations, "security")
    strange = replace(made_annotations({"أ": "زلزال كرة"}), model=annotations.model)
    with pytest.raises(KhitabError, match="none of the words of 'cooperation' in this corpus has a vector"):
        suggest_terms(made_hits(strange, word="زلزال"), strange, "cooperation")
