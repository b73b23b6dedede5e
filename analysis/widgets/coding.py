"""The coding widget: paragraphs one by one in the notebook, coded from the keyboard, saved after each answer.

It is blind like the sheets of `analysis.validation.sheets`, unless it is given what was found: it shows the text and
the codebook, and nothing of that. Its state lives in a `CodingSession`, that is, in the coder's file; the page only
shows it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import KhitabError
from analysis.lexicon import Lexicon, default_lexicon
from analysis.rendering.labels import Labels, check_labels
from analysis.validation.session import CodingSession

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource
    from analysis.validation.sampling import Sample
    from analysis.widgets.coding_view import CodingView


def coding_widget(
    sample: Sample,
    annotations: AnnotationSource,
    coder: str,
    folder: str | Path,
    *,
    name: str = "sample",
    codebook: str | Path = "",
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    remote_images: bool = False,
    found: pd.DataFrame | None = None,
) -> CodingView:
    """Code a sample by keyboard; run the cell again to go on where you stopped.

    Parameters
    ----------
    sample : of `draw_sample`; its order is the order of coding.
    coder : a name or initials; each coder has a file of their own, `folder/name-coder.csv`, which `read_codings` reads.
    codebook : Markdown text, or the path of a Markdown file, shown beside the paragraphs.
    labels : "ar" or "en", the language of keys and buttons.
    lexicon : gives the frames' names and colours; the default lexicon if omitted.
    found : what was found, to be confirmed or corrected: hits, or labels of `label_findings` for a sample of voices,
        actors or grammar. Blind if omitted, as coding should be where a figure rests on it.
    remote_images : fetch the images that the codebook names by their addresses; by default nothing is fetched.

    Errors: KhitabError without the notebook extras, or if the coder's file does not fit the sample.

    Examples
    --------
    >>> coding_widget(sample, annotations, "SM", folder / "codings")
    """
    check_labels(labels)
    try:
        from analysis.widgets.coding_view import CodingView
    except ImportError as error:
        raise KhitabError(
            f"coding_widget: {error.name} is not installed; install the notebook extras with "
            "pip install 'khitab[notebooks]'."
        ) from None
    session = CodingSession.open(sample, annotations, coder, folder, name, found)
    text = codebook.read_text(encoding="utf-8") if isinstance(codebook, Path) else _codebook_text(codebook)
    return CodingView.of(session, text, labels, lexicon or default_lexicon(), remote_images=remote_images)


def _codebook_text(codebook: str) -> str:
    """The codebook itself, or what stands in the file that it names."""
    if codebook.endswith(".md") and "\n" not in codebook:
        path = Path(codebook)
        if not path.is_file():
            raise KhitabError(f"{codebook}: there is no such codebook; give the path of a Markdown file, or its text.")
        return path.read_text(encoding="utf-8")
    return codebook
