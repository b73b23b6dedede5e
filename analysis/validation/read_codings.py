"""Reading codings, in whatever form coders handed them in."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.errors import KhitabError
from analysis.validation.codings import Codings, join_codings
from analysis.validation.files import read_coding_file, read_table
from analysis.validation.finding_sheets import read_finding_sheet
from analysis.validation.findings import KINDS, What
from analysis.validation.sampling import Sample
from analysis.validation.sheets import read_sheet
from analysis.validation.workbook import read_workbook


def read_codings(
    paths: str | Path | Sequence[str | Path],
    annotations: AnnotationSource | None = None,
    *,
    sample: Sample | None = None,
    frames: Sequence[str] | None = None,
    complete: bool = False,
    found: pd.DataFrame | None = None,
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
    found : the table of `find_voices`, `find_actors` or `find_grammar` that a sheet of findings was written from.

    Errors: KhitabError naming the file, the row and the mend.

    Examples
    --------
    >>> read_codings("corpus/codings/constructed-frames.csv", annotations).frames[:2]
    ('cooperation', 'security')
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    joined = join_codings(_read_one(Path(path), annotations, sample, frames, complete, found) for path in several)
    return joined if sample is None else joined.with_sample(sample)


def _read_one(
    path: Path,
    annotations: AnnotationSource | None,
    sample: Sample | None,
    frames: Sequence[str] | None,
    complete: bool,
    found: pd.DataFrame | None,
) -> Codings:
    if not _is_sheet(path):
        return read_coding_file(path, annotations, frames, complete)
    if annotations is None or sample is None:
        raise KhitabError(
            f"{path}: a sheet is read with the annotations and the sample it was made from; add --sample sample.csv "
            "(from Python, annotations and sample=read_sample(…))."
        )
    coder = path.stem.rpartition("-")[2]
    what = _findings(path)
    if what is None:
        return read_sheet(path, sample, annotations, coder)
    if found is None:
        raise KhitabError(f"{path}: this is a sheet of {what}; add --what {what} (from Python, found=find_{what}(…)).")
    return read_finding_sheet(path, sample, found, annotations, coder, what)


def _findings(path: Path) -> What | None:
    """Tell a sheet of findings by its columns."""
    columns = set((read_workbook(path) if path.suffix.lower() == ".xlsx" else read_table(path, ())).columns)
    if "finding" not in columns:
        return None
    names: tuple[What, ...] = ("voices", "actors", "grammar")
    return next((what for what in names if set(KINDS[what].fields) <= columns), None)


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" or {"item", "text"} <= set(read_table(path, ()).columns)
