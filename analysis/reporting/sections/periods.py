"""Over time: each frame's rate from period to period, and changes of level where a test supports them."""

from __future__ import annotations

from dataclasses import replace

from analysis.comparison.timeline import SUPPORTED
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.reporting.charts import Bar, Column, columns, highest, table
from analysis.reporting.links import link
from analysis.reporting.prose import as_shown, name
from analysis.reporting.sections.groups import difference_table, supported, test_facts
from analysis.reporting.story import Section, Story, missing, paragraph, period_noun, points


def periods(story: Story) -> Section:
    """The section on time, or the reason why there is none."""
    teller, over = story.teller, story.found.over
    heading = teller.say("periods/heading")
    if not over:
        parts = {"over": story.over} if "over" in over.parts else {}
        if "name" in over.parts:
            parts["name"] = name(over.parts["name"])
        if "periods" in over.parts:
            parts["periods"] = teller.fact("periods", noun=period_noun(str(over.parts["over"])))
        return Section("periods", heading, paragraph(teller.say(f"reasons/{over.reason}", **parts)))
    said = paragraph(*_span(story)) + (_two(story) if len(over.values) == 2 else _changes(story))
    return Section("periods", heading, said + _charts(story) + _numbers(story))


def _span(story: Story) -> list[str]:
    """How many periods, how many of them without documents, and what was left out."""
    teller, rows = story.teller, story.found.tables["periods"]
    said = [teller.say("periods/span", periods=teller.fact("periods", noun=period_noun(story.found.over.column)))]
    if (rows["documents"] == 0).any():
        said.append(teller.say("periods/gaps", gaps=teller.fact("periods without documents")))
    if rows["documents"].between(1, MIN_DOCUMENTS - 1).any():
        said.append(teller.say("periods/thin", least=teller.fact("least documents")))
    if story.found.annotations.documents["date"].isna().any():
        said.append(teller.say("periods/undated", documents=teller.fact("undated", noun="document")))
    return said


def _two(story: Story) -> str:
    """Two periods set against each other."""
    rows = story.found.tables["period differences"]
    if rows["p_adjusted"].isna().all():
        return paragraph(story.teller.say("groups/untested"))
    said = paragraph(story.teller.say("periods/two", **test_facts(story, "period differences")))
    caption = story.teller.say("groups/largest")
    order = rows.sort_values(["p_adjusted", "p"], kind="stable").index
    listed = points(supported(story, "period differences"))
    return said + listed + difference_table(story, "period differences", [int(row) for row in order], caption)


def _changes(story: Story) -> str:
    """The changes of level that the test supports."""
    teller, rows = story.teller, story.found.tables["changes"]
    p = rows["p_adjusted"].dropna()
    if p.empty:
        return paragraph(teller.say("periods/untested"))
    said = paragraph(teller.say("periods/supported", **test_facts(story, "changes")))
    items = []
    for row in rows.index[rows["p_adjusted"] <= SUPPORTED]:
        values = rows.iloc[row]
        parts = {
            "frame": story.name_of(str(values["frame"])), "date": teller.cell("changes", row, "date", "date"),
            "before": teller.cell("changes", row, "rate_before", "rate"),
            "after": teller.cell("changes", row, "rate_after", "rate"),
            "p": teller.cell("changes", row, "p_adjusted", "p"),
        }  # fmt: skip
        items.append(teller.say("periods/up" if values["difference"] > 0 else "periods/down", **parts))
    return said + points(items)


def _charts(story: Story) -> str:
    """A small chart of columns for each frame, each to a scale of its own: what is compared is its course."""
    rows, over, teller = story.found.tables["periods"], story.found.over, story.teller
    drawn: dict[str, list[tuple[str, Bar | None]]] = {frame: [] for frame in story.look.ids}
    for row, (frame, period, rate) in enumerate(zip(rows["frame"], rows[over.column], rows["rate"], strict=True)):
        address = story.links.hits(str(frame), period=str(period))
        one = None if missing(rate) else story.rate("periods", row, address)
        label = f"{story.period(str(period))}: "
        if one is None:
            label += teller.say("periods/no documents")
        else:
            shown = (
                as_shown(rows[name].iloc[row], form, teller.labels) for name, form in (("rate", "rate"), ("n", "count"))
            )
            label += "{} ({})".format(*shown)
            one = replace(one, label=label)
        drawn[str(frame)].append((label, one))
    figures = "".join(_chart(story, frame, several) for frame, several in drawn.items() if any(b for _, b in several))
    caption = teller.say("periods/caption", per=teller.fact("per"), over=story.over)
    return f'<p class="caption">{caption}</p><div class="panels">{figures}</div>'


def _chart(story: Story, frame: str, several: list[tuple[str, Bar | None]]) -> str:
    """One frame's columns, with the top of its scale."""
    rows, values = story.found.tables["periods"], story.found.over.values
    places = [row for row, of in enumerate(rows["frame"]) if of == frame]
    ends = rows[["rate", "high"]].iloc[places].fillna(0.0)
    title = story.chip(frame)
    if float(ends.to_numpy().max()) > 0:
        column = "high" if float(ends["high"].max()) >= float(ends["rate"].max()) else "rate"
        top = story.teller.cell("periods", places[int(ends[column].argmax())], column, "rate")
        title += f' <span class="top">{story.teller.say("periods/top", top=top)}</span>'
    return columns(
        title, several, highest([one for _, one in several if one]), (story.period(values[0]), story.period(values[-1]))
    )


def _numbers(story: Story) -> str:
    """The same in numbers: a row for each period, a column for each frame."""
    teller, rows, over = story.teller, story.found.tables["periods"], story.found.over
    row_of = {
        (str(frame), str(period)): row
        for row, (frame, period) in enumerate(zip(rows["frame"], rows[over.column], strict=True))
    }
    head = [Column(story.over, number=False), *(Column(story.chip(frame)) for frame in story.look.ids)]
    cells = []
    for period in over.values:
        line = [f'<span class="nowrap">{name(story.period(period))}</span>']
        for frame in story.look.ids:
            row = row_of[frame, period]
            if missing(rows["rate"].iloc[row]):
                line.append("–")
                continue
            number = int(rows["n"].iloc[row])
            shown = f"({teller.cell('periods', row, 'n')})"
            shown = link(story.links.hits(frame, period=period), shown) if number else shown
            line.append(f'<bdi dir="ltr">{teller.cell("periods", row, "rate", "rate")} {shown}</bdi>')
        cells.append(line)
    caption = teller.say("periods/table caption")
    return table(head, cells, caption, label=teller.say("page/scroll", what=caption), css="dense")
