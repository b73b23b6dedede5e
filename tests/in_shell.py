"""A command of `khitab`, run in this process."""

import pytest

from analysis.cli import main


def run(*arguments):
    """Run a command; gives its exit status."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return stopped.value.code or 0
