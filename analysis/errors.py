"""The one error that users are meant to read."""


class KhitabError(ValueError):
    """A mistake in the input that its author can mend.

    The message is one sentence: the place (file, line, field), what is wrong there, and what to do about it.
    The command line prints it alone and exits with status 2; a notebook shows it without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [f"KhitabError: {self}"]
