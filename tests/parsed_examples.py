"""Annotations whose parse is given, so that a rule is tested and not a model."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.annotation import Annotations, ModelInfo
from analysis.annotation.words import COLUMNS
from analysis.arabic.orthography import key
from analysis.corpus import Corpus, Document

EXAMPLES = Path(__file__).with_name("parsed_examples.tsv")


def words_of(text: str, rows: list[list[str]], doc_id: str) -> Iterator[dict[str, object]]:
    """Rows of the words table of one sentence; `rows` hold mark, form, lemma, UPOS, relation, head, features, name."""
    token, position = -1, 0
    spans = token_spans(text, rows)
    for word, (mark, form, lemma, upos, deprel, head, feats, *ner) in enumerate(rows):
        token += mark == "."
        start, end = spans[token]
        position = end
        yield {
            "doc_id": doc_id, "paragraph": 0, "sentence": 0, "token": token, "word": word, "form": form,
            "lemma": lemma.replace("_", ""), "key": key(lemma if lemma != "_" else form), "upos": upos, "xpos": "",
            "feats": feats.replace("_", ""), "deprel": deprel, "head": int(head) - 1, "start": start, "end": end,
            "ner": ner[0] if ner else "",
        }  # fmt: skip
    assert text[position:].strip() == ""


def token_spans(text: str, rows: list[list[str]]) -> list[tuple[int, int]]:
    """Where the surface tokens stand: punctuation marks apart, the rest between spaces."""
    import re

    spans = [m.span() for m in re.finditer(r"[^\s«»“”\"،,.:؛؟!()]+|[^\s\w]", text)]
    assert len(spans) == sum(row[0] == "." for row in rows), text
    return spans


def annotations_of(documents: dict[str, tuple[str, list[list[str]]]]) -> Annotations:
    """Annotations of documents of one sentence each, from text and rows."""
    rows = [row for doc_id, (text, given) in documents.items() for row in words_of(text, given, doc_id)]
    words = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in words.columns:
        if words[name].dtype.kind in "iu":
            words[name] = words[name].astype("int32")
        else:
            words[name] = pd.Categorical(words[name].astype(object))
    words["doc_id"] = words["doc_id"].cat.set_categories(list(documents))
    corpus = Corpus("given", tuple(Document(doc_id, text, {}) for doc_id, (text, _) in documents.items()))
    return Annotations(words, corpus, ModelInfo("given", "0" * 64, Path()))


def read_examples() -> dict[str, list[list[str]]]:
    """The parses of `parsed_examples.tsv`, by text."""
    found: dict[str, list[list[str]]] = {}
    text = ""
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
            found[text] = []
        elif line and not line.startswith("#"):
            found[text].append(line.split("\t"))
    return found


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Annotations]:
    """Annotations of one sentence whose parse stands in `parsed_examples.tsv`."""
    examples = read_examples()
    return lambda text: annotations_of({"example": (text, examples[text])})
