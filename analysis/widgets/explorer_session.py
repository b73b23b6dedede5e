"""An explorer at work: what a page asks, and what it is answered, without a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.counting.paragraph_table import corpus_hash
from analysis.discourse.voices.find import find_voices
from analysis.errors import KhitabError
from analysis.passages.marked_text import read_marked
from analysis.rendering.labels import Labels, counted, phrase
from analysis.validation.judgements import (
    SPAN,
    judged_senses,
    judgements_table,
    read_judgements,
    write_judgements,
    wrong_hits,
)
from analysis.widgets.choice import Choice
from analysis.widgets.explored import Explored, Ints, plain_rows
from analysis.widgets.explored_code import as_code
from analysis.widgets.explored_passages import Wish, passages

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_MOST_SPEAKERS = 200


class ExplorerSession:
    """One reader's look at a corpus; it changes with what is judged, which is on disk before it is answered."""

    def __init__(
        self, explored: Explored, lexicon: Lexicon, path: Path, coder: str, labels: Labels, *, own_lexicon: bool
    ) -> None:
        self.lexicon, self.path, self.coder, self.labels = lexicon, path, coder, labels
        self._own_lexicon = own_lexicon
        there = path.exists()
        self.judgements = read_judgements(path, explored.annotations) if there else judgements_table()
        self.explored = explored.leaving_out(wrong_hits(explored.hits, self.judgements))

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one request; a mistake in it is answered with `error`, a sentence."""
        kinds: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "view": self._view,
            "intervals": self._intervals,
            "sentences": self._sentences,
            "judge": self._judge,
            "voices": self._voices,
            "read": self._read,
        }
        try:
            return kinds[str(request["kind"])](request)
        except (KhitabError, OSError) as problem:
            return {"error": str(problem)}

    def senses(self, term: str, *, least: int = 2) -> pd.DataFrame:
        """What the judgements made so far would teach of a term: `judged_senses`."""
        return judged_senses(term, self.judgements, self.explored.annotations, self.lexicon, least=least)

    # --- numbers ---

    def _view(self, request: Mapping[str, Any]) -> dict[str, Any]:
        choice = Choice.read(request["choice"])
        hits, documents = int(self.explored.hits_of(choice).sum()), int(self.explored.documents_of(choice).sum())
        said = {
            "hits": counted(hits, "hit", self.labels),
            "documents": counted(documents, "document", self.labels, "oblique"),
        }
        unit = phrase(choice.denominator, self.labels)
        scale = "explorer/of all words" if choice.speakers else "explorer/of the text"
        return {
            "rows": plain_rows(self.explored.table(choice), choice.columns),
            "hits": hits,
            "summary": phrase("explorer/summary", self.labels, **said),
            "scale": phrase(scale, self.labels, unit=unit),
            "left_out": int(self.explored.hits_of(choice, left_out=True).sum()),
            "code": as_code(
                choice, own_lexicon=self._own_lexicon, judged=str(self.path) if self.explored.left_out.any() else ""
            ),
        }

    def _intervals(self, request: Mapping[str, Any]) -> dict[str, Any]:
        choice = Choice.read(request["choice"])
        if not len(self.explored.table(choice)):
            return {"rows": [], "method": ""}
        rates = self.explored.rates(choice)
        return {"rows": plain_rows(rates, choice.columns), "method": self._method(rates)}

    def _method(self, rates: pd.DataFrame) -> str:
        """How the intervals were made, in the reader's language, or that there are none."""
        given = rates["low"].notna()
        if not given.any():
            return phrase("all missing", self.labels, documents=f"{rates['documents'].max():,}")
        name = str(rates.loc[given, "interval"].iloc[0])
        known = re.fullmatch(r"document bootstrap, \w+, ([\d.]+) %, ([\d,]+) resamples, seed \d+", name)
        if known is None:
            return name
        times = counted(int(known[2].replace(",", "")), "time", self.labels)
        return phrase("documents resampled", self.labels, confidence=known[1], resamples=times)

    # --- passages ---

    def _sentences(self, request: Mapping[str, Any]) -> dict[str, Any]:
        choice, cell = Choice.read(request["choice"]), request.get("cell")
        wish = Wish(str(request.get("order", "text")), str(request.get("query", "")), int(request.get("first", 0)))
        if cell is None:
            places: Ints = np.flatnonzero(self.explored.hits_of(choice, left_out=True))
        else:
            values = [str(value) for value in cell["values"]]
            places = self.explored.hits_of_cell(choice, str(cell["frame"]), values)
        page = passages(self.explored, places, wish, self.lexicon)
        for row in page["rows"]:
            row |= self._said_of(row["hit"])
        return page

    def _said_of(self, place: int) -> dict[str, Any]:
        """Whether a hit was judged, and how."""
        unjudged = {"judged": "", "reason": ""}
        if not len(self.judgements):
            return unjudged
        found = self.judgements[self._is_of(self.explored.hits.iloc[place])]
        if not len(found):
            return unjudged
        return {"judged": "right" if found["right"].iloc[0] else "wrong", "reason": str(found["reason"].iloc[0])}

    def _read(self, request: Mapping[str, Any]) -> dict[str, Any]:
        doc_id = str(request["doc_id"])
        document = self.explored.annotations.select([doc_id])
        hits = self.explored.hits[~self.explored.left_out]
        reading = read_marked(
            hits, document, doc_id, voices=find_voices(document), labels=self.labels, lexicon=self.lexicon
        )
        return {"html": reading._repr_html_()}

    def _voices(self, _: Mapping[str, Any]) -> dict[str, Any]:
        if self.explored.voices is None:
            self.explored = self.explored.with_voices(find_voices(self.explored.annotations))
        names = pd.Series(self.explored.voices, dtype="str").value_counts(sort=True)
        return {"speakers": [{"id": str(name), "n": int(n)} for name, n in names.head(_MOST_SPEAKERS).items()]}

    # --- judgements ---

    def _judge(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Call a hit right or wrong, or take back what was said of it (`right` None)."""
        hit = self.explored.hits.iloc[int(request["hit"])]
        right, reason = request["right"], str(request.get("reason", "")).strip()
        if right is False and not reason:
            raise KhitabError("explore: a hit is left out with a reason; say what it means here.")
        table = self.judgements[~self._is_of(hit)]
        if right is not None:
            judged = {
                **{name: hit[name] for name in ("doc_id", "paragraph", "start", "end", "frame")},
                "token": str(hit["surface"]), "right": bool(right), "reason": reason, "coder": self.coder,
                "time": datetime.now(UTC).isoformat(timespec="seconds"),
            }  # fmt: skip
            table = pd.concat([table, judgements_table([judged])], ignore_index=True)
        write_judgements(table, self.explored.hits, self.explored.annotations, self.path, texts_hash=self._texts_hash)
        self.judgements = table
        self.explored = self.explored.leaving_out(wrong_hits(self.explored.hits, table))
        return {"saved": str(self.path), "judged": len(table), "left_out": int(self.explored.left_out.sum())}

    def _is_of(self, hit: pd.Series[Any]) -> NDArray[np.bool_]:
        """(n_judgements,) which judgements are of a hit."""
        table = self.judgements
        same = [(table[name].astype("str") == str(hit[name])).to_numpy(dtype=bool) for name in SPAN]
        return np.asarray(np.logical_and.reduce(same), dtype=bool)

    @cached_property
    def _texts_hash(self) -> str:
        return corpus_hash(self.explored.annotations)
