"""Pages of passages: for each frame, for attributed speech, for keywords and for what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.rendering.html import Mark, marked
from analysis.reporting.links import EXCLUDED, VOICES
from analysis.reporting.page import html_page, plain
from analysis.reporting.passages import (
    ATTRIBUTION_COLOURS,
    MOST,
    Passage,
    attribution_marks,
    attribution_spans,
    drawn,
    facets_of_documents,
    hits_with_facets,
    keyword_places,
    lines_of,
    passage,
)
from analysis.reporting.prose import as_shown, name
from analysis.reporting.story import Story

Choices = Sequence[tuple[str, str]]
_SPAN = ["doc_id", "start", "end"]


@dataclass(frozen=True)
class Filter:
    """What passages are filtered by: the letter of a facet, what it is called, its values and their names."""

    facet: str
    name: str
    choices: Choices


def passage_pages(story: Story) -> Iterator[tuple[str, str]]:
    """Each page's name and HTML."""
    if story.found.nothing:
        return
    others = _others(story)
    hits = hits_with_facets(story.found)
    for frame in story.look.ids:
        yield story.links.frame_page(frame), _frame_page(story, frame, hits[hits["frame"] == frame], others)
    if len(story.found.tables["attributions"]):
        yield VOICES, _voices_page(story, others)
    if len(story.found.tables["excluded"]):
        yield EXCLUDED, _excluded_page(story, others)
    if "keywords" in story.found.tables:
        yield from _keyword_pages(story, others)


def _others(story: Story) -> str:
    """Links to the other pages of passages."""
    teller = story.teller
    pages = [(story.links.frame_page(frame), story.chip(frame)) for frame in story.look.ids]
    if len(story.found.tables["attributions"]):
        pages.append((VOICES, teller.say("voices/heading")))
    items = "".join(f'<li><a href="{page}.html">{shown}</a></li>' for page, shown in pages)
    return f'<nav class="others" aria-label="{teller.say("passages/other")}"><ul>{items}</ul></nav>'


def _frame_page(story: Story, frame: str, hits: pd.DataFrame, others: str) -> str:
    """All hits of a frame, under the headings of their groups."""
    teller, found = story.teller, story.found
    shown = hits[drawn(hits, [["tier"], ["tier", "group"], ["tier", "period"], ["tier", "voice"]])]
    lines = lines_of(shown, found.annotations, found.lexicon)
    groups: dict[str, list[Passage]] = {}
    for row in shown.to_dict("records"):
        facets = {
            "t": str(row["tier"]), "v": str(row["voice"]),
            "g": _place(story.links.groups, row["group"]), "p": _place(story.links.periods, row["period"]),
        }  # fmt: skip
        line, text = lines[str(row["doc_id"]), int(row["start"]), int(row["end"])]
        said = teller.phrase(str(row["tier"])) + " · "
        said += teller.say("passages/term", term=name(row["term"]))
        groups.setdefault(str(row["group"]), []).append(passage(line, text, facets, said))
    rates = found.tables["rates"]
    rows = {str(tier): int(row) for row, tier in rates.loc[rates["frame"] == frame, "tier"].items()}  # type: ignore[call-overload]
    parts = {tier: teller.cell("rates", rows[tier], "n", noun="hit") for tier in ("core", "related")}
    intro = f"<p>{teller.say('passages/tiers', **parts)}</p>" + _drawn_note(story, len(shown), len(hits), "hits")
    kinds = [str(kind) for kind in found.tables["voices"]["kind"] if kind in set(hits["voice"])]
    filters = [
        Filter("t", teller.say("passages/tier"), [(tier, teller.phrase(tier)) for tier in ("core", "related")]),
        Filter("v", teller.say("passages/voice"), [(kind, story.kind(str(kind))) for kind in kinds]),
        *_document_filters(story),
    ]
    heading = teller.say("passages/heading", frame=story.name_of(frame))
    return _page(story, heading, intro, _by_group(story, groups), filters, others)


def _place(values: Sequence[str], value: object) -> str:
    return str(values.index(str(value))) if value in values else ""


def _document_filters(story: Story) -> list[Filter]:
    """By group and by period, where there are any."""
    filters = []
    if story.found.by:
        filters.append(Filter("g", story.by, [(str(k), escape(group)) for k, group in enumerate(story.links.groups)]))
    if story.found.over:
        periods = [(str(k), escape(story.period(period))) for k, period in enumerate(story.links.periods)]
        filters.append(Filter("p", story.over, periods))
    return filters


