"""The engine: Stanza's five processors, fed with many paragraphs at once and asked for each word type once.

What makes it faster than a pipeline called per document changes nothing in what the models say: sentences of many
documents share a batch; what depends on a word's spelling alone (characters' and words' vectors, expansions of
multi-word tokens, lemmas) is done once per type; the parser scores one relation a word (`networks`); and its best tree
is found by a quicker search (`trees`).
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.annotation.model import PROCESSORS, ModelInfo
from analysis.annotation.sentences import split_long
from analysis.annotation.tokens import Token
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation.reading import Reading

ARABIC = re.compile(r"[\u0621-\u064a]")
# Types per step of the character models, which cost Python per step (Stanza's default: 50), and words per step of
# a parser that runs as Stanza runs it, whose memory they bound.
BATCHES = {"mwt_batch_size": 500, "lemma_batch_size": 500, "depparse_batch_size": 3000}


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
        # These import Stanza and torch, which reading a cache never needs.
        from analysis.annotation.reading import Reader
        from analysis.annotation.segmenting import Segmenter

        processors = _load(folder)
        self._segmenter = Segmenter(processors["tokenize"], processors["mwt"])
        self._reader = Reader(processors)

    def parse(self, paragraphs: Sequence[str]) -> list[list[list[Word]]]:
        """Annotate paragraphs without line breaks: for each, its sentences; for each, its words.

        Word spans count characters of the paragraph. A sentence never leaves its paragraph.
        """
        import torch

        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            segmented = [
                [part for sentence in sentences for part in split_long(sentence)]
                for sentences in self._segmenter.segment(paragraphs)
            ]
            forms = [
                [form for token in sentence for form in token.forms]
                for sentences in segmented
                for sentence in sentences
            ]
            readings = iter(self._reader.read(forms))
        return [[list(_words(sentence, next(readings))) for sentence in sentences] for sentences in segmented]


@lru_cache(maxsize=2)
def load_engine(model: ModelInfo) -> Engine:
    """Load a model's engine, once per process and model (the fingerprint is part of the key)."""
    return Engine(model.folder)


def _load(folder: Path) -> dict[str, Any]:
    import stanza

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
    return dict(pipeline.processors)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0].rstrip(".")[:200]


def _words(sentence: Sequence[Token], readings: "Sequence[Reading]") -> Iterator[Word]:
    position = 0
    for number, token in enumerate(sentence):
        for form in token.forms:
            reading = readings[position]
            position += 1
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
            )
