"""Weights of a model, read without running anything: torch's files, by Python's unpickler written in C.

Torch reads a file that may come from anywhere by an unpickler of its own, written in Python, which takes a second and a
half for the vocabularies of a model. The one here knows as little: tensors, ordered dictionaries and plain values. A
file that holds anything else is left to torch, which says what it thinks of it.
"""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import init
from torch.overrides import TorchFunctionMode

_STORAGES = {
    "FloatStorage": torch.float32,
    "DoubleStorage": torch.float64,
    "HalfStorage": torch.float16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}


class UnknownContentError(Exception):
    """A file that is no archive of tensors and plain values."""


def read_weights(path: Path) -> Any:
    """Read what `torch.save` wrote; UnknownContentError for a file of another kind."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = next(iter(archive.namelist()), "").partition("/")[0]
            if archive.read(f"{inside}/byteorder") != b"little":
                raise UnknownContentError(f"{path} is of a machine of another kind")
            return _Unpickler(archive, inside).load()
    except (KeyError, zipfile.BadZipFile, pickle.UnpicklingError) as error:
        raise UnknownContentError(str(path)) from error


class _Unpickler(pickle.Unpickler):
    """Makes tensors, ordered dictionaries and plain values; all other names are unknown to it."""

    def __init__(self, archive: zipfile.ZipFile, inside: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{inside}/data.pkl")))
        self._archive, self._inside = archive, inside
        self._storages: dict[str, Tensor] = {}
        # Methods and a class written in C: a file can change neither.
        self._known: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): self._tensor,
            ("_codecs", "encode"): self._bytes,
            **{("torch", name): dtype for name, dtype in _STORAGES.items()},
        }

    def find_class(self, module: str, name: str) -> Any:
        return self._known[module, name]

    def persistent_load(self, pid: tuple[str, torch.dtype, str, str, int]) -> Tensor:
        """The numbers of a storage, in one row."""
        _, dtype, key, _, size = pid
        if key not in self._storages:
            numbers = torch.empty(size, dtype=dtype)
            stored = self._archive.read(f"{self._inside}/data/{key}")
            numbers.view(torch.uint8).numpy()[:] = memoryview(stored)  # ValueError unless it has this size
            self._storages[key] = numbers
        return self._storages[key]

    def _tensor(self, storage: Tensor, offset: int, size: Sequence[int], stride: Sequence[int], *_: Any) -> Tensor:
        return storage.as_strided(size, stride, offset)

    def _bytes(self, text: str, encoding: str) -> bytes:
        if encoding != "latin1":
            raise pickle.UnpicklingError(encoding)
        return text.encode("latin1")


class undrawn(TorchFunctionMode):  # noqa: N801 (used as a context)
    """While this lasts, layers that are made have no first weights, for which chance is asked millions of times.

    Examples
    --------
    >>> with undrawn():
    ...     layer = nn.Linear(100, 100)
    >>> layer.load_state_dict(weights)
    """

    _DRAWN = frozenset(
        {Tensor.uniform_, Tensor.normal_, init.uniform_, init.normal_, init.xavier_uniform_, init.kaiming_uniform_}
    )

    def __torch_function__(
        self, called: Callable[..., Any], _: Any, args: Sequence[Any] = (), options: Any = None
    ) -> Any:
        """Do what is called, unless it fills a tensor by chance."""
        options = options or {}
        return (args or (options["tensor"],))[0] if called in self._DRAWN else called(*args, **options)
