"""Stored annotations in parts as small as a test needs."""

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyarrow as pa
from made import made_annotations

from analysis.annotation.stored import run
from analysis.parsing.parts import NUMBERS, SCHEMA, STRINGS, Part

if TYPE_CHECKING:
    import pytest


def cut_small(
    patch: "pytest.MonkeyPatch | SimpleNamespace", shortest: int, spread: int, longest: int, group: int
) -> None:
    """Let parts and groups of texts have these numbers of characters."""
    for name, value in {"SHORTEST": shortest, "SPREAD": spread, "LONGEST": longest}.items():
        patch.setattr(run, name, value)
    patch.setattr(run, "PART_CHARACTERS", group)


def part_of(texts):
    """Parse texts (by their hashes) as `made` does, each blank-parted word a noun."""
    rows, tables, first = {}, [], 0
    for key, text in texts.items():
        words = made_annotations({"x": text}).words
        columns = [pa.array(words[name].to_numpy(), pa.int32()) for name in NUMBERS]
        columns += [pa.array(words[name].astype("str").tolist(), pa.string()).dictionary_encode() for name in STRINGS]
        tables.append(pa.Table.from_arrays(columns, schema=SCHEMA))
        rows[key] = first, len(words)
        first += len(words)
    return Part(rows, pa.concat_tables(tables))
