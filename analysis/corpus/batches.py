"""Table files read some rows at a time, for corpora larger than memory.

Each kind of file answers the same three questions: its first rows, by which columns are chosen; all rows without the
texts, which is little; and the texts, batch by batch. Rows, types and errors are those of `formats.read_table`.
"""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

import pandas as pd
import pyarrow.parquet as pq

from analysis.corpus.delimited import delimited_rows, survey
from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import BOMS, MIXED, bare_wide, decode, refuse_other_kinds
from analysis.corpus.formats import LINES, not_parquet, with_named_index, with_plain_names
from analysis.corpus.json_shapes import Opened
from analysis.corpus.json_tables import json_records, records_table, torn_note
from analysis.errors import KhitabError

SAMPLE = 200  # rows by which the column of text is guessed
BLOCK = 1 << 20  # characters or bytes looked at together


class Batches(Protocol):
    """A table file that is never read whole."""

    notes: list[str]

    def sample(self) -> pd.DataFrame:
        """Give the first rows, with all columns."""

    def without(self, column: str) -> pd.DataFrame:
        """Give all rows without the column of texts."""

    def values(self, column: str, rows: int) -> Iterator[list[object]]:
        """Yield the values of the column of texts, `rows` at a time."""


def open_batches(path: Path, encoding: str | None, header: bool | None = None) -> Batches:
    """Open a table file, by the end of its name."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return ParquetBatches(path)
    file = TextFile(path, encoding)
    return JsonBatches(file) if suffix in LINES else SeparatedBatches(file, header)


class Unchanged:
    """Insists that a file is the same each time it is gone through: its texts go to the ids that were read before."""

    def __init__(self, path: Path) -> None:
        self._path, self._seen = path, self._state(path)

    @staticmethod
    def _state(path: Path) -> tuple[int, int]:
        found = path.stat()
        return found.st_size, found.st_mtime_ns

    def check(self) -> None:
        """Raise KhitabError if the file was changed or taken away."""
        try:
            same = self._state(self._path) == self._seen
        except FileNotFoundError:
            same = False
        if not same:
            raise KhitabError(f"{self._path}: the file was changed while it was being read; start again.")


class ParquetBatches:
    """Row groups of a Parquet file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self._unchanged = Unchanged(path)
        with self._file() as file:
            self._columns, self._rows = file.schema_arrow.names, file.metadata.num_rows

    @contextmanager
    def _file(self) -> Iterator[pq.ParquetFile]:
        self._unchanged.check()
        try:
            with pq.ParquetFile(self.path) as file:
                yield file
        except (OSError, ValueError) as error:
            if isinstance(error, (KhitabError, PermissionError, IsADirectoryError)):
                raise
            raise not_parquet(self.path) from error

    def sample(self) -> pd.DataFrame:
        """Give the first rows, with all columns."""
        with self._file() as file:
            first = next(file.iter_batches(SAMPLE), None)
            table = file.schema_arrow.empty_table() if first is None else first
            return with_plain_names(with_named_index(table.to_pandas()))

    def without(self, column: str) -> pd.DataFrame:
        """Give all rows without the column of texts."""
        others = [name for name in self._columns if name != column]
        if not others:
            return pd.DataFrame(index=range(self._rows))
        with self._file():
            return with_plain_names(with_named_index(pd.read_parquet(self.path, columns=others)))

    def values(self, column: str, rows: int) -> Iterator[list[object]]:
        """Yield the values of the column of texts, `rows` at a time."""
        with self._file() as file:
            for batch in file.iter_batches(rows, columns=[column]):
                yield batch.column(0).to_pylist()


