"""The explorer: the frames of a corpus by group and time in a notebook, and the sentences behind every number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.lexicon import as_lexicon
from analysis.rendering.labels import Labels, check_labels
from analysis.widgets.explored import Explored
from analysis.widgets.explorer_session import ExplorerSession

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon
    from analysis.widgets.explorer_view import ExplorerView


def explore(
    annotations: AnnotationSource,
    lexicon: Lexicon | str | Path | None = None,
    *,
    judged: str | Path = "judged-hits.csv",
    coder: str = "reader",
    labels: Labels = "ar",
) -> ExplorerView:
    """Look at the frames of a corpus in a notebook: choose, draw, read, and leave out what is wrong.

    Choose frames, groups (any metadata column), time, sources, days and speakers; the chart follows, with the numbers
    and intervals of `frame_rates`. A bar, a point or a cell opens its sentences. A hit that is wrong is left out with a
    reason, and the view says how many are; "copy this view as code" gives the Python that makes the same table.

    Parameters
    ----------
    annotations : in memory or stored.
    lexicon : as for `find_frames`; the default lexicon if omitted.
    judged : the file in which hits that were found right or wrong are kept, made with the first one. It is a file of
        codings (`read_judgements`, `read_codings`); when it is there already, its wrong hits are left out.
    coder : who judges; stands in the file.
    labels : "ar" or "en".

    Returns
    -------
    A widget. `.judgements` is the table of what was judged, and `.senses(term)` what it would teach of a term
    (`judged_senses`); the lexicon is never changed.

    Raises
    ------
    KhitabError : without the notebook extras, or where the file of judgements is damaged or of another corpus.

    Examples
    --------
    >>> explore(annotations)
    >>> explore(annotations, "mine.toml", judged="judged-SM.csv", coder="SM")  # doctest: +SKIP
    """
    check_labels(labels)
    try:
        from analysis.widgets.explorer_view import ExplorerView
    except ImportError as error:
        raise KhitabError(
            f"explore: {error.name} is not installed; install the notebook extras with pip install 'khitab[notebooks]'."
        ) from None
    frames = as_lexicon(lexicon)
    explored = Explored.of(annotations, find_frames(annotations, frames))
    session = ExplorerSession(explored, frames, Path(judged), coder, labels, own_lexicon=lexicon is not None)
    return ExplorerView.of(session)
