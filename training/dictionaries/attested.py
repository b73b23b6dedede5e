"""Entries for the expander's dictionary: where it makes up a stem that nobody writes, the one that the news attests.

The expander spells words letter by letter: it makes و + ألماء of والماء, and ب + رنامج + ه of برنامجه. Where hardly
anyone writes such a stem, and another cut of the token leaves one that is common, the latter is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from training.data_prep.names import CLITICS
from training.data_prep.segment import MARKS, expand, news_texts
from training.dictionaries import wholes
from training.dictionaries.misspelt import count_tokens

CONJUNCTIONS, PREPOSITIONS = ("", "و", "ف"), ("", "ب", "ل", "ك", "س", "لل")
#: Of the first and second person only نا, for ي ends adjectives, and ك names, more often than it is a pronoun in news.
PRONOUNS = ("", "ه", "ها", "هم", "هن", "هما", "نا")
GLUED = {*CONJUNCTIONS, *PREPOSITIONS, *wholes.PRONOUNS}
#: What a word ends in before a pronoun, and by itself.
ENDS = (("ت", "ة"), ("ا", "ى"), ("و", "وا"), ("ئ", "ء"), ("ؤ", "ء"))
SHORTEST = 3  # letters of a stem, its article aside
PERSONS = tuple("يتناأ")  # that a verb of the future begins with
#: Occurrences of the better stem, and how many times those of the stem made up, and of another cut's.
LEAST, TIMES, CLEARLY = 5, 100, 3


def attested_words(token: str, words: Sequence[str], counts: Mapping[str, int]) -> tuple[str, ...] | None:
    """The words of a token, if its stem among `words` is made up and that of another cut is common; else None."""
    stems = [MARKS.sub("", word) for word in words if word not in GLUED]
    if not stems:
        return None
    made_up = max(counts.get(stem, 0) for stem in stems)
    best: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
    for cut, spelled in _cuts(token):
        stem = stem_of(spelled)
        count = counts.get(stem, 0)
        # Of وسلم most is و + سلم.
        if not stem.startswith(CLITICS) or count > counts.get(stem[1:], 0):
            best[cut] = max(best.get(cut, (0, ())), (count, spelled))
    ranked = sorted(best.values(), reverse=True)
    if not ranked:
        return None
    (first, chosen), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0
    sure = first >= LEAST and first >= TIMES * made_up and first >= CLEARLY * second
    return chosen if sure and len(chosen) > 1 and chosen != tuple(words) else None


def _cuts(token: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each way to cut a token, with each standard spelling of its words."""
    for conjunction, preposition, pronoun in product(CONJUNCTIONS, PREPOSITIONS, PRONOUNS):
        before = conjunction + preposition
        middle = token[len(before) : len(token) - len(pronoun)]
        long = len(middle) >= SHORTEST - (preposition == "لل")
        verb = preposition != "س" or middle.startswith(PERSONS)
        if not (long and verb and token.startswith(before) and token.endswith(pronoun)):
            continue
        # للغة is ل + اللغة, with a lam less.
        articles, glued = (("ال", "الل"), "ل") if preposition == "لل" else (("",), preposition)
        for article in articles:
            for stem in _spellings(article + middle, bool(pronoun)):
                cut = (conjunction, preposition, article, pronoun)
                yield cut, tuple(word for word in (conjunction, glued, stem, pronoun) if word)


def _spellings(stem: str, before_pronoun: bool) -> Iterator[str]:
    """The stem, as it is written without a pronoun, and with the hamza that it may lack."""
    written = [stem]
    if before_pronoun:
        written += [stem[:-1] + alone for end, alone in ENDS if stem.endswith(end)]
    for form in written:
        yield form
        article, rest = ("ال", form[2:]) if form.startswith("ال") else ("", form)
        if rest.startswith("ا"):
            yield from (article + hamza + rest[1:] for hamza in "أإآ")


def stem_of(words: Sequence[str]) -> str:
    """The longest of a token's words that is no clitic."""
    return max((word for word in words if word not in GLUED), key=len, default="")


def attested_expansions(expansions: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> dict[str, str]:
    """Token → its better words, of tokens that the expander makes several words of."""
    found = {token: attested_words(token, words, counts) for token, words in sorted(expansions.items())}
    return {token: " ".join(words) for token, words in found.items() if words is not None}


def write_attested(news: Path, model: Path, out: Path) -> None:
    """Ask the model's expander about the tokens of the news that come again, and write the entries as JSON."""
    counts = count_tokens(news_texts(news))
    asked = [token for token, count in counts.items() if count > 1 and any(len(words) > 1 for _, words in _cuts(token))]
    entries = attested_expansions(expand(sorted(asked), model), counts)
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")
