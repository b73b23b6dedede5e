"""Commands of validation: draw a sample to code, see whether coders agree, score the counts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.cli.explore import GROUPS
from analysis.cli.options import FrameNames, LexiconPath, Out, Source, lexicon_at, reads_corpus
from analysis.cli.output import emit_table
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon
    from analysis.validation import Codings

CodingFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="CODINGS…",
        help="One or several files: sheets that coders filled in (.xlsx, .csv; these need --sample), or codings that "
        "Khitab wrote (.csv).",
    ),
]
SampleFile = Annotated[
    Path | None,
    typer.Option(
        "--sample",
        metavar="FILE",
        help="The sample (.csv) that the sheet came with; it is also what weights the scores.",
    ),
]
Complete = Annotated[
    bool,
    typer.Option(
        "--complete", help="Every paragraph of the corpus was read, also those of which the files say nothing."
    ),
]

What = Annotated[
    Literal["frames", "voices", "grammar", "actors"],
    typer.Option(
        "--what",
        help="What is coded: frames by marking words; voices, grammar or actors by confirming or correcting rows.",
    ),
]

_CORRECTED = ("frame", "n", "denominator", "raw", "raw_low", "raw_high", "rate", "low", "high", "coded", "note")
"""What a terminal shows of corrected rates."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (sample, agreement, score):
        app.command()(reads_corpus(command))


def sample(
    source: Source,
    n: Annotated[int, typer.Option("--n", metavar="N", help="How many paragraphs.")],
    sheet: Annotated[Path, typer.Option("--sheet", metavar="FILE", help="The sheet for the coders (.xlsx or .csv).")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The sample (.csv), for you: it has the probabilities.")
    ],
    design: Annotated[
        Literal["stratified", "random"],
        typer.Option("--design", help="With more paragraphs in which a frame was found, or each alike."),
    ] = ("stratified"),
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help="Draw equally from each group of this column (several times)."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The same seed draws the same sample.")] = 1,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    what: What = "frames",
) -> None:
    """Draw paragraphs to be coded by hand, and write a sheet for the coders.

    A sheet of frames is blind: it does not show what Khitab found. The sample, which coders are not to see, holds with
    what probability each paragraph was drawn, so that khitab score can speak of the whole corpus.
    """
    from analysis.frames.find import find_frames
    from analysis.validation import (
        draw_sample,
        label_findings,
        write_finding_sheet,
        write_sample,
        write_sheet,
    )

    if sheet.resolve() == out.resolve():
        raise KhitabError(f"{out}: the sample would overwrite the sheet; give --sheet and --out different names.")
    chosen = lexicon_at(lexicon, frame)
    annotations = source.annotated()
    if what != "frames":
        found = _found(what, annotations, chosen)
        labels = label_findings(found, annotations, what)
        drawn = draw_sample(labels, annotations, labels.attrs["frames"][:1], n, design=design, by=by or None, seed=seed)
        write_finding_sheet(drawn, found, annotations, sheet, what)
        write_sample(drawn, out)
        typer.echo(f"{how_many(n, 'paragraph')}: give {sheet} to the coders, keep {out} from them.", err=True)
        return
    drawn = draw_sample(
        find_frames(annotations, chosen), annotations, chosen.frame_ids, n, design=design, by=by or None, seed=seed
    )
    write_sheet(drawn, annotations, sheet, lexicon=chosen)
    write_sample(drawn, out)
    typer.echo(f"{how_many(n, 'paragraph')}: give {sheet} to the coders, keep {out} from them.", err=True)


def agreement(
    source: Source,
    codings: CodingFiles,
    complete: Complete = False,
    sample_file: SampleFile = None,
    what: What = "frames",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    list_disagreements: Annotated[bool, typer.Option("--list", help="List where coders disagree instead.")] = False,
    out: Out = None,
) -> None:
    """See how far coders agree: Krippendorff's alpha with an interval, kappas, per cent."""
    from analysis.validation import agreement as agree
    from analysis.validation import disagreements, read_codings, read_sample

    annotations = source.annotated()
    drawn = None if sample_file is None else read_sample(sample_file)
    found = None if what == "frames" else _found(what, annotations, lexicon_at(lexicon, frame))
    read = read_codings(codings, annotations, sample=drawn, complete=complete, found=found)
    _warn(read, source.quiet)
    table = disagreements(read, annotations) if list_disagreements else agree(read, annotations)
    emit_table(table, out)


