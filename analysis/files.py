"""Files that are there whole or not at all, however a run ends, and lines added to files."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from analysis.errors import KhitabError

WRITING = ".writing-"  # how the names of files begin that are being written


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is complete, and on the disk before what comes after it.

    Raises KhitabError where it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=WRITING, delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())  # a power cut must not leave a manifest that names what was never written
                file.close()
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except BaseException:
                with suppress(OSError):  # a full disk refuses what is still to be written as well
                    file.close()
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise _not_written(path, error) from error


def append_to(path: Path, content: bytes) -> None:
    """Write at the end of a file that is there, on the disk before what comes after it.

    An interruption may leave the first bytes of `content` only. Raises KhitabError where it cannot be written.
    """
    try:
        with path.open("r+b") as file:
            file.seek(0, os.SEEK_END)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> KhitabError:
    return KhitabError(
        f"{path}: the file cannot be written ({error.strerror}); make room there and run the same again, which "
        "keeps what is finished."
    )
