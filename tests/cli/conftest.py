"""What the tests of the command line share."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """A cache for the tests of one file, apart from the user's, so that each corpus is annotated once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KHITAB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
