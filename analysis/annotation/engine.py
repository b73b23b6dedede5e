"""The engine: Stanza's five processors, fed with many paragraphs at once and asked for each word type once.

Three things make it faster than a pipeline called per document, and none changes what the models say:
sentences of many documents share a batch; splitting multi-word tokens and finding lemmas, which look at nothing
but the word (and its part of speech), are done once per type; and the parser's best tree is found by a quicker
search (see `trees`).
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.annotation.model import PROCESSORS, ModelInfo
from analysis.annotation.sentences import split_long
from analysis.errors import KhitabError

ARABIC = re.compile(r"[\u0621-\u064a]")
# Types per step of the character models, which cost Python per step (Stanza's default: 50), and words per step of
# the parser, whose memory they bound.
BATCHES = {"mwt_batch_size": 500, "lemma_batch_size": 500, "depparse_batch_size": 3000}
MAX_TYPES = 500_000  # remembered types; beyond this the memory is emptied, so that it stays bounded


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word; `token` counts surface tokens and `head` words within the sentence, from 0 (-1 = root)."""

    token: int
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


class Engine:
    """Stanza's Arabic processors, loaded once."""

    def __init__(self, folder: Path) -> None:
        self._processors = _load(folder)
        self._expansions: dict[str, str] = {}
        self._lemmas: dict[tuple[str, str], str] = {}

    def parse(self, paragraphs: Sequence[str]) -> list[list[list[Word]]]:
        """Annotate paragraphs without line breaks: for each, its sentences; for each, its words.

        Word spans count characters of the paragraph. A sentence never leaves its paragraph.
        """
        import torch

        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = self._processors["tokenize"].process("\n\n".join(paragraphs))
            self._expand(document)
            document.sentences = [part for sentence in document.sentences for part in split_long(sentence)]
            self._processors["pos"].process(document)
            self._lemmatize(document)
            self._processors["depparse"].process(document)
        return _by_paragraph(document.sentences, paragraphs)

    def _expand(self, document: Any) -> None:
        if len(self._expansions) > MAX_TYPES:
            self._expansions.clear()
        tokens = document.get_mwt_expansions(evaluation=True)
        unknown = sorted(set(tokens) - self._expansions.keys())
        if unknown:
            asked = _document([[{"id": (1,), "text": token, "misc": "MWT=Yes"}] for token in unknown])
            self._processors["mwt"].process(asked)
            for token, sentence in zip(unknown, asked.sentences, strict=True):
                words = [word.text for word in sentence.words]
                # A token left whole may hold a space (1 000), at which Stanza would split it.
                self._expansions[token] = " ".join(words) if len(words) > 1 else token.replace(" ", "")
        document.set_mwt_expansions([self._expansions[token] for token in tokens], process_manual_expanded=False)

    def _lemmatize(self, document: Any) -> None:
        lemmatizer = self._processors["lemma"]
        if lemmatizer.use_identity or lemmatizer.trainer.has_contextual_lemmatizers():
            lemmatizer.process(document)
            return
        if len(self._lemmas) > MAX_TYPES:
            self._lemmas.clear()
        words = [(word.text, word.upos) for sentence in document.sentences for word in sentence.words]
        unknown = sorted(set(words) - self._lemmas.keys())
        if unknown:
            asked = _document([[{"id": (1,), "text": form, "upos": upos}] for form, upos in unknown])
            lemmatizer.process(asked)
            self._lemmas.update(zip(unknown, (sentence.words[0].lemma for sentence in asked.sentences), strict=True))
        document.set(["lemma"], [self._lemmas[word] for word in words])


@lru_cache(maxsize=2)
def load_engine(model: ModelInfo) -> Engine:
    """Load a model's engine, once per process and model (the fingerprint is part of the key)."""
    return Engine(model.folder)


def _load(folder: Path) -> dict[str, Any]:
    import stanza

    from analysis.annotation.trees import find_trees_here

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pipeline = stanza.Pipeline(
                "ar",
                dir=str(folder),
                processors=",".join(PROCESSORS),
                download_method=None,
                verbose=False,
                **BATCHES,
            )
    except Exception as error:  # torch and Stanza raise all kinds for a damaged file
        raise KhitabError(
            f"{folder}: Stanza cannot load the model ({type(error).__name__}: {_first_line(error)}); "
            "copy its files again, or use model='bundled'."
        ) from error
    find_trees_here(pipeline.processors["depparse"])
    return dict(pipeline.processors)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0].rstrip(".")[:200]


def _document(sentences: list[list[dict[str, Any]]]) -> Any:
    from stanza.models.common.doc import Document

    return Document(sentences)


def _by_paragraph(sentences: Iterable[Any], paragraphs: Sequence[str]) -> list[list[list[Word]]]:
    """Deal the sentences of the joined text out to its paragraphs, with spans counted from each one's start."""
    result: list[list[list[Word]]] = [[] for _ in paragraphs]
    paragraph, offset = 0, 0
    for sentence in sentences:
        while sentence.tokens[0].start_char >= offset + len(paragraphs[paragraph]):
            offset += len(paragraphs[paragraph]) + 2
            paragraph += 1
        result[paragraph].append(list(_words(sentence, offset)))
    return result


def _words(sentence: Any, offset: int) -> Iterable[Word]:
    for number, token in enumerate(sentence.tokens):
        for word in token.words:
            yield Word(
                token=number,
                start=token.start_char - offset,
                end=token.end_char - offset,
                form=word.text,
                # The lemmatiser puts vowels on letters of any script and drops some: ISPR became IَSP.
                lemma=(word.lemma or "") if ARABIC.search(word.text) else word.text,
                upos=word.upos or "",
                xpos=word.xpos or "",
                feats=word.feats or "",
                head=word.head - 1,
                deprel=word.deprel or "",
            )
