"""How tables look in a notebook: rounded, an interval in one cell, what is the same in every row said once beneath.

The table itself is not changed: only its picture is. Tables that are not Khitab's look as pandas draws them.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.rounding import ACCURACY_COLUMNS, as_measure

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MOST_ROWS = 60
MOST_CHARACTERS = 60
_DIGITS = 3
_SAID_ONCE = ("denominator_name", "interval", "test", "smoothing", "voice_type")
_CSS = (
    "<style>.khitab-table td, .khitab-table th {text-align: start; unicode-bidi: plaintext}"
    " .khitab-table td.number {text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums}"
    " .khitab-note {color: #5f5f5f; font-size: 0.85em}</style>"
)


def register(shell: InteractiveShell | None) -> None:
    """Let the notebook of this shell, if there is one, draw Khitab's tables readably."""
    if shell is None or shell.display_formatter is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type_by_name("pandas", "DataFrame", to_html)


def to_html(table: pd.DataFrame) -> str | None:
    """Draw a table as HTML; of another origin, or with rows named by more than numbers, as pandas does.

    Parameters
    ----------
    table : any data frame. Those of Khitab bear `attrs["provenance"]`.
    """
    named = table.index.name is not None or not pd.api.types.is_integer_dtype(table.index)
    if "provenance" not in table.attrs or named:
        drawn: str | None = table._repr_html_()  # type: ignore[operator]
        return drawn
    shown, beneath = readable(table.head(MOST_ROWS))
    numeric = [pd.api.types.is_numeric_dtype(table[name]) if name in table else False for name in shown.columns]
    names = (html.escape(str(name)).replace("_", "_<wbr>") for name in shown.columns)
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in shown.itertuples(index=False))
    if len(table) > MOST_ROWS:
        beneath = [f"{len(table):,} rows, of which the first {MOST_ROWS} are shown", *beneath]
    notes = "".join(f'<div class="khitab-note">{html.escape(note)}</div>' for note in beneath)
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'{_CSS}<table class="dataframe khitab-table">{body}</table>{notes}'


def readable(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Make a table of short strings, and the lines to stand beneath it.

    Returns
    -------
    The table: numbers with three significant digits and thousands apart, `low` and `high` as one column "low – high",
    no columns of methods that are the same in every row; and those, as "column: value".
    """
    shown, beneath = {}, []
    for name in table.columns:
        column = table[name]
        if name in _SAID_ONCE and len(table) and column.nunique(dropna=False) == 1:
            if str(column.iloc[0]):
                beneath.append(f"{name}: {column.iloc[0]}")
        elif name == "high" and "low" in table:
            continue
        elif name == "low" and "high" in table:
            ends = zip(column, table["high"], strict=True)
            shown["low – high"] = ["" if pd.isna(low) else f"{_short(low)} – {_short(high)}" for low, high in ends]
        else:
            short = _measure if name in ACCURACY_COLUMNS and pd.api.types.is_float_dtype(column) else _short
            shown[str(name)] = [short(value) for value in column]
    return pd.DataFrame(shown, index=table.index), beneath


def _cells(row: Any, numeric: list[bool]) -> str:
    kinds = (' class="number"' if number else "" for number in numeric)
    return "".join(f"<td{kind}>{html.escape(str(value))}</td>" for value, kind in zip(row, kinds, strict=True))


def _short(value: object) -> str:
    """One value in few characters; nothing for what is missing."""
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, int | np.integer):
        return f"{int(value):,}"
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date()) if value == value.normalize() else str(value)
    text = str(value).replace("\n", " ")
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _measure(value: float) -> str:
    return "" if np.isnan(value) else as_measure(float(value))


def _number(value: float) -> str:
    if np.isnan(value):
        return ""
    if not np.isfinite(value):
        return str(value)
    if value and abs(value) < 10**-_DIGITS:
        return f"{value:.0e}"
    decimals = max(0, _DIGITS - 1 - int(np.floor(np.log10(abs(value))))) if value else 0
    return f"{value:,.{min(decimals, _DIGITS)}f}"
