"""What a lexicon is made of: frames, their terms, and the places of a phrase."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analysis.arabic.inflection import Inflection
from analysis.arabic.orthography import key
from analysis.errors import KhitabError
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.lexicon.accuracy import Accuracy

Tier = Literal["core", "related", "exclude"]
TIERS: tuple[Tier, ...] = ("core", "related", "exclude")

RELATIONS = {
    "head": "the word that it depends on",
    "verb": "the verb that it depends on",
    "subject_of": "the verb whose subject it is",
    "object_of": "the verb whose object it is",
    "dependent": "a word that depends on it",
    "subject": "its subject",
    "object": "its object",
    "noun": "the noun that it qualifies as an adjective",
    "adjective": "an adjective that qualifies it",
    "genitive": "the noun in the genitive behind it",
    "construct": "the noun before it, whose genitive it is",
    "within": "a noun above it, through genitives, ل and coordination",
    "preposition": "the preposition before it, or glued to it",
    "complement": "the preposition behind it that begins its complement",
    "previous": "the token before it",
    "next": "the token behind it",
    "around": "one of the ten tokens before and behind it",
    "paragraph": "a word of its paragraph",
    "name": "the kind of name that it is part of, as the model has found it",
}
"""In which company a word may be asked for, and what each relation means."""

NAME_KINDS = {"person": "PER", "organisation": "ORG", "place": "LOC", "other": "MISC"}
"""What the relation `name` may say, and how the column `ner` says it."""


# How the article looks after each proclitic that a phrase may spell out: والتعاون, بالتعاون, للتعاون.
_WRITTEN_PROCLITICS = (("وال", "و"), ("فال", "ف"), ("بال", "ب"), ("كال", "ك"), ("لل", "ل"))
_SHORTEST_STEM = 3
_KNOWN = 50_000  # words of which it is remembered how they read; long word lists have many in common


@dataclass(frozen=True)
class Alternative:
    """One admissible word at one place of a phrase.

    `stem` is a key; a `definite` word must carry the article; `proclitic` is what must be glued before the article
    (where a phrase goes on: مكتب الأمن والتعاون).
    """

    stem: str
    definite: bool = False
    proclitic: str = ""
    exact: bool = False

    @classmethod
    @lru_cache(maxsize=_KNOWN)
    def parse(cls, written: str) -> "Alternative":
        """Read one word: with the article it must be definite, without it it may be either.

        `=word`: in this form only, whatever other forms of its lemma there are (`=منظمة`: not منظمات).
        """
        stem = key(written)
        if stem.startswith("="):
            return cls(stem[1:], exact=True)
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

    def __hash__(self) -> int:
        """Hash the words once: elements are looked up for each piece of a corpus, and some have hundreds."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.alternatives)

    def __reduce__(self) -> tuple[type["Element"], tuple[tuple[Alternative, ...]]]:
        """Leave the hash behind, which is another in another process."""
        return Element, (self.alternatives,)

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
class Condition:
    """One relation of a term's word, and the words that may stand in it; without words, any word may."""

    relation: str
    words: Element | None


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
    requires : one of these conditions must hold, if there are any.
    forbids : none of these may hold.
    keeps : where one of these holds, the term counts whatever `requires` and `forbids` say.
    article : a lemma was written with the article, which was taken off.
    examples, not_examples : texts in which the term must, or must not, be found.
    note : why it is here.

    Examples
    --------
    >>> isinstance(default_lexicon().frame("security").terms[0], Term)
    True
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
    requires: tuple[Condition, ...] = ()
    forbids: tuple[Condition, ...] = ()
    keeps: tuple[Condition, ...] = ()
    article: bool = False
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()
    note: str = ""

    @property
    def has_conditions(self) -> bool:
        """Whether the company of the word decides."""
        return bool(self.requires or self.forbids or self.keeps)


