"""SQL over annotations, by DuckDB: an engine in this process, to which tables are lent rather than copied.

A query reads the tables that it is lent, and nothing else. It reaches no file, no network and no Python variable, it
can change no setting, and it is bounded in memory and time, so that a query may come from anybody.
"""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.annotation.word_counts import IS_WORD_SQL
from analysis.errors import KhitabError
from analysis.memory import free_bytes

if TYPE_CHECKING:
    import duckdb

SECONDS = 120.0
LEAST_MEMORY = 500_000_000
#: What a statement may be; a pivot is several statements to DuckDB. The others write, or set something.
READING = frozenset({"SELECT", "EXPLAIN", "MULTI"})
WORDS = "words"  # the view that is told which of its rows count as words
VECTORS = 500  # of 2,048 rows: fetched at a time


def ask(views: Mapping[str, Any], query: str, place: str, *, seconds: float = SECONDS) -> pd.DataFrame:
    """Run one query over some views and give its table.

    Parameters
    ----------
    views : name → a data frame, an Arrow table or an Arrow data set.
    query : one statement that reads.
    place : what the errors call the annotations.
    seconds : how long the query may take.

    Errors: KhitabError for a query that cannot be run, does anything but read, takes too long or too much memory, or
    gives no table.
    """
    import duckdb

    memory = max(LEAST_MEMORY, free_bytes() // 2)
    with _closed_database(memory) as connection:
        for name, view in views.items():
            connection.register(f"{name}_rows" if name == WORDS else name, view)
        if WORDS in views:
            connection.execute(f"create view {WORDS} as select *, {IS_WORD_SQL} as is_word from {WORDS}_rows")
        connection.execute("set lock_configuration = true")
        late = threading.Event()

        def stop() -> None:
            late.set()
            connection.interrupt()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return _table(connection, query, place, memory)
        except duckdb.InterruptException as error:
            if not late.is_set():
                raise KeyboardInterrupt from error
            raise KhitabError(
                f"{place}: the query was stopped after {seconds:g} seconds; ask for less at once (where, limit), or "
                "give it longer with seconds=."
            ) from error
        except duckdb.OutOfMemoryException as error:
            raise _too_large(place, memory) from error
        except duckdb.Error as error:
            reason = " ".join(line.strip() for line in str(error).split("\n\n")[0].splitlines()).rstrip(".!")
            raise KhitabError(
                f"{place}: the query cannot be run ({reason}); ask of {' and '.join(views)}, whose columns "
                f"`describe {next(iter(views))}` lists, and of nothing else."
            ) from error
        finally:
            timer.cancel()


def _closed_database(memory: int) -> "duckdb.DuckDBPyConnection":
    """Open an empty database in memory that reaches nothing outside itself."""
    import duckdb

    return duckdb.connect(
        config={
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            "memory_limit": f"{memory}B",
            "temp_directory": "",
        }
    )


def _table(connection: "duckdb.DuckDBPyConnection", query: str, place: str, memory: int) -> pd.DataFrame:
    kinds = [statement.type.name for statement in connection.extract_statements(query)]
    if not kinds:
        raise KhitabError(f"{place}: the query gives no table; write one that begins with select.")
    if len(kinds) > 1 or kinds[0] not in READING:
        raise KhitabError(
            f"{place}: sql only reads, and one query at a time; write one that begins with select (or with, from, "
            "describe)."
        )
    result = connection.execute(query)
    chunks, size = [result.fetch_df_chunk(VECTORS)], 0
    while len(chunks[-1]):
        size += int(chunks[-1].memory_usage().sum())
        if size > memory:
            raise _too_large(place, memory)
        chunks.append(result.fetch_df_chunk(VECTORS))
    return pd.concat(chunks[:-1], ignore_index=True) if len(chunks) > 1 else chunks[0]


def _too_large(place: str, memory: int) -> KhitabError:
    return KhitabError(
        f"{place}: the query needs more than {memory / 1e9:.1f} GB of memory; ask for fewer rows or columns, count "
        "rather than list, or add a limit."
    )
