"""Reports of the made corpora, each written once for all tests."""

from collections.abc import Callable
from functools import cache

import pytest
from made_reports import CORPORA, OPTIONS, Written

from analysis.reporting import report


@pytest.fixture(scope="session")
def written(tmp_path_factory) -> Callable[..., Written]:
    """A function that writes the report of a made corpus in a language, once."""

    @cache
    def write(name: str, labels: str) -> Written:
        folder = tmp_path_factory.mktemp("reports") / "report"
        asked = {"labels": labels, "figures": False, "pdf": False, "progress": False, **OPTIONS.get(name, {})}
        report(CORPORA[name](), folder, **asked)
        return Written(folder)

    # Asked with and without its language, the English one is the same report.
    return lambda name, labels="en": write(name, labels)
