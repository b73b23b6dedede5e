"""Keywords: the words that set each group apart from the other documents."""

from __future__ import annotations

from analysis.reporting.charts import Column, table
from analysis.reporting.links import link
from analysis.reporting.prose import name
from analysis.reporting.story import Section, Story, paragraph


def keywords(story: Story) -> Section:
    """The section on keywords; empty without groups, of which the section before has said why there are none."""
    teller, found = story.teller, story.found
    heading = teller.say("keywords/heading source" if found.by.column == "source" else "keywords/heading")
    if not found.by:
        return Section("keywords", heading, "")
    least = teller.fact("least spread")
    what = teller.say("keywords/what", least=least, one=teller.fact("one"))
    tables = {group: _of(story, group) for group in found.groups}
    listed = "".join(tables.values())
    careful = (_over_documents(story), teller.say("keywords/one text")) if listed else ()
    body = paragraph(what, *careful) + (f'<div class="panels">{listed}</div>' if listed else "")
    if without := [story.group(group) for group, text in tables.items() if not text]:
        body += paragraph(teller.say("keywords/nothing", groups=teller.listed(without), least=least))
    return Section("keywords", heading, body)


def _over_documents(story: Story) -> str:
    """How many of the keywords a test over documents supports, too."""
    teller, words = story.teller, story.found.tables["keywords"]
    if words["p_documents_adjusted"].isna().all():
        return teller.say("keywords/not over documents")
    tested, supported = (teller.fact(f"keywords {how} documents") for how in ("tested over", "over"))
    return teller.say("keywords/over documents", tested=tested, supported=supported)


def _of(story: Story, group: str) -> str:
    """The keywords of a group as a table; nothing where it has none."""
    teller, words = story.teller, story.found.tables["keywords"]
    rows = [int(row) for row in words.index[words["group"] == group]]
    if not rows:
        return ""
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
    return table(head, cells, caption, label=teller.say("page/scroll", what=str(group)))