def _by_group(story: Story, groups: Mapping[str, list[Passage]]) -> list[tuple[str, list[Passage]]]:
    """Groups with their headings, in their order; no headings where there are no groups."""
    if not story.found.by:
        return [("", [one for several in groups.values() for one in several])]
    order = [*story.found.by.values, ""]
    return [(story.group(group or "unknown"), groups[group]) for group in order if group in groups]


def _drawn_note(story: Story, shown: int, number: int, table: str) -> str:
    """Say so where not all passages are shown, and in which table all of them are, if any."""
    if shown == number:
        return ""
    parts = {
        key: as_shown(value, "count", story.teller.labels)
        for key, value in (("shown", shown), ("all", number), ("most", MOST))
    }
    if not table:
        return f"<p>{story.teller.say('passages/drawn alone', **parts)}</p>"
    parts["table"] = f"../tables/{table}.csv"
    return f"<p>{story.teller.say('passages/drawn', **parts)}</p>"


def _voices_page(story: Story, others: str) -> str:
    """All attributions, with the speaker, the word of saying and what is said marked."""
    teller, found = story.teller, story.found
    voices = found.tables["attributions"].reset_index(drop=True)
    spans = attribution_spans(voices).merge(facets_of_documents(found), on="doc_id", how="left")
    kinds, speakers = voices["speaker_kind"].fillna("unknown").astype("str"), voices["speaker_name"].astype("str")
    keyed = spans.assign(kind=kinds, speaker=speakers.where(speakers.isin(story.links.speakers), ""))
    chosen = drawn(keyed, [["kind"], ["speaker"]])
    lines = lines_of(spans.loc[chosen, _SPAN].drop_duplicates(), found.annotations, None, context=None)
    groups: dict[str, list[Passage]] = {}
    for row, span in zip(voices[chosen].to_dict("records"), keyed[chosen].to_dict("records"), strict=True):
        line, text = lines[str(span["doc_id"]), int(span["start"]), int(span["end"])]
        facets = {
            "v": str(span["kind"]), "s": _place(story.links.speakers, span["speaker"]),
            "g": _place(story.links.groups, span["group"]), "p": _place(story.links.periods, span["period"]),
        }  # fmt: skip
        said = story.kind(str(span["kind"]))
        if isinstance(row["speaker_name"], str):
            said += " · " + teller.say("passages/speaker", speaker=name(row["speaker_name"]))
        groups.setdefault(str(span["group"]), []).append(passage(attribution_marks(row, line), text, facets, said))
    intro = f"<p>{teller.say('voices/doubt')}</p><p>{_key(story)}</p>" + _drawn_note(
        story, int(chosen.sum()), len(voices), "attributions"
    )
    filters = [
        Filter("v", teller.say("voices/kind"), [(kind, story.kind(str(kind))) for kind in sorted(set(kinds))]),
        Filter(
            "s", teller.say("voices/speaker"), [(str(k), escape(one)) for k, one in enumerate(story.links.speakers)]
        ),
        *_document_filters(story),
    ]
    return _page(story, teller.say("passages/voices"), intro, _by_group(story, groups), filters, others)


def _key(story: Story) -> str:
    """Which colour marks what in an attribution."""
    names = {"cue": "cue", "speaker": "who speaks", "content": "content"}
    parts = {part: story.teller.say(f"passages/{of}") for part, of in names.items()}
    shown = {
        part: marked(text, 0, len(text), [Mark(0, len(text), "", ATTRIBUTION_COLOURS[part])])
        for part, text in parts.items()
    }
    return story.teller.say("passages/mark", **shown)


def _excluded_page(story: Story, others: str) -> str:
    """What the lexicon set aside, under the frames that it would have counted for."""
    teller, found = story.teller, story.found
    excluded = found.tables["excluded"].astype({"doc_id": "str"})
    shown = excluded[drawn(excluded, [["frame"]])]
    lines = lines_of(shown, found.annotations, found.lexicon)
    groups: dict[str, list[Passage]] = {}
    for row in shown.to_dict("records"):
        line, text = lines[str(row["doc_id"]), int(row["start"]), int(row["end"])]
        said = teller.say("passages/term", term=name(row["term"]))
        groups.setdefault(str(row["frame"]), []).append(passage(line, text, {}, said))
    sections = [(story.name_of(frame), groups[frame]) for frame in story.look.ids if frame in groups]
    intro = _drawn_note(story, len(shown), len(excluded), "excluded")
    return _page(story, teller.say("passages/excluded"), intro, sections, [], others)


