"""SQL over annotations, by DuckDB: an engine in this process, to which tables are lent rather than copied."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import KhitabError

if TYPE_CHECKING:
    import duckdb


def connect() -> "duckdb.DuckDBPyConnection":
    """Open an empty database in memory, which fetches nothing from the network and sees no Python variables."""
    import duckdb

    return duckdb.connect(config={"autoinstall_known_extensions": False, "python_enable_replacements": False})


def run_query(connection: "duckdb.DuckDBPyConnection", query: str, place: str) -> pd.DataFrame:
    """Run one query and give its table; `place` names the annotations in errors."""
    import duckdb

    try:
        result = connection.sql(query)
        table = None if result is None else result.df()
    except duckdb.Error as error:
        reason = " ".join(line.strip() for line in str(error).split("\n\n")[0].splitlines()).rstrip(".!")
        raise KhitabError(
            f"{place}: the query cannot be run ({reason}); ask of words and documents, whose columns "
            "`describe words` and `describe documents` list."
        ) from error
    if table is None:
        raise KhitabError(f"{place}: the query gives no table; write one that begins with select.")
    return pd.DataFrame(table)
