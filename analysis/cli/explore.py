"""Commands that look into a corpus: annotate, frames, rates, evidence, figures."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from analysis.cli.options import (
    ClusterColumn,
    FrameNames,
    Labels,
    LexiconPath,
    Out,
    Source,
    lexicon_at,
    pair_of,
    reads_corpus,
    tell_unscored,
)
from analysis.cli.output import emit_table
from analysis.cli.places import emit_lines, emit_places
from analysis.errors import KhitabError
from analysis.files import write_whole
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource
    from analysis.passages.concordance import Concordance

Tier = Annotated[
    Literal["core", "related", "all"],
    typer.Option("--tier", help="Which terms count: those of the frame itself, related ones, or all."),
]
Denominator = Annotated[
    Literal["words", "tokens"],
    typer.Option("--denominator", help="Rates are per 1,000 words of grammar, or per 1,000 tokens as printed."),
]
_RATES = (
    *("frame", "n", "denominator", "documents", "documents_with", "rate", "low", "high", "note"),
    *("precision", "recall"),
)
GROUPS = "a column of the corpus, or year, quarter, month, week, day"
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="COLUMN", help=f"Group by {GROUPS} (may be given several times)."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (annotate, sql, frames, rates, evidence, figures):
        app.command()(reads_corpus(command))


def annotate(
    source: Source,
    out: Out = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="FOLDER",
            help="Annotate a corpus of any size into this folder, part by part; again for what is new or changed.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="With --into: processes that parse; one a core if omitted."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="With --into: let a Dask cluster parse.")
    ] = None,
) -> None:
    """Tokenise, tag, lemmatise and parse a corpus; write the words table, one row per syntactic word.

    A folder made with --into can stand for the corpus in all other commands.
    """
    if into is not None and out is not None:
        raise KhitabError("annotate: --into and --out are two ways to write; give one of them.")
    if into is None and (workers is not None or scheduler is not None):
        raise KhitabError("annotate: --workers and --scheduler go with --into; name a folder with it.")
    if into is not None:
        stored = source.annotate_into(into, workers, scheduler)
        rests_on = stored.provenance
        counted = ", ".join(f"{rests_on[unit]:,} {unit}" for unit in ("documents", "words", "tokens"))
        typer.echo(f"{counted} in {into}", err=True)
        return
    annotations = source.annotations()
    if out is None:
        columns = ["doc_id", "paragraph", "sentence", "token", "form", "lemma", "upos", "deprel"]
        emit_table(annotations.words, None, shown=columns)
    else:
        emit_table(annotations.words, out)


def sql(
    source: Source,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='One query in quotation marks, as "select lemma, count(*) as n from words group by lemma".',
        ),
    ],
    out: Out = None,
) -> None:
    """Query a corpus in SQL: the table words has a row for each word, the table documents one for each text.

    "describe words" and "describe documents" list their columns. The SQL is DuckDB's; paragraphs and sentences are
    counted from 0 here. It is quickest on a folder made with annotate --into.
    """
    emit_table(source.annotated().sql(query), out, as_it_is=True)


def frames(
    source: Source,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    tier: Annotated[
        Literal["core", "related", "all"],
        typer.Option("--tier", help="Which terms are listed: those of the frame itself, related ones, or all."),
    ] = "all",
    excluded: Annotated[bool, typer.Option("--excluded", help="List the phrases that were set aside instead.")] = False,
    out: Out = None,
) -> None:
    """List every hit of the lexicon's frames, each with its sentence, source, date and title.

    Core terms are the frame's own vocabulary, related ones its neighbourhood; rates count the core.
    """
    from analysis.frames.find import find_excluded, find_frames

    chosen = lexicon_at(lexicon, frame)
    annotations = source.annotated()
    found = (find_excluded if excluded else find_frames)(annotations, chosen)
    if tier != "all":
        found = found[found["tier"] == tier]
    emit_places(found, annotations, out, ("frame", "tier", "term", "rule", "surface"))


def rates(
    source: Source,
    by: By = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    clusters: ClusterColumn = None,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    out: Out = None,
) -> None:
    """Count the frames per 1,000 words, over all or by group, with intervals that resample documents."""
    from analysis.frames.find import find_frames
    from analysis.frames.rates import frame_rates

    chosen = lexicon_at(lexicon, frame)
    annotations = source.annotated()
    hits = find_frames(annotations, chosen)
    table = frame_rates(
        hits,
        annotations,
        by=by or None,
        tier=tier,
        denominator=denominator,
        clusters=clusters,
    )
    emit_table(table, out, shown=[*(by or ()), *_RATES])
    tell_unscored(chosen, source.quiet)


def evidence(
    source: Source,
    frame: FrameNames = None,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            metavar="COLUMN=VALUE",
            help="Only in documents with this value; with --rows, those in which the rows were counted.",
        ),
    ] = None,
    context: Annotated[
        int | None,
        typer.Option(
            "--context", "-c", metavar="N", help="Tokens to each side of the key word; the sentence if omitted."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", help="Only so many sentences, drawn at random.")
    ] = None,
    rows: Annotated[
        Path | None,
        typer.Option(
            "--rows", metavar="FILE", help="Open the rows of a table that a command wrote (.csv, .xlsx, .parquet)."
        ),
    ] = None,
    row: Annotated[
        list[int] | None,
        typer.Option(
            "--row",
            min=1,
            metavar="N",
            help="With --rows: only this row, 1 being the first beneath the headings (may be given several times).",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="The same seed draws the same sentences.")
    ] = 1,
    tier: Tier = "core",
    lexicon: LexiconPath = None,
    labels: Labels = "ar",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write here (.html, .csv, .xlsx, .parquet, .json); print if omitted."
        ),
    ] = None,
) -> None:
    """Show the sentences behind the counts: key words in context, as a right-to-left page or a table."""
    from analysis.frames.find import find_frames
    from analysis.passages.evidence import evidence as lines_behind

    if row and rows is None:
        raise KhitabError("evidence: --row is of a table; name its file with --rows.")
    chosen = lexicon_at(lexicon, frame)
    annotations: AnnotationSource = source.annotated()
    hits = find_frames(annotations, chosen)
    given: dict[str, Any] = {"context": context, "limit": limit, "seed": seed, "labels": labels, "lexicon": chosen}
    if where is not None:
        from analysis.comparison.subcorpora import split_by

        annotations, _ = split_by(annotations, *pair_of(where, "evidence: --where"))
        hits = hits[hits["doc_id"].isin(annotations.documents["doc_id"])]
    if rows is not None:
        table = _rows_of(rows, row)
        hits, beside = _set_beside(table, annotations, hits)
        _emit_lines(lines_behind(table, annotations, hits, beside, **given), out)
        return
    if tier != "all":
        hits = hits[hits["tier"] == tier]
    if not len(hits):
        raise KhitabError(
            f"{source.corpus}: no hit of {', '.join(chosen.frame_ids)} in tier {tier}; there is nothing to show."
        )
    if limit is not None:  # a sentence with two hits is to be drawn once
        hits = hits.sample(frac=1, random_state=seed).drop_duplicates(["doc_id", "sentence"]).sort_index()
    _emit_lines(lines_behind(hits, annotations, **given), out)


def _rows_of(file: Path, numbers: list[int] | None) -> "pd.DataFrame":
    """The rows of a table that Khitab wrote, all or some."""
    from analysis.plots.tables import WRITERS, read_saved

    if file.suffix.removeprefix(".") not in WRITERS:
        raise KhitabError(f"{file}: is no table that can be read back; give a .csv, .xlsx or .parquet file.")
    table = read_saved(file)
    if beyond := [number for number in numbers or [] if number > len(table)]:
        raise KhitabError(f"{file}: has {how_many(len(table), 'row')} and no row {beyond[0]}; the first row is 1.")
    return table.iloc[[number - 1 for number in numbers]] if numbers else table


def _set_beside(
    table: "pd.DataFrame", annotations: "AnnotationSource", hits: "pd.DataFrame"
) -> "tuple[pd.DataFrame, pd.DataFrame | None]":
    """The hits as the rows of a table count them, and what they were set beside: voices, actors, processes."""
    from analysis.discourse import find_actors, find_grammar, find_processes, find_voices
    from analysis.passages.tracing import trace_of

    kind = trace_of(table).kind
    if kind == "codings":
        raise KhitabError("evidence: such rows count what coders marked; khitab score with --errors lists the places.")
    if kind in ("grammar", "processes"):
        hits = find_grammar(hits, annotations)
    finders: dict[str, Callable[[AnnotationSource], pd.DataFrame]]
    finders = {"voices": find_voices, "actors": find_actors, "processes": find_processes}
    return hits, finders[kind](annotations) if kind in finders else None


def _emit_lines(lines: "Concordance", out: Path | None) -> None:
    if out is not None and out.suffix == ".html":
        write_whole(out, lines.to_html)
        typer.echo(f"{how_many(len(lines), 'line')} written to {out}", err=True)
    else:
        emit_lines(lines.table, out)


def figures(
    source: Source,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the figures and tables.")
    ] = Path("figures"),
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Also draw the frames by this column of the corpus.")
    ] = None,
    over: Annotated[
        str | None,
        typer.Option(
            "--over", metavar="PERIOD", help="Also draw them over time, by day, week, month, quarter or year."
        ),
    ] = None,
    labels: Labels = "ar",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
) -> None:
    """Draw the frames of a corpus (SVG, PNG, PDF) and write the tables behind the figures."""
    from analysis.plots.standard import standard_figures

    chosen = lexicon_at(lexicon, frame)
    annotations = source.annotated()
    written = standard_figures(annotations, chosen, out, by=by, over=over, labels=labels)
    typer.echo("\n".join(str(path) for path in written))
