"""Numbers of things in English sentences."""

import pytest

from analysis.wording import how_many


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (1204, "1,204 documents")]
)
def test_one_is_singular_and_everything_else_is_plural(number, said):
    assert how_many(number, "document") == said


@pytest.mark.parametrize(("number", "said"), [(1, "1 copy is left out"), (3, "3 copies are left out")])
def test_a_plural_of_its_own_may_bring_the_verb(number, said):
    assert how_many(number, "copy is left out", "copies are left out") == said
