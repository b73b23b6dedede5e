"""A count that rests on a rule often wrong says so."""

import pytest

from analysis.discourse.crossings import SURROUNDINGS
from analysis.discourse.grammar.measured import RESTS_ON, doubt, precision_of


def test_every_part_of_the_figure_is_measured_but_the_plain_one():
    assert {name for name in SURROUNDINGS if precision_of(name) is None} == {"plain"}


def test_a_figure_pools_what_it_rests_on():
    """33 of 36 and 29 of 30 are 62 of 66."""
    assert precision_of("passive") == pytest.approx(62 / 66)


def test_only_what_is_below_the_bar_carries_a_note():
    for feature in RESTS_ON:
        assert bool(doubt(feature)) == (precision_of(feature) < 0.85)
    assert "0.73" in doubt("nominalised, no agent")
    assert doubt("negated") == doubt("passive") == doubt("plain") == ""
