"""The one error that users are meant to read, and the one warning."""

import re
import sys
import warnings


class KhitabError(ValueError):
    """A mistake in the input that its author can mend.

    The message is one sentence: the place (file, line, field), what is wrong there, and what to do about it.
    The command line prints it alone and exits with status 2; a notebook shows it without a traceback.

    Examples
    --------
    >>> try:
    ...     read_corpus("no-such-folder")
    ... except KhitabError as error:
    ...     print("one sentence, and no traceback")
    one sentence, and no traceback
    """

    def __init__(self, message: str = "") -> None:
        """Keep the message in one line, whatever a library that is quoted in it said."""
        super().__init__(re.sub(r"\s*[\r\n]+\s*", " ", message))

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [f"KhitabError: {self}"]


class KhitabWarning(UserWarning):
    """What a reader of a result should know and might not look for: one sentence, as in `KhitabError`."""


def warn(message: str) -> None:
    """Give a `KhitabWarning` at the line, outside this package, that asked for the result."""
    depth, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == __package__:
        depth, frame = depth + 1, frame.f_back
    warnings.warn(message, KhitabWarning, stacklevel=depth + 1)
