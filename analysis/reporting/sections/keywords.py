"""Keywords: the words that set each group apart from the other documents."""

from __future__ import annotations

from analysis.reporting.charts import Column, table
from analysis.reporting.links import link
from analysis.reporting.prose import name
from analysis.reporting.sections.groups import absent
from analysis.reporting.story import Section, Story, paragraph


def keywords(story: Story) -> Section:
    """The section on keywords, or the reason why there is none."""
    teller, found = story.teller, story.found
    is_source = (found.by.column or found.by.parts.get("by", "source")) == "source"
    heading = teller.say("keywords/heading source" if is_source else "keywords/heading")
    if not found.by:
        return Section("keywords", heading, paragraph(absent(story)))
    what = teller.say("keywords/what", least=teller.fact("least spread"), one=teller.fact("one"))
    said = [_of(story, group) for group in found.groups]
    listed = "".join(text for text, is_table in said if is_table)
    empty = paragraph(*(text for text, is_table in said if not is_table))
    careful = teller.say("keywords/one text") if listed else ""
    return Section("keywords", heading, paragraph(what, careful) + f'<div class="panels">{listed}</div>' + empty)


def _of(story: Story, group: str) -> tuple[str, bool]:
    """The keywords of a group as a table; or a sentence that it has none."""
    teller, words = story.teller, story.found.tables["keywords"]
    rows = [int(row) for row in words.index[words["group"] == group]]
    if not rows:
        return teller.say("keywords/nothing", group=story.group(group), least=teller.fact("least spread")), False
    head = [Column(teller.say("keywords/word"), number=False)]
    head += [Column(teller.say(f"keywords/{column}")) for column in ("here", "there", "documents", "log ratio")]
    cells = [
        [
            name(words["spelling"].iloc[row]),
            link(story.links.keyword(group, place, "here"), teller.cell("keywords", row, "n_target")),
            link(story.links.keyword(group, place, "there"), number) if words["n_reference"].iloc[row] else number,
            teller.cell("keywords", row, "documents_target"),
            teller.cell("keywords", row, "log_ratio", "rate"),
        ]
        for place, row in enumerate(rows)
        for number in [teller.cell("keywords", row, "n_reference")]
    ]
    caption = teller.say("keywords/caption", group=story.group(group))
    return table(head, cells, caption, label=teller.say("page/scroll", what=str(group))), True
