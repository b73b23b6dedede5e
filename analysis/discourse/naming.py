"""Names of speakers: what is a title, what kind of voice a phrase names, and under which name it is counted."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from analysis.orthography import key, normalize

Kind = Literal["person", "institution", "statement", "unnamed"]
_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


def _keys(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in _WORDS[name])


TITLES = _keys("titles")
INSTITUTIONS = _keys("institutions")
STATEMENTS = _keys("statements")
UNNAMED = _keys("unnamed")
NAMING = _keys("naming")


def _bare(word: str, known: frozenset[str]) -> bool:
    """Look a key up as it stands, and without the article or a glued preposition."""
    return word in known or (word.startswith("ال") and word[2:] in known) or (word.startswith("لل") and word[2:] in known)


def is_title(word: str) -> bool:
    """Say whether a key is a title or office: الدكتور, وزير."""
    return _bare(word, TITLES)


@cache
def voice_kind(phrase: str) -> Kind:
    """Tell what kind of voice a phrase names, by its first word that tells.

    "person": a title or anything that looks like a name; "institution": a body, state or medium; "statement": a text that
    speaks; "unnamed": sources, officials, experts, participants without a name.
    """
    words = [key(word) for word in phrase.replace("،", " ").split()]
    if not words:
        return "unnamed"
    head = words[0].strip("()«»\"“”")
    if _bare(head, STATEMENTS):
        return "statement"
    if _bare(head, INSTITUTIONS) or head.isascii():
        return "institution"
    if _bare(head, UNNAMED) and len([word for word in words if not _bare(word, UNNAMED)]) < 2:
        return "unnamed"
    return "person"


def speaker_name(phrase: str) -> str:
    """Give the name under which a phrase's speaker is counted: without titles, brackets and glued prepositions.

    المشير عاصم منير، رئيس أركان الجيش الباكستاني → عاصم منير; an office without a name keeps its words (وزير الخارجية).
    """
    text = normalize(phrase).text.strip()
    parts = [part.strip() for part in text.replace(",", "،").split("،") if part.strip()]
    named = [_without_titles(part) for part in parts]
    for part, name in zip(parts, named, strict=True):
        if name and name != part and not _bare(key(name.split()[0]), TITLES):
            return name
    return parts[0] if parts else text


def _without_titles(part: str) -> str:
    words = part.split()
    while words and _bare(key(words[0]), TITLES):
        words = words[1:]
    return " ".join(words)
