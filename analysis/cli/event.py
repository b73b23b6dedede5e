"""The command that looks at the days before and after an event."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from analysis.cli.explore import Denominator, Tier
from analysis.cli.options import FrameNames, Labels, LexiconPath, Out, Source, lexicon_at, reads_corpus
from analysis.cli.output import emit_table

_SHOWN = (
    *("group", "frame", "n_before", "n_after", "documents_before", "documents_after", "rate_before", "rate_after"),
    *("difference", "low", "high", "low_days", "high_days", "p_documents", "p_days", "placebos", "placebos_as_large"),
    *("difference_within", "low_within", "high_within", "note"),
)


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(reads_corpus(event))


def event(
    source: Source,
    date: Annotated[str, typer.Argument(help="The date of the event, as 2015-08-06.")],
    before: Annotated[int, typer.Option("--before", min=1, help="Days before it.")] = 7,
    after: Annotated[int, typer.Option("--after", min=1, help="Days from it on.")] = 7,
    event_day: Annotated[
        Literal["after", "before", "out"], typer.Option("--event-day", help="The side of the event's own day.")
    ] = "after",
    by: Annotated[str | None, typer.Option("--by", help="Also by this metadata column.")] = None,
    strata: Annotated[
        str | None, typer.Option("--strata", help="Also the difference within the groups of this metadata column.")
    ] = None,
    clusters: Annotated[
        str | None, typer.Option("--clusters", help="Metadata column whose documents are drawn together.")
    ] = None,
    days: Annotated[bool, typer.Option("--days", help="Give the rates of the single days instead.")] = False,
    tier: Tier = "core",
    denominator: Denominator = "words",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    figure: Annotated[Path | None, typer.Option("--figure", help="Draw the table here (.svg, .png, .pdf).")] = None,
    labels: Labels = "ar",
    out: Out = None,
) -> None:
    """Set the rates after a date beside those before it, with documents and with days as units, and other dates."""
    from analysis.comparison import event_days, event_window
    from analysis.frames.find import find_frames

    annotations = source.annotated()
    hits = find_frames(annotations, lexicon_at(lexicon, frame))
    given: dict[str, Any] = {"before": before, "after": after, "event_day": event_day, "by": by, "clusters": clusters}
    given |= {"tier": tier, "denominator": denominator}
    if days:
        table = event_days(hits, annotations, date, **given)
        emit_table(table, out, shown=[str(name) for name in table if name not in ("interval", "event")])
    else:
        table = event_window(hits, annotations, date, strata=strata, **given)
        emit_table(table, out, shown=_SHOWN)
    if figure is not None:
        from analysis.plots import plot_event_days, plot_event_window, save_figure

        save_figure((plot_event_days if days else plot_event_window)(table, labels=labels), figure)
