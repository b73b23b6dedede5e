"""Lexicons: the vocabulary of each frame, read from TOML files that researchers edit.

A frame has labels in two languages, a colour, terms in tiers (`core`: the vocabulary itself; `related`: its
neighbourhood) and `exclude` phrases that take precedence. How a file is written is shown by the default lexicon,
`frames.toml` beside this file, and described in `docs/lexicons.md`.
"""

from functools import lru_cache
from pathlib import Path

from analysis.lexicon.reading import parse_lexicon, read_lexicon
from analysis.lexicon.terms import NAME_KINDS, RELATIONS, Frame, Lexicon, Term, Tier
from analysis.lexicon.terms import Alternative as Alternative
from analysis.lexicon.terms import Condition as Condition
from analysis.lexicon.terms import Element as Element

__all__ = [
    "NAME_KINDS",
    "RELATIONS",
    "Frame",
    "Lexicon",
    "Term",
    "Tier",
    "as_lexicon",
    "default_lexicon",
    "parse_lexicon",
    "read_lexicon",
]


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Give the lexicon that comes with Khitab: cooperation, security, terrorism and six more frames.

    Examples
    --------
    >>> default_lexicon().frame_ids[:3]
    ['cooperation', 'security', 'terrorism']
    """
    return read_lexicon(Path(__file__).parent / "frames.toml")


def as_lexicon(given: Lexicon | str | Path | None) -> Lexicon:
    """Give a lexicon as it is, read it where its path is given, and the default one for None.

    Examples
    --------
    >>> as_lexicon(None).name == default_lexicon().name
    True
    """
    if given is None:
        return default_lexicon()
    return given if isinstance(given, Lexicon) else read_lexicon(given)
