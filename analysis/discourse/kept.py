"""What the rules found is kept beside the annotations, piece by piece, so that asking again costs reading a file.

A result is named by what it was made from: the words, texts and metadata of the piece, and all code and rules of
`analysis/discourse` and below that words pass through. What was made otherwise is never met, and nothing is kept of
annotations that are not kept themselves (`cache=False`). A file that cannot be read is made anew, and where a folder
cannot be written the result is only not kept.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource, expect_annotations
from analysis.discourse.parsed import NEEDED, Reading, read
from analysis.errors import KhitabError
from analysis.files import write_bytes
from analysis.parsing.fingerprint import producers

Row = dict[str, object]
PLACES = ("paragraph", "sentence", "word", "start", "end")
DAMAGE = (OSError, EOFError, ValueError)


@cache
def rules_hash() -> str:
    """Name the code, rules and vocabularies of `analysis/discourse` by the contents of all files there."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def kept_rows(
    what: str,
    annotations: AnnotationSource,
    columns: Sequence[str],
    find: Callable[[Annotations], Iterable[Row]],
    asked: Callable[[Annotations], str] = lambda _: "",
    *,
    keep: bool = True,
) -> list[Row]:
    """Give the rows that rules find in annotations, from where they are kept if they were found before.

    Parameters
    ----------
    what : the name of what is found, as "voices".
    columns : of the words table, those that `find` needs.
    find : the rules, over one piece; its rows hold strings, numbers, booleans and None alone.
    asked : what else the rows of a piece depend on, spelled out.
    keep : False if they depend on something else, such as rules of the user's own.
    """
    expect_annotations(annotations, f"find_{what}")
    rows: list[Row] = []
    for piece in annotations.pieces(columns):
        place = _place(what, piece, asked(piece)) if keep else None
        known = None if place is None else _read(place)
        if known is None:
            known = list(find(piece))
            if place is not None:
                _write(place, known)
        rows += known
    return rows


def kept_table(
    what: str,
    annotations: AnnotationSource,
    rows_in: Callable[[Reading], Iterable[Row]],
    columns: Sequence[str],
    places: Sequence[str] = PLACES,
) -> pd.DataFrame:
    """Give what rules find in each document as a table with provenance; `places` are its columns of whole numbers."""
    rows = kept_rows(what, annotations, NEEDED, lambda piece: (row for one in read(piece) for row in rows_in(one)))
    table = pd.DataFrame(rows, columns=list(columns)).astype(dict.fromkeys(places, "int64"))
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def _place(what: str, piece: Annotations, asked: str) -> Path | None:
    if piece.kept_in is None:
        return None
    name = hashlib.sha256(f"{piece.contents_hash()} {asked}".encode()).hexdigest()[:32]
    return piece.kept_in / f"{what}-{producers()[:8]}-{rules_hash()[:8]}" / f"{name}.json.gz"


def _read(place: Path) -> list[Row] | None:
    try:
        rows: list[Row] = json.loads(gzip.decompress(place.read_bytes()))
    except DAMAGE:
        return None
    return rows if isinstance(rows, list) else None


def _write(place: Path, rows: list[Row]) -> None:
    try:
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        write_bytes(place, gzip.compress(content.encode("utf-8", "surrogatepass"), 1, mtime=0))
    except KhitabError:  # a folder that cannot be written, or a full disk: the rows are at hand all the same
        return
