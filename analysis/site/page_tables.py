"""Tables of a page: shown whole, without bare row numbers, Arabic cells in their own direction."""

import re

KERNEL_SETUP = """
import pandas

pandas.set_option("display.max_colwidth", None)
pandas.set_option("display.max_columns", None)
pandas.set_option("display.float_format", lambda value: f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}")
del pandas
""".strip()
"""What a kernel is told before the first cell, so that pandas cuts nothing and rounds to four digits."""

_ARABIC = re.compile(r"[\u0600-\u06FF]")
_CELL = re.compile(r"<(t[dh])([^>]*)>([^<]*)</t[dh]>")
_TABLE = re.compile(r'<table [^>]*class="dataframe"[^>]*>.*?</table>', re.DOTALL)
_ROW_NAME = re.compile(r"(<tr[^>]*>\s*)<th>([^<]*)</th>\s*")
_MISSING = re.compile(r"<td>(?:NaN|NaT|None|&lt;NA&gt;)</td>")
_HEADING = re.compile(r"<th>(\w+)</th>")
_LONG = re.compile(r"<td>([^<]{40,})</td>")


def page_tables(html: str) -> str:
    """Make the data frames in a cell's HTML fit to be read; all else is left as it is, but for Arabic table cells."""
    return right_to_left_cells(_TABLE.sub(lambda table: _readable(table[0]), html))


def right_to_left_cells(html: str) -> str:
    """Give each table cell that holds Arabic its direction and language; all else is left as it is."""

    def turned(cell: re.Match[str]) -> str:
        tag, attributes, content = cell.groups()
        arabic = ' dir="rtl" lang="ar"' if _ARABIC.search(content) else ""
        return f"<{tag}{attributes}{arabic}>{content}</{tag}>"

    return _CELL.sub(turned, html)


def _readable(table: str) -> str:
    """Dashes for what is missing, room for long text, headings that break at their underscores, and no row numbers."""
    table = _HEADING.sub(lambda heading: heading[0].replace("_", "_<wbr>"), table)
    table = _LONG.sub(r'<td class="long">\1</td>', _MISSING.sub("<td>–</td>", table))
    return _ROW_NAME.sub(r"\1", table) if _has_plain_numbers(table) else table


def _has_plain_numbers(table: str) -> bool:
    """Whether the rows are merely numbered: one line of headings, none above the rows' names, which are all numbers."""
    head, _, body = table.partition("<tbody>")
    names = [name for _, name in _ROW_NAME.findall(body)]
    numbered = all(name.isdecimal() or name == "..." for name in names)
    return head.count("<tr") == 1 and "<th></th>" in head and bool(names) and numbered
