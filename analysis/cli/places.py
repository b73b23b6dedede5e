"""How commands write places in texts: rows that can be read by themselves, and lines around a key word."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.output import emit_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource

_CITED = ("doc_id", "source", "date")
_LINE = ("left", "keyword", "right", "source", "date", "title", "doc_id", "paragraph", "sentence")


def emit_places(table: "pd.DataFrame", annotations: "AnnotationSource", out: Path | None, shown: Sequence[str]) -> None:
    """Write places with source, date, title and sentence; print whose they are, the paragraph and the columns named."""
    from analysis.passages.readable import with_passages

    emit_table(with_passages(table, annotations), out, shown=(*_CITED, "paragraph", *shown))


def emit_lines(table: "pd.DataFrame", out: Path | None) -> None:
    """Write lines of a concordance: what stands before the key word, the key word, what follows, and where it is."""
    if "keyword" not in table:  # sentences or paragraphs in which several things meet
        emit_table(table, out, shown=("text", "keywords", "paragraph", "date", "source", "doc_id"))
        return
    first = [name for name in _LINE if name in table]
    ordered = table[[*first, *(name for name in table if name not in first)]]
    if out is not None:
        emit_table(ordered, out)
        return
    cited = [name for name in (*_CITED, "frame") if name in table]
    # As the words run, from right to left.
    words = {"right": "after", "keyword": "keyword", "left": "before"}
    emit_table(table[[*cited, "paragraph", *words]].rename(columns=words), None)
