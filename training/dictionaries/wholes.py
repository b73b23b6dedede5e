"""Entries for the expander's dictionary: words that begin like a clitic and are none, by the evidence of news text.

The tokeniser cuts بريطانيا into ب and ريطانيا in some contexts. Where the whole is common in the news and what would be
left of it is not, nothing was glued on; nor where the whole has the article far more often than what would be left
(البضائع, الضائع). With a clitic that the news attests before it, such a word stays whole too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.data_prep.names import CLITICS, glue
from training.data_prep.segment import news_texts
from training.dictionaries.misspelt import CLITIC, count_tokens

#: Endings that may be a pronoun, which the expander has to cut off: بلاده is no whole.
PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "نا", "ني", "ي", "ك", "كم")
#: Occurrences of the whole, and how many times those of the rest.
LEAST, TIMES, ATTESTED = 5, 20, 2
#: Occurrences of the whole with the article, and how many times those of the rest with it.
LEAST_DEFINITE, TIMES_DEFINITE = 5, 4
ARTICLES = ("ال", "وال", "بال", "لل")


def whole_tokens(counts: Mapping[str, int]) -> dict[str, str]:
    """Token → its words; `counts` are occurrences of tokens in news."""
    wholes = [token for token in sorted(counts) if _is_whole(token, counts)]
    entries = {token: token for token in wholes}
    for token in wholes:
        for clitic in CLITICS:
            glued = glue(clitic, token)
            # بليون is rather a number than ب + ليون, and للياقة may be ل + اللياقة.
            if ATTESTED <= counts.get(glued, 0) <= counts[token] and not glued.startswith("لل"):
                entries.setdefault(glued, f"{clitic} {token}")
    return entries


def _is_whole(token: str, counts: Mapping[str, int]) -> bool:
    if len(token) < 4 or not token.startswith(CLITICS) or token.endswith(PRONOUNS) or CLITIC.match(token):
        return False
    # After و and ف another clitic may follow: ولباكستان.
    rests = [token[1:], token[2:]] if token[0] in "وف" and token[1] in "بلك" else [token[1:]]
    return counts[token] >= LEAST and (
        all(counts[token] >= TIMES * counts.get(rest, 0) for rest in rests) or _is_noun(token, rests, counts)
    )


def _is_noun(token: str, rests: Sequence[str], counts: Mapping[str, int]) -> bool:
    definite = _definite(token, counts)
    return definite >= LEAST_DEFINITE and all(
        counts[token] >= counts.get(rest, 0) and definite >= TIMES_DEFINITE * _definite(rest, counts) for rest in rests
    )


def _definite(word: str, counts: Mapping[str, int]) -> int:
    return sum(counts.get(article + word, 0) for article in ARTICLES)


def write_wholes(news: Path, out: Path) -> None:
    """Count the news and write the entries as JSON."""
    entries = whole_tokens(count_tokens(news_texts(news)))
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")
