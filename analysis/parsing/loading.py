"""Loading Stanza's processors from a model folder, without what only training would need."""

import contextlib
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError
from analysis.parsing.model import PROCESSORS

# Types per step of the character models, which cost Python per step (Stanza's default: 50), and words per step of
# a parser that runs as Stanza runs it, whose memory they bound.
BATCHES = {"mwt_batch_size": 500, "lemma_batch_size": 500, "depparse_batch_size": 3000}

_ONE_AT_A_TIME = threading.Lock()  # what `_light_loading` replaces is Stanza's for all threads


def load_processors(folder: Path) -> dict[str, Any]:
    """Load the five Arabic processors of a model folder by name; KhitabError if Stanza cannot."""
    import stanza
    from stanza.models.common.foundation_cache import FoundationCache

    from analysis.parsing.networks.layers import quicken

    cache = FoundationCache()
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings(), _light_loading(cache):
            warnings.simplefilter("ignore")
            pipeline = stanza.Pipeline(
                "ar",
                dir=str(folder),
                processors=",".join(PROCESSORS),
                download_method=None,
                use_gpu=False,  # what is quick about the engine is so on processors
                verbose=False,
                foundation_cache=cache,
                **BATCHES,
            )
    except Exception as error:  # torch and Stanza raise all kinds for a damaged file
        raise KhitabError(
            f"{folder}: Stanza cannot load the model ({type(error).__name__}: {_first_line(error)}); "
            "copy its files again, or use model='bundled'."
        ) from error
    for network in _networks(pipeline.processors):
        quicken(network)
    _ask_greedily(pipeline.processors["mwt"].trainer)
    return dict(pipeline.processors)


def _ask_greedily(expander: Any) -> None:
    """Let an expander of one best path search no others: Stanza means to, but names their number in another's place.

    It thus searches five, for five times as long, and finds the same (of 4,000 types not one was expanded otherwise).
    """
    from stanza.models.common.seq2seq_model import Seq2SeqModel

    model: Any = expander.model
    if isinstance(model, Seq2SeqModel) and expander.args["beam_size"] == 1:
        model.predict = lambda src, mask, *_, **options: model.predict_greedy(src, mask, **options)


def _networks(processors: dict[str, Any]) -> Iterator[Any]:
    """The networks that a pipeline asks, those within its lemmatiser among them."""
    for processor in processors.values():
        trainer = getattr(processor, "trainer", None)
        within = getattr(trainer, "contextual_lemmatizers", None) or ()
        yield from filter(None, (getattr(trainer, "model", None), *within))


@contextmanager
def _light_loading(cache: Any) -> Iterator[None]:
    """For a moment let Stanza build no optimisers, draw no weights, and read files quickly, word vectors once."""
    import torch
    from stanza.models.common import utils
    from stanza.models.lemma_classifier import base_model

    from analysis.parsing.weights import undrawn

    replaced: tuple[tuple[Any, str, Any], ...] = (
        (torch, "load", _quickly(torch.load)),
        (utils, "get_optimizer", lambda *_, **__: None),
        (utils, "get_split_optimizer", lambda *_, **__: {}),
        (base_model, "load_pretrain", cache.load_pretrain),
    )
    saved = [(module, name, getattr(module, name)) for module, name, _ in replaced]
    try:
        for module, name, value in replaced:
            setattr(module, name, value)
        with undrawn():
            yield
    finally:
        for module, name, value in saved:
            setattr(module, name, value)


def _quickly(load: Any) -> Any:
    """`torch.load`, which leaves weights to `read_weights`; it gives the same to whoever asks meanwhile."""
    from analysis.parsing.weights import UnknownContentError, read_weights

    def load_quickly(file: Any, *args: Any, **options: Any) -> Any:
        if isinstance(file, str | Path) and options == {"weights_only": True}:
            with contextlib.suppress(UnknownContentError, OSError):
                return read_weights(Path(file))
        return load(file, *args, **options)

    return load_quickly


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0].rstrip(".")[:200]
