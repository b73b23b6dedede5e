"""Entries for the expander's dictionary: tokens with ه for ة, or ي for ى, at their end, as hurried keyboards write.

The tokeniser takes such a ه for a pronoun, and often rightly: كتابه is "his book". News text tells the cases apart:
where the spelling with ة is common and the one with ه is not, nobody means the pronoun.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from training.data_prep.segment import news_texts, tokens_of

#: Occurrences of the right spelling in the news, and how many times those of the other.
LEAST, TIMES = 5, 20
CONFUSED = (("ة", "ه"), ("ى", "ي"))
CLITIC = re.compile("[وف]?(?:[بك]ال|لل)|[وف]ال")


def count_tokens(texts: Iterable[str]) -> Counter[str]:
    """Occurrences of each token in texts, without diacritics."""
    counts = Counter[str]()
    for text in texts:
        counts.update(tokens_of(text))
    return counts


def misspelt_tokens(counts: Mapping[str, int], segments: Mapping[str, list[str]]) -> dict[str, str]:
    """Misspelt token → its words, which the treebank gives in standard spelling; one that is one word stays as it is.

    `counts` are occurrences in news, `segments` the words of tokens that are several.
    """
    entries = {}
    for token, count in sorted(counts.items()):
        for right, wrong in CONFUSED:
            misspelt, words = token[:-1] + wrong, segments.get(token, [token])
            sure = count >= LEAST and count >= TIMES * counts.get(misspelt, 0)
            # One word with ي is not taken for several, and one that seems to begin with a clitic is no sure word.
            affected = len(words) > 1 or (right == "ة" and len(token) > 2 and not CLITIC.match(token))
            if token.endswith(right) and words[-1].endswith(right) and sure and affected:
                entries[misspelt] = " ".join(words) if len(words) > 1 else misspelt
    return entries


def write_misspelt(news: Path, segments: Path, out: Path) -> None:
    """Count the news and write the entries as JSON."""
    known = json.loads(segments.read_text(encoding="utf-8"))
    entries = misspelt_tokens(count_tokens(news_texts(news)), known)
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")
