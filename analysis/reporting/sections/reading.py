"""What was read: how much of which group and when, and what was found in the texts that would need mending."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.reporting.charts import Column, table
from analysis.reporting.prose import has_sentence
from analysis.reporting.story import Section, Story, paragraph, points

_UNEQUAL = 3
"""So many times more words than another group is worth a word of warning."""


def reading(story: Story, where: str) -> Section:
    """The section on the corpus itself; `where` is what was chosen of it."""
    teller = story.teller
    chosen = paragraph(teller.say("reading/where", where=f'<bdi class="name">{escape(where)}</bdi>')) if where else ""
    body = chosen + _corpus(story)
    if not story.found.nothing:
        body += paragraph(teller.say("reading/two counts", tokens=teller.fact("tokens", noun="token")))
        body += paragraph(*_unequal(story), *_apart(story))
    body += _findings(story) + _notes(story)
    return Section("reading", teller.say("reading/heading"), body)


def _corpus(story: Story) -> str:
    teller, corpus = story.teller, story.found.tables["corpus"]
    dated, undated = corpus["first"].notna().any(), corpus["undated"].sum() > 0
    head = [Column(story.by if story.found.by else "", number=False)]
    head += [Column(teller.say(f"reading/{name}")) for name in ("documents", "words", "tokens")]
    head += [Column(teller.say(f"reading/{name}")) for name in ("first", "last")] if dated else []
    head += [Column(teller.say("reading/undated"))] if dated and undated else []
    rows = []
    for row in range(len(corpus)):
        first = story.group(str(corpus["group"].iloc[row])) if story.found.by else teller.say("reading/everything")
        cells = [first, *(teller.cell("corpus", row, name) for name in ("documents", "words", "tokens"))]
        cells += [teller.cell("corpus", row, name, "date") for name in ("first", "last")] if dated else []
        cells += [teller.cell("corpus", row, "undated")] if dated and undated else []
        rows.append(cells)
    caption = teller.say("reading/caption")
    return table(head, rows, caption, label=teller.say("page/scroll", what=caption))


def _shown(story: Story) -> pd.DataFrame:
    """The groups with a name, as rows of the table `corpus`."""
    corpus = story.found.tables["corpus"]
    return corpus[corpus["group"].isin(story.found.by.values)] if story.found.by else corpus.head(0)


def _unequal(story: Story) -> list[str]:
    """Say so where one group has far more words than another."""
    groups, teller = _shown(story), story.teller
    if len(groups) < 2 or groups["words"].max() < _UNEQUAL * groups["words"].min():
        return []
    words = groups["words"]
    most, least = int(groups.index[int(words.argmax())]), int(groups.index[int(words.argmin())])
    parts = {
        "largest": story.group(groups["group"][most]), "many": teller.cell("corpus", most, "words", noun="word"),
        "smallest": story.group(groups["group"][least]), "few": teller.cell("corpus", least, "words", noun="word"),
    }  # fmt: skip
    return [teller.say("reading/unequal", **parts)]


def _apart(story: Story) -> list[str]:
    """Say so where two groups have no day in common: the two that lie furthest apart."""
    groups, teller = _shown(story).dropna(subset=["first", "last"]), story.teller
    if len(groups) < 2:
        return []
    one, other = (int(groups.index[place]) for place in (int(groups["last"].argmin()), int(groups["first"].argmax())))
    if groups["last"][one].normalize() >= groups["first"][other].normalize():
        return []
    parts = {
        "one": story.group(groups["group"][one]), "last": teller.cell("corpus", one, "last", "date"),
        "other": story.group(groups["group"][other]), "first": teller.cell("corpus", other, "first", "date"),
    }  # fmt: skip
    return [teller.say("reading/apart", **parts)]


def _findings(story: Story) -> str:
    """What check_corpus found: first what should be mended, with the mend, then what one should know."""
    teller = story.teller
    if story.found.check is None:
        return paragraph(teller.say("reading/unchecked"))
    findings = story.found.tables["findings"]
    to_mend = [row for row in range(len(findings)) if findings["mend"].iloc[row]]
    to_know = [row for row in range(len(findings)) if not findings["mend"].iloc[row]]
    said = ""
    if to_mend:
        items = [f"{_finding(story, row)} {_mend(story, row)}" for row in to_mend]
        said += paragraph(teller.say("reading/to mend")) + points(items)
    else:
        said += paragraph(teller.say("reading/sound"))
    if to_know:
        said += paragraph(teller.say("reading/to know")) + points([_finding(story, row) for row in to_know])
    return said


def _mend(story: Story, row: int) -> str:
    """What mends a finding, as an option of the command line where there is one."""
    found = story.found.tables["findings"].iloc[row]
    known = f"mend/{found['kind']}"
    return story.teller.say(known) if has_sentence(known) else f'<code dir="ltr">{escape(str(found["mend"]))}</code>'


def _finding(story: Story, row: int) -> str:
    teller, found = story.teller, story.found.tables["findings"].iloc[row]
    known = f"finding/{found['kind']}"
    # A finding that this file has no words for is told in those of the check.
    of_check = f'<bdi class="name" lang="en">{escape(str(found["finding"]))}</bdi>'
    parts = {"what": teller.say(known) if has_sentence(known) else of_check}
    if found["documents"]:
        parts["documents"] = teller.cell("findings", row, "documents", noun="document")
    if found["places"] and found["places"] != found["documents"]:
        noun = "day" if found["kind"] in ("missing-days", "missing-days-of-a-source") else "place"
        parts["places"] = teller.cell("findings", row, "places", noun=noun)
    both = "in places" if len(parts) == 3 else "in" if "documents" in parts else "times"
    return teller.say(f"reading/{both}", **parts)


def _notes(story: Story) -> str:
    """What reading had to guess, in the words of the reader, which are English; and files that were left out."""
    check, teller, said = story.found.check, story.teller, ""
    if check is None:
        return ""
    lists = (("notes", [str(note) for note in check.notes]), ("skipped", [file.reason for file in check.skipped]))
    for name, items in lists:
        if items:
            shown = "".join(f"<li>{escape(item)}</li>" for item in items)
            listed = f'<ul class="notes" dir="ltr" lang="en">{shown}</ul>'
            said += f"<details><summary>{teller.say(f'reading/{name}')}</summary>{listed}</details>"
    return said
