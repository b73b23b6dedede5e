"""What the command line says of itself: sections, examples, and mistakes in the command itself."""

import re
import shlex
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from in_shell import run
from typer.main import get_command

from analysis.cli import app
from analysis.cli.commands import EXAMPLES

COMMANDS = tuple(sorted(get_command(app).commands))
ROOT = Path(__file__).parents[2]
PRINT_NO_TABLE = {"report", "new", "figures", "export", "sample"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command, capsys):
    assert run(command, "--help") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: khitab {command} ")
    assert f"khitab {command} " in said.partition("Example:")[2]


def test_commands_are_listed_in_the_order_of_work_and_none_is_missing(capsys):
    assert set(EXAMPLES) == set(COMMANDS)
    assert run("--help") == 0
    said = capsys.readouterr().out
    places = [said.index(f"\n  {name} ") for name in EXAMPLES]
    assert places == sorted(places)
    assert "..." not in said.partition("Begin:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_can_be_typed(command):
    program, name, *arguments = shlex.split(EXAMPLES[command])
    assert (program, name) == ("khitab", command)
    get_command(app).commands[name].make_context(name, arguments)


def _typed(path):
    """The commands in the blocks of shell of a page."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", path.read_text("utf-8"), flags=re.S | re.M)
    lines = [
        line.split("  #")[0].strip() for kind, block in blocks if kind in ("", "sh") for line in block.splitlines()
    ]
    return [line for line in lines if line.startswith("khitab ") and "…" not in line]


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_commands_on_pages_can_be_typed(page):
    for line in _typed(ROOT / page):
        _, name, *arguments = shlex.split(line)
        if not name.startswith("-"):
            with suppress(typer.Exit):  # as --help does
                get_command(app).commands[name].make_context(name, arguments)


def test_pages_hold_commands():
    assert len(_typed(ROOT / "README.md")) > 10


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - PRINT_NO_TABLE))
def test_what_prints_a_table_prints_it_for_programs_too(command, capsys):
    assert run(command, "--help") == 0
    said = capsys.readouterr().out
    assert "--json" in said
    assert "--csv" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["rates", "news.csv", "--nope"],
            "khitab: No such option: --nope (Possible options: --model); see khitab rates --help.",
        ),
        (["rates"], "khitab: Missing argument 'CORPUS'; see khitab rates --help."),
        (["compare", "news.csv"], "khitab: Missing option '--by'; see khitab compare --help."),
        (["nonsense"], "khitab: No such command 'nonsense'; see khitab --help."),
        (["rates", "news.csv", "--tier", "x"], "see khitab rates --help."),
        (["rates", "absent.csv"], "khitab: absent.csv: there is no such file or folder; check the path."),
    ],
)
def test_every_mistake_is_one_sentence_that_begins_alike_and_status_2(arguments, said, capsys):
    assert run(*arguments) == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.startswith("khitab: ")
    assert len(printed.strip().splitlines()) == 1


def test_no_command_at_all_is_answered_with_the_help(capsys):
    assert run() == 0
    assert "Begin:" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--calendar", "--duplicates"])
def test_an_option_of_reading_takes_the_same_values_in_every_command(option, capsys):
    values = {}
    for command in COMMANDS:
        assert run(command, "--help") == 0
        if listed := re.search(rf"{option} <(.+?)>", capsys.readouterr().out):
            values[command] = listed[1]
    assert len(values) > 20
    assert len(set(values.values())) == 1, values
