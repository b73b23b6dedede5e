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
    whole = column.unify_dictionaries().combine_chunks()
    return Coded(whole.dictionary, whole.indices.to_numpy())
