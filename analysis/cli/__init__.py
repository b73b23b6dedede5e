"""The command line: `khitab COMMAND …`, a thin layer over what scripts import."""

import sys
from collections.abc import Sequence

import typer

from analysis.cli import check, compare, explore, score, validate
from analysis.errors import KhitabError
from analysis.version import __version__

app = typer.Typer(
    name="khitab",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Analyse the discourse of Arabic text: frames, evidence, figures, scores.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (check, explore, compare, score, validate):
    module.register(app)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        typer.echo(f"khitab {__version__}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; a mistake in the input is answered with one sentence and exit status 2."""
    try:
        app(args=list(arguments) if arguments is not None else None)
    except KhitabError as error:
        print(f"khitab: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("khitab: interrupted; what was annotated so far is kept, and the same command goes on.", file=sys.stderr)
        sys.exit(130)
