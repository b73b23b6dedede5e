"""What there is to be told of documents that were annotated in part, or otherwise than others."""

from collections.abc import Iterable, Mapping, Sequence

from analysis.parsing.parts import CUT, UNPARSED
from analysis.parsing.sentences import MAX_WORDS
from analysis.wording import how_many

NAMED = 3  # documents named in a note; more are counted
SENTENCES = {
    UNPARSED: (
        "paragraph could",
        "paragraphs could",
        "not be parsed, and no words are found there; mend or leave it out",
    ),
    CUT: (
        "sentence without a stop was cut",
        "sentences without a stop were cut",
        f"after at most {MAX_WORDS} words; what is said of grammar and speakers at the cuts is unsure",
    ),
}


def notes_on(
    found: Iterable[Mapping[str, Mapping[str, int]]], keys: Sequence[str], doc_ids: Sequence[str]
) -> list[str]:
    """Make sentences of the notes of parts, for the documents with these hashes of their texts.

    Parameters
    ----------
    found : `Part.notes` of some parts.
    keys, doc_ids : (n_documents,)
    """
    by_key: dict[str, Mapping[str, int]] = {}
    for notes in found:
        by_key |= notes
    sentences = []
    for kind, (one, several, said) in SENTENCES.items():
        told = [
            (doc_id, by_key[key][kind])
            for key, doc_id in zip(keys, doc_ids, strict=True)
            if key in by_key and by_key[key].get(kind)
        ]
        if told:
            names = ", ".join(repr(doc_id) for doc_id, _ in told[:NAMED])
            more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
            where = f"document{'s' if len(told) > 1 else ''} {names}{more}"
            sentences.append(f"{where}: {how_many(sum(count for _, count in told), one, several)} {said}")
    return sentences
