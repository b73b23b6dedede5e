"""Commands that measure Khitab against what people have coded or annotated."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.options import LexiconPath, Model, Quiet, lexicon_at
from analysis.cli.output import CSV_STREAM, emit_json, emit_table
from analysis.errors import KhitabError
from analysis.rounding import DECIMALS
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation import Annotations
    from analysis.corpus import Corpus

CodedFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="JSON Lines file of coded paragraphs, one object a line.")
]
Corpora = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="PATH",
        help="Where the texts are, if the codings name documents instead (may be given several times).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the table as CSV.")]
Errors = Annotated[bool, typer.Option("--errors", help="List the errors, too, after the table.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("check-lexicon")(check_lexicon)
    app.command("score-frames")(score_frames)
    app.command("score-voices")(score_voices)
    app.command("score-grammar")(score_grammar)
    app.command("score-actors")(score_actors)
    app.command("evaluate-model")(evaluate_model)


def check_lexicon(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TOML file of the lexicon.")],
    model: Model = "bundled",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Check a lexicon: each term must match its own examples; terms that cannot match as meant are listed.

    Exit status 0: nothing is at fault; 1: something is.
    """
    place = _place(as_json, as_csv)
    from analysis.evaluation.check_lexicon import check_lexicon as check
    from analysis.lexicon import read_lexicon

    lexicon = read_lexicon(file)
    table = check(lexicon, model=model)
    if as_json:
        emit_json(table.to_dict("records"))
    elif table.empty and not as_csv:
        typer.echo(f"{file}: {how_many(sum(1 for _ in lexicon.terms()), 'term')}, nothing found wrong.")
    else:
        emit_table(table, place)
    if (table["kind"] == "fault").any():
        raise typer.Exit(1)


def score_frames(
    file: CodedFile,
    lexicon: LexiconPath = None,
    corpus: Corpora = None,
    model: Model = "bundled",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    errors: Errors = False,
    quiet: Quiet = False,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep",
            metavar="NAME",
            help="Save the scores in a file beside the lexicon, so that tables and reports state them; NAME says what "
            "sample they are of.",
        ),
    ] = None,
    sample_ar: Annotated[
        str, typer.Option("--sample-ar", metavar="NAME", help="With --keep: the name of the sample in Arabic.")
    ] = "",
    seen: Annotated[
        bool, typer.Option("--seen", help="With --keep: say that the lexicon's author had read this sample.")
    ] = False,
) -> None:
    """Score a lexicon against hand-coded paragraphs: precision, recall and F1 of each frame, with intervals."""
    place = _place(as_json, as_csv)
    from analysis.annotation import annotate
    from analysis.evaluation.frame_scores import matched_frames, read_gold_frames
    from analysis.evaluation.frame_scores import score_frames as score
    from analysis.frames.find import find_frames

    gold, chosen = read_gold_frames(file, corpus or ()), lexicon_at(lexicon)
    hits = find_frames(annotate(gold.corpus, model, progress=not (quiet or as_json or as_csv)), chosen)
    table = score(gold, hits)
    if keep is not None:
        from analysis.lexicon.accuracy import accuracy_of, write_accuracy

        accuracy = accuracy_of(table.to_dict("records"), keep, seen=seen, sample_ar=sample_ar)
        path = write_accuracy(chosen.path or Path("frames.toml"), chosen.frame_hashes, accuracy)
        typer.echo(f"figures kept in {path}", err=True)
    if as_json:
        columns = ["precision", "recall", "f1", "n_gold"]
        emit_json({"frames": {row["frame"]: _plain(row[columns]) for _, row in table.iterrows()}})
        return
    emit_table(table, place, decimals=DECIMALS)
    if errors and not as_csv:
        tokens = matched_frames(gold, hits)
        wrong = tokens[tokens["coded"] != tokens["found"]]
        texts = {document.doc_id: document.text for document in gold.corpus.documents}
        shown = [
            texts[doc_id][max(0, start - 40) : start] + "[" + texts[doc_id][start:end] + "]" + texts[doc_id][end:][:30]
            for doc_id, start, end in zip(wrong["doc_id"], wrong["start"], wrong["end"], strict=True)
        ]
        error = wrong["found"].map({True: "found, not coded", False: "coded, not found"})
        emit_table(wrong[["doc_id", "frame", "term"]].assign(error=error, text=shown), None)


