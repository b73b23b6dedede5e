"""Reading codings, in whatever form coders handed them in."""

from collections.abc import Sequence
from pathlib import Path

from analysis.annotation.source import AnnotationSource
from analysis.errors import KhitabError
from analysis.validation.codings import Codings, join_codings
from analysis.validation.files import read_coding_file, read_table
from analysis.validation.sampling import Sample
from analysis.validation.sheets import read_sheet


def read_codings(
    paths: str | Path | Sequence[str | Path],
    annotations: AnnotationSource | None = None,
    *,
    sample: Sample | None = None,
    frames: Sequence[str] | None = None,
    complete: bool = False,
) -> Codings:
    """Read one or several coding files, or coding sheets that were filled in.

    A sheet (.xlsx, or .csv with the columns item and text) needs ``annotations`` and ``sample``; its coder is what
    follows the last hyphen of its name: `sheet-SM.xlsx` was filled in by SM.

    Parameters
    ----------
    annotations : the annotated corpus; every span is checked against its text.
    sample : how the paragraphs were drawn.
    frames : what was looked for, for files that do not say.
    complete : the files list marks only, and every paragraph of the corpus was read (needs ``annotations``).

    Errors: KhitabError naming the file, the row and the mend.

    Examples
    --------
    >>> read_codings("corpus/codings/constructed-frames.csv", annotations).frames[:2]
    ('cooperation', 'security')
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    joined = join_codings(_read_one(Path(path), annotations, sample, frames, complete) for path in several)
    return joined if sample is None else joined.with_sample(sample)


def _read_one(
    path: Path,
    annotations: AnnotationSource | None,
    sample: Sample | None,
    frames: Sequence[str] | None,
    complete: bool,
) -> Codings:
    if not _is_sheet(path):
        return read_coding_file(path, annotations, frames, complete)
    if annotations is None or sample is None:
        raise KhitabError(
            f"{path}: a sheet is read with the annotations and the sample it was made from; add --sample sample.csv "
            "(from Python, annotations and sample=read_sample(…))."
        )
    return read_sheet(path, sample, annotations, path.stem.rpartition("-")[2])


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" or {"item", "text"} <= set(read_table(path, ()).columns)
