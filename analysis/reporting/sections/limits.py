"""Limits: what this report cannot say, as far as it is so of this corpus."""

from __future__ import annotations

from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.reporting.story import Section, Story, points

_FEW = 3 * MIN_DOCUMENTS
"""With fewer documents than this intervals are missing or wide."""


def limits(story: Story) -> Section:
    """The section on limits."""
    teller, found = story.teller, story.found
    heading = teller.say("limits/heading")
    if found.nothing:
        return Section("limits", heading, points([teller.say("limits/nothing")]))
    documents = len(found.annotations.documents)
    said = [teller.say("limits/vocabulary"), teller.say("limits/lists"), _of_lexicon(story)]
    if documents == 1:
        said.append(teller.say("limits/one"))
    elif documents < _FEW:
        said.append(teller.say("limits/few", documents=teller.fact("documents", noun="document")))
    if found.by:
        said.append(teller.say("limits/subjects"))
    said += [*_of_findings(story)]
    if found.over and found.annotations.documents["date"].isna().any():
        said.append(teller.say("limits/undated", documents=teller.fact("undated", noun="document")))
    if len(found.tables["attributions"]):
        said.append(teller.say("limits/speakers"))
    return Section("limits", heading, points([*said, teller.say("limits/cause")]))


def _of_findings(story: Story) -> list[str]:
    """What copies and other languages do to the rates."""
    findings = story.found.tables.get("findings")
    if findings is None:
        return []
    said = []
    for kind, sentence in (("copies", "copies"), ("language", "foreign")):
        for row in findings.index[findings["kind"] == kind]:
            number = story.teller.cell("findings", int(row), "documents", noun="document")
            said.append(story.teller.say(f"limits/{sentence}", documents=number))
    return said


def _of_lexicon(story: Story) -> str:
    """That the lexicon errs, which no interval holds, if there are intervals."""
    some = story.found.tables["rates"]["low"].notna().any()
    return story.teller.say("limits/lexicon" if some else "limits/lexicon alone")
