"""Fixtures that every test may use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.annotation import Annotations, annotate
from analysis.corpus import Corpus, Document, read_corpus

PROJECT = Path(__file__).parents[1]

# Timings never decide a test: a busy machine is not a bug.
settings.register_profile("khitab", deadline=None)
settings.load_profile("khitab")


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


@pytest.fixture(scope="session")
def annotate_text() -> Callable[..., Annotations]:
    """A function that annotates one string, as the document "text", with the bundled model (loaded once)."""

    def annotate_one(text: str, **metadata: object) -> Annotations:
        corpus = Corpus("test", (Document("text", text, metadata),))
        return annotate(corpus, cache=False, progress=False)

    return annotate_one


@pytest.fixture(scope="session")
def constructed() -> Annotations:
    """The constructed corpus, annotated with the bundled model."""
    return annotate(PROJECT / "corpus" / "constructed", progress=False)


@pytest.fixture(scope="session")
def ispr(ispr_path: Path) -> Annotations:
    """The conference report, annotated with the bundled model."""
    return annotate(read_corpus(ispr_path), cache=False, progress=False)
