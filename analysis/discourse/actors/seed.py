"""The word that begins a mention, before the phrase around it is read."""

from dataclasses import dataclass

# What the tagger calls names, known or not.
NAME_TAGS = ("X", "PROPN")


@dataclass(frozen=True)
class Seed:
    """A word at `head` that begins a mention of `kind`, found by `rule`; `end` is where its fixed part ends."""

    head: int
    end: int
    kind: str
    rule: str
    name: str = ""
