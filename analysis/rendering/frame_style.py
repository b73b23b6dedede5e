"""How frames look in every figure and page: their order, names and colours, as the lexicon gives them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicon.accuracy import MARK
from analysis.rendering.labels import Labels, check_labels
from analysis.rendering.typeface import PALETTE

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_LABEL_CHARACTERS = 18


@dataclass(frozen=True)
class FrameLook:
    """Name and colour of each frame, in the order in which figures show them."""

    names: dict[str, str]
    colours: dict[str, str]

    @property
    def ids(self) -> list[str]:
        """The frames' ids in order."""
        return list(self.names)


def frame_look(frames: Iterable[str], lexicon: Lexicon | None, labels: Labels) -> FrameLook:
    """Look up the frames that occur; one that the lexicon does not know keeps its id and takes a spare colour.

    A frame whose measured precision or recall is low bears a mark, which the provenance line explains.
    """
    check_labels(labels)
    if lexicon is None:
        from analysis.lexicon import default_lexicon

        lexicon = default_lexicon()
    known = {frame.id: frame for frame in lexicon.frames}
    present = list(dict.fromkeys(str(frame) for frame in frames))
    order = [frame for frame in known if frame in present] + [frame for frame in present if frame not in known]
    names, colours = {}, {}
    for place, frame in enumerate(order):
        entry = known.get(frame)
        measured = lexicon.accuracy.frames.get(frame) if lexicon.accuracy else None
        mark = f" {MARK}" if measured and measured.is_low else ""
        names[frame] = (entry.label_ar if labels == "ar" else entry.label_en) + mark if entry else frame
        colours[frame] = entry.color if entry and entry.color else PALETTE[place % len(PALETTE)]
    return FrameLook(names, colours)


def wrapped(label: object, characters: int = _LABEL_CHARACTERS) -> str:
    """A label over as many lines as it needs; no word is cut."""
    return textwrap.fill(str(label), characters, break_long_words=False, break_on_hyphens=False)
