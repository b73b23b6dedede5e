"""Annotations made by hand, for tests of what is counted rather than of how it was parsed."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.annotation import Annotations, ModelInfo
from analysis.arabic.orthography import key
from analysis.corpus import Corpus, Document

MODEL = ModelInfo("made", "0" * 64, Path())
STRINGS = ("form", "lemma", "key", "upos", "xpos", "feats", "deprel")


def made_annotations(
    texts: Mapping[str, str], metadata: Mapping[str, Mapping[str, object]] | None = None, name: str = "made"
) -> Annotations:
    """Annotate texts by their own notation.

    Each line is a paragraph, ` | ` parts sentences, blanks part words. A word is `form`, `form/UPOS`, or
    `form/UPOS/deprel/head`, the head counted in the sentence from 1 with 0 for the root; `.` and `،` are PUNCT,
    everything else is NOUN unless it says otherwise. The lemma is the form.
    """
    documents, rows = [], []
    for doc_id, notation in texts.items():
        text, word = "", 0
        for paragraph, line in enumerate(notation.split("\n")):
            text += "\n" if paragraph else ""
            for sentence in line.split(" | "):
                first = word
                sentence_number = len({row["sentence"] for row in rows if row["doc_id"] == doc_id})
                for index, item in enumerate(sentence.split()):
                    form, upos, deprel, head = _read(item, index)
                    text += "" if not text or text.endswith("\n") else " "
                    rows.append(
                        {
                            "doc_id": doc_id, "paragraph": paragraph, "sentence": sentence_number, "token": word,
                            "word": word, "form": form, "lemma": form, "key": key(form), "upos": upos, "xpos": "",
                            "feats": "", "deprel": deprel, "head": -1 if head == 0 else first + head - 1,
                            "start": len(text), "end": len(text) + len(form), "ner": "",
                        }
                    )  # fmt: skip
                    text += form
                    word += 1
        documents.append(Document(doc_id, text, (metadata or {}).get(doc_id, {})))
    corpus = Corpus(name, tuple(documents))
    return Annotations(words_table(rows, [document.doc_id for document in documents]), corpus, MODEL)


def words_table(rows: list[dict[str, object]], doc_ids: list[str]) -> pd.DataFrame:
    """Rows as a words table with the types of the real one."""
    columns = ["doc_id", "paragraph", "sentence", "token", "word", *STRINGS, "head", "start", "end", "ner"]
    table = pd.DataFrame(rows, columns=columns)
    for name in (*STRINGS, "ner"):
        table[name] = pd.Categorical(table[name].astype("str"))
    table["doc_id"] = pd.Categorical(table["doc_id"].astype("str"), categories=pd.Index(doc_ids, dtype="str"))
    numbers = ["paragraph", "sentence", "token", "word", "head", "start", "end"]
    return table.astype(dict.fromkeys(numbers, "int32"))


def _read(item: str, index: int) -> tuple[str, str, str, int]:
    parts = item.split("/")
    form = parts[0]
    upos = parts[1] if len(parts) > 1 else "PUNCT" if form in {".", "،"} else "NOUN"
    deprel = parts[2] if len(parts) > 2 else "root" if index == 0 else "dep"
    head = int(parts[3]) if len(parts) > 3 else min(index, 1)
    return form, upos, deprel, head