def score(
    source: Source,
    codings: CodingFiles,
    complete: Complete = False,
    sample_file: SampleFile = None,
    terms: Annotated[bool, typer.Option("--terms", help="List the terms that are wrong most often instead.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors instead.")] = False,
    shares: Annotated[
        bool,
        typer.Option(
            "--shares", help="With --what grammar: the shares of hits that are negated, passive …, corrected."
        ),
    ] = False,
    corrected: Annotated[
        bool,
        typer.Option("--corrected", help="Give the rates of the whole corpus, corrected for the lexicon's errors."),
    ] = False,
    methods: Annotated[
        bool,
        typer.Option(
            "--methods",
            help="Write the paragraph for a paper instead: how frames were counted and validated; with --corrected "
            "also how rates were corrected.",
        ),
    ] = False,
    labels: Annotated[
        Literal["ar", "en"], typer.Option("--labels", help="With --methods: an Arabic or an English paragraph.")
    ] = "ar",
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help=f"With --corrected: by {GROUPS} (may be given several times)."),
    ] = None,
    what: What = "frames",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    out: Out = None,
) -> None:
    """Score the counts against codings: precision, recall, F1 and prevalence, weighted by the sample.

    Precision: how much of what was found is right; recall: how much of what is right was found; prevalence: how many
    tokens per 1,000 words the coders take for the frame.
    """
    from analysis.frames.find import find_frames
    from analysis.validation import (
        correct_rates,
        correct_shares,
        label_findings,
        read_codings,
        read_sample,
        score_codings,
        score_errors,
        score_terms,
    )

    if shares and what != "grammar":
        raise KhitabError("--shares: shares are of grammar; add --what grammar.")
    if methods and (what != "frames" or shares or errors or terms):
        raise KhitabError("--methods: the paragraph is about scores of frames; give it alone or with --corrected.")
    if by and not corrected:
        raise KhitabError("--by: scores are of the whole sample; add --corrected for the rates of groups.")
    annotations = source.annotated()
    drawn = None if sample_file is None else read_sample(sample_file)
    found = None if what == "frames" else _found(what, annotations, lexicon_at(lexicon, frame))
    read = read_codings(codings, annotations, sample=drawn, complete=complete, found=found)
    _warn(read, source.quiet)
    if what == "frames" or found is None:
        hits = find_frames(annotations, lexicon_at(lexicon, frame))
    else:
        hits = label_findings(found, annotations, what)
    if methods:
        chosen = lexicon_at(lexicon, frame)
        coded = [one for one in chosen.frame_ids if one in read.frames]
        text = _methods(hits, annotations, read, chosen, coded, labels=labels, corrected=corrected)
        if out is None:
            typer.echo(text)
        else:
            write_text(out, f"{text}\n")
        return
    if corrected:
        frames = [one for one in lexicon_at(lexicon, frame).frame_ids if one in read.frames] if frame else None
        table = correct_rates(hits, annotations, read, by=by or None, frames=frames)
    elif shares:
        table = correct_shares(hits, annotations, read)
    elif errors:
        table = score_errors(read, annotations, hits)
    elif terms:
        table = score_terms(read, annotations, hits)
    else:
        table = score_codings(read, annotations, hits)
    emit_table(table, out, shown=(*(by or []), *_CORRECTED) if corrected else ())


def _methods(
    hits: "pd.DataFrame", annotations: "AnnotationSource", read: "Codings", lexicon: "Lexicon", frames: list[str], *,
    labels: Literal["ar", "en"], corrected: bool,
) -> str:  # fmt: skip
    """The paragraph on how the frames that were coded were counted, and how right that is."""
    from analysis.frames.rates import frame_rates
    from analysis.validation import correct_rates, methods_paragraph, score_codings

    if corrected:
        rates = correct_rates(hits, annotations, read, frames=frames)
    else:
        rates = frame_rates(hits, annotations, frames=frames)
    scores = score_codings(read, annotations, hits)
    scores = scores[scores["frame"].isin(frames)]
    return methods_paragraph(rates, scores=scores, labels=labels, lexicon=lexicon)


def _found(
    what: Literal["voices", "grammar", "actors"], annotations: "AnnotationSource", lexicon: "Lexicon"
) -> "pd.DataFrame":
    """What the rules find, to be coded."""
    from analysis.discourse import find_actors, find_grammar, find_voices
    from analysis.frames.find import find_frames

    if what == "grammar":
        return find_grammar(find_frames(annotations, lexicon), annotations)
    return find_voices(annotations) if what == "voices" else find_actors(annotations)


def _warn(read: "Codings", quiet: bool) -> None:
    """Say so where paragraphs that were read without marking anything may be missing."""
    from analysis.validation.agreement import MARKS_ONLY

    if read.marks_only and not quiet:
        typer.echo(f"note: {MARKS_ONLY}", err=True)
