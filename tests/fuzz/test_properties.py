"""Each property of the long run, with a few cases."""

import pytest
from hypothesis import HealthCheck, given, settings

from fuzz.properties import PROPERTIES

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds(name):
    tested = PROPERTIES[name]

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
    @given(tested.inputs)
    def check(case):
        tested.check(case)

    check()
