"""Hamzas and final dots that a writer leaves off by habit, put back where hardly another word can be meant.

Some newspapers write الى and اكد, those of Egypt الذى and المصرى. Models that learnt from careful spelling take such
words for others. Where the words around one leave off more hamzas (or dots) than they write, that is how the text is
written, and models are shown what news in careful spelling has instead: إلى for الى. Spellings that are words of their
own, بدا (not بدأ) or على (not علي), and those of two words, ان (أن, إن), stay; so does a slip in careful text, and a
word that nothing around it tells of.
"""

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

SPELLINGS = Path(__file__).with_name("spellings.tsv.gz")  # made by `python -m training.dictionaries.spellings`
WORD = re.compile(r"(?<!\w)[ء-غف-ي]+(?!\w)")
FINAL_HAMZA = re.compile(r"(?<=\w)ىء(?!\w)")  # شىء, as Egypt writes شيء; models cut it in two
AROUND = 50  #: words on either side that a word is judged by: a line may hold the texts of several writers
#: The letter that a habit leaves bare, and words that have the one left off. Hamzas inside a word (رأس) do not tell:
#: those who write اكد have them as well.
HABITS = (("ا", re.compile("[وف]?(?:[بكلس]|[بك]?ال|لل)?[أإآ]")), ("ى", re.compile(".*ي$")))


def with_habits_undone(text: str) -> str:
    """The text with hamzas and dots put back, character for character; itself where no habit shows.

    Final ىء, which can only be يء, is so always.
    """
    text = FINAL_HAMZA.sub("يء", text)
    known, words = sure_spellings(), list(WORD.finditer(text))
    if not any(word[0] in known for word in words):
        return text
    letters = list(text)
    forms = [word[0] for word in words]
    meant = [known.get(form, form) for form in forms]
    for bare, written in HABITS:
        leanings = [leaning(form, right, written) for form, right in zip(forms, meant, strict=True)]
        for word, right, around in zip(words, meant, _sums_around(leanings), strict=True):
            if around > 0:
                for place, (own, letter) in enumerate(zip(word[0], right, strict=True), word.start()):
                    letters[place] = letter if own == bare else letters[place]
    return "".join(letters)


def leaning(form: str, meant: str, written: re.Pattern[str]) -> int:
    """1 for a word that leaves off what it should have, -1 for one that has it."""
    return bool(written.match(meant)) - 2 * bool(written.match(form))


def _sums_around(values: Sequence[int]) -> Iterator[int]:
    """For each value the sum of the `AROUND` before it and after it."""
    sums = [0, *accumulate(values)]
    for place, value in enumerate(values):
        yield sums[min(place + AROUND + 1, len(values))] - sums[max(place - AROUND, 0)] - value


@cache
def sure_spellings() -> dict[str, str]:
    """Spelling without hamzas, final dots or both → the word that it must be, letter for letter."""
    lines = gzip.decompress(SPELLINGS.read_bytes()).decode("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def write_spellings(spellings: Mapping[str, str], path: Path) -> None:
    """Write the list: the same bytes for the same spellings."""
    text = "".join(f"{spelling}\t{word}\n" for spelling, word in sorted(spellings.items()))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