@dataclass(frozen=True)
class Frame:
    """A frame: an id for tables, labels for figures, and its terms in the order of the file.

    Examples
    --------
    >>> isinstance(default_lexicon().frame("security"), Frame)
    True
    """

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
    """Frames under a name.

    Attributes
    ----------
    path : where they were read from.
    names : whether words inside the names of persons count like others.
    fields : named lists of words that conditions refer to.
    accuracy : precision and recall of the frames, where they were measured; see `analysis.lexicon.accuracy`.
    selected_from : of frames that were selected, the hash of the lexicon they are from; "" otherwise.

    Examples
    --------
    >>> default_lexicon().select("security").frame_ids
    ['security']
    """

    name: str
    frames: tuple[Frame, ...]
    path: Path | None = None
    names: bool = True
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    accuracy: "Accuracy | None" = field(default=None, compare=False)
    selected_from: str = field(default="", compare=False)

    def __repr__(self) -> str:
        terms = sum(len(frame.terms) for frame in self.frames)
        size = f"{how_many(len(self.frames), 'frame')}, {how_many(terms, 'term')}"
        return f"<Lexicon {self.name!r}: {size}, hash {self.hash[:12]}>"

    def __hash__(self) -> int:
        """Hash what the lexicon says, so that what was made ready for it can be found again."""
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what the lexicon says (64 hex digits); comments and layout of its file do not count.

        Frames that were selected from a lexicon bear the hash of it: the same terms are counted.
        """
        if self.selected_from:
            return self.selected_from
        said = self.frames if self.names else (self.names, *self.frames)
        return _hash(said)

    @cached_property
    def frame_hashes(self) -> dict[str, str]:
        """SHA-256 of what decides which words are hits of each frame: its terms, with the fields that they refer to.

        Names, colours, notes and examples decide nothing, nor do other frames.
        """
        return {
            frame.id: _hash(
                (self.names, [replace(term, examples=(), not_examples=(), note="") for term in frame.terms])
            )
            for frame in self.frames
        }

    @property
    def frame_ids(self) -> list[str]:
        """The frames' ids in the order of the file, which is the order of figures."""
        return [frame.id for frame in self.frames]

    def frame(self, frame_id: str) -> Frame:
        """Give one frame by its id, or by one of its labels, with or without the article (إرهاب for الإرهاب).

        Raises
        ------
        KhitabError : there is no such frame.
        """
        for frame in self.frames:
            if frame.id == frame_id:
                return frame
        called = _label_key(frame_id)
        for frame in self.frames:
            if called in (_label_key(frame.label_ar), _label_key(frame.label_en)):
                return frame
        known = ", ".join(f"{frame.id} ({frame.label_ar})" for frame in self.frames)
        raise KhitabError(f"{self.name}: there is no frame {frame_id!r}; there are {known}.")

    def select(self, *frame_ids: str) -> "Lexicon":
        """Keep the named frames, in the order given."""
        kept = tuple(self.frame(frame_id) for frame_id in frame_ids)
        return replace(self, frames=kept, accuracy=self._accuracy_of(kept), selected_from=self.hash)

    def _accuracy_of(self, frames: tuple[Frame, ...]) -> "Accuracy | None":
        if self.accuracy is None:
            return None
        ids = {frame.id for frame in frames}
        known = {frame: one for frame, one in self.accuracy.frames.items() if frame in ids}
        return replace(self.accuracy, frames=known) if known else None

    @property
    def unscored(self) -> tuple[Frame, ...]:
        """The frames of which nobody has measured how right they are."""
        return tuple(frame for frame in self.frames if not self.accuracy or frame.id not in self.accuracy.frames)

    def terms(self) -> Iterator[tuple[Frame, Term]]:
        """Go through all terms with their frames."""
        return ((frame, term) for frame in self.frames for term in frame.terms)

    @property
    def provenance(self) -> dict[str, str | int | bool]:
        """What tables and figures say about the lexicon they were made with, and how right it was found to be."""
        said: dict[str, str | int | bool] = {"lexicon": self.name, "lexicon_hash": self.hash}
        said |= self.accuracy.provenance() if self.accuracy else {}
        if self.unscored:
            said["accuracy_unscored"] = ", ".join(frame.label_en for frame in self.unscored)
            said["accuracy_unscored_ar"] = "، ".join(frame.label_ar for frame in self.unscored)
        return said


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _label_key(name: str) -> str:
    """A frame's label as people type it: without case, marks, hamzas and article."""
    return key(name.strip().casefold()).removeprefix("ال")


def _hash(said: object) -> str:
    return hashlib.sha256(_as_json(said).encode()).hexdigest()


def _as_json(said: object) -> str:
    """Spell out what a lexicon says, fields sorted."""
    if isinstance(said, Element):
        return '{"alternatives": [' + ", ".join(map(_word_as_json, said.alternatives)) + "]}"
    if isinstance(said, (Frame, Term, Condition)):
        return "{" + ", ".join(f'"{name}": {_as_json(value)}' for name, value in sorted(vars(said).items())) + "}"
    return "[" + ", ".join(map(_as_json, said)) + "]" if isinstance(said, (list, tuple)) else _encode(said)


@lru_cache(maxsize=_KNOWN)
def _word_as_json(word: Alternative) -> str:
    """The same of a word, of which there are ten thousands."""
    definite, exact, proclitic, stem = map(_encode, (word.definite, word.exact, word.proclitic, word.stem))
    return f'{{"definite": {definite}, "exact": {exact}, "proclitic": {proclitic}, "stem": {stem}}}'
