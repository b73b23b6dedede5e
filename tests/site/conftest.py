"""The small made-up corpus that these tests look at."""

from small_tables import annotations, builds, hits, lexicon

__all__ = ["annotations", "builds", "hits", "lexicon"]
