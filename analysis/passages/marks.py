"""Hits as marks on the text: each in the colour and under the name of its frame."""

import pandas as pd

from analysis.rendering.frame_style import FrameLook
from analysis.rendering.html import Mark
from analysis.rendering.typeface import PALETTE


def marks_of(hits: pd.DataFrame, look: FrameLook | None) -> list[Mark]:
    """Turn hits of one document into marks; rows without a frame are marked in one plain colour."""
    framed = look is not None and "frame" in hits.columns
    marks = []
    for row in hits.to_dict("records"):
        # What stands beside frames, such as an actor, is marked in the plain colour, too.
        frame = str(row["frame"]) if framed and isinstance(row["frame"], str) else ""
        label, colour = (look.names[frame], look.colours[frame]) if look and frame else ("", PALETTE[0])
        marks.append(Mark(int(row["start"]), int(row["end"]), label, colour))
    return marks
