"""Words that begin with the letters of clitics and have none: كمال, وليد, بيد."""

from functools import cache

from analysis.arabic.orthography import printed
from analysis.parsing.model import BUNDLED, KnownTypes, read_known


def is_whole(token: str) -> bool:
    """Whether a printed token is one word in the news that the bundled model learnt from.

    That the parser left a token uncut is not enough, since it leaves some rare ones so (بليبيا); a frequent token that
    is never cut, with a lemma that begins as it does, is a word of its own.
    """
    form = printed(token)
    return form in _lemmas() and form not in _cut() and any(lemma[:1] == form[:1] for lemma in _lemmas()[form])


@cache
def _known() -> KnownTypes:
    return read_known(BUNDLED)


@cache
def _lemmas() -> dict[str, set[str]]:
    lemmas: dict[str, set[str]] = {}
    for (form, _), lemma in _known().lemmas.items():
        lemmas.setdefault(printed(form), set()).add(printed(lemma))
    return lemmas


@cache
def _cut() -> frozenset[str]:
    return frozenset(map(printed, _known().expansions))
