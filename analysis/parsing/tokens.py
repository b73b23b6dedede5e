"""Surface tokens and the syntactic words glued together in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token: its span in the paragraph, and the forms of its syntactic words."""

    start: int
    end: int
    text: str
    forms: tuple[str, ...]
