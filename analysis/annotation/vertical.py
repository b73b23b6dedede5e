"""Vertical text, the form of the Corpus Workbench and the Sketch Engine: words that are annotated already.

A line is a word, its attributes parted by tabs; tags on lines of their own open and close documents, paragraphs and
sentences; `<g/>` says that no space stands between two words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path

from analysis.annotation.exported import ExportedDocument, ExportedToken, exported
from analysis.annotation.imported import (
    BREAK,
    SENT_IDS,
    UPOS,
    ImportedDocument,
    ImportedFile,
    ImportedSentence,
    ImportedToken,
    ImportedWord,
    check_heads,
    read_annotated,
)
from analysis.annotation.source import AnnotationSource
from analysis.annotation.words import Annotations
from analysis.errors import KhitabError
from analysis.files import write_pieces
from analysis.wording import how_many

SUFFIXES = (".vert", ".vertical", ".vrt")
WRITTEN = ("word", "lemma", "upos", "xpos", "feats", "deprel", "head", "ner")
COLUMNS = (*WRITTEN, "lempos")
PLAIN = "-"  # the name of a column that is passed over
DOCUMENT = ("doc", "text", "document")
TAG = re.compile(r"<(/?)([A-Za-z_][\w.-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
DECLARED = re.compile(r"<!--\s*columns:\s*([^>]*?)\s*-->")
ENTITY = re.compile("&(lt|gt|amp|quot|apos|#39|#x27);")
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def read_vertical(
    path: str | Path, columns: Sequence[str] | None = None, *, encoding: str | None = None
) -> Annotations:
    """Read words that are annotated already, from vertical text; nothing is parsed.

    Parameters
    ----------
    path : a file (`.vert`, `.vrt`, also `.gz`), or a folder of such files.
    columns : what the columns hold, from the left: "word", "lemma", "upos" (Universal Dependencies), "xpos" (other
        tags), "feats", "deprel", "head" (the number of a word of the sentence from 1, 0 for the root), "ner",
        "lempos" (كتاب-n), and "-" for what is to be passed over. Files that Khitab wrote say so themselves.
    encoding : of the files, if their bytes do not tell.

    Returns
    -------
    Annotations. `<doc>` or `<text>` begins a document, its attributes are metadata and `id` its name; `<p>` begins a
    paragraph and `<s>` a sentence; `<mwt form="وبالتعاون">` holds the words of one printed token. A space stands
    between words unless `<g/>` says no. `corpus.notes` say which other tags were passed over, and what the words lack:
    without "upos" the terms of a lexicon that ask for a part of speech do not match.

    Raises KhitabError, with file and line, for what is no vertical text.

    Examples
    --------
    >>> read_vertical(write_vertical(report, folder / "report.vert")).words["lemma"].head(2).tolist()
    ['قَال', 'مُشِير']
    """
    return read_annotated(path, SUFFIXES, encoding, partial(parse_vertical, columns=columns))


def parse_vertical(text: str, place: str, name: str, columns: Sequence[str] | None = None) -> ImportedFile:
    """Read the documents of a vertical text; `place` names the file in errors, `name` documents without an id."""
    declared = DECLARED.search(text[:10_000])
    names = list(columns) if columns is not None else declared[1].split() if declared else []
    if "word" not in names or set(names) - {*COLUMNS, PLAIN}:
        what = "what the columns hold is not said" if not names else f"the columns {names} are not understood"
        raise KhitabError(
            f"{place}: {what}; name them, as in columns=['word', 'xpos', 'lemma'] or in a first line "
            f"`<!-- columns: word xpos lemma -->`, of {', '.join(COLUMNS)} and '-'."
        )
    reader = _Reader(names, place, name)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.read(number, line.removesuffix("\r"))
    return reader.finished()


class _Reader:
    """Goes through the lines of a file."""

    def __init__(self, columns: Sequence[str], place: str, name: str) -> None:
        self.columns, self.place, self.name = columns, place, name
        self.documents: list[ImportedDocument] = []
        self.seen: dict[str, int] = {}
        self.passed_over: Counter[str] = Counter()
        self.tokens: list[ImportedToken] = []
        self.heads: list[tuple[int, str]] = []  # line and head of each word of the sentence
        self.inside: ImportedToken | None = None
        self.opens_paragraph = False
        self.sent_id = ""
        self.bare = False  # whether words stand outside of any document

    def read(self, number: int, line: str) -> None:
        where = f"{self.place}, line {number}"
        if not line.strip() or line.startswith(("<!--", "<?")):
            return
        tag = TAG.fullmatch(line.strip())
        if tag is not None:
            self._tag(tag, number, where)
            return
        cells = line.split("\t")
        if len(cells) < len(self.columns):
            raise KhitabError(
                f"{where}: {how_many(len(cells), 'column')} instead of {len(self.columns)} "
                f"({', '.join(self.columns)}); correct the line, or name the columns as they are."
            )
        given = {name: ENTITY.sub(_character, cell) for name, cell in zip(self.columns, cells, strict=False)}
        self._word(given, number, where)

    def _tag(self, tag: re.Match[str], number: int, where: str) -> None:
        closes, kind = bool(tag[1]), tag[2].lower()
        attributes = {a[1]: ENTITY.sub(_character, a[2] or a[3] or "") for a in ATTRIBUTE.finditer(tag[3])}
        if kind in DOCUMENT:
            self._end_sentence()
            self.bare = self.bare and closes
            if not closes:
                self._open_document(attributes, number, where)
        elif kind == "p":
            self._end_sentence()
            self.opens_paragraph = True
        elif kind == "s":
            self._end_sentence()
            self.sent_id = "" if closes else attributes.get("id", "")
        elif kind == "g":
            last = self.tokens or [t for d in self.documents[-1:] for s in d.sentences[-1:] for t in s.tokens]
            if last and self.inside is None:
                last[-1].after = ""
        elif kind == "mwt":
            if not closes and not attributes.get("form"):
                raise KhitabError(f'{where}: <mwt> names no form; write <mwt form="…">.')
            if self.inside is not None and not (closes and self.inside.words):
                raise KhitabError(f"{where}: the <mwt> before it has no word or is not closed; correct the file.")
            self.inside = None if closes else ImportedToken(attributes["form"], [], None, attributes.get("ner", ""))
            if self.inside is not None:
                self.tokens.append(self.inside)
        elif not closes:
            self.passed_over[kind] += 1

    def _open_document(self, attributes: dict[str, str], number: int, where: str) -> None:
        doc_id = attributes.pop("id", "").strip() or f"{self.name}-{len(self.documents) + 1}"
        if doc_id in self.seen:
            raise KhitabError(
                f"{where}: the document {doc_id!r} begins a second time (first in line {self.seen[doc_id]}); give each "
                "document an id of its own."
            )
        self.seen[doc_id] = number
        self.documents.append(ImportedDocument(doc_id, attributes))
        self.opens_paragraph = False

    def _word(self, given: dict[str, str], number: int, where: str) -> None:
        form, upos, head = given["word"], _given(given.get("upos", "")), _given(given.get("head", ""))
        if not form.strip() or BREAK.search(form):
            raise KhitabError(f"{where}: {form!r} is no word; correct the line.")
        if upos and upos not in UPOS:
            raise KhitabError(
                f"{where}: the part of speech {upos!r} is none of Universal Dependencies; call that column 'xpos'."
            )
        if head and not head.isdecimal():
            raise KhitabError(f"{where}: the head {head!r} is no number of a word; call that column '-'.")
        lemma = given.get("lemma", "")
        if "lempos" in given and not lemma:
            lemma = given["lempos"].rpartition("-")[0] or given["lempos"]
        word = ImportedWord(
            form, _given(lemma, form), upos, _given(given.get("xpos", "")), _given(given.get("feats", "")),
            int(head) - 1 if head else -1, _given(given.get("deprel", "")),
        )  # fmt: skip
        if not self.documents or self.bare:
            self._outside()
        if self.inside is not None:
            self.inside.words.append(word)
        else:
            self.tokens.append(ImportedToken(form, [word], None, _given(given.get("ner", ""))))
        self.heads.append((number, head))

    def _outside(self) -> None:
        if not self.documents:
            self.documents.append(ImportedDocument(self.name))
            self.bare = True

    def _end_sentence(self) -> None:
        if self.inside is not None:
            raise KhitabError(f"{self.place}: <mwt form={self.inside.surface!r}> is not closed; correct the file.")
        if not self.tokens:
            return
        for number, head in self.heads:
            if head and int(head) > len(self.heads):
                raise KhitabError(f"{self.place}, line {number}: the head {head} is beyond the sentence; correct it.")
        heads = [int(head or 0) - 1 for _, head in self.heads]
        check_heads(heads, lambda word: f"{self.place}, line {self.heads[word][0]}")
        document = self.documents[-1]
        opens = self.opens_paragraph and bool(document.sentences)
        document.sentences.append(ImportedSentence(self.tokens, self.sent_id, opens))
        self.tokens, self.heads, self.inside, self.opens_paragraph, self.sent_id = [], [], None, False, ""

    def finished(self) -> ImportedFile:
        """The documents, with what is to be told."""
        self._end_sentence()
        notes = []
        if self.bare:
            notes.append(f"{self.name}: no <doc> opens the file, and all of it is one document")
        if self.passed_over:
            told = ", ".join(f"<{kind}> {how_many(n, 'time')}" for kind, n in self.passed_over.most_common())
            notes.append(f"{self.name}: tags that mean nothing to Khitab are passed over ({told})")
        for document in self.documents:
            ids = [sentence.sent_id for sentence in document.sentences]
            if any(ids):
                document.metadata[SENT_IDS] = " ".join(i.replace(" ", "_") or "_" for i in ids)
        return ImportedFile(self.documents, notes)


def _given(value: str, form: str = "") -> str:
    return "" if value in ("_", "") and form != "_" else value


def _character(match: re.Match[str]) -> str:
    return CHARACTERS.get(match[1], "'")


def to_vertical(annotations: AnnotationSource) -> str:
    """Write annotations as vertical text, a line for each syntactic word.

    Columns are word, lemma, upos, xpos, feats, deprel, head and ner, as the first line says. Documents are `<doc>` with
    their metadata as attributes, paragraphs `<p>`, sentences `<s>`; `<mwt form="…">` holds the words of a printed token
    that has several, and `<g/>` stands where no space does. For the Corpus Workbench:
    `cwb-encode -xsB -P lemma -P upos … -S doc:0+id+… -S p -S s -S mwt:0+form -S g`.

    Examples
    --------
    >>> print(to_vertical(report).splitlines()[0])
    <!-- columns: word lemma upos xpos feats deprel head ner -->
    """
    return "".join(_lines(annotations))


def write_vertical(annotations: AnnotationSource, path: str | Path) -> Path:
    """Write annotations to a file, as `to_vertical` does, document by document.

    Raises KhitabError where it cannot be written.

    Examples
    --------
    >>> write_vertical(report, folder / "report.vert").name
    'report.vert'
    """
    return write_pieces(path, _lines(annotations))


def _lines(annotations: AnnotationSource) -> Iterator[str]:
    yield f"<!-- columns: {' '.join(WRITTEN)} -->\n"
    for document in exported(annotations):
        yield "".join(f"{line}\n" for line in _document_lines(document))


def _document_lines(document: ExportedDocument) -> Iterator[str]:
    metadata = {re.sub(r"\W", "_", k): v for k, v in document.metadata.items() if k not in (SENT_IDS, "id")}
    yield f"<doc{''.join(f' {k}={_quoted(v)}' for k, v in {'id': document.doc_id, **metadata}.items())}>"
    names = document.metadata.get(SENT_IDS, "").split()
    names = names if len(names) == len(document.sentences) else ["_"] * len(document.sentences)
    paragraph = -1
    for sentence, name in zip(document.sentences, names, strict=True):
        if sentence.paragraph != paragraph:
            if paragraph >= 0:
                yield "</p>"
            paragraph = sentence.paragraph
            yield "<p>"
        yield "<s>" if name == "_" else f"<s id={_quoted(name)}>"
        for token in sentence.tokens:
            yield from _token_lines(token, sentence.first_word)
            last = token is document.sentences[-1].tokens[-1]
            if not last and not any(c.isspace() for c in token.after):
                yield "<g/>"
        yield "</s>"
    yield "</p></doc>".replace("><", ">\n<") if document.sentences else "</doc>"


def _token_lines(token: ExportedToken, first_word: int) -> Iterator[str]:
    several = len(token.words) > 1
    if several:
        name = f" ner={_quoted(token.ner)}" if token.ner else ""
        yield f"<mwt form={_quoted(token.surface)}{name}>"
    for word in token.words:
        head = "0" if word["head"] < 0 else str(int(word["head"]) - first_word + 1)
        values = {**word, "word": word["form"] if several else token.surface, "head": head if word["deprel"] else "_"}
        yield "\t".join(escape(" ".join(str(values[name]).split()), quote=False) or "_" for name in WRITTEN)
    if several:
        yield "</mwt>"


def _quoted(value: str) -> str:
    return f'"{escape(" ".join(value.split()))}"'
