"""Advice in the words of the command line."""

import pytest

from analysis.cli.wording import in_shell, options_in


@pytest.mark.parametrize(
    ("python", "shell"),
    [
        ('repair="markup"', "--repair markup"),
        ("repair='markup' mends it", "--repair markup mends it"),
        ('duplicates="drop", or duplicates="cluster" and clusters="cluster"',
         "--duplicates drop, or --duplicates cluster and --clusters cluster"),
        ('years before 1500 may be Hijri; calendar="hijri" converts them',
         "years before 1500 may be Hijri; --calendar hijri converts them"),
        ("write dates such as 2025-11-22, or say dayfirst= or calendar=",
         "write dates such as 2025-11-22, or say --day-first or --calendar"),
        ("header=False reads that row", "--no-header reads that row"),
        ("give doc_id='رقم الخبر'", "give --id 'رقم الخبر'"),
        ("the model's own", "the model's own"),
        ("q=1&text=2", "q=1&text=2"),
    ],
)  # fmt: skip
def test_arguments_of_python_are_given_as_options(python, shell):
    assert in_shell(python) == shell


def test_the_options_that_are_advised_are_given_once_each():
    mends = ['repair="markup"', 'duplicates="drop", or duplicates="cluster"', "see their reasons", 'repair="markup"']
    assert options_in(mends) == "--repair markup --duplicates drop"
    assert options_in(["leave them out"]) == ""
