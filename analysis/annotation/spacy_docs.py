"""Annotations as spaCy `Doc`s and back, for matchers, displays and pipelines built on spaCy.

One spaCy token is one syntactic word. What spaCy has no place for is kept, as arrays, in extensions of the Doc
(`doc._.khitab_doc_id`, `khitab_start`, `khitab_end`, `khitab_token`, `khitab_paragraph`, `khitab_key`,
`khitab_feats`) and read per word through extensions of the token (`token._.khitab_start` and so on).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.annotation.table import COLUMNS, Annotations

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ARRAYS = ("start", "end", "token", "paragraph", "key", "feats")
INTEGERS = ("paragraph", "sentence", "token", "word", "head", "start", "end")


def to_spacy(annotations: Annotations, vocab: "Vocab | None" = None) -> "list[Doc]":
    """Make one spaCy Doc per document that has words, in corpus order.

    Texts of the tokens are the words' forms, `tag_` is xpos, `pos_` upos, `dep_` the Universal Dependencies
    relation, and sentences are those of the words table. `vocab` is shared by all Docs; that of a blank Arabic
    pipeline if not given. Spaces stand where the source has them after a surface token, so `doc.text` resembles
    the source but does not equal it: use the offsets of `khitab_start` and `khitab_end` to slice the source.
    """
    import spacy

    _register_extensions()
    vocab = vocab or spacy.blank("ar").vocab
    words = annotations.words
    sizes = words["doc_id"].value_counts(sort=False)
    ends = sizes.cumsum()
    documents = zip(sizes.index, ends - sizes, ends, strict=True)
    return [
        _doc(str(doc_id), words.iloc[first:last], annotations.text(str(doc_id)), vocab)
        for doc_id, first, last in documents
        if last > first
    ]


def _doc(doc_id: str, words: pd.DataFrame, text: str, vocab: "Vocab") -> "Doc":
    from spacy.tokens import Doc

    positions = words["word"].to_numpy()
    heads = words["head"].to_numpy()
    sentences = words["sentence"].to_numpy()
    doc = Doc(
        vocab,
        words=words["form"].tolist(),
        spaces=_spaces(words, text),
        tags=words["xpos"].tolist(),
        pos=words["upos"].tolist(),
        morphs=words["feats"].tolist(),
        lemmas=words["lemma"].tolist(),
        heads=np.where(heads < 0, positions, heads).tolist(),
        deps=words["deprel"].tolist(),
        sent_starts=np.r_[True, sentences[1:] != sentences[:-1]].tolist(),
    )
    doc._.khitab_doc_id = doc_id
    for name in ARRAYS:
        setattr(doc._, f"khitab_{name}", words[name].to_numpy())
    return doc


def _spaces(words: pd.DataFrame, text: str) -> list[bool]:
    """Say for each word whether the source has a space after it: never inside a surface token."""
    ends = words["end"].to_numpy()
    tokens = words["token"].to_numpy()
    last = np.r_[tokens[1:] != tokens[:-1], True]
    return [bool(is_last) and text[end : end + 1].isspace() for end, is_last in zip(ends, last, strict=True)]


def from_spacy(docs: "Iterable[Doc]") -> pd.DataFrame:
    """Make the words table of Docs that came from `to_spacy`, whatever was changed in them since."""
    tables = [_words(doc) for doc in docs]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    doc_ids = [doc_id for doc_id, _ in tables]
    words = pd.concat([table for _, table in tables], ignore_index=True)
    words["doc_id"] = pd.Categorical.from_codes(
        np.repeat(np.arange(len(doc_ids)), [len(table) for _, table in tables]), pd.Index(doc_ids, dtype="str")
    )
    for name in COLUMNS:
        if name in INTEGERS:
            words[name] = words[name].astype("int32")
        elif name != "doc_id":
            values = pd.Categorical(words[name].to_numpy(dtype=object))
            words[name] = values
    return words[list(COLUMNS)]


def _words(doc: "Doc") -> tuple[str, pd.DataFrame]:
    size = len(doc)
    position = np.arange(size)
    heads = np.array([word.head.i for word in doc], dtype=np.int32)
    starts = np.array([bool(word.is_sent_start) for word in doc])
    columns: dict[str, Any] = {name: getattr(doc._, f"khitab_{name}") for name in ARRAYS}
    columns |= {
        "sentence": np.cumsum(starts) - 1,
        "word": position,
        "form": [word.text for word in doc],
        "lemma": [word.lemma_ for word in doc],
        "upos": [word.pos_ for word in doc],
        "xpos": [word.tag_ for word in doc],
        "deprel": [word.dep_ for word in doc],
        "head": np.where(heads == position, -1, heads),
    }
    return doc._.khitab_doc_id, pd.DataFrame(columns)


def _register_extensions() -> None:
    """Declare the extensions, which spaCy keeps per process; doing so again changes nothing."""
    from spacy.tokens import Doc, Token

    for name in ("doc_id", *ARRAYS):
        if not Doc.has_extension(f"khitab_{name}"):
            Doc.set_extension(f"khitab_{name}", default=None)
    for name in ARRAYS:
        if not Token.has_extension(f"khitab_{name}"):
            Token.set_extension(f"khitab_{name}", getter=_reader(f"khitab_{name}"))


def _reader(extension: str) -> Any:
    return lambda word: getattr(word.doc._, extension)[word.i]
