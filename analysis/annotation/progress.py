"""A progress bar for terminal and notebook."""

import sys
import warnings
from types import TracebackType
from typing import Any, Self


class Progress:
    """Counts documents and words; silent if not `shown`. Use as a context manager."""

    def __init__(self, documents: int, *, shown: bool) -> None:
        self._bar = _bar(documents) if shown and documents else None
        self._words = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def update(self, documents: int, words: int) -> None:
        """Tell of documents and words finished since the last call."""
        if self._bar is None:
            return
        self._words += words
        elapsed = self._bar.format_dict["elapsed"]
        if elapsed > 0:
            self._bar.set_postfix_str(f"{self._words / elapsed:,.0f} words/s", refresh=False)
        self._bar.update(documents)

    def skip(self, documents: int) -> None:
        """Tell of documents that took no work, by which the time left must not be reckoned."""
        if self._bar is not None:
            self._bar.initial += documents
            self._bar.n += documents
            self._bar.last_print_n += documents


def _bar(documents: int) -> Any:
    with warnings.catch_warnings():
        # In a notebook without ipywidgets tqdm falls back to text, which is what we want, without a word.
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm

        return tqdm(total=documents, desc="annotate", unit=" documents", file=sys.stderr)
