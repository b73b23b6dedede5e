"""Nothing found: what was looked for, in which spelling, and the nearest that there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from analysis.arabic.orthography import fold, fold_hamzas, key, normal
from analysis.context.printed import Phrase
from analysis.context.query import Comparison, Element
from analysis.context.sequences import comparisons_of, fitting, values_of

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

SHOWN = 5
"""Nearest forms that are told."""

_ALIKE = 0.6
_PREFIXES = re.compile("^[وف]?[بكل]?ال|^[وف]?لل")
_ENDINGS = re.compile("(?:ات|ون|ين|ان|يه|ها|هم|نا|ي|ه|ا)$")
_WORD = re.compile(r"[^\W_]+")


def nothing_found(annotations: AnnotationSource, query: str, sought: Phrase | Sequence[Element]) -> str:
    """One sentence for a query without a match."""
    corpus = annotations.provenance["corpus"]
    if isinstance(sought, Phrase):
        looked = f"query {query!r}: nothing in {corpus} is printed {sought} (hamzas on alef and vowel signs aside)"
        return f"{looked}; {_advice(nearest_printed(annotations, sought), sought)}."
    lacking = _lacking(annotations, sought)
    if not lacking:
        return (
            f"query {query!r}: nothing in {corpus} matches; each of its conditions holds of some word, but not "
            "together and in this order within one sentence."
        )
    return f"query {query!r}: nothing in {corpus} matches; {'; '.join(lacking)}."


def _advice(nearest: Counter[str], sought: Phrase) -> str:
    lemma = f'[lemma="{sought}"] asks for a lemma in all its forms' if len(sought.words) == 1 else ""
    if not nearest:
        return "; ".join(part for part in ("nothing like it occurs either", lemma) if part)
    return "; ".join(part for part in (f"the nearest that occur: {_listed(nearest)}", lemma) if part)


def _listed(counts: Counter[str]) -> str:
    return "، ".join(f"{form} ({n:,})" for form, n in counts.most_common(SHOWN))


def nearest_printed(annotations: AnnotationSource, phrase: Phrase) -> Counter[str]:
    """How often the printed forms occur that are nearest to a phrase.

    First the same words with other articles, clitics, endings or spellings, other marks than white space between them;
    without any, for a word those that share most letters with it, for a phrase its words one by one.
    """
    loose = re.compile(r"[\W_]{1,3}".join(rf"[^\W_]{{0,4}}{_stem_pattern(word)}[^\W_]{{0,4}}" for word in phrase.words))
    relatives, words = Counter[str](), Counter[str]()
    for text in _texts(annotations):
        relatives.update(match[0] for match in loose.finditer(text))
        words.update(_WORD.findall(text))
    if relatives:
        return relatives
    if len(phrase.words) > 1:
        return Counter({word: _occurrences(words, word) for word in phrase.typed.split()})
    return _alike(words, phrase.words[0])


def _texts(annotations: AnnotationSource) -> Iterable[str]:
    for piece in annotations.pieces(("doc_id",)):
        for doc_id in piece.words["doc_id"].cat.categories:
            yield normal(piece.text(doc_id))


def _stem_pattern(word: str) -> str:
    """The word without article and ending, in any spelling."""
    folded = fold(word.replace("*", ""))
    stem = folded
    for affix in (_PREFIXES, _ENDINGS):
        rest = affix.sub("", stem)
        stem = rest if len(rest) > 2 else stem  # وكالة is no وك before الة
    loose = {"ا": "[اأإآ]", "ي": "[يىئ]", "ه": "[هة]", "و": "[وؤ]"}
    return "".join(loose.get(char, re.escape(char)) for char in stem)


def _occurrences(words: Counter[str], word: str) -> int:
    pattern = Phrase.of(word).strict
    return sum(n for form, n in words.items() if pattern.fullmatch(fold_hamzas(form)))


def _alike(counts: Counter[str], word: str) -> Counter[str]:
    """The values that share most letters with a word."""
    sought = key(word)
    scored: list[tuple[float, str]] = []
    for value in counts:
        if abs(len(value) - len(sought)) > 3 or len(set(value) & set(sought)) < len(set(sought)) / 2:
            continue
        ratio = SequenceMatcher(None, sought, key(value), autojunk=False).ratio()
        if ratio >= _ALIKE:
            scored.append((ratio, value))
    best = sorted(scored, key=lambda pair: (-pair[0], -counts[pair[1]], pair[1]))[:SHOWN]
    return Counter({value: counts[value] for _, value in best})


def _lacking(annotations: AnnotationSource, elements: Sequence[Element]) -> list[str]:
    """For each comparison that holds of no word: what is like it."""
    wanted = [comparison for comparison in dict.fromkeys(comparisons_of(elements)) if not comparison.differs]
    counts: dict[str, Counter[str]] = {}
    for attribute in dict.fromkeys(comparison.attribute for comparison in wanted):
        needed = ("doc_id", "form", "token", "start", "end") if attribute == "token" else ("doc_id", attribute)
        counts[attribute] = Counter()
        for piece in annotations.pieces(needed):
            counts[attribute].update(_counted(piece, attribute))
    return [
        _lack(comparison, counts[comparison.attribute])
        for comparison in wanted
        if not fitting(comparison, list(counts[comparison.attribute])).any()
    ]


def _counted(piece: Annotations, attribute: str) -> Counter[str]:
    values, codes = values_of(piece, attribute)
    numbers = np.bincount(codes, minlength=len(values)).tolist()
    return Counter({value: n for value, n in zip(values, numbers, strict=True) if n})


def _lack(comparison: Comparison, counts: Counter[str]) -> str:
    name = "word" if comparison.attribute == "form" else comparison.attribute
    nearest = _alike(counts, comparison.pattern) or Counter(dict(counts.most_common(SHOWN if len(counts) < 50 else 0)))
    told = f" (there are {_listed(nearest)})" if nearest else ""
    return f'no word has {name}="{comparison.pattern}"{told}'
