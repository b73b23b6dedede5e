"""Surface tokens, the syntactic words glued together in them, and what is read of these."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token: its span in the paragraph, and the forms of its syntactic words."""

    start: int
    end: int
    text: str
    forms: tuple[str, ...]


class Tags(NamedTuple):
    """What the tagger says of a word."""

    upos: str
    xpos: str
    feats: str


class Reading(NamedTuple):
    """Annotation of a word; `head` counts words of the sentence from 1 (0 = root)."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str
    ner: str = ""  #: of the word's token; "" where the model does not look for names
