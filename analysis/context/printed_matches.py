"""A phrase found in the texts, as rows of the words table: which words it is, and which clitics the parser cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import printed
from analysis.context.bare_texts import BareTexts
from analysis.context.printed import Phrase
from analysis.context.whole_words import is_whole
from analysis.counting.token_index import Places

if TYPE_CHECKING:
    from analysis.annotation import Annotations

Ints = NDArray[np.int64]

PHRASE_COLUMNS = ("doc_id", "paragraph", "sentence", "token", "word", "form", "start", "end")


@dataclass(frozen=True)
class PrintedMatches:
    """Where a phrase stands in a piece.

    table : the columns of hits that tell of places, one row for each match.
    others : the phrase in spellings that do not count (المصرى for المصري).
    whole : tokens that end as the phrase begins, but are one word to the parser (كمال for مال).
    """

    table: pd.DataFrame
    others: Counter[str]
    whole: Counter[str]


def printed_matches(piece: Annotations, phrase: Phrase) -> PrintedMatches:
    """Find a phrase in a piece, with the word that it begins with.

    Before a word with the article, و ف ب ك ل are always clitics. Before another they may be letters of the word, and
    are so where the parser did not cut a token that the news knows as one word (`is_whole`).
    """
    places, others = BareTexts.of(piece).find(phrase)
    words, index = piece.words, Places.of(piece)
    starts, ends = words["start"].to_numpy(np.int64), words["end"].to_numpy()
    document = words["doc_id"].cat.codes.to_numpy()
    wanted = (places["document"].to_numpy(np.int64) << 32) | places["inner"].to_numpy(np.int64)
    rows = np.searchsorted((document.astype(np.int64) << 32) | starts, wanted, side="right") - 1
    # Text that has no words (what lies behind a cut) has no place among them.
    held = (rows >= 0) & (document[rows] == places["document"]) & (ends[rows] > places["inner"]) if len(words) else []
    places, tokens = places[np.asarray(held, dtype=bool)], index.token_of(rows[np.asarray(held, dtype=bool)])
    first, last = index.first_row(tokens), index.last_row(tokens)
    rows = _stems(words, phrase.words[0], first, last)
    clitics = places["clitics"].tolist()
    doubtful = (places["clitics"] != "").to_numpy() & (first == last) & (not phrase.words[0].startswith("ال"))
    head = words.iloc[rows]
    doc_ids = head["doc_id"].astype("str").tolist()
    spans = list(zip(doc_ids, places["start"], places["end"], places["inner"], strict=True))
    surfaces = [piece.text(doc_id)[start:end] for doc_id, start, end, _ in spans]
    first_tokens = [text.split(maxsplit=1)[0] for text in surfaces]
    alone = np.array([d and is_whole(text) for d, text in zip(doubtful, first_tokens, strict=True)], dtype=bool)
    inside = [piece.text(doc_id)[inner:end] for doc_id, _, end, inner in spans]
    columns = {
        "doc_id": _strings(doc_ids),
        "surface": _strings(surfaces),
        "match": _strings([_in_full(*pair, phrase.words[0]) for pair in zip(clitics, inside, strict=True)]),
        "clitics": _strings(["".join(f"{letter}-" for letter in some) for some in clitics]),
        "start": places["start"].to_numpy(np.int32),
        "end": places["end"].to_numpy(np.int32),
        **{name: head[name].to_numpy() for name in ("paragraph", "sentence", "token", "word")},
    }
    whole = Counter(surface for surface, is_one in zip(surfaces, alone, strict=True) if is_one)
    return PrintedMatches(pd.DataFrame(columns)[~alone].reset_index(drop=True), others, whole)


def _stems(words: pd.DataFrame, sought: str, first: Ints, last: Ints) -> Ints:
    """The row of each token's word: the one that is spelt as sought, or else the longest."""
    forms = words["form"].cat
    codes, texts = forms.codes.to_numpy(), forms.categories
    rows = first.copy()
    for place in np.flatnonzero(last > first).tolist():
        spelt = [printed(str(texts[code])) for code in codes[first[place] : last[place] + 1]]
        best = spelt.index(sought) if sought in spelt else max(range(len(spelt)), key=lambda i: len(spelt[i]))
        rows[place] += best
    return rows


def _in_full(clitics: str, inside: str, first: str) -> str:
    """The phrase without its clitics, the article whole again after ل."""
    if clitics.endswith("ل") and first.startswith("ال") and not inside.startswith(("ا", "أ", "إ", "آ")):
        return f"ال{inside}" if first[2:3] == "ل" else f"ا{inside}"
    return inside


def _strings(values: list[str]) -> pd.api.extensions.ExtensionArray:
    array: pd.api.extensions.ExtensionArray = pd.array(values, dtype="str")
    return array
