"""Commands that compare and listen: keyness, collocates, concordance, voices, actors, names."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.options import ClusterColumn, Labels, Out, Source, pair_of, reads_corpus
from analysis.cli.output import emit_table
from analysis.cli.places import emit_lines, emit_places
from analysis.errors import KhitabError
from analysis.files import write_whole
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource

MinFrequency = Annotated[
    int, typer.Option("--min-frequency", metavar="N", help="Leave out words that occur more rarely.")
]
Pos = Annotated[
    list[str] | None,
    typer.Option(
        "--pos", metavar="TAG", help="Only this part of speech: NOUN, VERB, ADJ … (may be given several times)."
    ),
]
Stop = Annotated[
    list[str] | None,
    typer.Option(
        "--stop",
        metavar="WORD",
        help='Leave out this word, or "function" for all such words (may be given several times).',
    ),
]
Names = Annotated[bool, typer.Option("--names/--no-names", help="List names, too, or leave them out.")]
ListNumbers = Annotated[bool, typer.Option("--numbers", help="List numbers, too.")]
SHOWN, _OF_SKETCH = 40, 200
QUERY = (
    "A word or phrase as printed (الإرهاب, 'مجلس الأمن'), a lemma in all its forms ([lemma=\"تعاون\"]), or a query in "
    'a part of CQL: [lemma="تعاون"] []{0,2} [word="الأمن"].'
)
_KEYNESS = (
    "spelling",
    "n_target",
    "n_reference",
    "documents_target",
    "documents_reference",
    "log_ratio",
    "lrc",
    "p_adjusted",
    "p_documents_adjusted",
    "note",
)
# The names of `analysis.context.relations`, written out so that asking for help imports no statistics.
_RELATIONS = (
    "modifier, possessor, possessed, after preposition, subject of, object of, subject, object, joined with, joined to"
)
_COLLOCATES = (
    "spelling",
    "printed",
    "n",
    "n_collocate",
    "expected",
    "log_dice",
    "log_likelihood",
    "p_adjusted",
    "documents",
)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (keyness, collocates, concordance, dispersion, voices, actors, names):
        app.command()(reads_corpus(command))
    app.command("word-sketch")(reads_corpus(sketch))


def keyness(
    source: Source,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            metavar="COLUMN=VALUE",
            help="The target: documents with this value; all others are the reference.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="COLUMN=VALUE", help="With --where: the reference, in place of all others."),
    ] = None,
    reference: Annotated[
        Path | None, typer.Option("--reference", metavar="CORPUS", help="The reference: another corpus.")
    ] = None,
    general: Annotated[
        bool, typer.Option("--general", help="The reference: general Arabic, by the list of wordfreq.")
    ] = False,
    item: Annotated[
        list[str] | None,
        typer.Option(
            "--item",
            metavar="WORD",
            help="Only this word, phrase or query, instead of a list (may be given several times).",
        ),
    ] = None,
    pos: Pos = None,
    stop: Stop = None,
    names: Names = True,
    numbers: ListNumbers = False,
    min_frequency: MinFrequency = 5,
    clusters: ClusterColumn = None,
    out: Out = None,
) -> None:
    """Find the words that set documents apart: keywords with their effect size, test and documents.

    They are compared with the other documents (--where), with another corpus, or with general Arabic: say which.
    """
    from analysis.comparison.keyness import keyness as compare
    from analysis.comparison.reference import general_arabic
    from analysis.comparison.subcorpora import split_by

    if against is not None and where is None:
        raise KhitabError("keyness: --against is the reference of --where COLUMN=VALUE; give that as well.")
    if sum((where is not None, reference is not None, general)) != 1:
        raise KhitabError("keyness: say what to compare with: one of --where COLUMN=VALUE, --reference or --general.")
    target: AnnotationSource = source.annotated()
    choice: dict[str, Any] = {"items": item or None, "min_frequency": min_frequency, "clusters": clusters}
    choice |= _choice(pos, stop, names, numbers)
    if where is not None:
        everything = target
        target, rest = split_by(everything, *pair_of(where, "keyness: --where"))
        if against is not None:
            rest, _ = split_by(everything, *pair_of(against, "keyness: --against"))
        table = compare(target, rest, **choice)
    elif reference is not None:
        rest = source.another(reference)
        table = compare(target, rest, **choice)
    else:
        table = compare(target, general_arabic(), **choice)
    if table.empty and not item:
        typer.echo(f"no word that was asked for reaches --min-frequency {min_frequency}", err=True)
    _emit(table, _KEYNESS, out)


def collocates(
    source: Source,
    node: Annotated[str, typer.Argument(metavar="WORD", help=f"Whose company is sought. {QUERY}")],
    window: Annotated[int, typer.Option("--window", "-w", metavar="N", help="How many words to each side.")] = 5,
    relation: Annotated[
        str | None,
        typer.Option(
            "--relation",
            metavar="NAME",
            help="Words in this relation to it, instead of a window: "
            f"{_RELATIONS}; or one of Universal Dependencies, such as amod.",
        ),
    ] = None,
    pos: Pos = None,
    stop: Stop = None,
    names: Names = True,
    numbers: ListNumbers = False,
    min_frequency: MinFrequency = 3,
    out: Out = None,
) -> None:
    """Find the words that keep a word company, by window or by syntax."""
    from analysis.context.collocates import collocates as company

    choice = _choice(pos, stop, names, numbers)
    annotations = source.annotated()
    table = company(annotations, node, window=window, relation=relation, min_frequency=min_frequency, **choice)
    if table.empty:
        times = f"{node} occurs {how_many(int(table.attrs['provenance']['n_node']), 'time')}"
        within = f"in the relation {relation!r}" if relation else f"within {window} words"
        typer.echo(f"{times}; nothing reaches --min-frequency {min_frequency} {within}", err=True)
    _emit(_with_forms(table, annotations, node, out), ("node", *_COLLOCATES), out)


def concordance(
    source: Source,
    query: Annotated[str, typer.Argument(metavar="QUERY", help=QUERY)],
    context: Annotated[
        int, typer.Option("--context", "-c", metavar="N", help="Tokens to each side of the match.")
    ] = 10,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Only so many lines, drawn at random.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The same seed draws the same lines.")] = 1,
    labels: Labels = "ar",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write here (.html, .csv, .xlsx, .parquet, .json); print if omitted."
        ),
    ] = None,
) -> None:
    """List every place where a query matches, in its context."""
    from analysis.context.concordance import concordance as matches
    from analysis.errors import KhitabWarning

    annotations = source.annotated()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KhitabWarning)  # it is among the notes
        lines = matches(annotations, query, context=context, sample=sample, seed=seed, labels=labels)
    for note in lines.table.attrs["notes"]:
        typer.echo(note, err=True)
    if out is not None and out.suffix == ".html":
        write_whole(out, lines.to_html)
        typer.echo(f"{how_many(len(lines), 'line')} written to {out}", err=True)
    else:
        emit_lines(lines.table, out)


def dispersion(
    source: Source,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help=f"One or several. {QUERY}")],
    out: Out = None,
) -> None:
    """Measure how evenly words and phrases are spread over documents."""
    from analysis.comparison.dispersion import word_dispersion

    table = word_dispersion(source.annotations(), words)
    emit_table(table, out)


def sketch(
    source: Source,
    node: Annotated[str, typer.Argument(metavar="WORD", help=f"What is sketched. {QUERY}")],
    min_frequency: MinFrequency = 3,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many words of each relation.")] = 10,
    out: Out = None,
) -> None:
    """Sketch a word or phrase: its strongest collocates in each syntactic relation."""
    from analysis.context.word_sketch import word_sketch

    annotations = source.annotations()
    table = word_sketch(annotations, node, min_frequency=min_frequency, top=top)
    _emit(_with_forms(table, annotations, node, out), ("node", "relation", *_COLLOCATES), out, shown=_OF_SKETCH)


def _with_forms(table: "pd.DataFrame", annotations: "AnnotationSource", node: str, out: Path | None) -> "pd.DataFrame":
    """The table with the printed forms of its collocates, of those that a terminal shows or of all."""
    from analysis.context.printed_forms import printed_forms

    first = table if out is not None else table.head(_OF_SKETCH)
    forms = printed_forms(first, annotations, node).reindex(table.index)
    attrs = table.attrs
    table = table.copy()
    table.insert(list(table).index("spelling") + 1, "printed", forms)
    table.attrs = attrs
    return table


def voices(
    source: Source,
    out: Out = None,
) -> None:
    """List who is given the word: each attribution with its cue (the word of saying), speaker, content and type."""
    from analysis.discourse.voices.find import find_voices

    annotations = source.annotated()
    shown = ("cue", "cue_class", "speaker_name", "speaker_kind", "type", "rule")
    emit_places(find_voices(annotations), annotations, out, shown)


def actors(
    source: Source,
    gazetteer: Annotated[
        Path | None,
        typer.Option("--gazetteer", metavar="FILE", help="A list of actors of your own (TOML); Khitab's if omitted."),
    ] = None,
    out: Out = None,
) -> None:
    """List who is shown acting and who is acted upon: people, institutions and countries with their roles."""
    from analysis.discourse.actors.find import find_actors
    from analysis.discourse.gazetteer import read_gazetteer

    annotations = source.annotated()
    table = find_actors(annotations, None if gazetteer is None else read_gazetteer(gazetteer))
    emit_places(table, annotations, out, ("mention", "actor", "kind", "role", "predicate"))


def names(
    source: Source,
    out: Out = None,
) -> None:
    """List the names in the texts: persons, organisations, places and others."""
    from analysis.annotation.named_entities import find_names

    annotations = source.annotations()
    emit_places(find_names(annotations), annotations, out, ("kind", "text"))


def _choice(pos: list[str] | None, stop: list[str] | None, names: bool, numbers: bool) -> dict[str, Any]:
    """What a list is to hold, as the functions take it."""
    from analysis.counting.word_list import function_words

    if stop is not None and "function" in stop:
        stop = [*(word for word in stop if word != "function"), *function_words()]
    return {"pos": pos or None, "stop": stop or None, "names": names, "numbers": numbers}


def _emit(table: "pd.DataFrame", columns: tuple[str, ...], out: Path | None, shown: int = SHOWN) -> None:
    """Write the whole table, or print what a terminal has room for: the first rows and the most telling columns."""
    if out is not None or table.empty:
        emit_table(table, out)
        return
    told = [name for name in columns if name in table and table[name].head(shown).notna().any()]
    emit_table(table, None, shown=told, rows=shown, decimals=2)
