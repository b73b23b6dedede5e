"""Codings as JSON Lines: one object a line, and an error that names the line.

A line carries its `text`, or names it: `doc_id`, and `paragraph`, the span of the text in that document. So codings
can be shared whose texts may not be.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.corpus import read_corpus
from analysis.errors import KhitabError


def read_lines(
    path: str | Path, needs: Mapping[str, type], corpora: Sequence[str | Path] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the objects of a file with the place where each stands.

    Parameters
    ----------
    path : a UTF-8 file, one JSON object a line; empty lines are left out.
    needs : the fields that each object must have beside its text, and the type of each.
    corpora : where the texts of lines that name theirs are found (files or folders that `read_corpus` reads).

    Raises KhitabError naming file and line if the file cannot be read, a line is no object, a field is missing or a
    text is not found.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: JSON may hold U+2028
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise KhitabError(
            f"{path}: cannot be read ({reason}); give a UTF-8 file with one JSON object a line."
        ) from None
    records = [
        (place := f"{path}, line {number}", _record(place, line, needs))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    texts = _texts({str(record.get("doc_id")) for _, record in records if "text" not in record}, corpora)
    for place, record in records:
        if "text" not in record:
            record["text"] = _paragraph(place, record, texts)
        if not isinstance(record["text"], str):
            raise KhitabError(f"{place}: field 'text' is missing or no str; add it.")
        if not record["text"].strip():
            raise KhitabError(f"{place}: the text is empty; leave the line out.")
        yield place, record


def _record(place: str, line: str, needs: Mapping[str, type]) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise KhitabError(f"{place}: is no JSON ({error}); write one object a line.") from None
    if not isinstance(record, dict):
        raise KhitabError(f"{place}: must be an object with {', '.join(needs)} and text; write one object a line.")
    for name, kind in needs.items():
        if not isinstance(record.get(name), kind):
            raise KhitabError(f"{place}: field {name!r} is missing or no {kind.__name__}; add it.")
    return record


def _texts(wanted: set[str], corpora: Sequence[str | Path]) -> dict[str, str]:
    """Read the documents that codings name, and no others."""
    if not wanted:
        return {}
    documents = (document for corpus in corpora for document in read_corpus(corpus).documents)
    return {document.doc_id: document.text for document in documents if document.doc_id in wanted}


def _paragraph(place: str, record: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    if "doc_id" not in record or "paragraph" not in record:
        raise KhitabError(f"{place}: field 'text' is missing; add it, or doc_id and paragraph.")
    doc_id, span = str(record["doc_id"]), record["paragraph"]
    if doc_id not in texts:
        raise KhitabError(
            f"{place}: the text of document {doc_id!r} is not here; name the corpus that holds it (--corpus)."
        )
    text = texts[doc_id]
    if not (isinstance(span, list) and len(span) == 2 and all(isinstance(end, int) for end in span)):
        raise KhitabError(f"{place}: paragraph is no span; write [start, end].")
    check_span(place, (span[0], span[1]), text)
    return text[span[0] : span[1]]


def check_span(place: str, span: tuple[int, int], text: str) -> None:
    """Raise KhitabError if a span does not lie in its text."""
    if not 0 <= span[0] < span[1] <= len(text):
        raise KhitabError(f"{place}: span {list(span)} lies outside the text of {len(text)} characters; mend it.")
