"""A notebook, executed and written as one offline HTML page."""


# Jupyter's libraries are typed in part only.
# mypy: disable-error-code="no-untyped-call,import-untyped"

import base64
import os
import re
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError
from analysis.rendering.html import FRAGMENT_CSS, PAGE_CSS, POLICY
from analysis.rendering.typeface import FONT_FOLDER

_TEMPLATES = Path(__file__).parent
_PROGRESS_BAR = re.compile(r"\d+%\|")
_TIMEOUT_SECONDS = 1800


def build_page(notebook: str | Path, build: str | Path, parameters: dict[str, object] | None = None) -> Path:
    """Execute a notebook in its own folder and write `build/NAME.html`; nothing is stored in the notebook.

    Parameters
    ----------
    build : the folder of the page; the notebook is given it as its parameter `output`, for figures and tables.
    parameters : in place of values in the notebook's cell tagged `parameters`.

    Raises
    ------
    KhitabError when the notebook is missing or one of its cells fails; no page is written then.
    """
    source, folder = Path(notebook), Path(build)
    if not source.is_file():
        raise KhitabError(f"{source}: there is no such notebook; give the path of an .ipynb file.")
    chosen = parameters or {}
    output = os.path.relpath(folder.resolve(), source.resolve().parent)
    html = to_page(_without_output_folder(_execute(source, {"output": output, **chosen}), chosen))
    folder.mkdir(parents=True, exist_ok=True)
    write_assets(folder)
    target = folder / f"{source.stem}.html"
    target.write_text(html, "utf-8")
    return target


def to_page(notebook: Any) -> str:
    """An executed notebook as a page, in Khitab's own template: no script, no address outside the build folder."""
    from nbconvert.exporters import HTMLExporter  # Jupyter's libraries take seconds to load, so only when used

    exporter = HTMLExporter(
        extra_template_basedirs=[str(_TEMPLATES)],
        template_name="template",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("khitab_base64", lambda svg: base64.b64encode(svg.encode()).decode())
    exporter.register_filter("khitab_tables", page_tables)
    html, _ = exporter.from_notebook_node(
        _without_progress(notebook), {"khitab": {"title": title_of(notebook), "policy": POLICY}}
    )
    return str(html)


def title_of(notebook: Any) -> str:
    """The first heading of the notebook, without its marks."""
    for cell in notebook.cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else []:
            if line.startswith("#"):
                return str(line.lstrip("# ").strip())
    return "Khitab"


def write_assets(build: Path) -> None:
    """The style sheet and the fonts, beside the pages."""
    from pygments.formatters import HtmlFormatter

    assets = build / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    faces = []
    for number, font in ((400, "KhitabSans-Regular.ttf"), (700, "KhitabSans-Bold.ttf")):
        (assets / font).write_bytes((FONT_FOLDER / font).read_bytes())
        faces.append(f"@font-face{{font-family:'Khitab Sans';font-weight:{number};src:url({font})}}\n")
    essay = (Path(__file__).parent / "essay.css").read_text("utf-8")
    code = HtmlFormatter(style="xcode", nobackground=True).get_style_defs(".highlight")
    (assets / "khitab.css").write_text("".join(faces) + PAGE_CSS + FRAGMENT_CSS + essay + code + "\n", "utf-8")


def _execute(source: Path, parameters: dict[str, object]) -> Any:
    """Run every cell from the top in a fresh kernel."""
    from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor
    from nbformat.v4 import new_code_cell
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    notebook = parameterize_notebook(
        load_notebook_node(str(source)), parameters, kernel_name="python3", language="python"
    )
    notebook.cells.insert(0, new_code_cell(KERNEL_SETUP))
    runner = ExecutePreprocessor(timeout=_TIMEOUT_SECONDS, kernel_name="python3", extra_arguments=["--log-level=ERROR"])
    try:
        executed, _ = runner.preprocess(notebook, {"metadata": {"path": str(source.parent)}})
    except CellExecutionError as error:
        raise KhitabError(f"{source}: a cell failed with {error.ename}: {error.evalue}; run it in Jupyter.") from error
    executed.cells.pop(0)
    return executed


def _without_output_folder(notebook: Any, chosen: dict[str, object]) -> Any:
    """Show the parameters that someone chose, but not the folder, so that the page is the same wherever it is built."""
    cells = []
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            if not chosen:
                continue
            cell.source = "\n".join(line for line in cell.source.splitlines() if not line.startswith("output = "))
        cells.append(cell)
    notebook.cells = cells
    return notebook


def _without_progress(notebook: Any) -> Any:
    """Drop progress bars, whose timings are news only while one waits."""
    for cell in notebook.cells:
        cell.outputs = [o for o in cell.get("outputs", []) if not _is_progress(o)] if cell.cell_type == "code" else []
    return notebook


def _is_progress(output: Any) -> bool:
    if output.output_type == "stream":
        return output.name == "stderr" and bool(_PROGRESS_BAR.search(output.text))
    return "application/vnd.jupyter.widget-view+json" in output.get("data", {})


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
