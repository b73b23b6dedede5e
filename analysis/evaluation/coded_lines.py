"""Codings as JSON Lines: one object a line, and an error that names the line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError


def read_lines(path: str | Path, needs: Mapping[str, type]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the objects of a file with the place where each stands.

    Parameters
    ----------
    path : a UTF-8 file, one JSON object a line; empty lines are left out.
    needs : the fields that each object must have, and the type of each.

    Raises KhitabError naming file and line if the file cannot be read, a line is no object, or a field is missing.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KhitabError(f"{path}: cannot be read ({error}); give a UTF-8 file with one JSON object a line.") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            place = f"{path}, line {number}"
            yield place, _record(place, line, needs)


def _record(place: str, line: str, needs: Mapping[str, type]) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise KhitabError(f"{place}: is no JSON ({error}); write one object a line.") from None
    for name, kind in needs.items():
        if not isinstance(record, dict) or not isinstance(record.get(name), kind):
            raise KhitabError(f"{place}: field {name!r} is missing or no {kind.__name__}; add it.")
    return dict(record)


def check_span(place: str, span: tuple[int, int], text: str) -> None:
    """Raise KhitabError if a span does not lie in its text."""
    if not 0 <= span[0] < span[1] <= len(text):
        raise KhitabError(f"{place}: span {list(span)} lies outside the text of {len(text)} characters; mend it.")
