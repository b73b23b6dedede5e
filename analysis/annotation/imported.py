"""Words that somebody else annotated: from sentences as files give them to `Annotations` over a text of their own.

Such files hold tokens and the spaces between them, no running text. The text is put together again from both, so that
`start` and `end` slice it as they do everywhere else.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.annotation.words import Annotations, join_parts
from analysis.arabic.orthography import normal
from analysis.corpus import Corpus, Document
from analysis.corpus.contents import openable
from analysis.corpus.duplicates import cluster_note
from analysis.corpus.encodings import decode
from analysis.corpus.metadata import metadata_records
from analysis.corpus.source_files import SourceFile, files_below, source_file
from analysis.corpus.survey import Survey
from analysis.errors import KhitabError
from analysis.parsing.engine import Word
from analysis.parsing.model import ModelInfo
from analysis.parsing.paragraphs import LINE, split_paragraphs
from analysis.parsing.parts import Paragraph, build_part
from analysis.wording import how_many

UPOS = frozenset(
    (
        *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
        *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
    )
)
SIGNS = re.compile("[\u0640\u064b-\u0652]")
BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
SENT_IDS = "sent_ids"
"""The metadata that hold the names of a document's sentences, with a space between them."""


@dataclass(frozen=True)
class ImportedWord:
    """A syntactic word; `head` counts words of the sentence from 0, -1 for the root or where no head is given."""

    form: str
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""


@dataclass
class ImportedToken:
    """A printed token with its words; `after` is what stands between it and the next, None where the file is silent."""

    surface: str
    words: list[ImportedWord]
    after: str | None = None
    ner: str = ""


@dataclass
class ImportedSentence:
    """A sentence; `opens_paragraph` says that a line begins with it."""

    tokens: list[ImportedToken] = field(default_factory=list)
    sent_id: str = ""
    opens_paragraph: bool = False


@dataclass
class ImportedDocument:
    """A document of an annotated file; `before` is what its text begins with ahead of the first token."""

    doc_id: str
    metadata: dict[str, str] = field(default_factory=dict)
    sentences: list[ImportedSentence] = field(default_factory=list)
    before: str = ""


@dataclass
class ImportedFile:
    """The documents of a file, and what is to be told of it."""

    documents: list[ImportedDocument]
    notes: list[str] = field(default_factory=list)


def read_annotated(
    path: str | Path, suffixes: Sequence[str], encoding: str | None, parse: Callable[[str, str, str], ImportedFile]
) -> Annotations:
    """Read a file, or all files of a folder whose names end so, by `parse(text, place, name)`."""
    source = Path(path)
    if not source.exists():
        raise KhitabError(f"{source}: there is no such file or folder; check the path.")
    files = files_below(source) if source.is_dir() else [source_file(source)]
    files = [file for file in files if file.suffix in suffixes] if source.is_dir() else files
    if not files:
        raise KhitabError(f"{source}: no file there ends in {' or '.join(suffixes)}; name the file or another folder.")
    documents: list[ImportedDocument] = []
    notes: list[str] = []
    digest = hashlib.sha256()
    for file in files:
        with openable(file.place):
            raw = file.read()
        digest.update(hashlib.sha256(raw).digest())
        text, found = decode(raw, file.place, encoding)
        read = parse(text, file.place, file.stem)
        documents += _told_apart(read.documents, {d.doc_id for d in documents}, file)
        notes += ([] if found.startswith("utf-8") else [f"read as {found}"]) + read.notes
    name = source.name if source.is_dir() else files[0].stem
    model = ModelInfo(source.name, digest.hexdigest(), source if source.is_dir() else source.parent)
    return build_annotations(documents, name, model, list(dict.fromkeys(notes)), str(source))


def _told_apart(documents: list[ImportedDocument], seen: set[str], file: SourceFile) -> list[ImportedDocument]:
    if any(document.doc_id in seen for document in documents):
        for document in documents:
            document.doc_id = f"{file.stem}/{document.doc_id}"
    return documents


