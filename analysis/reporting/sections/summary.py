"""In short: what the corpus is, the frame spoken of most, what differs, and how right the lexicon is."""

from __future__ import annotations

from analysis.reporting.prose import name
from analysis.reporting.story import Section, Story, missing, paragraph

_NAMES_SHOWN = 12


def summary(story: Story) -> Section:
    """The first section."""
    teller = story.teller
    if story.found.nothing:
        said = paragraph(reason(story))
        return Section("summary", teller.say("summary/heading"), paragraph(*rests_on(story)) + said)
    body = paragraph(*rests_on(story)) + paragraph(*_frames(story), *_tests(story), _voices(story), _accuracy(story))
    if story.found.annotations.provenance.get("constructed"):
        body = paragraph(teller.say("page/constructed")) + body
    return Section("summary", teller.say("summary/heading"), body)


def reason(story: Story) -> str:
    """Why nothing was counted."""
    return story.teller.say(
        f"reasons/{story.found.nothing}",
        **(
            {"documents": story.teller.fact("documents", noun="document")}
            if story.found.nothing == "not arabic"
            else {}
        ),
    )


def rests_on(story: Story) -> list[str]:
    """How much text there is, of which groups and days."""
    teller, found = story.teller, story.found
    one = len(found.annotations.documents) == 1
    parts = {"documents": teller.fact("documents", noun="document"), "words": teller.fact("words", noun="word")}
    said = [teller.say("summary/rests on one" if one else "summary/rests", **parts)]
    if found.by:
        is_source = found.by.column == "source"
        groups = {"groups": teller.fact("groups", noun="source" if is_source else "group")}
        few = len(found.by.values) <= _NAMES_SHOWN
        if few:
            groups["names"] = teller.listed(map(name, found.by.values))
        if not is_source:
            groups["by"] = story.by
        said.append(teller.say(f"summary/{'' if few else 'many '}{'sources' if is_source else 'groups'}", **groups))
    return [*said, *dates(story)]


def dates(story: Story) -> list[str]:
    """From when to when, and how many have no date."""
    teller, documents = story.teller, story.found.annotations.documents
    known = documents["date"].dropna()
    if known.empty:
        return [teller.say("summary/no dates")]
    first, last = teller.fact("first date", "date"), teller.fact("last date", "date")
    one = known.dt.normalize().nunique() == 1
    said = [teller.say("summary/one date", first=first) if one else teller.say("summary/dates", first=first, last=last)]
    if len(known) < len(documents):
        said.append(teller.say("summary/undated", undated=teller.fact("undated", noun="document")))
    return said


def _frames(story: Story) -> list[str]:
    """The frame that is spoken of most, or those that share the first place; and those that are not found."""
    teller = story.teller
    rates = story.found.tables["rates"]
    core = rates[rates["tier"] == "core"]
    most = core[core["n"] == core["n"].max()]
    if not core["n"].max():
        return [teller.say("summary/nothing")]
    row = int(most.index[0])
    hits = story.linked("rates", row, "n", story.links.hits(str(most["frame"].iloc[0])), "hit", 1)
    if len(most) > 1:
        frames = teller.listed(story.name_of(str(frame)) for frame in most["frame"])
        said = [teller.say("summary/tied", frames=frames, hits=teller.cell("rates", row, "n", noun="hit"))]
    else:
        interval = "" if missing(most["low"].iloc[0]) else teller.say(
            "summary/interval", confidence=teller.fact("confidence"),
            low=teller.cell("rates", row, "low", "rate"), high=teller.cell("rates", row, "high", "rate"),
        )  # fmt: skip
        said = [
            teller.say(
                "summary/top", frame=story.name_of(str(most["frame"].iloc[0])), hits=hits,
                rate=teller.cell("rates", row, "rate", "rate"), per=teller.fact("per"), interval=interval,
            )
        ]  # fmt: skip
    absent = [story.name_of(str(frame)) for frame in core.loc[core["n"] == 0, "frame"]]
    return [*said, teller.say("summary/absent", frames=teller.listed(absent))] if absent else said


def _tests(story: Story) -> list[str]:
    """How many differences and changes the tests support."""
    said = []
    for table, sentence in (("differences", "differ"), ("changes", "change")):
        if table in story.found.tables and story.found.tables[table]["p_adjusted"].notna().any():
            numbers = {name: story.teller.fact(f"{table} {name}") for name in ("supported", "tested")}
            said.append(story.teller.say(f"summary/{sentence}", **numbers))
    return said


def _voices(story: Story) -> str:
    if not len(story.found.tables["attributions"]):
        return ""
    return story.teller.say("summary/voices", share=story.teller.fact("attributed share", "share"))


def _accuracy(story: Story) -> str:
    if not len(story.found.tables["accuracy"]):
        return story.teller.say("summary/unmeasured")
    ends = {
        f"{measure}_{end}": story.teller.fact(f"{measure} {name}", "measure")
        for measure in ("precision", "recall")
        for end, name in (("low", "lowest"), ("high", "highest"))
    }
    return story.teller.say("summary/measured", **ends)
