"""How many paragraphs a sample needs."""

import pytest

from analysis.errors import KhitabError
from analysis.validation.planning import cases_needed, plan_sample

FRAMES = ["cooperation", "security"]


def test_cases_needed_are_cochrans():
    """Cochran (1977), section 4.4: p near 0.5 within 0.05 needs some 384 cases (400 with his z of 2)."""
    assert cases_needed(0.05, 0.5) == 385
    assert cases_needed(0.1, 0.8) == 62
    assert cases_needed(0.05, 0.5, population=385) == 193
    with pytest.raises(KhitabError, match="must lie between 0 and 1"):
        cases_needed(5, 0.8)


def test_plan_asks_for_no_more_than_there_is(annotations, hits):
    plan = plan_sample(hits, annotations, [*FRAMES], 0.1).set_index("frame")
    assert (plan["for_precision"] <= plan["paragraphs_found"]).all()
    assert (plan["for_recall"] <= 144).all()
    wide = plan_sample(hits, annotations, [*FRAMES], 0.25).set_index("frame")
    assert (wide["for_precision"] < plan["for_precision"]).all()
    assert plan_sample(hits[:0], annotations, ["security"], 0.1)["for_recall"].isna().all()
