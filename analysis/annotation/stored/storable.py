"""What a folder of annotations can hold as metadata: names that are text, and values that Parquet and JSON can spell.

Documents come from scripts as well as from files, so that any Python value may be among their metadata. What cannot be
stored is told by document and name before anything is parsed, rather than by Parquet afterwards by neither.
"""

import datetime
import io
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.annotation.stored.part_files import OWN_COLUMNS
from analysis.annotation.words import as_column, as_json
from analysis.corpus import Document
from analysis.errors import KhitabError

PLAIN = (str, bool, int, float, np.bool_, np.integer, np.floating, datetime.date, type(None))
NESTED = (list, tuple, Mapping, np.ndarray)  # stored as JSON


def check_metadata(document: Document, place: str) -> None:
    """Insist that a document's metadata can be stored, under names that the file does not need for itself.

    Raises KhitabError that names the document and the metadata.
    """
    where = f"{place}, document {document.doc_id!r}"
    for name, value in document.metadata.items():
        if not isinstance(name, str):
            raise KhitabError(
                f"{where}: its metadata has the name {name!r}, which is no text; call it {str(name)!r} or otherwise."
            )
        if name.casefold() in OWN_COLUMNS:  # without regard to case, as SQL has none
            raise KhitabError(
                f"{where}: its metadata has a column {name!r}, which stored annotations need for themselves; rename it."
            )
        try:
            name.encode()
            _store(name, value)
        except (TypeError, ValueError, OverflowError, NotImplementedError, RecursionError) as error:
            raise KhitabError(
                f"{where}: its metadata {name!r} cannot be stored ({_reason(name, error)}); give text, a number, a "
                "date without a time zone, or a truth value."
            ) from error


def _store(name: str, value: object) -> None:
    """Do with one value what storing will do with the column; raises whatever that raises."""
    if isinstance(value, str):
        value.encode()
    elif not isinstance(value, PLAIN):
        as_json(value).encode()  # by which parts are named
    match name:
        case "date":
            known = value is None or isinstance(value, datetime.date)  # as every Timestamp is
            if not known or getattr(value, "tzinfo", None) is not None:
                pd.Series([value], dtype=object).astype("datetime64[us]")
        case "constructed":
            bool(value)
        case "title" | "source":
            str(value).encode()
        case _ if not isinstance(value, PLAIN + NESTED):
            column = as_column(pd.Series([value], dtype=object).infer_objects())
            pq.write_table(pa.table({name: column}), io.BytesIO())


def _reason(name: str, error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "half a character, a lone surrogate"
    return "no date" if name == "date" else str(error).split("\n")[0].rstrip(".")
