"""A view as code: the lines of Python that make the same table, to be pasted into a cell."""

from __future__ import annotations

from analysis.widgets.choice import Choice

_FROM = "from analysis import find_frames, frame_rates"


def as_code(choice: Choice, *, own_lexicon: bool = False, judged: str = "") -> str:
    """Give Python code that makes the table of a view.

    Parameters
    ----------
    own_lexicon : whether `explore` was given a lexicon; the code then asks for one of that name.
    judged : the file of judgements whose wrong hits are left out; "" where there are none.

    The code needs `annotations`, and `lexicon` where one was given, and leaves the table in `rates`.
    """
    imports, lines = [_FROM], ["", f"hits = find_frames(annotations{', lexicon' if own_lexicon else ''})"]
    if judged:
        imports.append("from analysis.validation import read_judgements, without_wrong")
        lines.append(f"hits = without_wrong(hits, read_judgements({judged!r}))")
    if choice.speakers:
        imports.append("from analysis.discourse import find_voices, voice_of_hits")
        lines.append("hits = voice_of_hits(hits, find_voices(annotations))")
        lines.append(f'hits = hits[hits["voice"].isin({list(choice.speakers)!r})]')
    chosen = _conditions(choice)
    if chosen:
        lines.append("documents = annotations.documents")
        lines.append(f"chosen = documents[{' & '.join(chosen)}]")
        lines.append('hits = hits[hits["doc_id"].isin(chosen["doc_id"])]')
    given = ["hits", 'annotations.select(chosen["doc_id"])' if chosen else "annotations"]
    given += [f"by={choice.columns!r}"] if choice.columns else []
    given += [f"frames={list(choice.frames)!r}"] if choice.frames else ['frames=hits.attrs["frames"]']
    given += [f"{name}={value!r}" for name, value in (("tier", choice.tier), ("denominator", choice.denominator))]
    lines.append(f"rates = frame_rates({', '.join(given)})")
    return "\n".join([*imports, *lines, "rates"])


def _conditions(choice: Choice) -> list[str]:
    """What a document must be to be counted."""
    day = 'documents["date"].dt.strftime("%Y-%m-%d")'
    parts = []
    if choice.sources:
        parts.append(f'documents["source"].astype("str").isin({list(choice.sources)!r})')
    if choice.since:
        parts.append(f"({day} >= {choice.since!r})")
    if choice.until:
        parts.append(f"({day} <= {choice.until!r})")
    return parts
