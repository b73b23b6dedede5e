"""How an Arabic word is put together around its stem: what may stand before it, what may follow.

A light analysis in the manner of a stemmer, but in the service of a lexicon: it never guesses a stem, it only asks
whether a known stem can be what is left once legitimate clitics and endings are taken off. All spellings here are keys
(`analysis.arabic.orthography.key`): alef without hamza, ya for alef maqsura, ha for ta marbuta.

Source for the inventories: Buckwalter (2004), Arabic Morphological Analyzer 2.0, tables of prefixes and suffixes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Inflection = Literal["noun", "adjective", "verb", "none"]
INFLECTIONS: tuple[Inflection, ...] = ("noun", "adjective", "verb", "none")


@dataclass(frozen=True)
class Analysis:
    """One reading of a word: `proclitics` + (`article`) + stem + `ending` + `enclitic`, all as keys.

    Stem and ending are the characters `start:end` of the word.
    """

    stem: str
    proclitics: tuple[str, ...]
    article: bool
    ending: str
    enclitic: str
    start: int
    end: int


_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ENCLITICS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كن", "ي")
_VERB_ENCLITICS = (*_ENCLITICS[:-1], "ني")

_NOUN_ENDINGS = ("", "ا", "ات", "ان", "ين", "ون", "ي", "و")
_FEMININE_ENDINGS = ("ه", "ات", "تان", "تين", "ت", "تي")
_ADJECTIVE_ENDINGS = ("", "ا", "ه", "ات", "ان", "ين", "ون", "تان", "تين", "ي", "و")
_PERFECT_ENDINGS = ("", "ت", "ا", "وا", "و", "نا", "تم", "تا", "ن")
_IMPERFECT_ENDINGS = ("", "ون", "وا", "و", "ين", "ان", "ا", "ي", "ن")

# Endings of the construct state, which excludes the article.
_CONSTRUCT_ENDINGS = frozenset({"ي", "و", "تي"})
# Endings that stand only where no pronoun follows, and those that stand only before one.
_NEVER_BEFORE_PRONOUN = frozenset({"ه", "ا", "ان", "ين", "ون", "تان", "تين", "وا"})
_ONLY_BEFORE_PRONOUN = frozenset({"ت"})


def _nominal_prefixes() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            proclitics = tuple(part for part in (conjunction, preposition) if part)
            yield conjunction + preposition, proclitics, False
            # The article loses its alef after the preposition li: ل + الأمن = للأمن.
            article = "ل" if preposition == "ل" else "ال"
            yield conjunction + preposition + article, proclitics, True


def _verbal_prefixes() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    for conjunction in _CONJUNCTIONS:
        yield conjunction, tuple(part for part in (conjunction,) if part), False
        for particle in ("", "س", "ل"):
            proclitics = tuple(part for part in (conjunction, particle) if part)
            # The person prefix belongs to the verb's inflection, not to its clitics.
            for person in "يتنا":
                yield conjunction + particle + person, proclitics, False


_PREFIXES = {"nominal": tuple(_nominal_prefixes()), "verbal": tuple(_verbal_prefixes())}


def _nominal_suffixes(endings: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for ending in endings:
        for enclitic in _ENCLITICS:
            if enclitic and ending in _NEVER_BEFORE_PRONOUN:
                continue
            if not enclitic and ending in _ONLY_BEFORE_PRONOUN:
                continue
            # يه is the feminine of the nisba (تنسيقية), which is another word, far more often than a plural with "his".
            if (ending, enclitic) == ("ي", "ه"):
                continue
            yield ending + enclitic, ending, enclitic


@lru_cache(maxsize=8)
def _suffixes(inflection: Inflection, feminine: bool) -> Mapping[str, tuple[str, str]]:
    """Map each legitimate suffix to its (ending, enclitic); the shortest ending wins where two readings agree."""
    if inflection == "none":
        return {"": ("", "")}
    if inflection == "verb":
        endings = dict.fromkeys((*_PERFECT_ENDINGS, *_IMPERFECT_ENDINGS))
        found = [(e + c, e, c) for e in endings for c in _VERB_ENCLITICS if not (c and e in {"وا", "ون"})]
    elif inflection == "adjective":
        # An adjective takes no pronoun: أمنيته is "his wish", not "its security-related".
        found = [(ending, ending, "") for ending in _ADJECTIVE_ENDINGS]
    else:
        found = list(_nominal_suffixes(_FEMININE_ENDINGS if feminine else _NOUN_ENDINGS))
    return {suffix: (ending, enclitic) for suffix, ending, enclitic in reversed(found)}


def base(stem: str, inflection: Inflection) -> tuple[str, bool]:
    """Give the stem without the ta marbuta that its endings replace, and whether it had one: شراكه → (شراك, True)."""
    if inflection == "noun" and stem.endswith("ه") and len(stem) > 3:
        return stem[:-1], True
    return stem, False


def openings(stem: str, inflection: Inflection) -> Iterator[str]:
    """Give all that a word around the stem can begin with: clitics, article and the stem itself, as keys."""
    return (prefix + stem for prefix, _, _ in _prefixes(inflection))


def _prefixes(inflection: Inflection) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    return _PREFIXES["verbal" if inflection == "verb" else "nominal"]


def analyses(
    form: str, inflection: Inflection, stems: Mapping[str, object], *, feminine: bool = False, ends_in_ta: bool = False
) -> list[Analysis]:
    """Find every reading of a word as clitics and endings around one of the known stems.

    Parameters
    ----------
    form : a key.
    inflection : the word class whose clitics and endings may stand around the stem; "none" admits only proclitics and
        the article.
    stems : the known stems, as keys (for feminine nouns without their ta marbuta, see `base`).
    feminine : whether the stems are feminine nouns.
    ends_in_ta : the word is written with ta marbuta (its key shows ha): no pronoun "his" then.
    """
    suffixes = _suffixes(inflection, feminine)
    found = []
    for prefix, proclitics, article in _prefixes(inflection):
        if not form.startswith(prefix):
            continue
        rest = form[len(prefix) :]
        for cut in range(len(rest), max(len(rest) - 6, 1), -1):
            stem = rest[:cut]
            if stem in stems and (suffix := suffixes.get(rest[cut:])) is not None:
                ending, enclitic = suffix
                if not (article and (enclitic or ending in _CONSTRUCT_ENDINGS)) and not (ends_in_ta and enclitic):
                    span = len(prefix), len(form) - len(enclitic)
                    found.append(Analysis(stem, proclitics, article, ending, enclitic, *span))
    return found
