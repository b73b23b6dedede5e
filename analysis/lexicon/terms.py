"""What a lexicon is made of: frames, their terms, and the places of a phrase."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.arabic.inflection import Inflection
from analysis.arabic.orthography import key
from analysis.errors import KhitabError

Tier = Literal["core", "related", "exclude"]
TIERS: tuple[Tier, ...] = ("core", "related", "exclude")


# How the article looks after each proclitic that a phrase may spell out: والتعاون, بالتعاون, للتعاون.
_WRITTEN_PROCLITICS = (("وال", "و"), ("فال", "ف"), ("بال", "ب"), ("كال", "ك"), ("لل", "ل"))
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Alternative:
    """One admissible word at one place of a phrase.

    `stem` is a key; a `definite` word must carry the article; `proclitic` is what must be glued before the article
    (where a phrase goes on: مكتب الأمن والتعاون).
    """

    stem: str
    definite: bool = False
    proclitic: str = ""

    @classmethod
    def parse(cls, written: str) -> "Alternative":
        """Read one word: with the article it must be definite, without it it may be either."""
        stem = key(written)
        if stem.startswith("ال") and len(stem) >= len("ال") + _SHORTEST_STEM:
            return cls(stem[2:], definite=True)
        for prefix, proclitic in _WRITTEN_PROCLITICS:
            if stem.startswith(prefix) and len(stem) >= len(prefix) + _SHORTEST_STEM:
                return cls(stem[len(prefix) :], definite=True, proclitic=proclitic)
        return cls(stem)


def _begins_with_and(stem: str) -> bool:
    return stem.startswith("و") and len(stem) > _SHORTEST_STEM


def _after_and(stem: str) -> Alternative:
    return Alternative(stem[1:], proclitic="و")


@dataclass(frozen=True)
class Element:
    """One place of a phrase: any of several words."""

    alternatives: tuple[Alternative, ...]

    @classmethod
    def parse(cls, written: str, *, glued: bool = False) -> "Element":
        """Read `word` or `word|word|…`.

        `glued`: it may be a word with و before it (where a phrase goes on: تأمين وحماية), which the parser cuts in two.
        """
        words = [Alternative.parse(word) for word in written.split("|")]
        if glued:
            words += [_after_and(word.stem) for word in words if not word.definite and _begins_with_and(word.stem)]
        return cls(tuple(words))


@dataclass(frozen=True)
class Term:
    """One entry of a frame.

    Attributes
    ----------
    text : the lemma, phrase or pattern as written in the file; names the term in every table.
    tier : core, related, or exclude.
    stems : for a lemma: its key and those of the further forms listed for it.
    inflection : which clitics and endings may stand around the stems.
    pos : Universal POS tags that the word must have; empty for any.
    phrases : for a phrase: its elements, once for each way of leaving out optional ones.
    pattern : for a pattern: a regular expression that must match the whole key of a word.
    next, unless_next : the token after it must, or must not, be one of these words.
    near : the paragraph must contain one of these words.
    note : why it is here.
    """

    text: str
    tier: Tier
    stems: tuple[str, ...] = ()
    inflection: Inflection = "noun"
    pos: tuple[str, ...] = ()
    phrases: tuple[tuple[Element, ...], ...] = ()
    pattern: str | None = None
    next: Element | None = None
    unless_next: Element | None = None
    near: Element | None = None
    note: str = ""


@dataclass(frozen=True)
class Frame:
    """A frame: an id for tables, labels for figures, and its terms in the order of the file."""

    id: str
    label_en: str
    label_ar: str
    color: str
    terms: tuple[Term, ...]

    def label(self, language: str) -> str:
        """Give the label in "ar" or "en"."""
        return self.label_ar if language == "ar" else self.label_en


@dataclass(frozen=True)
class Lexicon:
    """Frames under a name; `path` is where they were read from."""

    name: str
    frames: tuple[Frame, ...]
    path: Path | None = None

    def __repr__(self) -> str:
        terms = sum(len(frame.terms) for frame in self.frames)
        return f"<Lexicon {self.name!r}: {len(self.frames)} frames, {terms:,} terms, hash {self.hash[:12]}>"

    @property
    def hash(self) -> str:
        """SHA-256 of what the lexicon says (64 hex digits); comments and layout of its file do not count."""
        content = json.dumps(self.frames, ensure_ascii=False, sort_keys=True, default=vars)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def frame_ids(self) -> list[str]:
        """The frames' ids in the order of the file, which is the order of figures."""
        return [frame.id for frame in self.frames]

    def frame(self, frame_id: str) -> Frame:
        """Give one frame by its id.

        Raises
        ------
        KhitabError : there is no such frame.
        """
        for frame in self.frames:
            if frame.id == frame_id:
                return frame
        raise KhitabError(f"{self.name}: there is no frame {frame_id!r}; there are {', '.join(self.frame_ids)}.")

    def select(self, *frame_ids: str) -> "Lexicon":
        """Keep the named frames, in the order given."""
        return Lexicon(self.name, tuple(self.frame(frame_id) for frame_id in frame_ids), self.path)

    def terms(self) -> Iterator[tuple[Frame, Term]]:
        """Go through all terms with their frames."""
        return ((frame, term) for frame in self.frames for term in frame.terms)

    @property
    def provenance(self) -> dict[str, str]:
        """What tables and figures say about the lexicon they were made with."""
        return {"lexicon": self.name, "lexicon_hash": self.hash}
