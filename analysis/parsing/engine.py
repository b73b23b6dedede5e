"""The engine: Stanza's five processors, fed with many paragraphs at once and asked for each word type once.

Most of what makes it faster than a pipeline called per document changes nothing in what the models say: sentences of
many documents share a batch; what depends on a word's spelling alone (characters' and words' vectors, expansions of
multi-word tokens, lemmas) is done once per type, or was when the model was packed (`known`); the parser scores one
relation a word (`networks`); and its best tree is found by a quicker search (`trees`). What changes one word in two
hundred is that tagger and parser multiply in eight bits (`networks.integers`).
"""

import gc
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.parsing.loading import load_processors
from analysis.parsing.model import KnownTypes, ModelInfo, read_known
from analysis.parsing.particles import as_written, spelt_out
from analysis.parsing.persons import PersonForms, read_persons
from analysis.parsing.sentences import split_long
from analysis.parsing.tokens import Reading, Token

if TYPE_CHECKING:
    from torch import Tensor

    from analysis.parsing.names import NameToken

READ_WORDS = 12_000  # whose tags, states and scores are held at once, which bounds memory
ARABIC = re.compile(r"[\u0621-\u064a]")
MultiWordType = tuple[str, tuple[str, ...]]  # token, its words
WordType = tuple[str, str, str]  # form, part of speech, lemma


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
    ner: str = ""


class Engine:
    """Stanza's Arabic processors, loaded once."""

    def __init__(self, folder: Path, known: KnownTypes | None = None, persons: PersonForms | None = None) -> None:
        """Load a model folder; `known` types and `persons` instead of the folder's own."""
        # These import Stanza and torch, which reading a cache never needs.
        from analysis.parsing.analyzer import Reader
        from analysis.parsing.segmenter import Segmenter

        with _uncollected():
            processors, known = load_processors(folder), read_known(folder) if known is None else known
            persons = read_persons(folder) if persons is None else persons
            self._segmenter = Segmenter(processors["tokenize"], processors["mwt"], known.expansions, persons)
            self._reader = Reader(processors, known.lemmas, folder, persons)

    def parse(self, paragraphs: Sequence[str]) -> list[list[list[Word]]]:
        """Annotate paragraphs without line breaks: for each, its sentences; for each, its words.

        Word spans count characters of the paragraph. A sentence never leaves its paragraph.
        """
        import torch

        with torch.inference_mode(), warnings.catch_warnings(), _uncollected():
            warnings.simplefilter("ignore")
            segmented = self._segment(paragraphs)
            words = self._read([sentence for sentences in segmented for sentence in sentences])
            return [[next(words) for _ in sentences] for sentences in segmented]

    def describe(self, paragraphs: Sequence[str]) -> list[list[tuple[list[Token], list["NameToken"], "Tensor"]]]:
        """What finding names is learnt from: for each paragraph and sentence, its tokens and the tagger's states."""
        import torch

        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            segmented = self._segment(paragraphs)
            shown = [self._shown(sentence) for sentences in segmented for sentence in sentences]
            described = iter(self._reader.describe([[token.forms for token in sentence] for sentence in shown]))
        return [[(sentence, *next(described)) for sentence in sentences] for sentences in segmented]

    def _segment(self, paragraphs: Sequence[str]) -> list[list[list[Token]]]:
        """Sentences of each paragraph, none too long to be read."""
        return [
            [part for sentence in sentences for part in split_long(sentence)]
            for sentences in self._segmenter.segment(paragraphs)
        ]

    def _shown(self, sentence: list[Token]) -> list[Token]:
        """A sentence as it is read."""
        return [as_written(token) for token in sentence] if self._reader.tells_particles else sentence

    def _read(self, sentences: Sequence[list[Token]]) -> Iterator[list[Word]]:
        """The words of each sentence; read some at a time, since what the networks hold of a word is 16 kB."""
        for some in _at_once(sentences):
            shown = [self._shown(sentence) for sentence in some]
            readings = self._reader.read([[token.forms for token in sentence] for sentence in shown])
            for sentence in zip(some, shown, readings, strict=True):
                yield list(_words(*sentence))

    def types(self, paragraphs: Sequence[str]) -> tuple[Counter[MultiWordType], Counter[WordType]]:
        """Count types of multi-word tokens with their expansions, and of words with their lemmas out of context.

        They are what a model folder can know (`known`). Nothing is parsed.
        """
        import torch

        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            segmented = [sentence for sentences in self._segmenter.segment(paragraphs) for sentence in sentences]
            words = self._reader.types([[form for token in sentence for form in token.forms] for sentence in segmented])
        tokens = (token for sentence in segmented for token in sentence)
        return Counter((token.text, token.forms) for token in tokens if len(token.forms) > 1), Counter(words)


@lru_cache(maxsize=2)
def load_engine(model: ModelInfo) -> Engine:
    """Load a model's engine, once per process and model (the fingerprint is part of the key)."""
    return Engine(model.folder)


def _at_once(sentences: Sequence[list[Token]], limit: int = READ_WORDS) -> Iterator[list[list[Token]]]:
    """Group sentences in order, each group of at most `limit` words, if not one sentence."""
    group: list[list[Token]] = []
    total = 0
    for sentence in sentences:
        words = sum(len(token.forms) for token in sentence)
        if group and total + words > limit:
            yield group
            group, total = [], 0
        group.append(sentence)
        total += words
    if group:
        yield group


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for no circles of objects to be freed: words, which are many, are in none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _words(sentence: Sequence[Token], shown: Sequence[Token], readings: Sequence[Reading]) -> Iterator[Word]:
    """The words of a sentence; `shown` are its tokens as they were read."""
    position = 0
    for number, (token, seen) in enumerate(zip(sentence, shown, strict=True)):
        read = readings[position : position + len(token.forms)]
        position += len(read)
        forms = token.forms if seen is token else spelt_out(seen, [reading.lemma for reading in read])
        for form, reading in zip(forms, read, strict=True):
            yield Word(
                token=number,
                start=token.start,
                end=token.end,
                form=form,
                # The lemmatiser puts vowels on letters of any script and drops some: ISPR became IَSP.
                lemma=reading.lemma if ARABIC.search(form) else form,
                upos=reading.upos,
                xpos=reading.xpos,
                feats=reading.feats,
                head=reading.head - 1,
                deprel=reading.deprel,
                ner=reading.ner,
            )
