"""Cells: text that a spreadsheet shows and never runs.

Spreadsheets take a cell that begins with = + - @ (or a tab, or a carriage return) for a formula. Such text gets an
apostrophe in front, as does text that has one already, so that taking one off always gives the text back.

Source: OWASP, "CSV Injection".
"""

import re

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_CHARACTERS = 32_767
"""A cell of a spreadsheet holds no more."""


def guarded(text: str) -> str:
    """Text as it may stand in a cell."""
    return f"'{text}" if text.startswith((*DANGEROUS, "'")) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given; a cell that needs no guard is given back as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*DANGEROUS, "'")) else cell


def shown(text: str) -> str:
    """Text as a workbook can hold it: what its XML forbids becomes replacement marks, and long text is cut."""
    return _HIDDEN.sub("\ufffd", text)[: MOST_CHARACTERS - 1]
