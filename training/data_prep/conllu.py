"""CoNLL-U sentences as immutable values: surface tokens that hold syntactic words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple


class Word(NamedTuple):
    """One syntactic word; `head` counts words of the sentence from 1, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True)
class Token:
    """A surface token: one word, or several under a multi-word token."""

    form: str
    words: tuple[Word, ...]
    space_after: bool = True


@dataclass(frozen=True)
class Sentence:
    """A sentence; `ends_paragraph` says that a paragraph break follows it."""

    sent_id: str
    tokens: tuple[Token, ...]
    ends_paragraph: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        """All syntactic words in order."""
        return tuple(word for token in self.tokens for word in token.words)

    @property
    def text(self) -> str:
        """The sentence as written."""
        return "".join(t.form + (" " if t.space_after else "") for t in self.tokens).rstrip()

    def with_tokens(self, tokens: Iterable[Token]) -> Sentence:
        """Return the same sentence with other tokens."""
        return replace(self, tokens=tuple(tokens))


def read_conllu(path: Path) -> list[Sentence]:
    """Read a plain CoNLL-U file; enhanced dependencies and empty nodes are dropped."""
    return list(parse_conllu(path.read_text(encoding="utf-8")))


def parse_conllu(text: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U text, in order."""
    waiting: Sentence | None = None
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        if waiting is not None:
            new_paragraph = any(line.startswith(("# newpar", "# newdoc")) for line in lines)
            yield replace(waiting, ends_paragraph=new_paragraph)
        ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        waiting = Sentence(ids[0] if ids else "", tuple(_tokens(rows)))
    if waiting is not None:
        yield replace(waiting, ends_paragraph=True)


def _tokens(rows: list[list[str]]) -> Iterator[Token]:
    end, surface, words = 0, None, []
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            end, surface = int(row[0].split("-")[1]), row
            continue
        words.append(Word(row[1], row[2], row[3], row[4], row[5], int(row[6]), row[7]))
        if int(row[0]) >= end:
            shown = surface or row
            yield Token(shown[1], tuple(words), "SpaceAfter=No" not in shown[9])
            surface, words = None, []


def write_conllu(sentences: Iterable[Sentence], path: Path) -> None:
    """Write sentences; `# newpar` opens each paragraph after the first."""
    path.write_text(conllu_text(sentences), encoding="utf-8")


def conllu_text(sentences: Iterable[Sentence]) -> str:
    """Sentences as CoNLL-U; `# newpar` opens each paragraph after the first."""
    return "".join(_written(sentences))


def _written(sentences: Iterable[Sentence]) -> Iterator[str]:
    new_paragraph = False
    for sentence in sentences:
        yield ("# newpar\n" if new_paragraph else "") + f"# sent_id = {sentence.sent_id}\n# text = {sentence.text}\n"
        position = 1
        for token in sentence.tokens:
            misc = "_" if token.space_after else "SpaceAfter=No"
            if len(token.words) > 1:
                yield f"{position}-{position + len(token.words) - 1}\t{token.form}" + "\t_" * 7 + f"\t{misc}\n"
                misc = "_"
            for word in token.words:
                yield "\t".join([str(position), *word[:5], str(word.head), word.deprel, "_", misc]) + "\n"
                position += 1
        yield "\n"
        new_paragraph = sentence.ends_paragraph


def raw_text(sentences: Iterable[Sentence]) -> str:
    """The running text: sentences of a paragraph joined by spaces, paragraphs by a blank line."""
    parts = []
    for sentence in sentences:
        parts += [sentence.text, "\n\n" if sentence.ends_paragraph else " "]
    return "".join(parts).strip() + "\n"
