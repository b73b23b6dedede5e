"""Hits as marks on the text: each in the colour and under the name of its frame."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.rendering.frame_style import FrameLook
from analysis.rendering.html import Mark
from analysis.rendering.typeface import PALETTE


def marks_of(hits: pd.DataFrame | Iterable[Mapping[Hashable, Any]], look: FrameLook | None) -> list[Mark]:
    """Turn hits of one document, a table or its rows, into marks; those without a frame in one plain colour."""
    marks = []
    for row in hits.to_dict("records") if isinstance(hits, pd.DataFrame) else hits:
        # What stands beside frames, such as an actor, is marked in the plain colour, too.
        frame = str(row["frame"]) if look is not None and isinstance(row.get("frame"), str) else ""
        label, colour = (look.names[frame], look.colours[frame]) if look and frame else ("", PALETTE[0])
        marks.append(Mark(int(row["start"]), int(row["end"]), label, colour))
    return marks
