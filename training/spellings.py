"""The list of `analysis.annotation.habits`: spellings without hamza or final dots, and the word that each must be.

`python -m training.spellings NEWS` counts the news and writes the list. A spelling is on it if hardly any other word is
spelt so when its hamzas and dots are left off, and if those who write them hardly ever write the word so.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from analysis.annotation.habits import SPELLINGS, WORD, write_spellings
from training.augment import HAMZA
from training.misspelt import count_tokens
from training.segment import news_texts

#: Occurrences of the word, how many times those of all others that would be spelt so, and of the spelling itself.
LEAST, TIMES_OTHERS, TIMES_ITSELF = 2, 10, 3
DOTLESS, OTHER_ENDS = {"ي": "ى"}, {"ة": "ه", "ى": "ي"}


def sure_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Spelling without hamzas, final dots or both → the token that it must be; `counts` are occurrences in news."""
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for token, count in counts.items():
        if not WORD.fullmatch(token):
            continue
        for spelling in hasty_spellings(token):
            meant[spelling][token] += count
    found = {}
    for spelling, tokens in sorted(meant.items()):
        token, count = tokens.most_common(1)[0]
        others = tokens.total() - count
        sure = count >= max(LEAST, TIMES_OTHERS * others, TIMES_ITSELF * counts.get(spelling, 0))
        if sure and (token[-1], spelling[-1]) not in OTHER_ENDS.items():
            found[spelling] = token
    return found


def hasty_spellings(token: str) -> set[str]:
    """The token without the hamzas of its alefs (the last letter may keep its own), with another end, or with both.

    Spellings with ه for ة and with ي for ى are not for the list, but others on it could be meant by them (اضافه).
    """
    start, end = token[:-1], token[-1]
    ends = {end, end.translate(HAMZA), (DOTLESS | OTHER_ENDS).get(end, end)}
    return {own + last for own in (start, start.translate(HAMZA)) for last in ends} - {token}


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.spellings", description=__doc__.split("\n", 1)[0])
    parser.add_argument("news", type=Path, help="folder of Parquet files with a `text` column")
    parser.add_argument("--out", type=Path, default=SPELLINGS, help="[%(default)s]")
    args = parser.parse_args()
    spellings = sure_spellings(count_tokens(news_texts(args.news)))
    write_spellings(spellings, args.out)
    print(f"{len(spellings):,} spellings in {args.out}")


if __name__ == "__main__":
    main()
