"""What kind of actor a noun names: a person, a group, an institution, a country."""

import tomllib
from functools import cache
from pathlib import Path

from analysis.arabic.orthography import key
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.people import GIVEN, HONORIFICS, NAME_HEADS, OFFICES, PLACES

_WORDS = tomllib.loads((Path(__file__).parent / "actor_kinds.toml").read_text(encoding="utf-8"))

LISTS = (("group", "groups"), ("institution", "institutions"), ("country", "states"), ("person", "persons"))


@cache
def words(name: str) -> frozenset[str]:
    """Give a list of `actor_kinds.toml` as keys; entries that end in _ are noted there as doubtful and left out."""
    return frozenset(key(word) for word in _WORDS[name] if not word.endswith("_"))


@cache
def needed_after(word: str) -> frozenset[str] | None:
    """Give the words of which one must follow a noun for it to head an institution; None where any may."""
    table = {key(head): frozenset(key(w) for w in after) for head, after in _WORDS["needs_after"].items()}
    found = table.get(word)
    return found or None


@cache
def is_place(word: str) -> bool:
    """Say whether a single key is a country, capital or other place that is no family name here."""
    known = default_gazetteer().phrases.get((word,))
    return word in PLACES or (word,) in country_phrases() or (known is not None and known[1] != "adjective")


@cache
def is_country(word: str) -> bool:
    """Say whether a single key is the name of a country."""
    known = default_gazetteer().phrases.get((word,))
    return (word,) in country_phrases() or (known is not None and known[0].kind == "country" and known[1] == "name")


@cache
def country_phrases() -> frozenset[tuple[str, ...]]:
    """The countries that the gazetteer lacks, word by word."""
    return frozenset(tuple(key(w) for w in name.split()) for name in _WORDS["countries"] if not name.endswith("_"))


@cache
def country_starts() -> frozenset[str]:
    """The words that begin a country of the list."""
    return frozenset(phrase[0] for phrase in country_phrases())


def bare(word: str) -> str:
    """Give a key without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@cache
def kind_of_noun(word: str, lemma: str) -> str:
    """Give the kind of actor that a noun names by itself, "" for none.

    Parameters
    ----------
    word : the key of the printed word, which tells the plural (نواب are a group, نائب is a person).
    lemma : the key of its lemma.
    """
    own = bare(word)
    for form in (word, own):
        for kind, name in LISTS:
            if form in words(name):
                return kind
    if {word, own} & (OFFICES - words("no_persons")) or word in HONORIFICS - words("no_persons"):
        return "person"
    if _is_sound_plural(own, lemma):
        return "group"
    return _inflected(own)


@cache
def may_head(word: str, lemma: str) -> bool:
    """Say whether a noun can name an actor at all, whatever stands around it: most cannot."""
    own = bare(word)
    if is_place(word):
        return False
    qualified = own in words("institutions_if_qualified")
    return bool(kind_of_noun(word, lemma)) or qualified or needed_after(own) is not None


def _is_sound_plural(own: str, lemma: str) -> bool:
    """مسافرون, المتشاجرين: a sound masculine plural names people; its lemma lacks the ending."""
    if own[2:3] == "ا" and len(own) == 6 and own[:-2] not in words("persons"):
        return False  # ميادين, قوانين: a broken plural
    if len(own) < 5 or not own.endswith(("ون", "ين")) or own in words("no_people") or "ال" + own in words("no_people"):
        return False
    return lemma in (own[:-2], own[:-2] + "ه", own[:-2] + "ي", own[:-2] + "ا")


def _inflected(own: str) -> str:
    """A person's noun with another ending: شخصا, موظفا; duals and construct plurals are groups."""
    if own in words("no_people"):
        return ""
    if own.endswith("ا") and own[:-1] in words("persons"):
        return "person"
    for ending in ("ين", "ان", "تين", "تان", "ون"):
        stem = own.removesuffix(ending)
        if stem != own and (stem in words("persons") or stem + "ه" in words("persons")):
            return "group"
    if own.endswith("ات") and own[:-2] + "ه" in words("persons"):
        return "group"
    if own.endswith("و") and own[:-1] in words("persons"):
        return "group"
    for ending in ("ين", "ان", "تين", "تان"):
        stem = own.removesuffix(ending)
        if stem != own and (stem in words("institutions") or stem + "ه" in words("institutions")):
            return "institution"
    return ""


def is_given_name(word: str) -> bool:
    """Say whether a key is a first name or the first part of one."""
    return word in GIVEN or (word in NAME_HEADS and len(word) > 2)
