"""Columns of the words table as arrays, for those who count: no data frame need be made of a piece for them."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(frozen=True)
class Coded:
    """A column of strings.

    Attributes
    ----------
    values : the strings that may occur, each once.
    codes : (n_words,) the place of each word's string among them, -1 where it has none.
    """

    values: pa.StringArray
    codes: NDArray[np.integer]

    def take(self, codes: NDArray[np.integer]) -> list[str]:
        """Give the strings of some codes."""
        found: list[str] = self.values.take(pa.array(codes)).to_pylist()
        return found


def coded_series(column: pd.Series) -> Coded:
    """Take a column of categories apart."""
    return Coded(pa.array(column.cat.categories, type=pa.string()), column.cat.codes.to_numpy())


def coded_chunks(column: pa.ChunkedArray) -> Coded:
    """Take a dictionary-encoded column of a table apart."""
    whole = column.unify_dictionaries().combine_chunks()
    return Coded(whole.dictionary, whole.indices.to_numpy())


def as_json(value: Any) -> str:
    """Spell any metadata out, the same way each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def as_column(values: "pd.Series[Any]") -> pa.Array:
    """Make a column of metadata, as text where its values have no type in common."""
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # values of several types, or integers beyond 64 bits
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    if pa.types.is_nested(array.type):  # as `read_corpus` does, because those of other parts may have another shape
        return pa.array([None if value is None else as_json(value) for value in array.to_pylist()], pa.string())
    return array.cast(pa.string()) if pa.types.is_large_string(array.type) else array


def documents_table(documents: pd.DataFrame) -> pa.Table:
    """Make an Arrow table of `.documents`."""
    return pa.table({str(name): as_column(documents[name]) for name in documents})
