"""Numerals: Western digits, or those of the Arab East (٠١٢) with their own marks of thousands and decimals.

One switch serves figures, pages and reports alike: `with numerals("arab"): …`, or the environment variable
KHITAB_NUMERALS for a whole process. It concerns what is said in Arabic; names, hashes and versions stay as written.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

from analysis.errors import KhitabError

Numerals = Literal["latn", "arab"]
"""The two systems, by the names that Unicode's CLDR gives them."""

VARIABLE = "KHITAB_NUMERALS"
_CHOSEN: ContextVar[str] = ContextVar("numerals", default=os.environ.get(VARIABLE) or "latn")
_ARAB = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")
# A number of thousands and decimals, or a date; not one that is part of a Latin word, of a version or of a reference
# such as "Evert 2022", which keep the digits that they are written with; nor eight digits
# and more without a mark, which are a hash.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.\-/#])(?<![A-Za-zÀ-ž] )"
    r"(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,7}(?:,\d{3})*(?:\.\d+)?)"
    r"(?:(?= ?%) ?%)?(?![A-Za-z0-9_]|[.\-/]\w)"
)


def check_numerals(numerals: str) -> None:
    """Refuse any other system than the two."""
    if numerals not in get_args(Numerals):
        raise KhitabError(f"numerals={numerals!r} is unknown; use 'latn' for 0 1 2 or 'arab' for ٠ ١ ٢.")


@contextmanager
def numerals(chosen: str | None) -> Iterator[None]:
    """Write numbers within Arabic in this system; None leaves the one that is chosen.

    Examples
    --------
    >>> with numerals("arab"):
    ...     in_numerals("12,345.6", "ar")
    '١٢٬٣٤٥٫٦'
    """
    if chosen is None:
        yield
        return
    check_numerals(chosen)
    before = _CHOSEN.set(chosen)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def percent_sign(labels: str) -> str:
    """The sign that goes with the chosen numerals."""
    return "٪" if in_numerals("1", labels) != "1" else "%"


def in_numerals(text: str, labels: str) -> str:
    """The text with its numbers in the chosen numerals, where it is Arabic.

    A date is written ٢٠١٥/٠٧/٢١: between Arabic digits a hyphen would turn year and day around, a slash does not.
    """
    check_numerals(_CHOSEN.get())
    if labels != "ar" or _CHOSEN.get() == "latn":
        return text
    return _NUMBER.sub(lambda found: found[0].translate(_ARAB).replace("-", "/"), text)
