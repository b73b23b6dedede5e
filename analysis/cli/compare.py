"""Commands that compare and listen: keyness, collocates, concordance, voices, actors, names."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import Labels, Out, Source, reads_corpus
from analysis.cli.output import emit_table, write_whole
from analysis.errors import KhitabError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource

MinFrequency = Annotated[int, typer.Option("--min-frequency", help="Leave out rarer items.")]
SHOWN = 40
_KEYNESS = (
    "spelling",
    "n_target",
    "n_reference",
    "documents_target",
    "documents_reference",
    "log_ratio",
    "lrc",
    "p_adjusted",
)
# The names of `analysis.context.relations`, written out so that asking for help imports no statistics.
_RELATIONS = (
    "modifier, possessor, possessed, after preposition, subject of, object of, subject, object, joined with, joined to"
)
_COLLOCATES = ("spelling", "n", "n_collocate", "expected", "log_dice", "log_likelihood", "p_adjusted", "documents")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (keyness, collocates, concordance, voices, actors, names):
        app.command()(reads_corpus(command))


def keyness(
    source: Source,
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Target: these documents; the others are the reference."),
    ] = None,
    reference: Annotated[Path | None, typer.Option("--reference", help="Another corpus to compare with.")] = None,
    general: Annotated[bool, typer.Option("--general", help="Compare with general Arabic (wordfreq's list).")] = False,
    min_frequency: MinFrequency = 5,
    out: Out = None,
) -> None:
    """Find what sets documents apart: keywords with effect size, test, correction and documents."""
    from analysis.comparison.keyness import keyness as compare
    from analysis.comparison.reference import general_arabic
    from analysis.comparison.subcorpora import split_by

    if sum((where is not None, reference is not None, general)) != 1:
        raise KhitabError("keyness: say what to compare with: one of --where COLUMN=VALUE, --reference or --general.")
    target: AnnotationSource = source.annotated()
    if where is not None:
        column, sign, value = where.partition("=")
        if not sign:
            raise KhitabError(f"keyness: --where {where!r} must be of the form COLUMN=VALUE.")
        target, rest = split_by(target, column, value)
        table = compare(target, rest, min_frequency=min_frequency)
    elif reference is not None:
        rest = source.another(reference)
        table = compare(target, rest, min_frequency=min_frequency)
    else:
        table = compare(target, general_arabic(), min_frequency=min_frequency)
    _emit(table, _KEYNESS, out)


def collocates(
    source: Source,
    node: Annotated[str, typer.Argument(help='A lemma (in any spelling), or a query for one word: [form="تعاون"].')],
    window: Annotated[int, typer.Option("--window", "-w", help="Words to each side.")] = 5,
    relation: Annotated[
        str | None,
        typer.Option(
            "--relation",
            help=f"A relation instead of a window: {_RELATIONS}; or one of Universal Dependencies, such as amod.",
        ),
    ] = None,
    min_frequency: MinFrequency = 3,
    out: Out = None,
) -> None:
    """Find the words that keep a word company, by window or by syntax."""
    from analysis.context.collocates import collocates as company
    from analysis.context.search import find_matches

    annotations = source.annotated()
    is_query = any(sign in node for sign in "[\"'")
    if is_query and (hits := find_matches(annotations, node)).empty:
        raise KhitabError(
            f"collocates: {node} does not occur in {annotations.provenance['corpus']}; try another query."
        )
    table = company(
        annotations, hits if is_query else node, window=window, relation=relation, min_frequency=min_frequency
    )
    if table.empty:
        times = f"{node} occurs {table.attrs['provenance']['n_node']} times"
        within = f"in the relation {relation!r}" if relation else f"within {window} words"
        typer.echo(f"{times}; nothing reaches --min-frequency {min_frequency} {within}", err=True)
    _emit(table, _COLLOCATES, out)


def concordance(
    source: Source,
    query: Annotated[
        str,
        typer.Argument(
            help='A lemma in any spelling (تعاون), several in a row ("تعاون وثيق"), or a query in a small part of CQL: '
            '[lemma="تعاون"] []{0,2} [key="امن"].'
        ),
    ],
    context: Annotated[int, typer.Option("--context", "-c", help="Tokens to each side of the match.")] = 10,
    sample: Annotated[int | None, typer.Option("--sample", help="Draw so many lines at random.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Fixes the draw.")] = 1,
    labels: Labels = "ar",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write here (.html, .csv, .parquet, .json); print if omitted.")
    ] = None,
) -> None:
    """List every place where a query matches, in its context."""
    from analysis.context.concordance import concordance as matches

    annotations = source.annotated()
    lines = matches(annotations, query, context=context, sample=sample, seed=seed, labels=labels)
    if out is not None and out.suffix == ".html":
        write_whole(out, lines.to_html)
        typer.echo(f"{len(lines)} lines written to {out}", err=True)
    else:
        emit_table(lines.table if out else lines.table[["doc_id", "left", "keyword", "right"]], out)


def voices(
    source: Source,
    out: Out = None,
) -> None:
    """List who is given the word: each attribution with its cue, speaker, content and type."""
    from analysis.discourse.voices.find import find_voices

    table = find_voices(source.annotated())
    columns = ["doc_id", "paragraph", "cue", "cue_class", "speaker_name", "speaker_kind", "type", "rule"]
    emit_table(table if out else table[columns], out)


def actors(
    source: Source,
    gazetteer: Annotated[Path | None, typer.Option("--gazetteer", help="A gazetteer of your own (TOML).")] = None,
    out: Out = None,
) -> None:
    """List who is shown acting and who is acted upon: people, institutions and countries with their roles."""
    from analysis.discourse.actors.find import find_actors
    from analysis.discourse.gazetteer import read_gazetteer

    annotations = source.annotated()
    table = find_actors(annotations, None if gazetteer is None else read_gazetteer(gazetteer))
    columns = ["doc_id", "paragraph", "mention", "actor", "kind", "role", "predicate"]
    emit_table(table if out else table[columns], out)


def names(
    source: Source,
    out: Out = None,
) -> None:
    """List the names in the texts: persons, organisations, places and others."""
    from analysis.annotation.named_entities import find_names

    emit_table(find_names(source.annotations()), out)


def _emit(table: "pd.DataFrame", columns: tuple[str, ...], out: Path | None) -> None:
    """Write the whole table, or print what a terminal has room for: the first rows and the most telling columns."""
    if out is not None:
        emit_table(table, out)
        return
    if table.empty:
        emit_table(table, None)
        return
    shown = table[list(columns)].head(SHOWN).dropna(axis="columns", how="all")
    small = shown["p_adjusted"].map(lambda p: "<0.001" if p < 0.001 else f"{p:.3f}")
    emit_table(shown.assign(p_adjusted=small).round(2), None)
    rows, every = table.shape
    typer.echo(f"{len(shown)} of {rows} rows, {shown.shape[1]} of {every} columns; --out writes all", err=True)
