"""Fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# As many processes as cores run tests: threads of each would wait for each other's, at six times the processor time
# for small networks. Set before torch is imported, and for the processes that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from browsers import open_browser, tab_of
from hypothesis import settings

from analysis.annotation import Annotations, annotate
from analysis.corpus import Corpus, Document, read_corpus

PROJECT = Path(__file__).parents[1]

# Timings never decide a test: a busy machine is not a bug.
settings.register_profile("khitab", deadline=None)
settings.load_profile("khitab")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, so that no process is left with one of them while the others have nothing to do."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The one browser of this process."""
    with open_browser() as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The browser in a tab of this file, as large as the file's `WINDOW` says."""
    with tab_of(chromium, *getattr(request.module, "WINDOW", (1400, 1000))) as tab:
        yield tab