def build_annotations(
    documents: Sequence[ImportedDocument], name: str, model: ModelInfo, notes: Sequence[str], place: str
) -> Annotations:
    """Lay the words of imported documents out as `annotate` does."""
    if not any(document.sentences for document in documents):
        raise KhitabError(f"{place}: there is no word in it; check that it is the file that was meant.")
    texts: list[str] = []
    paragraphs: dict[str, list[Paragraph]] = {}
    for document in documents:
        text, spans = _text_of(document)
        texts.append(text)
        paragraphs[document.doc_id] = _paragraphs(document, text, spans)
    table = pd.DataFrame([document.metadata for document in documents], dtype="str").fillna("")
    records, more = metadata_records(table, name, path=place)
    corpus = Corpus(name, tuple(Document(d.doc_id, t, r) for d, t, r in zip(documents, texts, records, strict=True)))
    survey = Survey().add_all(corpus.documents)
    told = [*corpus.notes, *notes, *more, *_lacks(documents), survey.language_note()]
    told += cluster_note(*survey.copies.repeating(), len(documents))
    words = join_parts([build_part(paragraphs)], list(paragraphs), list(paragraphs))
    return Annotations(words, Corpus(name, corpus.documents, tuple(filter(None, dict.fromkeys(told)))), model)


Span = tuple[int, int]


def _text_of(document: ImportedDocument) -> tuple[str, list[list[Span]]]:
    """Put a document's text together, and give the span of each token of each sentence."""
    text, spans = [document.before], []
    place = len(document.before)
    for number, sentence in enumerate(document.sentences):
        following = document.sentences[number + 1 : number + 2]
        between = "" if not following else "\n" if following[0].opens_paragraph else " "
        found = []
        for index, token in enumerate(sentence.tokens):
            last = index + 1 == len(sentence.tokens)
            after = (between if last else " ") if token.after is None else token.after
            if not last:  # a sentence never crosses the end of a line
                after = BREAK.sub(" ", after)
            elif following and following[0].opens_paragraph and not BREAK.search(after):
                after = "\n"
            found.append((place, place + len(token.surface)))
            text += [token.surface, after]
            place += len(token.surface) + len(after)
        spans.append(found)
    return "".join(text), spans


def _paragraphs(document: ImportedDocument, text: str, spans: list[list[Span]]) -> list[Paragraph]:
    lines = {match.start(): match.end() for match in LINE.finditer(text)}
    read = [(p.start, lines[p.start], p.number) for p in split_paragraphs(text)]
    found: dict[int, list[list[Word]]] = {}
    at = 0
    for sentence, places in zip(document.sentences, spans, strict=True):
        while at + 1 < len(read) and read[at][1] <= places[0][0]:
            at += 1
        found.setdefault(read[at][2] if read else 0, []).append(_words(sentence, places))
    return [Paragraph(number, sentences) for number, sentences in found.items()]


def _words(sentence: ImportedSentence, places: list[Span]) -> list[Word]:
    return [
        Word(
            number,
            *place,
            _form(word.form, alone=len(token.words) == 1),
            *(word.lemma, word.upos, word.xpos, word.feats),
            word.head,
            word.deprel,
            token.ner,
        )
        for number, (token, place) in enumerate(zip(sentence.tokens, places, strict=True))
        for word in token.words
    ]


def _form(form: str, *, alone: bool) -> str:
    """A form without vowel signs and tatweels, as in the words table; that of a word glued to others is spelt out."""
    return (normal(form) if alone else SIGNS.sub("", form)) or form


def _lacks(documents: Sequence[ImportedDocument]) -> list[str]:
    """Say what the words lack that counting or matching rests on."""
    total, lacking = 0, Counter[str]()
    for document in documents:
        for sentence in document.sentences:
            words = [word for token in sentence.tokens for word in token.words]
            total += len(words)
            lacking["upos"] += sum(not word.upos for word in words)
            lacking["lemma"] += sum(not word.lemma for word in words)
            lacking["tree"] += sum(not word.deprel for word in words)
    means = {
        "upos": "have no part of speech (upos), and terms that ask for one do not match them",
        "lemma": "have no lemma, and match by their forms alone",
        "tree": "stand in no syntactic tree, and what asks for one (voices, actors, grammar, sketches) misses them",
    }
    return [f"{lacking[kind]:,} of {how_many(total, 'word')} {what}" for kind, what in means.items() if lacking[kind]]


def check_heads(heads: Sequence[int], place: Callable[[int], str]) -> None:
    """Refuse a sentence whose words hang in a circle; `place(word)` names a word in the error."""
    settled = [False] * len(heads)
    for first in range(len(heads)):
        path, at = [], first
        while at >= 0 and not settled[at]:
            if at in path:
                raise KhitabError(f"{place(at)}: its heads lead round in a circle; correct the tree.")
            path.append(at)
            at = heads[at]
        for word in path:
            settled[word] = True
