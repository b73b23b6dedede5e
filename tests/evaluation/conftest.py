"""Sentences whose parse is given."""

from parsed_examples import parsed

__all__ = ["parsed"]
