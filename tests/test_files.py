"""Files are there whole or not at all."""

import errno
import os
import tempfile

import pytest

from analysis.errors import KhitabError
from analysis.files import whole_file


class Full:
    """A file on a disk that takes no more, as Python's own behaves: what it holds back it cannot write at its end."""

    def __init__(self, file, fails):
        self.file, self.name, self.fails = file, file.name, fails

    def __getattr__(self, name):
        return getattr(self.file, name)

    def _full(self, *_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write(self, content):
        return self._full() if self.fails == "write" else self.file.write(content)

    flush = _full

    def close(self):
        self.file.close()
        self._full()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@pytest.mark.parametrize("fails", ["write", "end"])
def test_a_full_disk_leaves_no_half_of_a_file(tmp_path, monkeypatch, fails):
    (tmp_path / "x").write_bytes(b"before")
    real = tempfile.NamedTemporaryFile
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda **options: Full(real(**options), fails))

    def write():
        with whole_file(tmp_path / "x") as file:
            file.write(b"after")

    with pytest.raises(KhitabError, match=r"cannot be written \(No space left"):
        write()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x": b"before"}
