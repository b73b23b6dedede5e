"""Printed words: where a word or phrase stands in the texts as a reader types it, whatever the parser made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis.arabic.orthography import printed
from analysis.errors import KhitabError

_Spell = Callable[[str], str]

MOST_WORDS = 50
"""Words that a phrase may have."""

_EDGES = " \t\n\r،؛؟.,;:!?…«»“”\"'‘’()[]{}–—"
# What writers confuse beyond hamzas on alef: each letter with those that `fold` makes the same of it.
_LOOSE = {"ي": "[يىئ]", "ى": "[يىئ]", "ئ": "[يىئ]", "ه": "[هة]", "ة": "[هة]", "و": "[وؤ]", "ؤ": "[وؤ]"}
_DIGITS = {str(digit): f"[{digit}{chr(0x660 + digit)}{chr(0x6F0 + digit)}]" for digit in range(10)}
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_GAP = r"(?:(?!\n)[\s_])*[\s_](?:(?!\n)[\s_])*"  # white space, the underscore of a hashtag, one line's end


@dataclass(frozen=True)
class Phrase:
    """One or several printed words in a row.

    words : as they are compared (`analysis.arabic.orthography.printed`), "*" for any letters.
    typed : as they were typed.
    """

    words: tuple[str, ...]
    typed: str

    @classmethod
    def of(cls, text: str) -> Phrase:
        """Take a phrase as a reader types it: marks and punctuation around its words do not count."""
        parts = [part.strip(_EDGES) for part in text.replace("_", " ").split()]
        parts = [part for part in parts if part.strip("*") and printed(part)]  # vowel signs alone are no word
        words = tuple(map(printed, parts))
        if not words:
            raise KhitabError(f"query {text!r}: it has no word; write one, such as الأمن.")
        if len(words) > MOST_WORDS:
            raise KhitabError(f"query {text[:40]!r} …: it has {len(words)} words; a phrase may have {MOST_WORDS}.")
        return cls(words, " ".join(parts))

    def __str__(self) -> str:
        return self.typed

    def places(self, text: str) -> Iterator[re.Match[str]]:
        """Where the pattern matches in a bare text, one after the other."""
        first = self.words[0]
        pieces = re.findall(r"[^\W\d_يىئهةوؤ]+", first[2:] if first.startswith("ال") else first)
        longest = max(pieces, key=len, default="")
        if len(longest) < 2 or not first[0].isalnum():
            yield from self.pattern.finditer(text)
            return
        # Letters in which nothing varies are found faster than a pattern, which is asked only where they stand.
        behind = 0
        for found in re.compile(longest, self.pattern.flags & re.IGNORECASE).finditer(text):
            start = found.start()
            if start < behind:
                continue
            while start > behind and text[start - 1].isalnum():
                start -= 1
            match = self.pattern.match(text, start)
            behind = match.end() if match else found.end()
            if match:
                yield match

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the phrase, in any spelling that `fold` makes the same, in a text of `Bare`.

        Group `clitics` is what stands before the first word within its token.
        """
        return self._pattern(_loose)

    @cached_property
    def strict(self) -> re.Pattern[str]:
        """Fits what is printed as the phrase is, hamzas on alef aside."""
        return self._pattern(_strict)

    def _pattern(self, spell: _Spell) -> re.Pattern[str]:
        first, *rest = self.words
        bodies = [rf"(?P<clitics>[وف]?[بكل]?){_spelt(first, spell)}"]
        if first.startswith("ال") and len(first) > 2:
            # The article loses its alef after ل, and its lam too before a lam: للأمن, للغة.
            bodies.append(rf"(?P<before>[وف]?)ل{'' if first[2] == 'ل' else 'ل'}{_spelt(first[2:], spell)}")
        start = _BEFORE if first[0].isalnum() or first[0] == "*" else ""
        end = _AFTER if self.words[-1][-1].isalnum() else ""
        whole = start + f"(?:{'|'.join(bodies)})" + "".join(_GAP + _spelt(word, spell) for word in rest) + end
        cased = any(char.lower() != char.upper() for word in self.words for char in word)
        return re.compile(whole, re.IGNORECASE if cased else 0)


def _loose(char: str) -> str:
    return _LOOSE.get(char) or _strict(char)


def _strict(char: str) -> str:
    return r"[^\W_]*" if char == "*" else _DIGITS.get(char) or re.escape(char)


def _spelt(word: str, spell: _Spell) -> str:
    return "".join(map(spell, word))
