"""CoNLL-U, the form of Universal Dependencies: words that are annotated already, read from such files."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

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
from analysis.annotation.words import Annotations
from analysis.errors import KhitabError
from analysis.wording import how_many

SUFFIXES = (".conllu", ".conll")
WHERE = re.compile(r"(\d+)(?:([-.])(\d+))?")
COMMENT = re.compile(r"#\s*([^=\s](?:[^=]*[^=\s])?)\s*(?:=\s*(.*))?")
OF_SENTENCE = {"sent_id", "text", "newpar", "newpar id"}
ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,5})\}|(.))")
ESCAPED = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}


def read_conllu(path: str | Path, *, encoding: str | None = None) -> Annotations:
    """Read words that are annotated already, from CoNLL-U; nothing is parsed.

    Parameters
    ----------
    path : a file (`.conllu`, also `.gz`), or a folder of such files.
    encoding : of the files, if their bytes do not tell.

    Returns
    -------
    Annotations. A document begins at `# newdoc`, and the comments right below it, as `# source = …` or
    `# meta::date = …`, are its metadata; `sent_ids` are the names of its sentences. A paragraph begins at `# newpar`.
    The text is put together of the tokens, by `# text` where the tokens are found in it, else by `SpaceAfter=No`
    (and `SpacesAfter=` as UDPipe has it); what `start` and `end` slice is this text. Names are read from `NER=` in the
    last column. Empty nodes and enhanced dependencies are left out. `corpus.notes` say what was left out, and what
    the words lack.

    Raises KhitabError, with file and line, for what is no CoNLL-U.

    Examples
    --------
    >>> read_conllu(write_conllu(report, folder / "report.conllu")).words["lemma"].head(2).tolist()
    ['قَال', 'مُشِير']
    """
    return read_annotated(path, SUFFIXES, encoding, parse_conllu)


def parse_conllu(text: str, place: str, name: str) -> ImportedFile:
    """Read the documents of a CoNLL-U text; `place` names the file in errors, `name` documents without an id."""
    documents: list[ImportedDocument] = []
    told: Counter[str] = Counter()
    seen: dict[str, int] = {}
    for first, block in _blocks(text):
        comments = [(n, line) for n, line in block if line.startswith("#")]
        rows = [(n, line) for n, line in block if not line.startswith("#")]
        if not rows:
            raise KhitabError(f"{place}, line {first}: a sentence has comments and no word; remove it.")
        values = {}
        header = {}
        for number, line in comments:
            found = COMMENT.fullmatch(line.strip())
            key, value = (found[1], found[2] or "") if found else ("", "")
            if key in ("newdoc", "newdoc id"):
                new = value.strip() or f"{name}-{len(documents) + 1}"
                if new in seen:
                    raise KhitabError(
                        f"{place}, line {number}: the document {new!r} begins a second time (first in line "
                        f"{seen[new]}); give each document an id of its own."
                    )
                seen[new] = number
                documents.append(ImportedDocument(new))
                header = documents[-1].metadata
            elif key in OF_SENTENCE:
                values[key], header = value, {}
            elif value:
                header[key.removeprefix("meta::")] = value.strip()
        if not documents:
            documents.append(ImportedDocument(name))
            told["whole"] += 1
        document = documents[-1]
        sentence = ImportedSentence(_tokens(rows, place, told), values.get("sent_id", "").strip())
        sentence.opens_paragraph = bool(document.sentences) and any(k.startswith("newpar") for k in values)
        if not document.sentences:
            document.before = _escaped_in(rows[0][1].split("\t")[9], "SpacesBefore") or ""
        if values.get("text"):
            told["other text"] += not _spaced_as(sentence.tokens, values["text"])
        document.sentences.append(sentence)
    for document in documents:
        if any(sentence.sent_id for sentence in document.sentences):
            document.metadata[SENT_IDS] = " ".join(sentence.sent_id or "_" for sentence in document.sentences)
    if any(t.ner for d in documents for s in d.sentences for t in s.tokens):
        for token in (t for d in documents for s in d.sentences for t in s.tokens):
            token.ner = token.ner or "O"
    return ImportedFile(documents, _notes(told, name))


def _notes(told: Counter[str], name: str) -> list[str]:
    said = {
        "whole": f"{name}: no `# newdoc` opens the file, and what precedes the first is one document, as which it is "
        "drawn in intervals",
        "empty nodes": f"{name}: {how_many(told['empty nodes'], 'empty node is', 'empty nodes are')} left out",
        "other text": f"{name}: in {how_many(told['other text'], 'sentence')} the tokens are not those of `# text`; "
        "the tokens are taken",
    }
    return [note for kind, note in said.items() if told[kind]]


def _blocks(text: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield the sentences as numbered lines, with the number of the first."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.removesuffix("\r")
        if line.strip():
            block.append((number, line))
        elif block:
            yield block[0][0], block
            block = []
    if block:
        yield block[0][0], block


def _tokens(rows: list[tuple[int, str]], place: str, told: Counter[str]) -> list[ImportedToken]:
    tokens: list[ImportedToken] = []
    numbers: list[int] = []
    heads: list[int] = []
    inside = 0  # the last word of the printed token that is open
    size = sum(line.split("\t", 1)[0].isdecimal() for _, line in rows)
    for number, line in rows:
        where = f"{place}, line {number}"
        cells = line.split("\t")
        if len(cells) != 10:
            hint = "; they are parted by spaces here" if len(line.split()) >= 10 else ""
            raise KhitabError(
                f"{where}: {how_many(len(cells), 'column')} instead of the ten of CoNLL-U, parted by tabs{hint}; "
                "correct the line."
            )
        at = WHERE.fullmatch(cells[0])
        if at is None or not cells[1] or BREAK.search(cells[1]):
            what = f"{cells[0]!r} is no number of a word" if at is None else f"{cells[1]!r} is no form of a word"
            raise KhitabError(f"{where}: {what}; correct the line.")
        if at[2] == ".":
            told["empty nodes"] += 1
            continue
        first, last = int(at[1]), int(at[3] or at[1])
        if first != len(heads) + 1 or last > size or last < first or (at[2] and inside >= first):
            raise KhitabError(f"{where}: {cells[0]} does not follow the word before it; number words from 1.")
        if at[2]:
            tokens.append(ImportedToken(cells[1], [], _after(cells[9]), _ner(cells[9])))
            inside = last
            continue
        word, head = _word(cells, size, where)
        if first <= inside:
            tokens[-1].words.append(word)
            tokens[-1].ner = tokens[-1].ner or _ner(cells[9])
        else:
            tokens.append(ImportedToken(cells[1], [word], _after(cells[9]), _ner(cells[9])))
        heads.append(head)
        numbers.append(number)
    if not tokens:
        raise KhitabError(f"{place}, line {rows[0][0]}: a sentence has no word; remove it.")
    check_heads(heads, lambda word: f"{place}, line {numbers[word]}")
    return tokens


def _word(cells: Sequence[str], size: int, where: str) -> tuple[ImportedWord, int]:
    form, lemma, upos, xpos, feats, head, deprel = (cells[n] for n in (1, 2, 3, 4, 5, 6, 7))
    if upos not in UPOS and upos != "_":
        raise KhitabError(
            f"{where}: the part of speech {upos!r} is none of Universal Dependencies ({', '.join(sorted(UPOS))}); "
            "convert the tags."
        )
    if head != "_" and (not head.isdecimal() or int(head) > size or head == cells[0]):
        raise KhitabError(f"{where}: the head {head!r} is no other word of the sentence, and not 0; correct the tree.")
    place = -1 if head == "_" else int(head) - 1
    return ImportedWord(
        form, _given(lemma, form), _given(upos), _given(xpos), _given(feats), place, _given(deprel)
    ), place


def _given(value: str, form: str = "") -> str:
    return "" if value == "_" and form != "_" else value


def _misc(cell: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in cell.split("|") if "=" in item)


def _after(cell: str) -> str | None:
    spaces = _escaped_in(cell, "SpacesAfter")
    return spaces if spaces is not None else "" if _misc(cell).get("SpaceAfter") == "No" else None


def _escaped_in(cell: str, name: str) -> str | None:
    value = _misc(cell).get(name)
    return None if value is None else ESCAPE.sub(_unescaped, value)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else ESCAPED.get(match[2], match[0])


def _ner(cell: str) -> str:
    given = {key.upper(): value for key, value in _misc(cell).items()}.get("NER", "")
    return re.sub("^S-", "B-", re.sub("^E-", "I-", given))


def _spaced_as(tokens: list[ImportedToken], text: str) -> bool:
    """Take the spaces between tokens from the running text, unless the file gives them to the letter."""
    places, at = [], 0
    for token in tokens:
        start = text.find(token.surface, at)
        if start < 0 or text[at:start].strip():
            return False
        places.append((start, start + len(token.surface)))
        at = places[-1][1]
    if not any(token.after not in (None, "") for token in tokens):
        for token, (_, end), (start, _) in zip(tokens, places, places[1:], strict=False):
            token.after = text[end:start]
    return not text[at:].strip()
