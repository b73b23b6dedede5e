"""The words by which people, bodies, groups and texts are told apart (`people.toml`), as keys."""

import tomllib
from pathlib import Path

from analysis.arabic.orthography import key
from analysis.discourse.naming import INSTITUTIONS

_WORDS = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))


def keys_of(name: str) -> frozenset[str]:
    """A list of `people.toml` as keys; of phrases, the keys of their words."""
    return frozenset(" ".join(key(word) for word in phrase.split()) for phrase in _WORDS[name])


GIVEN, NAME_HEADS, HONORIFICS = keys_of("given"), keys_of("name_heads"), keys_of("honorifics")
OFFICES, ROLES, GROUPS, TEXTS = keys_of("offices"), keys_of("roles"), keys_of("groups"), keys_of("texts")
BODIES = keys_of("bodies") | INSTITUTIONS
BODIES_THAT_SPEAK = keys_of("bodies_that_speak")
OUTLETS = keys_of("outlets")
PLACES = keys_of("places")
SKIPPED = frozenset({"نفس", "ذات", "هذا", "هذه", "ذلك", "تلك", "ان"})
MANLY = frozenset({"سماحه", "فضيله", "سعاده", "سياده", "جلاله", "عده", "داعيه", "علامه", "راويه", "نابغه", "رحاله"})
RANKING = frozenset({"اخر", "احدث", "اول", "اكبر", "اهم"})
PLACED = frozenset(
    {
        "منطقه",
        "محافظه",
        "ولايه",
        "بلديه",
        "معتمديه",
        "نادي",
        "حزب",
        "موسسه",
        "جامعه",
        "مدينه",
        "مستشفي",
        "مدرسه",
        "مركز",
        "شارع",
        "جايزه",
        "مجمع",
        "مسجد",
        "جسر",
        "مطار",
    }
)
POSTS = OFFICES | HONORIFICS
MEN = GIVEN | GROUPS | MANLY
SPEAKERS = GIVEN | HONORIFICS | OFFICES | ROLES | GROUPS | TEXTS | BODIES


def can_speak(word: str) -> bool:
    """Say whether a key, with or without the article, names a kind of speaker or is a first name."""
    return word in SPEAKERS or (word.startswith("ال") and word[2:] in SPEAKERS)


def is_office(word: str) -> bool:
    """Say whether a key, with or without the article, is a title or office: الأمين, وزير."""
    return word in POSTS or word.removeprefix("ال") in POSTS


def can_be_man(word: str) -> bool:
    """Say whether a key in ta marbuta may be of a man or of people all the same: خليفة, سماحة, طلبة, قادة."""
    bare = word.removeprefix("ال")
    return word in MEN or bare in MEN
