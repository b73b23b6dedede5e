"""Examples: for each frame a few sentences, drawn at random and not chosen, with their sources."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.passages.evidence import evidence
from analysis.reporting.links import link
from analysis.reporting.passages import Passage, passage
from analysis.reporting.story import Section, Story, paragraph

_SENTENCES, _CONTEXT, _SEED = 3, 22, 1
_SPARE = 4  # so many times as many are drawn, since some may say the same


def examples(story: Story) -> Section:
    """The section of examples."""
    teller, rates = story.teller, story.found.tables["rates"]
    said = ""
    for row in rates.index[(rates["tier"] == "core") & (rates["n"] > 0)]:
        frame = str(rates["frame"][row])
        hits = story.found.hits
        items = "".join(map(example, _drawn(story, hits[(hits["frame"] == frame) & (hits["tier"] == "core")])))
        number = teller.cell("rates", int(row), "n")
        more = link(story.links.hits(frame), teller.say("examples/all", frame=story.name_of(frame), hits=number))
        said += f'<h3>{story.chip(frame)}</h3><ol class="passages">{items}</ol><p class="more">{more}</p>'
    if not said:
        return Section("examples", teller.say("examples/heading"), paragraph(teller.say("summary/nothing")))
    return Section("examples", teller.say("examples/heading"), paragraph(teller.say("examples/what")) + said)


def _drawn(story: Story, hits: pd.DataFrame) -> list[Passage]:
    """Some sentences at random, none of them twice: neither with another of its terms nor where a text repeats it."""
    once = hits.drop_duplicates(["doc_id", "sentence"])
    once.attrs = dict(hits.attrs)
    found, lexicon = story.found.annotations, story.found.lexicon
    several = evidence(once, found, context=_CONTEXT, limit=_SPARE * _SENTENCES, lexicon=lexicon)
    lines = list({several.texts[line.doc_id][slice(*line.stretch)]: line for line in reversed(several.lines)}.values())
    order = np.random.default_rng(_SEED).permutation(len(lines))[:_SENTENCES]
    return [passage(lines[place], several.texts[lines[place].doc_id], {}) for place in sorted(order, reverse=True)]


def example(one: Passage) -> str:
    """A sentence with its source."""
    return f'<li><p class="line" dir="rtl" lang="ar">{one.line}</p><p class="place">{one.place}</p></li>'