def _keyword_pages(story: Story, others: str) -> Iterator[tuple[str, str]]:
    """For each group the places of its keywords, here and in the other documents."""
    teller, found = story.teller, story.found
    words = found.tables["keywords"]
    places = keyword_places(found, words["item"] if len(words) else [])
    for group in found.groups:
        own = words[words["group"] == group].reset_index(drop=True)
        if own.empty:
            continue
        marked = places[places["item"].isin(own["item"])]
        sided = marked.assign(side=(marked["group"] == group).map({True: "here", False: "there"}))
        shown = sided[drawn(sided, [["item", "side"]])]
        lines = lines_of(shown[_SPAN].drop_duplicates(), found.known, None)
        sections = []
        for place, (item, spelling) in enumerate(zip(own["item"], own["spelling"], strict=True)):
            for side, sentence_name in (("here", "in group"), ("there", "elsewhere")):
                rows = shown[(shown["item"] == item) & (shown["side"] == side)]
                several = [
                    passage(
                        *lines[str(row["doc_id"]), int(row["start"]), int(row["end"])], {"k": str(place), "w": side}
                    )
                    for row in rows.to_dict("records")
                ]
                parts = {"group": story.group(group)} if side == "here" else {}
                heading = teller.say(f"passages/{sentence_name}", word=name(spelling), **parts)
                sections += [(heading, several)] if several else []
        filters = [
            Filter("k", teller.say("keywords/word"), [(str(k), escape(one)) for k, one in enumerate(own["spelling"])]),
            Filter("w", story.by, [("here", escape(group)), ("there", teller.say("groups/rest"))]),
        ]
        heading = teller.say("passages/words", group=story.group(group))
        intro = _drawn_note(story, len(shown), len(marked), "")
        yield story.links.keyword_page(group), _page(story, heading, intro, sections, filters, others)


def _page(
    story: Story, heading: str, intro: str, sections: Sequence[tuple[str, Sequence[Passage]]],
    filters: Sequence[Filter], others: str,
) -> str:  # fmt: skip
    """The frame of each such page: a way back, the filter, and passages under their headings."""
    teller, labels = story.teller, story.teller.labels
    parts, number = "", 0
    for title, several in sections:
        items = "".join(_item(story, one) for one in several)
        shown = (
            f'<h2>{title} <span class="count">({as_shown(len(several), "count", labels)})</span></h2>' if title else ""
        )
        parts += f'<section class="group">{shown}<ol class="passages">{items}</ol></section>\n'
        number += len(several)
    body = (
        f'<a class="skip" href="#passages">{teller.say("page/skip")}</a>\n'
        f'<header><p class="back"><a href="../index.html">{teller.say("passages/back")}</a></p>'
        f"<h1>{heading}</h1></header>\n"
        f'<main id="passages">\n{intro}{_form(story, filters, number)}\n{parts}</main>\n<footer>{others}</footer>'
    )
    return html_page(plain(heading), body, labels, root="../", script=True)


def _form(story: Story, filters: Sequence[Filter], number: int) -> str:
    """The filter, which the script shows; without it all passages stand there anyway."""
    teller, shown = story.teller, as_shown(number, "count", story.teller.labels)
    fields = "".join(_field(teller.say("passages/any"), one) for one in filters if one.choices)
    return (
        f'<form id="filter" hidden aria-label="{teller.say("passages/filter")}">{fields}'
        f'<label>{teller.say("passages/search")} <input type="search" name="q" dir="auto" autocomplete="off"></label>'
        f'<button type="reset">{teller.say("passages/clear")}</button></form>'
        f'<p id="shown" role="status" hidden>{teller.say("passages/shown")}: <b>{shown}</b> '
        f"{teller.say('passages/of')} <span>{shown}</span></p>"
        f'<p id="nothing" hidden>{teller.say("passages/nothing")}</p>'
        f"<noscript><p>{teller.say('passages/no script')}</p></noscript>"
    )


def _field(every: str, one: Filter) -> str:
    options = "".join(f'<option value="{escape(value)}">{shown}</option>' for value, shown in one.choices)
    select = f'<select name="{one.facet}"><option value="">{every}</option>{options}</select>'
    return f"<label>{one.name} {select}</label>"


def _item(story: Story, one: Passage) -> str:
    """A passage: its sentence, what is said of it, its source, and its whole paragraph to open."""
    facets = "".join(f' data-{facet}="{escape(value)}"' for facet, value in one.facets.items())
    whole = ""
    if one.paragraph:
        whole = f"<details><summary>{story.teller.say('passages/paragraph')}</summary>{one.paragraph}</details>"
    said = f'<span class="what">{one.said}</span> ' if one.said else ""
    return (
        f'<li{facets}><p class="line" dir="rtl" lang="ar">{one.line}</p>'
        f'<p class="place">{one.place}{" · " if said else ""}{said}</p>{whole}</li>'
    )
