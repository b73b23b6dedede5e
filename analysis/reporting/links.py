"""Links: where the passages behind each number of a report stand.

A page of passages takes what is wanted of it from its address: `passages/frame-security.html#t=core&g=2` shows the core
hits of the third group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

FOLDER = "passages"
VOICES, EXCLUDED = "voices", "excluded"
_PLAIN = re.compile(r"[a-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Links:
    """Addresses of passages, by the places of frames, groups, periods and speakers in their lists."""

    frames: tuple[str, ...]
    groups: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()

    def frame_page(self, frame: str) -> str:
        """The name of a frame's page."""
        return f"frame-{frame if _PLAIN.fullmatch(frame) else self.frames.index(frame) + 1}"

    def keyword_page(self, group: str) -> str:
        """The name of the page of a group's keywords."""
        return f"words-{self.groups.index(group) + 1}"

    def hits(self, frame: str, *, tier: str = "core", group: str = "", period: str = "", voice: str = "") -> str:
        """The hits of a frame, in a group, a period or the words of a kind of speaker."""
        wanted = [f"t={tier}"] if tier else []
        wanted += [f"g={self.groups.index(group)}"] if group in self.groups else []
        wanted += [f"p={self.periods.index(period)}"] if period else []
        wanted += [f"v={voice}"] if voice else []
        return self._address(self.frame_page(frame), wanted)

    def attributions(self, *, kind: str = "", speaker: str = "") -> str:
        """The attributions to a kind of speaker, or to one of them."""
        wanted = [f"v={kind}"] if kind else []
        wanted += [f"s={self.speakers.index(speaker)}"] if speaker in self.speakers else []
        return self._address(VOICES, wanted)

    def keyword(self, group: str, place: int, side: str) -> str:
        """A keyword in its group ("here") or in the other documents ("there")."""
        return self._address(self.keyword_page(group), [f"k={place}", f"w={side}"])

    def excluded(self) -> str:
        """What was set aside."""
        return self._address(EXCLUDED, [])

    def _address(self, page: str, wanted: Sequence[str]) -> str:
        return f"{FOLDER}/{page}.html" + (f"#{'&'.join(wanted)}" if wanted else "")


def link(address: str, content: str, label: str = "", css: str = "") -> str:
    """A link around HTML; `label` says where it leads, for those who do not see it."""
    said = f' aria-label="{escape(label)}"' if label else ""
    name = f' class="{css}"' if css else ""
    return f'<a{name} href="{escape(address)}"{said}>{content}</a>'
