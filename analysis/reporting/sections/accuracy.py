"""How right the lexicon is: precision and recall of its frames on a coded sample, or that nobody has measured it."""

from __future__ import annotations

from html import escape

from analysis.lexicon.accuracy import FrameAccuracy
from analysis.rendering.labels import Labels
from analysis.rendering.numerals import in_numerals
from analysis.reporting.charts import Column, table
from analysis.reporting.story import Section, Story, paragraph


def accuracy(story: Story) -> Section:
    """The section on the lexicon's errors."""
    teller, measured = story.teller, story.found.lexicon.accuracy
    heading, rows = teller.say("accuracy/heading"), story.found.tables["accuracy"]
    if measured is None or not len(rows):
        return Section("accuracy", heading, paragraph(teller.say("accuracy/unmeasured")))
    samples = list(dict.fromkeys(_sample(one, teller.labels) for one in measured.frames.values()))
    said = [teller.say("accuracy/measured", sample=teller.listed(samples))]
    said += [teller.say("accuracy/seen")] if any(one.seen for one in measured.frames.values()) else []
    said.append(teller.say("accuracy/elsewhere"))
    low = [
        story.name_of(str(frame)) for frame, one in measured.frames.items() if one.is_low and frame in story.look.names
    ]
    if low:
        mark = teller.fact("low mark", "measure")
        said.append(teller.say("accuracy/low", mark=mark, frames=teller.listed(low)))
    unscored = [story.name_of(frame) for frame in story.look.ids if frame not in measured.frames]
    if unscored:
        said.append(teller.say("accuracy/unscored", frames=teller.listed(unscored)))
    return Section("accuracy", heading, paragraph(*said) + _numbers(story))


def _sample(one: FrameAccuracy, labels: Labels) -> str:
    said_in = labels if one.sample_ar else "en"
    return f'<bdi class="name" lang="{said_in}">{escape(in_numerals(one.sample_in(said_in), said_in))}</bdi>'


def _numbers(story: Story) -> str:
    teller, rows = story.teller, story.found.tables["accuracy"]
    head = [Column(teller.say("frames/frame"), number=False)]
    head += [Column(teller.say(f"accuracy/{name}")) for name in ("precision", "recall", "coded")]
    cells = []
    for row, frame in enumerate(rows["frame"]):
        line = [story.chip(str(frame))]
        for measure in ("precision", "recall"):
            span = teller.span("accuracy", row, f"{measure}_low", f"{measure}_high", "measure", joint=", ")
            line.append(f'<bdi dir="ltr">{teller.cell("accuracy", row, measure, "measure")} [{span}]</bdi>')
        cells.append([*line, teller.cell("accuracy", row, "n_gold")])
    caption = teller.say("accuracy/caption", confidence=teller.fact("confidence"))
    return table(head, cells, caption, label=teller.say("page/scroll", what=teller.say("accuracy/heading")))
