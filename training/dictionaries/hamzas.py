"""Entries for the dictionaries of expander and lemmatiser: words written without the hamza on their alefs.

Some newspapers write واكد for وأكد, and those of Egypt والاراضى for والأراضي. The expander then guesses: it makes
و + الإراضي of it, and ب + ازمات of بازمات; and so does the lemmatiser. News text that has hamzas and dots tells which
word is meant, as long as hardly any other is spelt like it without.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from analysis.parsing.particles import BARE
from training.data_prep.augment import HAMZA
from training.data_prep.conllu import Sentence, read_conllu
from training.data_prep.segment import expand, news_texts
from training.dictionaries.attested import stem_of
from training.dictionaries.misspelt import count_tokens

#: Occurrences of the right stem, how many times those of the stem made up, and of the readings that are spelt alike.
LEAST, TIMES, CLEARLY = 5, 3, 5
#: For a lemma: occurrences of the word, how many times those of others spelt alike, and of itself without hamza.
LEAST_WORD, TIMES_OTHERS, TIMES_BARE = 20, 10, 3
#: A part of speech whose lemma is the word as it is written.
AS_WRITTEN = "X"


def bare_readings(counts: Mapping[str, int], segments: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Each token that loses a hamza, or the dots of a final ي, without it, with the words that it clearly stands for.

    `counts` are occurrences in news, `segments` the words of tokens that are several.
    """
    readings: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for token, count in counts.items():
        words = tuple(segments.get(token, [token]))
        for spelling in _hasty_spellings(token, words):
            readings[spelling][words] += count
    for spelling, found in sorted(readings.items()):
        (words, count), *others = found.most_common()
        sure = count >= CLEARLY * sum(other for _, other in others)
        hamzas = any(word != word.translate(HAMZA) for word in words)
        dots = spelling.endswith("ى") and words[-1].startswith("ال") and words[-1].endswith("ي")
        if len(words) > 1 and sure and (hamzas or dots) and "".join(words) != spelling:
            yield spelling, list(words)


def _hasty_spellings(token: str, words: Sequence[str]) -> set[str]:
    bare = token.translate(HAMZA)
    if token.endswith("ى"):
        return {bare, token}
    # Under the article a final ي is that of a noun or adjective; ends in ى are verbs' too (ويلتقى).
    if token.endswith("ي") and words[-1].startswith("ال"):
        return {bare, bare[:-1] + "ى", token[:-1] + "ى"}
    return {bare}


def expansion_entries(
    readings: Mapping[str, list[str]], expansions: Mapping[str, list[str]], counts: Mapping[str, int]
) -> dict[str, str]:
    """Token → its words, where the expander makes others of it, whose stem the news has less often.

    `expansions` are the expander's answers for the tokens of `readings`; one that it leaves whole is not among them.
    """
    entries = {}
    for token, words in sorted(readings.items()):
        made = expansions.get(token, [token])
        right, wrong = (counts.get(stem_of(some), 0) for some in (words, made))
        if made != words and right >= LEAST and right >= TIMES * wrong:
            entries[token] = " ".join(words)
    return entries


def bare_words(counts: Mapping[str, int], segments: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Word without its hamza → the word, where the news clearly means no other."""
    alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for token, count in counts.items():
        for word in segments.get(token, [token]):
            alike[word.translate(HAMZA)][word] += count
    found = {}
    for bare, words in sorted(alike.items()):
        (word, count), *_ = words.most_common()
        others = words.total() - count - words[bare]
        sure = count >= max(LEAST_WORD, TIMES_OTHERS * others, TIMES_BARE * words[bare])
        if word != bare and sure and len(bare) > 1 and bare != BARE:  # whose lemma goes by context
            found[bare] = word
    return found


def lemma_entries(words: Mapping[str, str], treebank: Iterable[Sentence]) -> dict[str, dict[str, str]]:
    """Part of speech → word without its hamza → the lemma that the treebank gives the word with it."""
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in treebank:
        for word in sentence.words:
            seen[word.form, word.upos][word.lemma] += 1
    entries: defaultdict[str, dict[str, str]] = defaultdict(dict)
    without_hamza = {word: bare for bare, word in words.items()}
    for (form, upos), lemmas in sorted(seen.items()):
        bare = without_hamza.get(form)
        if bare is not None and upos != AS_WRITTEN and (bare, upos) not in seen:
            entries[upos][bare] = lemmas.most_common(1)[0][0]
    return dict(entries)


def write_hamzas(news: Path, segments: Path, treebank: Path, model: Path, out: Path) -> None:
    """Count the news, ask the model's expander, and write both kinds of entries as JSON."""
    counts = count_tokens(news_texts(news))
    table = json.loads(segments.read_text(encoding="utf-8"))
    readings = dict(bare_readings(counts, table))
    entries = {
        "expansions": expansion_entries(readings, expand(sorted(readings), model), counts),
        "lemmas": lemma_entries(bare_words(counts, table), read_conllu(treebank)),
    }
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")
