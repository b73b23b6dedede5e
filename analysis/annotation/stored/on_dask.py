"""Something computed of each part of a folder on Dask's workers, which must all see the folder."""

import platform
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from analysis.annotation.stored.annotations import StoredAnnotations
from analysis.annotation.stored.manifest import Manifest
from analysis.errors import KhitabError
from analysis.parsing.on_dask import result_of

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")


def each_part_on(
    client: "Client", annotations: StoredAnnotations, function: Callable[[StoredAnnotations, T], pd.DataFrame], given: T
) -> list[pd.DataFrame]:
    """Apply ``function(part, given)`` to each part, as stored annotations of its own, on the workers; in order.

    `function` must be one that workers can import. `given` is sent once, whatever the number of parts.
    """
    folder, manifest = str(annotations.folder.resolve()), annotations.manifest
    parts = [manifest.with_parts([part], complete=manifest.complete) for part in manifest.parts]
    # A task rather than scattered data: Dask makes it again when the worker that holds it dies, and it has a name of
    # its own, while data named by its contents would be dropped for this count by the end of the one before.
    sent = client.submit(_given, given, pure=False)
    made = [client.submit(_apply, folder, part, function, sent, pure=False) for part in parts]
    try:
        return [result_of(future) for future in made]
    finally:
        client.cancel(made)


def _given(value: Any) -> Any:
    """On a worker: what the work on all parts shares."""
    return value


def _apply(
    folder: str, manifest: Manifest, function: Callable[[StoredAnnotations, T], pd.DataFrame], given: T
) -> pd.DataFrame:
    """On a worker: do it for one part; the caller knows the attributes of the whole."""
    if not Path(folder).is_dir():
        raise KhitabError(
            f"{folder}: a worker on {platform.node()} cannot see this folder; put it on a disk that all share."
        )
    table = function(StoredAnnotations(Path(folder), manifest), given)
    table.attrs = {}
    return table
