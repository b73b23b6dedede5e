"""Whatever is computed from stored annotations, part by part, is what it would be in memory, to the last bit."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_stored import stored_in_parts

from analysis.annotation import Annotations, annotate
from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key
from analysis.comparison import (
    change_points,
    compare,
    dispersion,
    diversity,
    frame_sentences,
    general_arabic,
    keyness,
    split_by,
    timeline,
    word_dispersion,
)
from analysis.context import collocates, collocation_evidence, concordance, find_matches, suggest_terms, word_sketch
from analysis.context.search import find_quietly
from analysis.context.vectors import WordVectors, unit_rows
from analysis.corpus import Corpus, read_corpus
from analysis.counting.pieces import Numbers, Sums, type_counts
from analysis.discourse import (
    find_actors,
    find_clauses,
    find_grammar,
    find_voices,
    frame_by_actor,
    frame_by_grammar,
    frame_by_surrounding,
    frame_by_voice,
    words_by_voice,
)
from analysis.evaluation.baseline import baseline_voices
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.frames.find import find_excluded, find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon

LEXICON = default_lexicon()
N_DOCUMENTS = 10


@pytest.fixture(scope="module")
def whole(ispr_path) -> Annotations:
    """Ten constructed reports, long and short, of all outlets, and a document without words."""
    corpus = read_corpus(ispr_path.parent / "constructed")
    documents = corpus.documents[:: len(corpus.documents) // N_DOCUMENTS][:N_DOCUMENTS]
    documents = tuple(type(d)(d.doc_id, d.text.split("\n\n")[0][:900], d.metadata) for d in documents)
    blank = type(documents[0])("blank", " ", documents[0].metadata)
    return annotate(Corpus("some", (*documents[:4], blank, *documents[4:])), cache=False, progress=False)


@pytest.fixture(scope="module", params=[1, 2, 5])
def parts(request, whole, tmp_path_factory) -> AnnotationSource:
    return stored_in_parts(whole, tmp_path_factory.mktemp("parts") / "stored", request.param)


def hits_of(annotations):
    return find_frames(annotations, LEXICON)


def of_two_sides(annotations, **options):
    return keyness(*split_by(annotations, "source", annotations.documents["source"].iloc[0]), **options)


def first_collocate(annotations, **options):
    row = collocates(annotations, "تعاون", min_frequency=1, **options).iloc[0]
    return collocation_evidence(annotations, "تعاون", row).table


def suggestions(annotations):
    forms = type_counts(annotations, ("key", "form"))["form"]
    words = pd.Index(sorted({key(form) for form in forms} - {""}), dtype="str")
    vectors = WordVectors(words, unit_rows(np.random.default_rng(1).normal(size=(len(words), 8))))
    return suggest_terms(hits_of(annotations), annotations, "cooperation", min_frequency=2, vectors=vectors)


FUNCTIONS: dict[str, Callable[[AnnotationSource], pd.DataFrame]] = {
    "frames": hits_of,
    "excluded": lambda a: find_excluded(a, LEXICON),
    "rates": lambda a: frame_rates(hits_of(a), a, "source"),
    "cooccurrence": lambda a: frame_cooccurrence(hits_of(a), a, tier="all"),
    "keyness": lambda a: of_two_sides(a, min_frequency=2),
    "keyness of forms": lambda a: of_two_sides(a, unit="form", min_frequency=1, by_document=False),
    "keyness of tokens": lambda a: keyness(a, general_arabic()),
    "keyness of sentences": lambda a: keyness(*frame_sentences(hits_of(a), a, "cooperation"), min_frequency=1),
    "groups": lambda a: compare(hits_of(a), a, "source", n_permutations=99),
    "timeline": lambda a: timeline(hits_of(a), a, "month"),
    "change points": lambda a: change_points(hits_of(a), a, n_permutations=99),
    "dispersion": lambda a: dispersion(hits_of(a), a),
    "dispersion of words": lambda a: word_dispersion(a, ["تعاون", "أمن", "امن", "لا توجد"]),
    "diversity": lambda a: diversity(a, window=20),
    "matches": lambda a: find_matches(a, '[upos="NOUN" & head.upos="VERB"] [upos="ADJ"]?'),
    "no matches": lambda a: find_quietly(a, '[key="لايوجد"]'),
    "concordance": lambda a: concordance(a, "تعاون", sort="right", sample=3).table,
    "collocates": lambda a: collocates(a, "تعاون", min_frequency=1),
    "collocates of hits": lambda a: collocates(a, hits_of(a), unit="form", min_frequency=2, pos=["NOUN"]),
    "related": lambda a: collocates(a, "تعاون", relation="modifier", min_frequency=1),
    "sketch": lambda a: word_sketch(a, "تعاون", min_frequency=1),
    "evidence of a collocate": first_collocate,
    "evidence of a modifier": lambda a: first_collocate(a, relation="modifier"),
    "suggestions": suggestions,
    "voices": find_voices,
    "plain voices": baseline_voices,
    "actors": find_actors,
    "clauses": find_clauses,
    "grammar": lambda a: find_grammar(hits_of(a), a),
    "words by voice": lambda a: words_by_voice(find_voices(a), a),
    "frames by voice": lambda a: frame_by_voice(hits_of(a), a, find_voices(a)),
    "frames by actor": lambda a: frame_by_actor(hits_of(a), a, find_actors(a)),
    "frames by grammar": lambda a: frame_by_grammar(find_grammar(hits_of(a), a), a),
    "frames by surrounding": lambda a: frame_by_surrounding(find_grammar(hits_of(a), a), a),
}


@pytest.fixture(scope="module")
def expected(whole) -> Callable[[str], pd.DataFrame]:
    """The result in memory, computed once."""
    known: dict[str, pd.DataFrame] = {}

    def result(name: str) -> pd.DataFrame:
        if name not in known:
            known[name] = FUNCTIONS[name](whole)
        return known[name]

    return result


@pytest.mark.parametrize("name", FUNCTIONS)
def test_stored_parts_give_what_memory_gives(name, parts, expected):
    table = FUNCTIONS[name](parts)
    pd.testing.assert_frame_equal(table, expected(name), check_exact=True)
    assert table.attrs == expected(name).attrs


def test_the_sample_is_worth_comparing(whole, expected):
    assert len(whole.documents) == N_DOCUMENTS + 1
    empty = [name for name in FUNCTIONS if expected(name).empty]
    assert empty == ["no matches"]


def test_pieces_have_categories_of_their_own(whole, tmp_path):
    pieces = list(stored_in_parts(whole, tmp_path / "stored", 3).pieces(("doc_id", "form")))
    assert [tuple(piece.words.columns) for piece in pieces] == [("doc_id", "form")] * 3
    assert len({tuple(piece.words["form"].cat.categories) for piece in pieces}) == 3


def test_numbers_are_given_once_and_sorted_by_value():
    numbers = Numbers("ب")
    assert numbers.of_all(["ج", "ا", "ب", "ج"]).tolist() == [1, 2, 0, 1]
    assert [numbers.values[number] for number in numbers.in_order()] == ["ا", "ب", "ج"]


def test_sums_add_up_however_they_come():
    sums = Sums()
    for _ in range(10):
        sums.add(np.array([7, 3, 7]), np.array([1, 2, 3]))
    assert [values.tolist() for values in sums.result()] == [[3, 7], [20, 40]]
    assert [values.tolist() for values in Sums().result()] == [[], []]


def test_pairs_of_types_are_counted_and_sorted():
    annotations = made_annotations({"a": "من/ADP الأمن من/VERB", "b": "من/ADP أمن"})
    table = type_counts(annotations, ("key", "upos"), ["من"])
    assert table.to_numpy().tolist() == [["من", "ADP", 2], ["من", "VERB", 1]]
    assert type_counts(annotations, ("key", "upos"))["n"].sum() == 5
