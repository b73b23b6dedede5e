"""Examples: for each frame a few sentences, drawn at random and not chosen, with their sources."""

from __future__ import annotations

from analysis.passages.evidence import evidence
from analysis.reporting.links import link
from analysis.reporting.passages import Passage, passage
from analysis.reporting.story import Section, Story, paragraph

_SENTENCES, _CONTEXT = 3, 22


def examples(story: Story) -> Section:
    """The section of examples."""
    teller, rates = story.teller, story.found.tables["rates"]
    said = ""
    for row in rates.index[(rates["tier"] == "core") & (rates["n"] > 0)]:
        frame = str(rates["frame"][row])
        hits = story.found.hits
        of_frame = hits[(hits["frame"] == frame) & (hits["tier"] == "core")]
        lines = evidence(
            of_frame, story.found.annotations, context=_CONTEXT, limit=_SENTENCES, lexicon=story.found.lexicon
        )
        items = "".join(example(passage(line, lines.texts[line.doc_id], {})) for line in lines.lines)
        number = teller.cell("rates", int(row), "n")
        more = link(story.links.hits(frame), teller.say("examples/all", frame=story.name_of(frame), hits=number))
        said += f'<h3>{story.chip(frame)}</h3><ol class="passages">{items}</ol><p class="more">{more}</p>'
    if not said:
        return Section("examples", teller.say("examples/heading"), paragraph(teller.say("summary/nothing")))
    return Section("examples", teller.say("examples/heading"), paragraph(teller.say("examples/what")) + said)


def example(one: Passage) -> str:
    """A sentence with its source."""
    return f'<li><p class="line" dir="rtl" lang="ar">{one.line}</p><p class="place">{one.place}</p></li>'
