"""Names of speakers: what is a title, what kind of voice a phrase names, and under which name it is counted."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from analysis.arabic.orthography import key, normal

Kind = Literal["person", "institution", "statement", "unnamed"]
_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


def _keys(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in _WORDS[name])


TITLES = _keys("titles")
INSTITUTIONS = _keys("institutions")
BODIES = INSTITUTIONS - _keys("bodies_only_as_voices")
STATEMENTS = _keys("statements")
UNNAMED = _keys("unnamed")
NAMING = _keys("naming")


def _bare(word: str, known: frozenset[str]) -> bool:
    """Look a key up as it stands, and without the article or a glued preposition."""
    return (
        word in known or (word.startswith("ال") and word[2:] in known) or (word.startswith("لل") and word[2:] in known)
    )


def is_title(word: str) -> bool:
    """Say whether a key is a title or office: الدكتور, وزير."""
    return _bare(word, TITLES)


def is_institution(word: str) -> bool:
    """Say whether a key heads the name of a body: جامعة, الوزارة."""
    return _bare(word, INSTITUTIONS)


def is_voice_word(word: str) -> bool:
    """Say whether a key names a kind of voice: a title, a body, a text, or people without a name."""
    return any(_bare(word, words) for words in (TITLES, INSTITUTIONS, STATEMENTS, UNNAMED))


@cache
def voice_kind(phrase: str) -> Kind:
    """Tell what kind of voice a phrase names, by its first word that tells.

    "person": a title or anything that looks like a name; "institution": a body, state or medium; "statement": a text
    that
    speaks; "unnamed": sources, officials, experts, participants without a name.
    """
    words = [key(word) for word in phrase.replace("،", " ").split()]
    if not words:
        return "unnamed"
    head = words[0].strip('()«»"“”')
    if _bare(head, STATEMENTS):
        return "statement"
    if _bare(head, INSTITUTIONS) or head.isascii():
        return "institution"
    if _bare(head, UNNAMED) and len([word for word in words if not _bare(word, UNNAMED)]) < 2:
        return "unnamed"
    return "person"


def speaker_name(phrase: str, tail: str = "") -> str:
    """Give the name under which a phrase's speaker is counted.

    Titles with the article go (المشير عاصم منير → عاصم منير), and so does the office in apposition (…، رئيس أركان
    الجيش). An office with a name at its end (`tail`, what the tagger takes for a name there) gives that name; an office
    alone keeps its words (وزير الخارجية).
    """
    text = re.sub(r"\s*\([^)]*\)", "", normal(phrase)).strip(' «»“”"()')
    parts = [part.strip() for part in text.replace(",", "،").split("،") if part.strip()]
    for part in parts:
        name = _without_titles(part)
        if name and not is_title(key(name.split()[0])) and (name != part or len(parts) > 1):
            return name
    if tail and parts and is_title(key(parts[0].split()[0])):
        return normal(tail)
    return parts[0] if parts else text


def _without_titles(part: str) -> str:
    words = part.split()
    while len(words) > 1 and key(words[0]).startswith("ال") and is_title(key(words[0])) and not _qualifies(words[1]):
        words = words[1:]
    return " ".join(words)


def _qualifies(word: str) -> bool:
    """Say whether a word after a title qualifies it instead of naming somebody: الرئيس المصري, المتحدث باسم."""
    bare = key(word)
    return bare.startswith(("ال", "لل", "باسم")) or bare in ("في", "من", "على", "علي", "عن", "الي")
