"""The command that looks at the days before and after an event."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from analysis.cli.explore import Denominator, Tier
from analysis.cli.options import ClusterColumn, FrameNames, Labels, LexiconPath, Out, Source, lexicon_at, reads_corpus
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
    date: Annotated[str, typer.Argument(metavar="DATE", help="The date of the event, as 2015-08-06.")],
    before: Annotated[int, typer.Option("--before", min=1, metavar="DAYS", help="How many days before the event.")] = 7,
    after: Annotated[int, typer.Option("--after", min=1, metavar="DAYS", help="How many days from the event on.")] = 7,
    event_day: Annotated[
        Literal["after", "before", "out"],
        typer.Option("--event-day", help="Where the event's own day counts; out is on neither side."),
    ] = "after",
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Also for each group of this column of the corpus.")
    ] = None,
    strata: Annotated[
        str | None,
        typer.Option(
            "--strata",
            metavar="COLUMN",
            help="Also the change within the groups of this column, as if each had the same share before and after.",
        ),
    ] = None,
    clusters: ClusterColumn = None,
    days: Annotated[bool, typer.Option("--days", help="List the rates of each single day instead.")] = False,
    tier: Tier = "core",
    denominator: Denominator = "words",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    figure: Annotated[
        Path | None, typer.Option("--figure", metavar="FILE", help="Also draw the table (.svg, .png, .pdf).")
    ] = None,
    labels: Labels = "ar",
    out: Out = None,
) -> None:
    """Compare the frames' rates before and after an event, and see whether other dates show as large a change.

    One interval, with its p, draws documents anew, another draws whole days, since texts of one day are alike. The
    placebos are other dates of the corpus: placebos_as_large says how many of them show at least as large a change.
    """
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
