"""All tables of a study, in the order in which its report asks for them."""

from dataclasses import dataclass, field

import pandas as pd

from analysis import Annotations, find_frames, frame_rates
from analysis.comparison import change_points, event_days, timeline, topics_by_words
from analysis.discourse import find_voices
from press_events import (
    care,
    checks,
    coded,
    coded_voices,
    company,
    draw,
    published,
    said,
    story,
    story_read,
    whole,
    windows,
)
from press_events.settings import Settings


@dataclass
class Found:
    """What a study found: tables by name, what figures are drawn from, and where it all comes from."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    provenance: dict[str, object] = field(default_factory=dict)


def tables_of(settings: Settings, table: pd.DataFrame, chosen: pd.DataFrame, annotations: Annotations) -> Found:
    """Count everything.

    Parameters
    ----------
    table : the corpus file. chosen : the articles drawn. annotations : of these, as they were read.
    """
    written = draw.with_clusters(draw.in_dates(table, settings))
    found = Found()
    put = found.tables
    put["flow"] = draw.flow(table, written, chosen, settings)
    put["articles"] = draw.by_day(written, chosen, settings.group, settings.period)

    annotations = care.with_column(annotations, "cluster", written.set_index("doc_id")["cluster"])
    spans = care.spans_aside(draw.as_corpus(written, "written"))
    unclean, annotations = annotations, care.set_aside(annotations, spans)
    raw_hits = find_frames(unclean)
    put["care"] = care.care_table(unclean, annotations, spans, raw_hits[raw_hits["tier"] == "core"])
    hits = find_frames(annotations)

    _rates(put, hits, annotations, settings)
    told = story.story_ids(written, settings)
    ids = next(iter(told.values()), pd.Series(dtype="str"))
    _windows(put, hits, annotations, unclean, ids, settings)
    if settings.printed:
        _whole(put, table, written, hits, annotations, settings)
    _story(put, written, hits, annotations, ids, settings)
    if settings.node:
        parts = company.sides(annotations, settings.event)
        put["keyness"] = company.key_words(parts)
        put["collocates"] = company.beside(parts, settings)
        put["sketch"] = company.sketch(parts, settings)
        put["company"] = company.most_common(put["collocates"])
    _coded(put, unclean, settings)
    if (settings.folder / "published" / "counts.csv").is_file():
        put["published"] = published.published_counts(table, settings)
    if (settings.folder / "published" / "frequencies.csv").is_file():
        put["frequencies"], put["ranks"] = published.published_frequencies(table, settings)
    put |= said.said_tables(put, settings)
    found.provenance = _provenance(hits, annotations, settings)
    return found


def _whole(
    put: dict[str, pd.DataFrame],
    table: pd.DataFrame,
    written: pd.DataFrame,
    hits: pd.DataFrame,
    annotations: Annotations,
    settings: Settings,
) -> None:
    """The tables of printed words in all articles."""
    every = table[table["text"].str.strip().astype(bool)]
    every = every.assign(cluster=every["doc_id"].map(written.set_index("doc_id")["cluster"]).fillna(every["doc_id"]))
    dated = whole.printed_counts(every, settings)
    counts = dated[dated["doc_id"].isin(set(written["doc_id"]))].reset_index(drop=True)
    ids = annotations.documents["doc_id"]
    put["whole_days"] = whole.whole_days(counts, tuple(settings.printed), settings.event)
    put["whole_window"] = whole.whole_window(counts, settings)
    put["whole_groups"] = whole.whole_groups(counts, settings)
    put["papers"] = checks.spread_of_papers(put["whole_groups"], settings)
    if settings.apart:
        put["contrast"] = whole.contrast(counts, settings)
    put["two_days"] = whole.two_days({"printed": put["whole_days"], "sample": put["days"]}, settings)
    papers = checks.kept_papers(dated, settings)
    put["batches"] = whole.batches(dated, settings)
    put["kept_batches"] = whole.batches(dated[dated["source"].isin(papers)], settings)
    put["earlier"] = checks.earlier(dated, papers, settings)
    put["paper_days"] = whole.paper_days(counts, put["whole_groups"]["source"], settings)
    put["two_phase"] = whole.two_phase(counts, hits, ids, settings)
    put["two_phase_days"] = checks.both_by_day(counts, whole.parsed_counts(counts, hits, settings), ids, settings)
    daily = {"printed": put["whole_days"], "sample": put["days"], "both": put["two_phase_days"]}
    put["day_tests"] = checks.day_tests(daily, settings)
    put["whole_choices"] = checks.whole_choices(counts, settings)
    put["sizes"] = checks.sizes(counts, draw.earlier_samples(written, settings) | {"first 4,000": ids}, settings)
    if not settings.stories:
        return
    taken = story.taken_out(written, settings)
    put |= checks.rests(counts, dated, papers, taken, settings)
    if (settings.folder / "coding" / story_read.READ).is_file():
        late = (written["day"] >= settings.event.date).to_numpy()
        put |= story_read.story_read(written[late], counts[late], taken, settings)


def _coded(put: dict[str, pd.DataFrame], unclean: Annotations, settings: Settings) -> None:
    """The tables of what readers coded, where these are the articles that they read from."""
    side = whole.side_of(unclean.documents["date"].dt.strftime("%Y-%m-%d"), settings.event)
    read = unclean.select(list(unclean.documents.loc[(side != "").to_numpy(), "doc_id"]))
    if not coded.is_coded_from(settings, read):
        return
    hits = find_frames(read)
    put |= coded.coded_tables(hits, read, settings)
    if coded_voices.is_coded(settings):
        voices = find_voices(read)
        put |= coded_voices.voice_tables(read, voices, settings)
        put["voices_sides"] = coded_voices.voices_by_side(hits, read, voices, settings)
        put["voices_shift"] = coded_voices.voices_shift(hits, read, voices, settings)


def _rates(put: dict[str, pd.DataFrame], hits: pd.DataFrame, annotations: Annotations, settings: Settings) -> None:
    shared = {"clusters": "cluster", "seed": settings.seed}
    put["rates"] = frame_rates(hits, annotations, **shared)
    put["groups"] = frame_rates(hits, annotations, settings.group, frames=settings.frames, **shared)
    if settings.period == "day":
        put["days"] = event_days(
            hits, annotations, settings.event.date, **settings.event.window, frames=settings.frames, **shared
        )
    else:
        put["periods"] = timeline(
            hits,
            annotations,
            settings.period,  # type: ignore[arg-type]
            frames=settings.frames,
            change_clusters=settings.period,
            **shared,
        )
    # What happens on a day, or in a month, fills many articles, so whole ones are permuted.
    put["changes"] = change_points(
        hits, annotations, frames=settings.frames, clusters=settings.period, seed=settings.seed
    )


def _windows(
    put: dict[str, pd.DataFrame],
    hits: pd.DataFrame,
    annotations: Annotations,
    unclean: Annotations,
    ids: pd.Series,
    settings: Settings,
) -> None:
    documents = annotations.documents
    group = pd.DataFrame({"doc_id": documents["doc_id"], "stratum": documents[settings.group].astype("str")})
    strata = {settings.group: group}
    if settings.topics:
        topics = topics_by_words(annotations, settings.topics, at_least=2)
        both = topics.assign(stratum=group["stratum"].to_numpy() + " / " + topics["stratum"].to_numpy())
        strata |= {"topic": topics, f"{settings.group} and topic": both}
        side = whole.side_of(documents["date"].dt.strftime("%Y-%m-%d"), settings.event)
        counts = pd.crosstab(topics["stratum"].to_numpy(), side.to_numpy()).reindex(
            columns=["before", "after"], fill_value=0
        )
        put["topics"] = counts.reset_index(names="topic")
    put["window"] = windows.window(hits, annotations, settings)
    put["controls"] = windows.controls(hits, annotations, settings)
    put["within"] = windows.within(hits, annotations, settings, strata)
    put["choices"] = windows.choices(hits, annotations, settings, settings.event, ids, unclean)
    if not windows.is_short(settings):
        put["placebo_ranks"] = windows.placebo_ranks(windows.placebos(hits, annotations, settings), settings)
    put["families"] = windows.families(put["window"], settings)


def _story(
    put: dict[str, pd.DataFrame],
    written: pd.DataFrame,
    hits: pd.DataFrame,
    annotations: Annotations,
    ids: pd.Series,
    settings: Settings,
) -> None:
    if not settings.stories:
        return
    own = ids[ids.isin(set(annotations.documents["doc_id"]))]
    put["story"] = story.story_rules(written, annotations, settings)
    put["story_days"] = story.story_by(written, ids, ["day"])
    put["story_groups"] = story.story_by(written[written["day"] >= settings.event.date], ids, [settings.group])
    if len(own) < story.LEAST:
        return
    told = annotations.select(list(own))
    of_story = hits[hits["doc_id"].astype("str").isin(set(own))]
    of_story.attrs = {**hits.attrs, "provenance": {**hits.attrs["provenance"], **told.provenance}}
    put["story_voices"], put["story_speakers"] = story.voices_of(of_story, told, settings.seed)
    put["story_roles"], put["story_actors"] = story.actors_of(told)


def _provenance(hits: pd.DataFrame, annotations: Annotations, settings: Settings) -> dict[str, object]:
    every = {**hits.attrs["provenance"], **annotations.provenance, "seed": settings.seed}
    return {name: value for name, value in every.items() if isinstance(value, (str, int, float, bool))}
