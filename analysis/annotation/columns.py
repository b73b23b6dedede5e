"""Columns of the words table as arrays, for those who count: no data frame need be made of a piece for them."""

from dataclasses import dataclass

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
    column = column.unify_dictionaries()
    codes = [chunk.indices.to_numpy() for chunk in column.chunks]
    if len(codes) == 1:
        return Coded(column.chunk(0).dictionary, codes[0])
    values = column.chunk(0).dictionary if codes else pa.array([], pa.string())
    return Coded(values, np.concatenate([np.array([], np.int32), *codes]))
