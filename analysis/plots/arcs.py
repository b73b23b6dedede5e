"""Stacking dependency arcs so that none is drawn over another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arc:
    """An arc from head to dependent (places in the sentence), its level from 0 and where it leaves the head.

    `shift` is in pixels to the right of the head's centre, so that arcs leaving one head do not share a line.
    """

    head: int
    dependent: int
    level: int
    shift: float


def stacked(pairs: list[tuple[int, int]], spread: float = 3.0) -> list[Arc]:
    """Give each (head, dependent) the lowest level on which its stretch is free, short arcs first.

    Two arcs on one level may touch end to end but never overlap, and an arc lies above every arc it encloses.
    """
    levels: dict[tuple[int, int], int] = {}
    for pair in sorted(pairs, key=lambda pair: (abs(pair[0] - pair[1]), min(pair))):
        left, right = sorted(pair)
        taken = [level for other, level in levels.items() if min(other) < right and max(other) > left]
        levels[pair] = max(taken, default=-1) + 1
    return [
        Arc(head, dependent, levels[head, dependent], _shift(head, dependent, levels, spread))
        for head, dependent in pairs
    ]


def _shift(head: int, dependent: int, levels: dict[tuple[int, int], int], spread: float) -> float:
    """The longer the arc, the nearer it leaves to the middle of its head, on the side to which it goes.

    Words run from right to left, so a dependent that comes later lies to the left.
    """
    same_side = sorted(
        (pair for pair in levels if pair[0] == head and (pair[1] > head) == (dependent > head)),
        key=lambda pair: -abs(pair[1] - head),
    )
    place = same_side.index((head, dependent)) + 1
    return -spread * place if dependent > head else spread * place
