"""The build's two commands: one notebook to its page, and the index over all pages.

python -m analysis.site.build page notebooks/01_close_reading.ipynb --build build
python -m analysis.site.build index notebooks/*.ipynb --build build
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import KhitabError
from analysis.site.index_page import build_index
from analysis.site.notebook_page import build_page


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; 2 if the input is at fault."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "page":
            chosen: dict[str, object] = dict(map(_pair, given.set))
            build_page(given.notebook, given.build, chosen)
        else:
            build_index(given.notebooks, given.build)
    except KhitabError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not name or not equals:
        raise KhitabError(f"--set {written}: is not a parameter with its value; write NAME=VALUE.")
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis.site.build", description="Build pages from notebooks.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("page", help="execute one notebook and write its page")
    one.add_argument("notebook", type=Path)
    one.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the notebook")
    every = commands.add_parser("index", help="write index.html and provenance.json")
    every.add_argument("notebooks", type=Path, nargs="+")
    for command in (one, every):
        command.add_argument("--build", type=Path, default=Path("build"), help="folder of the pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
