"""Between the groups: each frame's rate in each group, and which differences a test supports."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.comparison.timeline import SUPPORTED
from analysis.counting.trace import REST
from analysis.reporting.charts import Column, bars, highest, table
from analysis.reporting.story import Section, Story, paragraph, points

_ROWS = 12


def groups(story: Story) -> Section:
    """The section on groups, or the reason why there is none."""
    teller, by = story.teller, story.found.by
    is_source = (by.column or by.parts.get("by", "source")) == "source"
    heading = teller.say("groups/heading source" if is_source else "groups/heading")
    if not by:
        return Section("groups", heading, paragraph(absent(story)))
    body = paragraph(*_said(story)) + points(supported(story, "differences")) + _left_out(story)
    return Section("groups", heading, body + _panels(story) + _largest(story))


def absent(story: Story) -> str:
    """Why there are no groups."""
    teller, by = story.teller, story.found.by
    parts = {"by": story.by} if "by" in by.parts else {}
    if "name" in by.parts:
        parts["name"] = story.group(str(by.parts["name"]))
    if "groups" in by.parts:
        parts["groups"] = teller.fact("groups", noun="group")
    return teller.say(f"reasons/{by.reason}", **parts)


def _said(story: Story) -> list[str]:
    """How many comparisons, how many supported, and what that means."""
    teller, rows = story.teller, story.found.tables["differences"]
    p = rows["p_adjusted"].dropna()
    if p.empty:
        return [teller.say("groups/untested")]
    pair = len(story.found.by.values) == 2
    said = [teller.say("groups/supported pair" if pair else "groups/supported", **test_facts(story, "differences"))]
    if not (p <= SUPPORTED).any():
        said.append(teller.say("groups/none supported"))
    apart = rows["low"].notna() & ((rows["low"] > 0) | (rows["high"] < 0)) & ~(rows["p_adjusted"] <= SUPPORTED)
    return [*said, teller.say("groups/reconcile")] if apart.any() else said


def test_facts(story: Story, name: str) -> dict[str, str]:
    """The numbers of a sentence about tests: how many, at which level, how many supported."""
    teller = story.teller
    noun = "" if name == "changes" else "comparison"
    return {
        "tested": teller.fact(f"{name} tested", noun=noun), "supported": teller.fact(f"{name} supported"),
        "level": teller.fact("level", "rate"),
    }  # fmt: skip


def supported(story: Story, name: str) -> list[str]:
    """A sentence for each difference that the test supports, the surest first."""
    rows = story.found.tables[name]
    sure = rows[rows["p_adjusted"] <= SUPPORTED].sort_values(["p_adjusted", "p"], kind="stable")
    return [_difference(story, name, int(row), rows.iloc[int(row)]) for row in sure.index[:_ROWS]]


def _difference(story: Story, name: str, row: int, values: Mapping[str, object] | pd.Series) -> str:
    teller = story.teller
    parts = {
        "frame": story.name_of(str(values["frame"])), "group": story.group(str(values["group"])),
        "other": other(story, values["other"]), "p": teller.cell(name, row, "p_adjusted", "p"),
        "rate": teller.cell(name, row, "rate", "rate"), "rate_other": teller.cell(name, row, "rate_other", "rate"),
    }  # fmt: skip
    return teller.say("groups/more" if float(str(values["difference"])) > 0 else "groups/less", **parts)


def other(story: Story, group: object) -> str:
    """The other side of a comparison."""
    return story.teller.say("groups/rest") if group == REST else story.group(str(group))


def _left_out(story: Story) -> str:
    """How many documents have no group."""
    facts = story.found.tables["summary"].set_index("name")["value"]
    if not facts["without group"]:
        return ""
    number = story.teller.fact("without group", noun="document")
    return paragraph(story.teller.say("groups/left out", by=story.by, documents=number))


def _panels(story: Story) -> str:
    """A small chart for each frame, all to one scale, a bar for each group."""
    teller, found = story.teller, story.found
    rates, column = found.tables["groups"], found.by.column
    every = {}
    for row, (frame, group) in enumerate(zip(rates["frame"], rates[column].astype("str").str.strip(), strict=True)):
        if group in found.groups:
            every[str(frame), group] = story.rate("groups", row, story.links.hits(str(frame), group=group))
    top = highest(list(every.values()))
    drawn = [
        bars(
            [(story.group(group), [every[frame, group]]) for group in found.groups if (frame, group) in every],
            story.chip(frame), (teller.say("groups/group"), teller.say("frames/rate")), top,
        )
        for frame in story.look.ids
    ]  # fmt: skip
    caption = teller.say("groups/caption", per=teller.fact("per"), by=story.by)
    return f'<p class="caption">{caption}</p><div class="panels">{"".join(drawn)}</div>'


def _largest(story: Story) -> str:
    """The differences with the smallest p-values, in numbers."""
    teller, rows = story.teller, story.found.tables["differences"]
    rows = rows[rows["group"].astype("str").isin(story.found.groups)]
    first = rows.dropna(subset=["p"]).sort_values(["p_adjusted", "p"], kind="stable").index[:_ROWS]
    if not len(first):
        return ""
    return difference_table(story, "differences", [int(row) for row in first], teller.say("groups/largest"))


def difference_table(story: Story, name: str, rows: list[int], caption: str) -> str:
    """Rows of a comparison in numbers: the frame, both sides, the difference with its interval, the p-value."""
    teller, found = story.teller, story.found.tables[name]
    head = [Column(teller.say("frames/frame"), number=False), Column(teller.say("groups/group"), number=False)]
    head += [Column(teller.say(f"groups/{column}")) for column in ("here", "there", "difference")] + [
        Column(teller.say("groups/corrected"))
    ]
    cells = []
    for row in rows:
        values = found.iloc[row]
        group = story.group(str(values["group"]))
        group += "" if values["other"] == REST else f" : {other(story, values['other'])}"
        span = teller.span(name, row, "low", "high", joint=", ")
        difference = teller.cell(name, row, "difference", "rate") + ("" if span == "–" else f" [{span}]")
        cells.append(
            [
                story.chip(str(values["frame"])), group, teller.cell(name, row, "rate", "rate"),
                teller.cell(name, row, "rate_other", "rate"), f'<bdi dir="ltr">{difference}</bdi>',
                teller.cell(name, row, "p_adjusted", "p"),
            ]
        )  # fmt: skip
    return table(head, cells, caption, label=teller.say("page/scroll", what=caption))
