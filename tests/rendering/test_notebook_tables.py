"""Tables in a notebook: rounded, intervals in one cell, nothing lost and nothing run."""

import numpy as np
import pandas as pd

from analysis.errors import KhitabError
from analysis.rendering.notebook_tables import MOST_ROWS, readable, to_html


def rates(n=2, **columns):
    table = pd.DataFrame(
        {
            "source": ["الأفق"] * n,
            "n": [12345] * n,
            "rate": [1.23456] * n,
            "low": [0.61] * n,
            "high": [np.nan if n == 1 else 2.5] * n,
            "interval": ["document bootstrap, BCa"] * n,
            **columns,
        }
    )
    table.attrs["provenance"] = {"corpus": "made"}
    return table


def test_an_interval_is_one_cell_and_its_method_stands_beneath():
    shown, beneath = readable(rates())
    assert list(shown.columns) == ["source", "n", "rate", "low – high"]
    assert list(shown.iloc[0]) == ["الأفق", "12,345", "1.23", "0.610 – 2.50"]
    assert beneath == ["interval: document bootstrap, BCa"]


def test_methods_that_differ_keep_their_column():
    shown, beneath = readable(rates(interval=["BCa", ""]))
    assert "interval" in shown
    assert beneath == []


def test_missing_values_are_empty_cells_and_not_zeros():
    shown, _ = readable(rates(rate=[np.nan, 0.0], date=[pd.NaT, pd.Timestamp("2015-08-06")]))
    assert list(shown["rate"]) == ["", "0"]
    assert list(shown["date"]) == ["", "2015-08-06"]


def test_tables_of_others_are_drawn_by_pandas():
    table = pd.DataFrame({"a": [1.23456]})
    assert to_html(table) == table._repr_html_()


def test_markup_in_cells_is_shown_and_not_run():
    page = to_html(rates(source=["<script>alert(1)</script>", "b"]))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_long_tables_say_how_many_rows_there_are():
    page = to_html(rates(MOST_ROWS + 5))
    assert page.count("<tr>") == MOST_ROWS + 1
    assert f"{MOST_ROWS + 5} rows" in page


def test_an_error_is_one_sentence_in_a_notebook():
    assert KhitabError("news.csv: no column is text; name it.")._render_traceback_() == [
        "KhitabError: news.csv: no column is text; name it."
    ]
