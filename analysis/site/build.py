"""The build's two commands: one notebook to its page, and the index over all pages.

python -m analysis.site.build page notebooks/01_close_reading.ipynb --build build
python -m analysis.site.build index notebooks/*.ipynb --build build
"""

# Jupyter's libraries are typed in part only.
# mypy: disable-error-code="no-untyped-call,import-untyped"
import json
import os
import platform
import sys
from collections.abc import Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.errors import KhitabError
from analysis.plots.tables import to_json
from analysis.rendering.html import page
from analysis.rendering.numerals import VARIABLE, check_numerals
from analysis.site.notebook_page import build_page, title_of, write_assets

if TYPE_CHECKING:
    import nbformat

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help="Build pages from notebooks."
)
Build = Annotated[Path, typer.Option("--build", help="Folder of the pages.")]


@app.command("page")
def _page(
    notebook: Path,
    chosen: Annotated[list[str], typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the notebook.")] = [],  # noqa: B006 (typer reads it)
    build: Build = Path("build"),
    numerals: Annotated[
        str | None, typer.Option("--numerals", help="Digits of Arabic text: 012 (latn) or ٠١٢ (arab).")
    ] = None,
) -> None:
    """Execute one notebook and write its page."""
    if numerals is not None:
        check_numerals(numerals)
        os.environ[VARIABLE] = numerals  # for the process that runs the notebook
    build_page(notebook, build, dict(map(_pair, chosen)))


@app.command("index")
def _index(notebooks: list[Path], build: Build = Path("build")) -> None:
    """Write index.html and provenance.json over all pages."""
    build_index(notebooks, build)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; 2 if the input is at fault."""
    try:
        app(args=None if arguments is None else list(arguments), standalone_mode=arguments is None)
    except KhitabError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _pair(written: str) -> tuple[str, object]:
    name, equals, value = written.partition("=")
    if not name or not equals:
        raise KhitabError(f"--set {written}: is not a parameter with its value; write NAME=VALUE.")
    return name, value


_PACKAGES = (
    *("matplotlib", "numpy", "pandas", "pyarrow", "scipy", "spacy", "stanza", "torch"),
    *("nbconvert", "papermill", "ipykernel"),
)
_LISTED = (("evidence", ("html",)), ("figures", ("svg", "png", "pdf")), ("tables", ("csv", "parquet")))


def build_index(notebooks: list[Path], build: Path) -> Path:
    """Write `index.html` and `provenance.json` for the pages that stand in the build folder.

    A card for each notebook whose page is there, with its title, its first sentences and the picture that the
    notebook's metadata names (`khitab.thumbnail`); below, every file of evidence, figures and tables.
    """
    build.mkdir(parents=True, exist_ok=True)
    write_assets(build)
    cards = "".join(_card(path, build) for path in sorted(notebooks) if (build / f"{path.stem}.html").is_file())
    body = (
        "<h1>Khitab</h1>\n<p>What the notebooks found, how sure one may be, and the sentences behind it.</p>\n"
        f'<ul class="cards">{cards}</ul>\n{"".join(_files(build, *kind) for kind in _LISTED)}'
        '<p><a href="provenance.json">provenance.json</a>: what all this was made from.</p>'
    )
    target = build / "index.html"
    target.write_text(page("Khitab", body, "en", '<link rel="stylesheet" href="assets/khitab.css">'), "utf-8")
    (build / "provenance.json").write_text(to_json(provenance_of(build)), "utf-8")
    return target


def provenance_of(build: Path) -> dict[str, object]:
    """The corpora, lexicons and models behind the build's tables, and the versions of what computed them."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted(build.glob("tables/*.provenance.json"))]
    distinct = sorted({to_json(record): record for record in records}.items())
    return {
        "made_from": [record for _, record in distinct],
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "python": platform.python_version(),
    }


def _card(notebook: Path, build: Path) -> str:
    """One notebook: picture, title, first paragraph."""
    import nbformat  # slow to load

    content = nbformat.read(notebook, as_version=4)
    title, link = escape(title_of(content)), f"{escape(notebook.stem)}.html"
    picture = build / "figures" / f"{content.metadata.get('khitab', {}).get('thumbnail', '')}.png"
    image = f'<img src="figures/{escape(picture.name)}" alt="">' if picture.is_file() else ""
    opening = escape(_opening(content))
    return f'<li>{image}<div><h2><a href="{link}">{title}</a></h2><p>{opening}</p></div></li>\n'


def _opening(content: "nbformat.NotebookNode") -> str:
    """The first paragraph of prose after the title."""
    for cell in content.cells:
        if cell.cell_type == "markdown":
            prose = [part for part in cell.source.split("\n\n") if part.strip() and not part.startswith("#")]
            if prose:
                return " ".join(prose[0].split()).replace("*", "").replace("`", "")
    return ""


def _files(build: Path, folder: str, kinds: tuple[str, ...]) -> str:
    """What lies in a folder of the build: each name once, with a link for each kind of file."""
    names = sorted({path.stem for kind in kinds for path in build.glob(f"{folder}/*.{kind}")})
    if not names:
        return ""
    items = []
    for name in names:
        there = [kind for kind in kinds if (build / folder / f"{name}.{kind}").is_file()]
        links = " · ".join(f'<a href="{folder}/{escape(name)}.{kind}">{kind}</a>' for kind in there)
        items.append(f"<li>{escape(name)}: {links}</li>")
    return f'<h2>{folder.capitalize()}</h2>\n<ul class="files">{"".join(items)}</ul>\n'


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
