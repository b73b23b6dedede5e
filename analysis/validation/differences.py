"""Differences between two groups, before and after correction."""

import pandas as pd

from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures.prediction_powered import difference_interval


def corrected_differences(corrected: pd.DataFrame, first: object, second: object) -> pd.DataFrame:
    """The first group's rates less the second's, before and after correction, from a table of `correct_rates(by=…)`.

    Returns
    -------
    One row per frame: frame, tier, first, second (names of the groups), n_first, n_second (hits), raw, raw_low,
    raw_high, difference, low, high (corrected), interval, note. The groups have no document in common, so their errors
    are independent.

    Errors: KhitabError if the table is not split by one column, or has no such group.

    Examples
    --------
    >>> corrected = correct_rates(hits, annotations, codings, by="source", n_resamples=50)
    >>> corrected_differences(corrected, "anwa", "bayariq")["frame"].tolist()[:2]
    ['cooperation', 'security']
    """
    names = list(corrected.columns[: list(corrected.columns).index("frame")])
    if len(names) != 1:
        raise KhitabError("corrected_differences needs rates split by one column; call correct_rates with one name.")
    groups = list(dict.fromkeys(corrected[names[0]]))
    if missing := [group for group in (first, second) if group not in groups]:
        raise KhitabError(
            f"corrected_differences: there is no group {missing[0]!r}; there are {', '.join(map(str, groups))}."
        )
    rows = []
    for frame in dict.fromkeys(corrected["frame"]):
        of_frame = corrected[corrected["frame"] == frame].set_index(names[0])
        one, other = of_frame.loc[first], of_frame.loc[second]
        raw, after = (
            difference_interval(tuple(one[list(ends)]), tuple(other[list(ends)]))
            for ends in (("raw", "raw_low", "raw_high"), ("rate", "low", "high"))
        )
        note = "; ".join(
            dict.fromkeys(f"{name}: {row['note']}" for name, row in ((first, one), (second, other)) if row["note"])
        )
        difference = one["rate"] - other["rate"]
        method = f"variance estimates recovered (Zou & Donner 2008) from: {one['interval']}"
        head = (frame, one["tier"], first, second, one["n"], other["n"])
        rows.append((*head, one["raw"] - other["raw"], *raw, difference, *after, method, note))
    columns = [
        "frame",
        "tier",
        "first",
        "second",
        "n_first",
        "n_second",
        "raw",
        "raw_low",
        "raw_high",
        "difference",
        "low",
        "high",
        "interval",
        "note",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs = dict(corrected.attrs)
    return Trace("sides", by=(names[0],), number="n_first").on(table)
