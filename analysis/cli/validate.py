"""Commands of validation: draw a sample to code, see whether coders agree, score the counts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.cli.options import FrameNames, LexiconPath, Out, Source, lexicon_at, reads_corpus
from analysis.cli.output import emit_table
from analysis.errors import KhitabError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon
    from analysis.validation import Codings

CodingFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="CODINGS…",
        help="Coding files (.csv), or sheets filled in (.csv or .xlsx, which need --sample), one or several.",
    ),
]
SampleFile = Annotated[
    Path | None,
    typer.Option("--sample", help="The sample file (.csv), so that sheets can be read and scores are weighted."),
]
Complete = Annotated[
    bool, typer.Option("--complete", help="The files list marks only, and every paragraph of the corpus was read.")
]

What = Annotated[
    Literal["frames", "voices", "grammar", "actors"],
    typer.Option("--what", help="What is coded; voices, grammar and actors have a row each, to confirm or correct."),
]

_CORRECTED = ("frame", "n", "denominator", "raw", "raw_low", "raw_high", "rate", "low", "high", "coded", "note")
"""What a terminal shows of corrected rates."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (sample, agreement, score):
        app.command()(reads_corpus(command))


def sample(
    source: Source,
    n: Annotated[int, typer.Option("--n", help="How many paragraphs.")],
    sheet: Annotated[Path, typer.Option("--sheet", help="The sheet for coders (.xlsx or .csv); blind to the machine.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The sample with its probabilities; not for coders (.csv).")],
    design: Annotated[Literal["stratified", "random"], typer.Option("--design", help="How paragraphs are drawn.")] = (
        "stratified"
    ),
    by: Annotated[list[str] | None, typer.Option("--by", help="Give each of these groups an equal part.")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed draws the same sample.")] = 1,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    what: What = "frames",
) -> None:
    """Draw paragraphs for hand-coding, with known probabilities, and write a sheet; that of frames is blind."""
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
        typer.echo(f"{n} paragraphs: give {sheet} to the coders, keep {out} from them.", err=True)
        return
    drawn = draw_sample(
        find_frames(annotations, chosen), annotations, chosen.frame_ids, n, design=design, by=by or None, seed=seed
    )
    write_sheet(drawn, annotations, sheet, lexicon=chosen)
    write_sample(drawn, out)
    typer.echo(f"{n} paragraphs: give {sheet} to the coders, keep {out} from them.", err=True)


def agreement(
    source: Source,
    codings: CodingFiles,
    complete: Complete = False,
    sample_file: SampleFile = None,
    what: What = "frames",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    list_disagreements: Annotated[bool, typer.Option("--list", help="List the disagreements instead.")] = False,
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
    terms: Annotated[bool, typer.Option("--terms", help="Which terms are wrong most.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors.")] = False,
    shares: Annotated[
        bool, typer.Option("--shares", help="With --what grammar: shares of the hits, corrected by the codings.")
    ] = False,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="The rates of the whole corpus, corrected by what was coded.")
    ] = False,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="With --corrected: by a metadata column, or year, month …")
    ] = None,
    what: What = "frames",
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    out: Out = None,
) -> None:
    """Score the counts against codings: precision, recall, F1 and prevalence, weighted by the sample.

    Prevalence is the true tokens per 1,000 words. With --corrected: the rates without the lexicon's errors.
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
