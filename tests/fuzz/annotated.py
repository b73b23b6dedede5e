"""Documents with any words and spaces, and that they come back from the forms that other programs read."""

from functools import partial
from pathlib import Path
from unicodedata import normalize

from hypothesis import strategies as st

from analysis.annotation import Annotations, ModelInfo, to_conllu, to_vertical
from analysis.annotation.conllu import parse_conllu
from analysis.annotation.imported import (
    UPOS,
    ImportedDocument,
    ImportedSentence,
    ImportedToken,
    ImportedWord,
    build_annotations,
)
from analysis.annotation.vertical import parse_vertical

MODEL = ModelInfo("made", "0" * 64, Path())
LETTERS = "ابتلمنوهأإىءَّـٰﷺ<>&\"'#_-=|\\/.,،؟٣12abé🔥👍\u200b\u200f"
composed = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6).map(partial(normalize, "NFC"))
forms = composed.filter(lambda form: form.isprintable() and form.strip("\u200b\u200f\u064e\u0651ـٰ") not in ("", "_"))
gaps = st.sampled_from([None, None, None, "", "  ", "\u00a0", " \u200f", "\u200b"])
names = st.sampled_from(["", "B-PER", "I-PER"])
values = st.sampled_from(["", "أَمن", "x=y", "a|b", "_"])


@st.composite
def sentences(draw):
    tokens, number = [], 0
    for form in draw(st.lists(forms, min_size=1, max_size=5)):
        parts = draw(st.sampled_from([[form], [form], ["و", form]]))
        words = []
        for part in parts:
            head = draw(st.integers(-1, number - 1))  # to the right of its head, so that no tree is a circle
            lemma = draw(st.sampled_from(["", "أَمن", "ab"]))
            words.append(ImportedWord(part, lemma, draw(st.sampled_from(sorted(UPOS))), "", "", head, "dep"))
            number += 1
        tokens.append(ImportedToken(form if len(parts) == 1 else "و" + form, words, draw(gaps), draw(names)))
    return ImportedSentence(tokens, "", draw(st.booleans()))


@st.composite
def documents(draw):
    found = []
    for number in range(draw(st.integers(1, 3))):
        doc_id = draw(st.sampled_from(["a", "2024/a b", 'أ"<&', "ب%"])) + str(number)
        metadata = {name: draw(values) for name in draw(st.sets(st.sampled_from(["outlet", "title", "رقم"])))}
        found.append(ImportedDocument(doc_id, metadata, draw(st.lists(sentences(), min_size=1, max_size=3))))
    return found


imported_documents = documents()


def built(found: list[ImportedDocument]) -> Annotations:
    return build_annotations(found, "x", MODEL, [], "x")


def same(first: Annotations, second: Annotations, columns: list[str]) -> None:
    for name in columns:
        assert first.words[name].astype(str).tolist() == second.words[name].astype(str).tolist(), name
    for name in ("doc_id", "title", "date", "source"):
        assert first.documents[name].astype(str).tolist() == second.documents[name].astype(str).tolist(), name


def check_conllu(found: list[ImportedDocument]) -> None:
    annotations = built(found)
    back = built(parse_conllu(to_conllu(annotations), "x", "x").documents)
    same(annotations, back, ["doc_id", "form", "lemma", "upos", "head", "token", "sentence", "start", "end"])
    for document in found:
        assert back.text(document.doc_id) == annotations.text(document.doc_id)


def check_vertical(found: list[ImportedDocument]) -> None:
    annotations = built(found)
    back = built(parse_vertical(to_vertical(annotations), "x", "x").documents)
    same(annotations, back, ["doc_id", "form", "lemma", "upos", "head", "token", "sentence"])
