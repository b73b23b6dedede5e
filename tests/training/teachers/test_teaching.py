"""Teachers learn tags and trees, and label every sentence that there is time for."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.teachers.encoder import SPECIAL, Encoder, Shape, piece_table
from training.teachers.padded import Sentences, grouped
from training.teachers.teacher import Teacher
from training.teachers.teaching import Course, label, marks, tune

CPU = torch.device("cpu")
FORMS = ["كتب", "الولد", "الدرس", "قرأت", "البنت", "القصة", "الطويلة"]
TAGS = np.array([("VERB", "V", "_"), ("NOUN", "N", "_"), ("ADJ", "A", "_"), ("?",) * 3], dtype=object)
SENTENCES = [([3, 4, 5], [0, 1, 1], [0, 1, 1], [0, 1, 2]), ([6, 7, 8, 9], [0, 1, 1, 2], [0, 1, 1, 3], [0, 1, 2, 3])]


def some_sentences():
    lists = SENTENCES * 3
    starts = np.cumsum([0, *(len(types) for types, *_ in lists)])
    return Sentences(starts, *(np.array([x for each in lists for x in each[i]]) for i in range(4)))


@pytest.fixture(scope="module")
def teacher():
    torch.manual_seed(1)
    shape = Shape(words=len(SPECIAL) + len(FORMS), width=32, piece=16, layers=1, heads=4)
    encoder = Encoder(shape, piece_table([*SPECIAL, *FORMS]))
    taught = Teacher(encoder, torch.tensor([[1, 1], [2, 2], [3, 3]]), relations=4, dropout=0.0)
    tune(taught, some_sentences(), Course(rate=3e-3, epochs=60, hidden=0.0, words=8), CPU)
    return taught


def test_what_was_taught_is_known(teacher):
    found = label([teacher], some_sentences(), 20, CPU)
    assert marks(some_sentences(), found, TAGS) == dict.fromkeys(
        ("UPOS", "XPOS", "UFeats", "AllTags", "UAS", "LAS"), 100.0
    )
    assert (found["sure"] > 50).all()


def test_labels_are_those_of_each_sentence_alone(teacher):
    together, sentences = label([teacher], some_sentences(), 100, CPU), some_sentences()
    start, end = sentences.starts[1], sentences.starts[2]
    alone = label([teacher], Sentences(np.array([0, end - start]), sentences.types[start:end]), 100, CPU)
    for name, values in alone.items():
        assert values.tolist() == together[name][start:end].tolist()


def test_two_teachers_are_asked_together(teacher):
    once, twice = (label([teacher] * n, some_sentences(), 20, CPU) for n in (1, 2))
    assert all((once[name] == twice[name]).all() for name in once)


def test_sentences_not_reached_are_marked(teacher):
    assert (label([teacher], some_sentences(), 20, CPU, limit=-1)["sure"] == 255).all()


def test_unknown_labels_of_the_development_part_are_wrong(teacher):
    sentences = some_sentences()
    strange = np.full_like(sentences.tags, len(TAGS) - 1)
    found = label([teacher], sentences, 20, CPU)
    other = Sentences(sentences.starts, sentences.types, strange, sentences.heads, np.full_like(strange, 255))
    assert marks(other, found, TAGS) == {"UPOS": 0, "XPOS": 0, "UFeats": 0, "AllTags": 0, "UAS": 100, "LAS": 0}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80), st.integers(1, 300))
def test_groups_hold_every_sentence_once_and_not_too_many_words(lengths, words):
    found = list(grouped(np.array(lengths), words, np.arange(len(lengths))[::-1]))
    assert sorted(np.concatenate(found).tolist()) == list(range(len(lengths)))
    assert all(len(group) == 1 or len(group) * max(lengths[i] for i in group) <= words for group in found)
