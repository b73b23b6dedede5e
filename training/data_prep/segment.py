"""Syntactic words of news text, type by type: what a model's tokeniser decides for a type most often.

Running the whole model over millions of words is slow and cuts names in some contexts; one decision a type,
taken by majority over a sample, is fast and steady.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import stanza
from stanza.models.mwt.data import DataLoader as MwtData

LETTERS = r"\u0621-\u064a\u0671-\u06d3"
TOKEN = re.compile(rf"[{LETTERS}\u064b-\u0652\u0670]+|\d[\d.,٫٬٠-٩]*|[A-Za-z][A-Za-z0-9-]*|[^\w\s]")
MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")


def tokens_of(text: str) -> list[str]:
    """Words, numbers and marks of a text, without diacritics."""
    return TOKEN.findall(MARKS.sub("", text))


def news_texts(folder: Path) -> list[str]:
    """All different texts of the Parquet files in a folder, in file order."""
    texts: dict[str, None] = {}
    for path in sorted(folder.glob("*.parquet")):
        for text in pd.read_parquet(path, columns=["text"])["text"].dropna():
            if text.strip():
                texts[text] = None
    return list(texts)


def learn_segments(texts: Iterable[str], model: Path, max_words: int, out: Path) -> None:
    """Tokenise a sample and write `{token type: [its words]}` for types that are mostly multi-word tokens."""
    pipe = _splitter(model)
    tokeniser = pipe.processors["tokenize"]
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    counted = 0
    for text in texts:
        for sentence in tokeniser.process(text).sentences:
            for token in sentence.tokens:
                votes[MARKS.sub("", token.text)][bool(token.misc and "MWT=Yes" in token.misc)] += 1
                counted += 1
        if counted >= max_words:
            break
    cut = sorted(form for form, vote in votes.items() if vote[True] > vote[False])
    out.write_text(json.dumps(_expand(cut, pipe.processors["mwt"]), ensure_ascii=False, indent=0), encoding="utf-8")


def expand(types: list[str], model: Path) -> dict[str, list[str]]:
    """The words that a model's expander makes of token types, where it makes several."""
    return _expand(types, _splitter(model).processors["mwt"])


def _splitter(model: Path) -> stanza.Pipeline:
    return stanza.Pipeline("ar", dir=str(model), processors="tokenize,mwt", download_method=None, logging_level="ERROR")


def _expand(types: list[str], expander: object) -> dict[str, list[str]]:
    """Expand each type once through the model's own expander."""
    trainer = expander.trainer  # type: ignore[attr-defined]
    document = stanza.models.common.doc.Document(
        [[{"id": [i + 1], "text": form, "misc": "MWT=Yes"} for i, form in enumerate(types)]]
    )
    data = MwtData(document, 500, expander.config, vocab=expander.vocab, evaluation=True, expand_unk_vocab=True)  # type: ignore[attr-defined]
    predicted = []
    for batch in data.to_loader():
        predicted += trainer.predict(batch, never_decode_unk=True, vocab=data.vocab)
    predicted = trainer.ensemble(document.get_mwt_expansions(evaluation=True), predicted)
    return {form: words.split() for form, words in zip(types, predicted, strict=True) if len(words.split()) > 1}


def segmented(texts: Iterable[str], segments: dict[str, list[str]]) -> Iterator[list[str]]:
    """Lists of syntactic words, a line of text each."""
    for text in texts:
        for line in text.splitlines():
            words = [w for form in tokens_of(line) for w in segments.get(form, (form,))]
            if len(words) > 1:
                yield words
