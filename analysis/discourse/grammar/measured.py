"""How often the rules of grammar are right, as measured, and the note that a doubtful count carries."""

import tomllib
from functools import cache
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "measured.toml").read_text(encoding="utf-8"))

# What a feature of frame_by_grammar or frame_by_surrounding, a process or a stance rests on; several values are taken
# together.
RESTS_ON = {
    "negated": ("negated",),
    "passive": ("morphological", "periphrastic"),
    "nominalised": ("nominalised",),
    "nominalised, no agent": ("deleted",),
    "nominalised, agent named": ("named",),
    "necessity": ("necessity",),
    "possibility": ("possibility",),
    "future": ("future",),
    "conditional": ("conditional",),
    "process": ("process",),
    "stance": ("stance",),
    "modal, future or conditional": ("necessity", "possibility", "future", "conditional"),
}


@cache
def precision_of(feature: str) -> float | None:
    """Give the measured share of hits with a feature that have it rightly; None for what was not measured.

    Examples
    --------
    >>> precision_of("negated") > 0.9
    True
    """
    measured = [_DATA["precision"][value] for value in RESTS_ON.get(feature, ())]
    total = sum(figure["n"] for figure in measured)
    return sum(figure["right"] for figure in measured) / total if total else None


def doubt(feature: str) -> str:
    """Give the note that a count of a feature carries if its measured precision is below the bar, else nothing."""
    precision = precision_of(feature)
    if precision is None or precision >= _DATA["bar"]:
        return ""
    return f"measured precision {precision:.2f}, below {_DATA['bar']}: read some of the sentences before you rely on it"
