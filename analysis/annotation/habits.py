"""Hamzas and final dots that a writer leaves off by habit, put back where only one word can be meant.

Some newspapers write الى and اكد, those of Egypt الذى and المصرى. Models that learnt from careful spelling take such
words for others. Where more hamzas (or dots) are left off around a word than written, that is how the text is written,
and models are shown what news in careful spelling has instead: إلى for الى. Where two words are spelt so, ان (أن, إن)
or على (على, علي), the text stays as it is, and so does a slip in careful text.
"""

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

SPELLINGS = Path(__file__).with_name("spellings.tsv.gz")  # made by `python -m training.spellings`
WORD = re.compile(r"[ء-غف-ي]+")
AROUND = 50  #: words on either side that a word is judged with: a line may hold the texts of several writers
#: The letter that a habit leaves bare, and words that show that the writer lacks the habit. Hamzas inside a word (رأس)
#: tell nothing: those who write اكد have them as well.
HABITS = (("ا", re.compile("[وف]?(?:[بكلس]|[بك]?ال|لل)?[أإآ]")), ("ى", re.compile(".*ي$")))


def with_habits_undone(text: str) -> str:
    """The text with hamzas and dots put back, character for character; itself where no habit shows."""
    known, words = sure_spellings(), list(WORD.finditer(text))
    if not any(word[0] in known for word in words):
        return text
    letters = list(text)
    for place, letter in _letters_left_off(words, known):
        letters[place] = letter
    return "".join(letters)


def _letters_left_off(words: Sequence[re.Match[str]], known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where the words lack a hamza or dots by habit, and the letter that has them."""
    meant = [known.get(word[0], "") for word in words]
    for bare, written in HABITS:
        lacking = [
            [(word.start() + i, letter) for i, letter in enumerate(right) if word[0][i] == bare != letter]
            for word, right in zip(words, meant, strict=True)
        ]
        leanings = (bool(places) - bool(written.match(word[0])) for word, places in zip(words, lacking, strict=True))
        sums = [0, *accumulate(leanings)]
        for number, places in enumerate(lacking):
            if places and sums[min(number + AROUND + 1, len(words))] > sums[max(number - AROUND, 0)]:
                yield from places


@cache
def sure_spellings() -> dict[str, str]:
    """Spelling without hamzas, final dots or both → the word that it must be, letter for letter."""
    lines = gzip.decompress(SPELLINGS.read_bytes()).decode("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def write_spellings(spellings: Mapping[str, str], path: Path) -> None:
    """Write the list: the same bytes for the same spellings."""
    text = "".join(f"{spelling}\t{word}\n" for spelling, word in sorted(spellings.items()))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
