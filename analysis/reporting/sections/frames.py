"""The frames: the rate of each over all documents, core and related terms, with intervals; and what was set aside."""

from __future__ import annotations

from analysis.measures.uncertainty import MIN_DOCUMENTS, RARE_DOCUMENTS
from analysis.reporting.charts import bars
from analysis.reporting.links import link
from analysis.reporting.prose import name
from analysis.reporting.story import Section, Story, paragraph

_TERMS = 3


def frames(story: Story) -> Section:
    """The section on the corpus as a whole."""
    teller, found = story.teller, story.found
    what = teller.say("frames/what", lexicon=name(found.lexicon.name))
    rates = found.tables["rates"]
    rows = []
    for frame in story.look.ids:
        of_frame = rates.index[rates["frame"] == frame]
        drawn = [
            story.rate("rates", int(row), story.links.hits(frame, tier=str(rates["tier"][row])), faint=place > 0)
            for place, row in enumerate(of_frame)
        ]
        rows.append((story.chip(frame), drawn))
    caption = teller.say("frames/caption", per=teller.fact("per"))
    caption += f' <span class="key">{_key(story)}</span>'
    head = teller.say("frames/frame"), teller.say("frames/rate")
    body = paragraph(what, teller.say("page/opens")) + bars(rows, caption, head)
    return Section("frames", teller.say("frames/heading"), body + paragraph(*_intervals(story)) + _excluded(story))


def _key(story: Story) -> str:
    """What filled and hatched bars mean."""
    swatches = (("", "core"), (" faint", "related"))
    return " ".join(
        f'<span class="swatch{css}" aria-hidden="true"></span>{story.teller.phrase(tier)}' for css, tier in swatches
    )


def _intervals(story: Story) -> list[str]:
    """How to read the intervals, as far as there are any."""
    teller, rates = story.teller, story.found.tables["rates"]
    said = []
    if rates["low"].notna().any():
        said.append(teller.say("frames/how intervals", confidence=teller.fact("confidence")))
        if rates["low"].isna().any():
            said.append(teller.say("frames/some without"))
        if (rates["low"].notna() & (rates["documents_with"] < RARE_DOCUMENTS)).any():
            said.append(teller.say("frames/rough"))
        if (rates["low"].notna() & (rates["low"] == rates["high"])).any():
            said.append(teller.say("frames/flat"))
    elif (story.found.annotations.documents["n_words"] > 0).sum() < MIN_DOCUMENTS:
        parts = {
            "documents": teller.fact("documents with words", noun="document"),
            "least": teller.fact("least documents"),
        }
        said.append(teller.say("frames/no intervals", **parts))
    if story.found.lexicon.accuracy and any(one.is_low for one in story.found.lexicon.accuracy.frames.values()):
        said.append(teller.say("frames/low accuracy", mark=teller.fact("low mark", "measure")))
    return said


def _excluded(story: Story) -> str:
    """How many phrases were set aside, and the most frequent ones."""
    excluded, teller = story.found.tables["excluded"], story.teller
    if not len(excluded):
        return ""
    # A term once, as it is printed most often: الدفاع المدني and للدفاع المدني are one.
    printed = excluded["surface"].astype("str").groupby(excluded["term"].astype("str"))
    most = printed.size().sort_values(ascending=False, kind="stable").index[:_TERMS]
    terms = printed.agg(lambda forms: forms.mode().iloc[0])[most]
    places = link(story.links.excluded(), teller.fact("excluded", noun="place"))
    return paragraph(teller.say("frames/excluded", places=places, terms=teller.listed(map(name, terms))))