class TextFile:
    """A text file whose encoding is known, read as often as need be."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self.path = path
        self.given = encoding
        self._unchanged = Unchanged(path)
        self.codec, self.encoding = _find_encoding(path, encoding)
        with self.open() as file:
            if all(is_blank(block) for block in iter(lambda: file.read(BLOCK), "")):
                raise KhitabError(f"{path}: the file is empty; put at least a header and one row in it.")

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """Open the file at its first character, a byte order mark apart; line ends are left as they are."""
        self._unchanged.check()
        if self.codec == MIXED:
            yield io.StringIO(decode(self.path.read_bytes(), str(self.path), MIXED)[0], newline="")
            return
        try:
            with self.path.open(
                encoding=self.codec, newline="" if self.path.suffix.lower() not in LINES else "\n"
            ) as file:
                if file.read(1) != "\ufeff":
                    file.seek(0)
                yield file
        except UnicodeError:
            decode(self.path.read_bytes(), str(self.path), self.given)  # tells which byte of the file it is
            raise


def _find_encoding(path: Path, given: str | None) -> tuple[str, str]:
    """Find the codec and the name of an encoding as `decode` does; only UTF-8 is told without reading all at once."""
    with path.open("rb") as file:
        start = file.read(BLOCK)
        refuse_other_kinds(start, str(path))
        if given is None:
            for bom, codec, name in BOMS:
                if start.startswith(bom):
                    return codec, name
            if bare_wide(start) is None and _is_utf8(start, file):
                return "utf-8", "utf-8"
    name = decode(path.read_bytes(), str(path), given)[1]
    return (MIXED if name == MIXED else given or name), name


def _is_utf8(start: bytes, rest: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
        while block := rest.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class JsonBatches:
    """Lines of a JSON Lines file."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        names: dict[str, None] = {}
        torn = 0
        first: list[dict[str, object]] = []
        opened = Opened()
        for record, mended in self._records(opened):
            names |= dict.fromkeys(record)
            torn += mended
            if len(first) < SAMPLE:
                first.append(record)
        # All names there are, in their order, though the first rows may lack some.
        self._sample = (
            with_plain_names(records_table([dict.fromkeys(names), *first])).iloc[1:] if first else pd.DataFrame()
        )
        label = file.path.name
        settled = (*opened.notes(), *torn_note(torn))
        self.notes = [f"{label}: read as {file.encoding}", *(f"{label}: {note}" for note in settled)]

    def _records(self, opened: Opened | None = None) -> Iterator[tuple[dict[str, object], int]]:
        with self.file.open() as lines:
            yield from json_records(lines, str(self.file.path), opened)

    def sample(self) -> pd.DataFrame:
        """Give the first rows, with all columns."""
        return self._sample

    def without(self, column: str) -> pd.DataFrame:
        """Give all rows without the column of texts."""
        records = ({name: value for name, value in record.items() if name != column} for record, _ in self._records())
        return with_plain_names(records_table(list(records)))

    def values(self, column: str, rows: int) -> Iterator[list[object]]:
        """Yield the values of the column of texts, `rows` at a time."""
        found = (record.get(column) for record, _ in self._records())
        while batch := list(islice(found, rows)):
            yield batch


class SeparatedBatches:
    """Rows of a CSV or TSV file."""

    def __init__(self, file: TextFile, header: bool | None = None) -> None:
        self.file = file
        tabs = file.path.suffix.lower() in (".tsv", ".tab")
        self.layout = survey(file.open, str(file.path), tabs=tabs, header=header)
        label = file.path.name
        self.notes = [f"{label}: read as {file.encoding}", *(f"{label}: {note}" for note in self.layout.notes)]
        self._columns = with_plain_names(pd.DataFrame(columns=list(self.layout.columns))).columns

    def _chunks(self, rows: int) -> Iterator[pd.DataFrame]:
        with self.file.open() as opened:
            cells = (row for _, row in delimited_rows(opened, self.layout))
            while chunk := list(islice(cells, rows)):
                yield pd.DataFrame(chunk, columns=self._columns, dtype="str")

    def sample(self) -> pd.DataFrame:
        """Give the first rows, with all columns."""
        return next(self._chunks(SAMPLE), pd.DataFrame(columns=self._columns, dtype="str"))

    def without(self, column: str) -> pd.DataFrame:
        """Give all rows without the column of texts."""
        return pd.concat([chunk.drop(columns=column) for chunk in self._chunks(SAMPLE)], ignore_index=True)

    def values(self, column: str, rows: int) -> Iterator[list[object]]:
        """Yield the values of the column of texts, `rows` at a time."""
        for chunk in self._chunks(rows):
            yield chunk[column].tolist()
