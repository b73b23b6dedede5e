"""Fixtures that every test may use."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of data that is not part of the project; tests that need it skip where it is absent."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the data folder ../shared, which is not here")
    return folder


@pytest.fixture(scope="session")
def ispr_path() -> Path:
    """The folder of the conference report."""
    return PROJECT / "corpus" / "ispr"
