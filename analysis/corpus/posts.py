"""Posts of which an interface gives a cut text beside the whole one: Twitter's older and long posts, and retweets.

Where a post had more than 140 characters, what older programs were given as its text ends in …, and the whole stands in
an object beside it. Who counts words wants the whole.
"""

from typing import Any

WHOLE = (("extended_tweet", "full_text"), ("note_tweet", "text"))
SHARED = "retweeted_status"
_NAMES = ("full_text", "text")


def with_whole_text(record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The record with its whole text, and where that stood; "" where its own text is whole."""
    name = next((name for name in _NAMES if isinstance(record.get(name), str)), None)
    if name is None:
        return record, ""
    for holder, inner in WHOLE:
        whole = record[holder].get(inner) if isinstance(record.get(holder), dict) else None
        if isinstance(whole, str) and len(whole) > len(record[name]):
            return {**record, name: whole}, f"{holder}.{inner}"
    text, shared = record[name], record.get(SHARED)
    if text.startswith("RT @") and text.endswith("\u2026") and isinstance(shared, dict):
        shared, _ = with_whole_text(shared)
        whole = next((shared[name] for name in _NAMES if isinstance(shared.get(name), str)), "")
        head, colon, _ = text.partition(": ")
        if colon and len(head) < 30 and whole:
            return {**record, name: f"{head}: {whole}"}, SHARED
    return record, ""
