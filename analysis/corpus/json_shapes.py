"""Which part of a JSON value are its documents: interfaces of newspapers and networks wrap them in other objects.

{"response": {"docs": […]}}, {"data": […], "includes": {…}}, {"_source": {"text": …}}: the documents are the objects
that have a text by a known name. A text of one's own is never passed over for one that lies deeper.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.corpus.metadata import NAMES, is_known_name
from analysis.corpus.posts import with_whole_text
from analysis.corpus.text_pieces import joined
from analysis.wording import how_many

Record = dict[str, Any]
DEEPEST = 6  # objects in objects
PROSE = 12  # words: no message of an interface (success) has as many
FEW = 4  # words that a text beside the document has, to be told of; marks and tags have fewer


@dataclass
class Opened:
    """What was opened to find the documents, and what was left out beside them."""

    read: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    whole: Counter[str] = field(default_factory=Counter)

    def notes(self) -> list[str]:
        """Say it, where anything was opened or left out."""
        said = [
            f"{how_many(number, 'text is', 'texts are')} cut, and read whole from {where!r}"
            for where, number in self.whole.items()
        ]
        left = f"other texts are left out: {', '.join(sorted(self.left))}" if self.left else ""
        if self.read:
            read = f"the documents are read from {', '.join(map(repr, sorted(self.read)))}"
            return [f"{read}; {left}" if left else read, *said]
        return [*([left] if left else []), *said]

    def whole_text(self, record: Record) -> Record:
        """The record with its whole text, where an interface gave it cut beside that; counted."""
        record, where = with_whole_text(record)
        if where:
            self.whole[where] += 1
        return record


def documents_of(record: Record, opened: Opened) -> list[Record]:
    """The documents that a record holds: itself, its own inside opened, or the objects of a list in it."""
    if has_own_text(record):
        opened.left |= texts_beside(record)
        return [record]
    if (flat := opened_out(record)) is not None:
        return [flat]
    if found := listed(record, opened):
        around = {name: value for name, value in record.items() if not isinstance(value, (dict, list))}
        longest = max((len(value) for value in around.values() if isinstance(value, str)), default=0)
        if any(_longest(inner) > longest for inner in found):
            return [{**around, **inner} for inner in found]
    return [record]


def has_own_text(record: Record) -> bool:
    """Has it a text by a known name, be it empty?"""
    return any(_is_text(name) and not isinstance(value, dict) for name, value in record.items())


def is_document(value: Record) -> bool:
    """Is it a document itself, whatever lists it holds? The message of an interface (success) is none."""
    texts = {name.strip().casefold(): joined(text) for name, text in value.items() if _is_text(name)}
    return any(len(text.split()) >= (PROSE if name == "message" else FEW) for name, text in texts.items())


def texts_beside(value: Record) -> set[str]:
    """The lists in a document that hold texts which are no part of its own: comments, replies."""
    own = "\n".join(joined(text) for name, text in value.items() if _is_text(name))
    inner = {name: part for name, part in value.items() if isinstance(part, (dict, list)) and not _is_text(name)}
    return {
        ".".join(path)
        for path, rows in _lists(inner, ())
        if any(len(text.split()) >= FEW and text not in own for row in rows for text in _texts(row))
    }


def _texts(row: Record) -> Iterator[str]:
    """The texts of a record by known names, those in an object in it too (a reply's `snippet.textOriginal`)."""
    return (joined(text) for path, text in _leaves(row, ()) if path and _is_text(path[-1]))


def listed(value: Record, opened: Opened) -> list[Record]:
    """The documents in lists of an object, those of the lists nearest to it; several lists are told apart."""
    lists: list[tuple[int, str, list[Record]]] = []
    for path, rows in _lists(value, ()):
        found = [None if has_own_text(row) else opened_out(row) for row in rows]
        documents = [row if flat is None else flat for row, flat in zip(rows, found, strict=True)]
        if any(map(has_own_text, documents)) or any(flat is not None for flat in found):
            lists.append((len(path), ".".join(path), documents))
    if not lists:
        return []
    nearest = min(depth for depth, *_ in lists)
    chosen = [(path, rows) for depth, path, rows in lists if depth == nearest]
    opened.read |= {path for path, _ in chosen} if len(chosen) < 4 else {f"{len(chosen):,} lists"}
    opened.left |= {path for depth, path, _ in lists if depth > nearest}
    opened.left |= {f"{path}.{beside}" for path, rows in chosen for row in rows for beside in texts_beside(row)}
    if len(chosen) == 1:
        return chosen[0][1]
    return [{**row, "list": path} for path, rows in chosen for row in rows]


def _lists(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Record]]]:
    """Lists of objects inside an object, each with the names that lead to it."""
    if isinstance(value, list):
        if value and all(isinstance(row, dict) for row in value):
            yield path, value
    elif isinstance(value, dict) and len(path) < DEEPEST:
        for name, inner in value.items():
            yield from _lists(inner, (*path, name))


def opened_out(record: Record) -> Record | None:
    """A record whose text lies in an object in it, laid out flat under dotted names; None where there is no such text.

    What stands beside the text, or above it, takes its known name: `content.rendered` becomes `content`. A text in
    several languages keeps its dotted names, since nothing says which is meant.
    """
    leaves = dict(_leaves(record, ()))
    texts = [path for path in leaves if any(map(_is_text, path)) and _has_letters(leaves[path])]
    if not texts:
        return None
    above = _until_known(texts[0])[:-1]
    named: dict[str, list[tuple[str, ...]]] = {}
    for path, value in leaves.items():
        known = _until_known(path)
        is_near = known[:-1] == above[: len(known) - 1]
        if known and is_near and (not _is_text(known[-1]) or _has_letters(value)):
            named.setdefault(known[-1], []).append(path)
    short = {paths[0]: name for name, paths in named.items() if len(paths) == 1}
    return {short.get(path, ".".join(path)): value for path, value in leaves.items()}


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value and len(path) < DEEPEST:
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    else:
        yield path, value


def _until_known(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path up to its last name that people give to a column of a corpus; () for none."""
    return next((path[:end] for end in range(len(path), 0, -1) if is_known_name(path[end - 1])), ())


def _is_text(name: str) -> bool:
    return name.strip().casefold() in NAMES["text"]


def _has_letters(value: Any) -> bool:
    return bool(value) and isinstance(value, (str, list)) and not str(value).isdecimal()


def _longest(record: Record) -> int:
    return max((len(str(value)) for name, value in record.items() if _is_text(name)), default=0)
