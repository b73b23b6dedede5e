"""Stored annotations in parts as small as a test needs."""

from types import SimpleNamespace

import pytest

from analysis.annotation.stored import cutting, run


def cut_small(
    patch: "pytest.MonkeyPatch | SimpleNamespace", shortest: int, spread: int, longest: int, group: int
) -> None:
    """Let parts and groups of texts have these numbers of characters."""
    for name, value in {"SHORTEST": shortest, "SPREAD": spread, "LONGEST": longest}.items():
        patch.setattr(cutting, name, value)
    patch.setattr(run, "PART_CHARACTERS", group)
