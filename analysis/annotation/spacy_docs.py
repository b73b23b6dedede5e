"""Annotations as spaCy `Doc`s and back, for matchers, displays and pipelines built on spaCy.

One spaCy token is one syntactic word. What spaCy has no place for is kept, as arrays, in extensions of the Doc
(`doc._.khitab_doc_id`, `khitab_start`, `khitab_end`, `khitab_token`, `khitab_paragraph`, `khitab_key`,
`khitab_feats`, `khitab_ner`) and read per word through extensions of the token (`token._.khitab_start` and so on).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.annotation.words import COLUMNS, NO_LEMMA, Annotations
from analysis.arabic.orthography import key

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ARRAYS = ("start", "end", "token", "paragraph", "key", "feats", "ner")
INTEGERS = ("paragraph", "sentence", "token", "word", "head", "start", "end")


def to_spacy(annotations: AnnotationSource, vocab: "Vocab | None" = None) -> "list[Doc]":
    """Make one spaCy Doc per document that has words, in corpus order; of stored annotations, part by part.

    Texts of the tokens are the words' forms, `tag_` is xpos, `pos_` upos, `dep_` the Universal Dependencies
    relation, and sentences are those of the words table. `vocab` is shared by all Docs; that of a blank Arabic
    pipeline if not given. Spaces stand where the source has them after a surface token, so `doc.text` resembles
    the source but does not equal it: use the offsets of `khitab_start` and `khitab_end` to slice the source.

    Examples
    --------
    >>> doc = to_spacy(report)[0]
    >>> [(word.text, word.pos_, word.head.text) for word in doc[:3]]
    [('قال', 'VERB', 'قال'), ('المشير', 'NOUN', 'قال'), ('عاصم', 'X', 'منير')]
    """
    import spacy

    _register_extensions()
    vocab = vocab or spacy.blank("ar").vocab
    return [doc for piece in annotations.pieces() for doc in _docs(piece, vocab)]


def _docs(annotations: Annotations, vocab: "Vocab") -> "Iterator[Doc]":
    columns = {name: _array(annotations.words[name]) for name in COLUMNS if name != "doc_id"}
    sizes = annotations.words["doc_id"].value_counts(sort=False)
    lasts = sizes.cumsum()
    for doc_id, size, last in zip(sizes.index, sizes, lasts, strict=True):
        if size:
            rows = {name: values[last - size : last] for name, values in columns.items()}
            yield _doc(doc_id, rows, annotations, vocab)


def _array(column: "pd.Series[Any]") -> NDArray[Any]:
    """Spell a category column out, by looking each value up once rather than once a row."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.categories.to_numpy(dtype=object)[column.cat.codes.to_numpy()]
    return column.to_numpy()


def _doc(doc_id: str, words: Mapping[str, NDArray[Any]], annotations: Annotations, vocab: "Vocab") -> "Doc":
    from spacy.tokens import Doc

    sentences = words["sentence"]
    doc = Doc(
        vocab,
        words=words["form"].tolist(),
        spaces=_spaces(words, annotations.text(doc_id)),
        tags=words["xpos"].tolist(),
        pos=words["upos"].tolist(),
        morphs=words["feats"].tolist(),
        lemmas=words["lemma"].tolist(),
        heads=np.where(words["head"] < 0, words["word"], words["head"]).tolist(),
        deps=words["deprel"].tolist(),
        sent_starts=[True, *(sentences[1:] != sentences[:-1]).tolist()],
    )
    doc._.khitab_doc_id = doc_id
    for name in ARRAYS:
        setattr(doc._, f"khitab_{name}", words[name])
    return doc


def _spaces(words: Mapping[str, NDArray[Any]], text: str) -> list[bool]:
    """Say for each word whether the source has a space after it: never inside a surface token."""
    tokens = words["token"]
    last = [*(tokens[1:] != tokens[:-1]).tolist(), True]
    return [is_last and text[end : end + 1].isspace() for end, is_last in zip(words["end"].tolist(), last, strict=True)]


def from_spacy(docs: "Iterable[Doc]") -> pd.DataFrame:
    """Make the words table of Docs that came from `to_spacy`, with what was changed in them since.

    Offsets, tokens, paragraphs and features are those of the annotations; a changed lemma gets its own key.

    Examples
    --------
    >>> from_spacy(to_spacy(report))["lemma"].head(2).tolist()
    ['قَال', 'مُشِير']
    """
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
        "key": [_key(word.lemma_, word.text) for word in doc],
        "upos": [word.pos_ for word in doc],
        "xpos": [word.tag_ for word in doc],
        "deprel": [word.dep_ for word in doc],
        "head": np.where(heads == position, -1, heads),
    }
    return doc._.khitab_doc_id, pd.DataFrame(columns)


def _key(lemma: str, form: str) -> str:
    return ("" if lemma in NO_LEMMA else key(lemma)) or key(form)


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
