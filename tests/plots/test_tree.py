import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tables import SmallAnnotations, words_of

from analysis.errors import KhitabError
from analysis.plots.tree import dependency_tree, stacked

SVG = "{http://www.w3.org/2000/svg}"


def texts(tree):
    root = ElementTree.fromstring(tree.svg)
    return [(element.text, float(element.get("x")), element.get("direction")) for element in root.iter(f"{SVG}text")]


def box(tree):
    return [float(value) for value in ElementTree.fromstring(tree.svg).get("viewBox").split()]


def test_words_run_from_right_to_left(annotations):
    forms = [(text, x) for text, x, direction in texts(dependency_tree(annotations, "b", 1)) if direction == "rtl"]
    assert [text for text, _ in forms] == ["التعاون", "مستمر."]
    assert forms[0][1] > forms[1][1]


def test_markup_in_a_word_is_escaped(annotations):
    tree = dependency_tree(annotations, "b", 0)
    assert "&lt;بأي&gt;" in tree.svg
    assert "&amp;" in tree.svg


def test_every_word_has_its_tag_and_every_dependent_its_relation(annotations):
    written = [text for text, _, _ in texts(dependency_tree(annotations, "a", 0))]
    assert written.count("NOUN") == written.count("nmod") == 6


def test_lemmas_are_shown_when_asked_for(annotations):
    plain, with_lemmas = (dependency_tree(annotations, "a", 0, lemmas=lemmas) for lemmas in (False, True))
    assert len(texts(with_lemmas)) == len(texts(plain)) + 6


def test_words_of_hits_are_tinted(annotations, hits):
    assert dependency_tree(annotations, "a", 0, hits=hits).svg.count("#FFE9B8") == 2
    assert "#FFE9B8" not in dependency_tree(annotations, "a", 0).svg


def test_a_sentence_of_sixty_words_keeps_its_words_apart_and_inside():
    words = words_of({"long": " ".join(["المسؤولون", "في", "الاجتماعات"] * 20)})
    tree = dependency_tree(SmallAnnotations(words, pd.DataFrame({"doc_id": ["long"]}), {}), "long", 0)
    places = sorted(x for text, x, direction in texts(tree) if direction == "rtl")
    assert len(places) == 60
    assert min(b - a for a, b in pairwise(places)) > 25
    assert box(tree)[2] > places[-1] > places[0] > 0


def test_a_missing_sentence_is_named(annotations):
    with pytest.raises(KhitabError, match="'a' has no sentence 9"):
        dependency_tree(annotations, "a", 9)


def test_a_saved_file_brings_its_font_and_is_the_same_each_time(annotations, tmp_path):
    first, again = (dependency_tree(annotations, "a", 0).save(tmp_path / f"{n}.svg") for n in (1, 2))
    assert b"data:font/ttf;base64" in first.read_bytes()
    assert first.read_bytes() == again.read_bytes()


@st.composite
def sentences(draw):
    """Heads of a sentence: each word under the root or under any other word."""
    size = draw(st.integers(2, 40))
    return [(draw(st.integers(0, size - 1).filter(lambda h, w=w: h != w)), w) for w in range(1, size)]


@given(sentences())
def test_arcs_on_one_level_never_overlap_and_enclosing_arcs_lie_above(pairs):
    arcs = stacked(pairs)
    for i, a in enumerate(arcs):
        for b in arcs[:i]:
            (a1, a2), (b1, b2) = sorted((a.head, a.dependent)), sorted((b.head, b.dependent))
            if a1 < b2 and b1 < a2:
                assert a.level != b.level
            if a1 <= b1 and b2 <= a2 and (a1, a2) != (b1, b2):
                assert a.level > b.level
