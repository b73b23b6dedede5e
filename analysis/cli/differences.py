"""Commands that set rates side by side: compare, frame-by-voice."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.cli.explore import GROUPS, Denominator, Tier
from analysis.cli.options import (
    ClusterColumn,
    FrameNames,
    LexiconPath,
    Out,
    Source,
    lexicon_at,
    reads_corpus,
    tell_unscored,
)
from analysis.cli.output import emit_table
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

_COMPARED = (
    *("group", "other", "frame", "n", "n_other", "documents", "documents_other", "rate", "rate_other"),
    *("difference", "low", "high", "p", "p_adjusted", "note"),
)
_SHOWN = 40
_BY_VOICE = ("voice", "frame", "n", "denominator", "denominator_name", "documents", "rate", "low", "high", "note")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(reads_corpus(compare))
    app.command("frame-by-voice")(reads_corpus(frame_by_voice))


def compare(
    source: Source,
    by: Annotated[str, typer.Option("--by", metavar="COLUMN", help=f"What groups them: {GROUPS}.")],
    side: Annotated[
        list[str] | None,
        typer.Option(
            "--side",
            metavar="GROUP",
            help="Compare two groups: give it twice; the difference is the first minus the second.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="GROUP",
            help='Set every group against this one; "pairs" for each against each; all others together if omitted.',
        ),
    ] = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    clusters: ClusterColumn = None,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    out: Out = None,
) -> None:
    """Compare the frames' rates between groups: the difference per 1,000 words with its interval, and p.

    The interval draws documents anew; p says how often documents dealt to the groups by chance differ as much;
    p_adjusted allows for the number of comparisons.
    """
    from analysis.comparison.differences import compare as differences
    from analysis.frames.find import find_frames

    if side and (len(side) != 2 or against is not None):
        raise KhitabError("compare: give --side twice, for two sides, and no --against with it.")
    annotations: AnnotationSource = source.annotated()
    if side:
        annotations, against = _of_sides(annotations, by, side), side[1]
    chosen = lexicon_at(lexicon, frame)
    hits = find_frames(annotations, chosen)
    group: object = None if against is None else _group(annotations, by, against)
    table = differences(hits, annotations, by, against=group, tier=tier, denominator=denominator, clusters=clusters)
    emit_table(table, out, shown=_COMPARED)
    tell_unscored(chosen, source.quiet)


def _of_sides(annotations: "AnnotationSource", by: str, sides: list[str]) -> "AnnotationSource":
    """The documents of two groups."""
    from analysis.comparison.subcorpora import documents_only
    from analysis.counting.periods import with_groups

    documents = with_groups(annotations.documents, [by], "compare")
    groups = documents[by].astype("str")
    if absent := [side for side in sides if side not in set(groups)]:
        known = ", ".join(sorted(set(groups[documents[by].notna()])))
        raise KhitabError(f"compare: {by!r} has no group {absent[0]!r}; it has {known}.")
    return documents_only(annotations, groups.isin(sides))


def _group(annotations: "AnnotationSource", by: str, written: str) -> object:
    """The group as the metadata have it, where it is a number or a day."""
    from analysis.counting.periods import with_groups

    values = with_groups(annotations.documents, [by], "compare")[by].dropna().unique()
    return next((value for value in values if str(value) == written), written)


def frame_by_voice(
    source: Source,
    by: Annotated[
        Literal["speaker_name", "speaker_kind", "type", "attribution"],
        typer.Option(
            "--by",
            help="Group speech by the speaker's name, the kind of speaker, or the type: direct, indirect …; or "
            "attribution: all quoted and reported words in one row, beside the text's own.",
        ),
    ] = "speaker_kind",
    tier: Tier = "core",
    clusters: ClusterColumn = None,
    lexicon: LexiconPath = None,
    frame: FrameNames = None,
    out: Out = None,
) -> None:
    """Show who speaks of what: the frames' rates per 1,000 words of each speaker, or of each kind of speaker.

    Words that are attributed to nobody are the narrator's, the text's own voice. With --by speaker_name and a --frame
    the table lists who speaks of that frame.
    """
    from analysis.discourse.crossings import frame_by_voice as crossed
    from analysis.discourse.voices.find import find_voices
    from analysis.frames.find import find_frames

    annotations, chosen = source.annotated(), lexicon_at(lexicon, frame)
    table = crossed(
        find_frames(annotations, chosen), annotations, find_voices(annotations), by=by, tier=tier, clusters=clusters
    )
    if out is None:
        table = table.sort_values("n", ascending=False, kind="stable")
    # Of many voices those that speak of a frame are shown; of few, also those that do not.
    rows = min(_SHOWN, int((table["n"] > 0).sum())) if len(table) > _SHOWN else _SHOWN
    emit_table(table, out, shown=_BY_VOICE, rows=rows)
    tell_unscored(chosen, source.quiet)
