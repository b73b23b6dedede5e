"""Spellings without hamza or final dots, and the word that each must be: for `analysis.arabic.habitual_spelling`.

`python -m training.dictionaries.spellings NEWS` counts the news and writes the list. A spelling is on it if hardly any
other word is spelt so when hamzas and dots are left off, and if articles that do not leave them off hardly have it:
بدا is no بدأ.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.arabic.habitual_spelling import HABITS, SPELLINGS, WORD, leaning, write_spellings
from training.data_prep.augment import HAMZA
from training.data_prep.segment import news_texts, tokens_of

#: Occurrences of the word, how many times those of all others that would be spelt so.
LEAST, TIMES_OTHERS = 2, 10
#: How many times those of the spelling itself: in all articles, and in careful ones.
TIMES_ITSELF, TIMES_CAREFUL = 3, 20
CAREFUL = 20  #: words with hamza (or dots) for each that seems to lack it, in a careful article
DOTLESS, OTHER_ENDS = {"ي": "ى"}, {"ة": "ه", "ى": "ي"}


def list_spellings(articles: Iterable[str]) -> dict[str, str]:
    """Spelling without hamzas, final dots or both → the token that it must be, as the articles tell."""
    tokens = [[token for token in tokens_of(text) if WORD.fullmatch(token)] for text in articles]
    candidates = clear_spellings(Counter(token for article in tokens for token in article))
    careful = Counter(token for article in tokens if is_careful(article, candidates) for token in article)
    return {
        spelling: token for spelling, token in candidates.items() if careful[token] >= TIMES_CAREFUL * careful[spelling]
    }


def clear_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Spelling → the one token that it is clearly for; `counts` are occurrences in news."""
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for token, count in counts.items():
        for spelling in hasty_spellings(token):
            meant[spelling][token] += count
    found = {}
    for spelling, tokens in sorted(meant.items()):
        token, count = tokens.most_common(1)[0]
        others = tokens.total() - count
        clear = count >= max(LEAST, TIMES_OTHERS * others, TIMES_ITSELF * counts.get(spelling, 0))
        # Those with ه for ة or ي for ى only count against others: they are not mended.
        if clear and len(token) > 1 and (token[-1], spelling[-1]) not in OTHER_ENDS.items():
            found[spelling] = token
    return found


def is_careful(tokens: Sequence[str], candidates: Mapping[str, str]) -> bool:
    """Does an article write both, hamzas and final dots, with hardly an exception?"""
    for _, written in HABITS:
        leanings = Counter(leaning(token, candidates.get(token, token), written) for token in tokens)
        if leanings[-1] < CAREFUL * leanings[1]:
            return False
    return True


def hasty_spellings(token: str) -> set[str]:
    """The token without the hamzas of its alefs (the last letter may keep its own), with another end, or with both.

    Spellings with ه for ة and with ي for ى are not for the list, but others on it could be meant by them (اضافه).
    """
    start, end = token[:-1], token[-1]
    ends = {end, end.translate(HAMZA), (DOTLESS | OTHER_ENDS).get(end, end)}
    return {own + last for own in (start, start.translate(HAMZA)) for last in ends} - {token}


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(
        prog="python -m training.dictionaries.spellings", description=__doc__.split("\n", 1)[0]
    )
    parser.add_argument("news", type=Path, help="folder of Parquet files with a `text` column")
    parser.add_argument("--out", type=Path, default=SPELLINGS, help="[%(default)s]")
    args = parser.parse_args()
    spellings = list_spellings(news_texts(args.news))
    write_spellings(spellings, args.out)
    print(f"{len(spellings):,} spellings in {args.out}")


if __name__ == "__main__":
    main()
