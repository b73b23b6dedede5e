"""The command line: `khitab COMMAND …`, a thin layer over what scripts import."""

import errno
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

from analysis.cli import check, compare, differences, event, explore, export, report, score, validate
from analysis.cli.commands import InSections, with_examples
from analysis.cli.terminal import without_marks
from analysis.cli.wording import in_shell
from analysis.errors import KhitabError
from analysis.version import __version__

app = typer.Typer(
    name="khitab",
    cls=InSections,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Analyse the discourse of Arabic text: frames, evidence, figures, scores.\n\n"
    "khitab COMMAND --help says what a command takes, with an example. A mistake is answered with one sentence and "
    "exit status 2; 3 means that the work is done without files that could not be read; 1, that check or check-lexicon "
    "found something.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (report, check, explore, export, compare, differences, event, score, validate):
    module.register(app)
with_examples(app)

# Most of what a command makes is there until it ends. Python looks it through for what nobody needs any more, each time
# that 700 things more were made, which would take a tenth of a short command's time.
NEW_THINGS = 100_000

# What is wrong with the command line itself, as an option that there is not.
_Misuse: Any = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        typer.echo(f"khitab {__version__}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; a mistake in the input is answered with one sentence and exit status 2."""
    if arguments is None:  # this is the whole process
        gc.set_threshold(NEW_THINGS)
    _write_what_can_be_written()
    given = [without_marks(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    try:
        with _own_interruption():
            status = app(args=given or ["--help"], prog_name="khitab", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except KhitabError as error:
        _end(f"khitab: {in_shell(str(error))}", 2)
    except _Misuse as error:
        _end(f"khitab: {_told(error)}", 2)
    except (Interruption, KeyboardInterrupt):
        _end("khitab: interrupted; what was annotated so far is kept, and the same command goes on.", 130)
    except MemoryError:
        _end("khitab: there is not enough memory; close other programs, or work on a part of the corpus.", 2)
    except OSError as error:
        if error.filename is not None or error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that nothing is tried again at the end
        _end(f"khitab: the output cannot be written ({error.strerror}); send it to another place.", 2)


class Interruption(BaseException):
    """Ctrl-C, under a name that typer does not answer by itself with a bare "Aborted!"."""


@contextmanager
def _own_interruption() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # where signals cannot be caught
        yield
        return

    def interrupt(*_: object) -> NoReturn:
        raise Interruption

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
        sys.stdout.flush()
    finally:
        signal.signal(signal.SIGINT, before)


def _write_what_can_be_written() -> None:
    """Let terminals that know no Arabic show its letters by number, rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="backslashreplace")


def _told(error: Any) -> str:
    """A misuse as one sentence that says where to look."""
    said = " ".join(error.format_message().split()).rstrip(".").replace(": Value error, ", ": ")
    context = getattr(error, "ctx", None)
    return f"{said}; see {context.command_path if context else 'khitab'} --help."


def _end(sentence: str, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(status)
