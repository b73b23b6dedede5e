"""Who speaks: how much of the text is attributed to whom, and which frames stand in whose words."""

from __future__ import annotations

from analysis.discourse.placing import NARRATOR
from analysis.rendering.numerals import percent_sign
from analysis.reporting.charts import Bar, Column, bars, shaded, table
from analysis.reporting.links import link
from analysis.reporting.prose import name
from analysis.reporting.story import SPEAKERS, Section, Story, missing, paragraph


def voices(story: Story) -> Section:
    """The section on attributed speech."""
    teller, heading = story.teller, story.teller.say("voices/heading")
    if not len(story.found.tables["attributions"]):
        return Section("voices", heading, paragraph(teller.say("voices/what"), teller.say("voices/none")))
    share = teller.say(
        "voices/share", attributions=link(story.links.attributions(), teller.fact("attributions")),
        words=teller.fact("attributed words", noun="word"), all=teller.fact("words"),
        share=teller.fact("attributed share", "share"),
    )  # fmt: skip
    body = paragraph(teller.say("voices/what"), share, teller.say("voices/doubt"))
    return Section("voices", heading, body + _kinds(story) + _speakers(story) + _by_frame(story))


def _kinds(story: Story) -> str:
    """The words of each kind of speaker."""
    teller, kinds = story.teller, story.found.tables["voices"]
    rows = []
    for row, kind in enumerate(kinds["kind"]):
        address = "" if kind == NARRATOR else story.links.attributions(kind=str(kind))
        share = (
            f'<span class="rate">{teller.cell("voices", row, "share", "share")} {percent_sign(teller.labels)}</span>'
        )
        words = f'<span class="ci">{teller.cell("voices", row, "words", noun="word")}</span>'
        said = f"{share} {words}"
        if address:
            number = teller.cell("voices", row, "attributions", noun="attribution")
            said = f'<span class="n">{link(address, number)}</span> {said}'
        value = float(kinds["share"].iloc[row])
        colour = "#767676" if kind == NARRATOR else "#0072B2"
        one = Bar(value, float("nan"), float("nan"), said, address, colour=colour)
        rows.append((story.kind(str(kind)), [one]))
    head = teller.say("voices/kind"), teller.say("voices/share column")
    return bars(rows, teller.say("voices/caption"), head)


def _speakers(story: Story) -> str:
    """Those who are given the word most, by name."""
    teller, speakers = story.teller, story.found.tables["speakers"]
    if not len(speakers):
        return paragraph(teller.say("voices/unnamed"))
    head = [Column(teller.say("voices/speaker"), number=False), Column(teller.say("voices/kind"), number=False)]
    head += [Column(teller.say("voices/attributions")), Column(teller.say("reading/documents"))]
    cells = [
        [
            name(speakers["speaker"].iloc[row]),
            story.kind(str(speakers["kind"].iloc[row])),
            link(
                story.links.attributions(speaker=str(speakers["speaker"].iloc[row])),
                teller.cell("speakers", row, "attributions"),
            ),
            teller.cell("speakers", row, "documents"),
        ]
        for row in range(min(SPEAKERS, len(speakers)))
    ]
    caption = teller.say("voices/speakers")
    return table(head, cells, caption, label=teller.say("page/scroll", what=caption))


def _by_frame(story: Story) -> str:
    """Frames in the words of each kind of speaker, tinted by their rate."""
    teller, crossed = story.teller, story.found.tables["frames by voice"]
    kinds = list(dict.fromkeys(crossed["voice"].astype("str")))
    row_of = {
        (str(voice), str(frame)): row
        for row, (voice, frame) in enumerate(zip(crossed["voice"], crossed["frame"], strict=True))
    }
    top = float(crossed["rate"].max()) or 1.0
    head = [Column(teller.say("frames/frame"), number=False)]
    head += [Column(story.kind(str(kind))) for kind in kinds]
    cells = []
    for frame in story.look.ids:
        line = [story.chip(frame)]
        for kind in kinds:
            row = row_of[kind, frame]
            rate, number = crossed["rate"].iloc[row], int(crossed["n"].iloc[row])
            if missing(rate):
                line.append("–")
                continue
            shown = f"({teller.cell('frames by voice', row, 'n')})"
            shown = link(story.links.hits(frame, voice=kind), shown) if number else shown
            content = f'<bdi dir="ltr">{teller.cell("frames by voice", row, "rate", "rate")} {shown}</bdi>'
            line.append(shaded(content, float(rate) / top, story.look.colours[frame]))
        cells.append(line)
    caption = teller.say("voices/by frame", per=teller.fact("per"))
    return table(head, cells, caption, label=teller.say("page/scroll", what=caption), css="dense")