def score_voices(
    file: CodedFile,
    corpus: Corpora = None,
    model: Model = "bundled",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    errors: Errors = False,
    quiet: Quiet = False,
) -> None:
    """Score the rules for voices against hand-coded paragraphs, beside a baseline of quotation marks and verbs."""
    place = _place(as_json, as_csv)
    from analysis.evaluation.evaluate_voices import evaluate_voices

    result = evaluate_voices(file, corpora=corpus or (), model=model, progress=not (quiet or as_json or as_csv))
    if as_json:
        emit_json(result.rules.summary())
        return
    emit_table(result.table, place, decimals=DECIMALS)
    if errors and not as_csv:
        emit_table(result.errors, None)


def score_grammar(
    file: CodedFile,
    corpus: Corpora = None,
    model: Model = "bundled",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    errors: Errors = False,
    quiet: Quiet = False,
) -> None:
    """Score the grammar of hits against hand-coded tokens: each field and value, with exact intervals."""
    place = _place(as_json, as_csv)
    from analysis.evaluation.grammar_scores import grammar_corpus, read_coded_grammar
    from analysis.evaluation.grammar_scores import score_grammar as score

    coded = read_coded_grammar(file, corpus or ())
    words = _annotated(grammar_corpus(coded), model, quiet=quiet or as_json or as_csv)
    _emit(*score(coded, words), as_json=as_json, place=place, errors=errors)


def score_actors(
    file: CodedFile,
    corpus: Corpora = None,
    model: Model = "bundled",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    errors: Errors = False,
    quiet: Quiet = False,
) -> None:
    """Score mentions of actors, their kinds and roles against hand-coded paragraphs, with exact intervals."""
    place = _place(as_json, as_csv)
    from analysis.evaluation.actor_scores import actors_corpus, read_coded_actors
    from analysis.evaluation.actor_scores import score_actors as score

    coded = read_coded_actors(file, corpus or ())
    words = _annotated(actors_corpus(coded), model, quiet=quiet or as_json or as_csv)
    _emit(*score(coded, words), as_json=as_json, place=place, errors=errors)


def _place(as_json: bool, as_csv: bool) -> Path | None:
    """Where a table goes: to the terminal, or as CSV to the standard output."""
    if as_json and as_csv:
        raise KhitabError("--json and --csv are two forms; give one of them.")
    return CSV_STREAM if as_csv else None


def _annotated(corpus: "Corpus", model: str, *, quiet: bool) -> "Annotations":
    from analysis.annotation import annotate

    return annotate(corpus, model, progress=not quiet)


def _emit(table: "pd.DataFrame", wrong: "pd.DataFrame", *, as_json: bool, place: Path | None, errors: bool) -> None:
    """Print scores of fields and values, as a table or as JSON by field, value and measure."""
    import pandas as pd

    if as_json:
        scores: dict[str, dict[str, float | None]] = {}
        for row in table.to_dict("records"):
            name = f"{row['field']}={row['value']}" if row["value"] else str(row["field"])
            scores.setdefault(name, {})[row["measure"]] = None if pd.isna(row["score"]) else round(row["score"], 4)
        emit_json(scores)
        return
    emit_table(table, place, decimals=DECIMALS)
    if errors and place is None:
        emit_table(wrong, None)


def evaluate_model(
    treebank: Annotated[
        Path, typer.Option("--treebank", metavar="FILE", help="CoNLL-U file (or .conllu.gz) to measure against.")
    ],
    model: Model = "bundled",
    plain: Annotated[
        bool, typer.Option("--plain", help="Give the model the text as it is, not as annotate spells it.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Measure a model from raw text against a treebank: the metrics of the CoNLL 2018 shared task, in per cent."""
    place = _place(as_json, as_csv)
    from analysis.evaluation.treebank import evaluate_model as evaluate

    table = evaluate(treebank, model, plain=plain)
    if as_json:
        measures = table.set_index("metric")[["precision", "recall", "f1"]]
        emit_json({str(metric): _plain(row) for metric, row in measures.iterrows()})
    else:
        emit_table(table, place, decimals=DECIMALS)


def _plain(row: "pd.Series[float]") -> dict[str, float | int | None]:
    """Numbers that JSON knows; None for a measure without cases."""
    import pandas as pd

    return {
        str(name): None if pd.isna(value) else int(value) if name == "n_gold" else float(value)
        for name, value in row.items()
    }
