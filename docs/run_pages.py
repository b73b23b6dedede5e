"""Runs the Python of the pages that ask for it (`run: true` in their head) and puts each result behind its block.

A hook of MkDocs (`hooks:` in mkdocs.yml). A page's blocks run in order, in one namespace, at the project's root. What a
block ends with is shown: a figure as an image, anything that has an HTML face as that. So no page shows code that does
not run, nor a result that the code does not give.
"""

import ast
import contextlib
import html
import io
import os
import re
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Put results behind the blocks of a page that asks for it."""
    if not page.meta.get("run"):
        return markdown
    names: dict[str, Any] = {}
    number = 0

    def with_result(block: "re.Match[str]") -> str:
        nonlocal number
        number += 1
        value = run(block[1], names)
        if value is None:
            return block[0]
        return f'{block[0]}\n<div class="result" markdown="0">{shown(value, page, number, config, files)}</div>\n'

    return BLOCK.sub(with_result, markdown)


def run(code: str, names: dict[str, Any]) -> Any:
    """Run a block at the project's root; its value is that of its last line, if that is an expression."""
    tree = ast.parse(code)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None  # type: ignore[attr-defined]
    before = Path.cwd()
    os.chdir(PROJECT)
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # progress bars
            exec(compile(tree, "<page>", "exec"), names)
            return eval(compile(last, "<page>", "eval"), names) if last is not None else None
    finally:
        os.chdir(before)


def shown(value: Any, page: Any, number: int, config: Any, files: Any) -> str:
    """The HTML of a result; a figure becomes a file of the site."""
    import pandas as pd
    from matplotlib.figure import Figure
    from mkdocs.structure.files import File

    from analysis.rendering.notebook_tables import to_html

    if isinstance(value, Figure):
        from analysis import save_figure

        name = f"{Path(page.file.src_uri).stem}-{number}.svg"
        drawn = PROJECT / "build" / "docs-figures" / name
        drawn.parent.mkdir(parents=True, exist_ok=True)
        save_figure(value, drawn)
        folder = Path(page.file.src_uri).parent
        files.append(File.generated(config, (folder / "figures" / name).as_posix(), abs_src_path=str(drawn)))
        return f'<img src="figures/{name}" alt="The figure that this code draws">'
    if isinstance(value, pd.DataFrame):
        return to_html(value) or value.to_html()
    drawn_as = getattr(value, "_repr_html_", None)
    return str(drawn_as()) if drawn_as is not None else f"<pre>{html.escape(repr(value))}</pre>"
