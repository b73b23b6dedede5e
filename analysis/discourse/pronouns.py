"""Pronouns of inclusion: where a text says we and where it says they, and who speaks there."""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_voices
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.kept import kept_table
from analysis.discourse.parsed import Reading
from analysis.discourse.placing import voice_of_hits

COLUMNS = ("doc_id", "paragraph", "sentence", "word", "surface", "start", "end", "person", "form")
FREE = {"نحن": "we", "هم": "they", "هن": "they"}
CLITICS = {"نا": "we", "هم": "they", "هن": "they"}


def find_pronouns(annotations: AnnotationSource, voices: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find where a text says we and they: نحن and هم, pronouns glued to a word, and verbs that hold the pronoun.

    Parameters
    ----------
    voices : of `find_voices`: tells who speaks where an attribution covers the token.

    Returns
    -------
    One row per pronoun: doc_id, paragraph, sentence, word, surface, start, end (its token), person ("we", "they"), form
    ("free": نحن; "glued": بلادنا, منهم; "verb": نعمل, قالوا), and with `voices` also voice ("narrator" outside
    attributions), voice_kind, voice_type, voice_row.

    A verb of the third person counts only where no noun before or after it is its subject. Duals do not count.

    Limits: whom "we" takes in, the hearer or not, is not told; a writer who calls himself "we" is one more "we".

    Examples
    --------
    >>> from analysis.annotation import annotate
    >>> from analysis.corpus import Corpus, Document
    >>> annotations = annotate(Corpus("x", (Document("a", "نحن نحب بلادنا.", {}),)), progress=False)
    >>> find_pronouns(annotations)[["surface", "person", "form"]].values.tolist()
    [['نحن', 'we', 'free'], ['نحب', 'we', 'verb'], ['بلادنا', 'we', 'glued']]
    """
    table = kept_table("pronouns", annotations, pronouns_in, COLUMNS)
    if voices is None:
        return table
    check_voices(voices, annotations, "find_pronouns")
    return voice_of_hits(table, voices)


def pronouns_in(reading: Reading) -> Iterator[dict[str, object]]:
    """Give the rows of `find_pronouns` for one document."""
    tree = Tree(reading)
    for word in range(len(reading)):
        found = _pronoun(reading, word) or _verb(tree, word)
        if found is None:
            continue
        start, end = reading.span(word, word + 1)
        yield {
            "doc_id": reading.doc_id, "paragraph": reading.paragraphs[word], "sentence": reading.sentences[word],
            "word": word, "surface": reading.text[start:end], "start": start, "end": end,
            "person": found[0], "form": found[1],
        }  # fmt: skip


def _pronoun(reading: Reading, word: int) -> tuple[str, str] | None:
    """A pronoun of its own, after و or ف too (وهم), or one glued to the end of a word."""
    if reading.upos[word] != "PRON":
        return None
    first = reading.token_start(word)
    alone = all(reading.upos[i] == "CCONJ" for i in range(first, word))
    if alone:
        return (FREE[reading.keys[word]], "free") if reading.keys[word] in FREE else None
    return (CLITICS[reading.keys[word]], "glued") if reading.keys[word] in CLITICS else None


def _verb(tree: Tree, word: int) -> tuple[str, str] | None:
    """A verb of the plural whose ending or first letter is the pronoun: نعمل, عملنا, يعملون, عملوا."""
    reading = tree.reading
    if reading.upos[word] not in ("VERB", "AUX"):
        return None
    form, feats = reading.keys[word], reading.feats[word] or ""
    present = "Aspect=Imp" in feats
    if "Person=1" in feats and "Number=Sing" not in feats:
        shown = form.startswith("ن") if present else form.endswith("نا")
        return ("we", "verb") if shown and len(form) > 2 else None
    # Before a glued pronoun the ا of وا falls: يدعموه.
    glued = word + 1 < len(reading) and reading.tokens[word + 1] == reading.tokens[word]
    defective = reading.lemmas[word].endswith(("ا", "ي"))  # يدعوه: the و is of the root
    plural = form.endswith(("ون", "وا")) or (glued and form.endswith("و") and not defective)
    if "Number=Sing" in feats or "Number=Dual" in feats:
        return None  # يكون
    if not plural or (present and form[:1] != "ي") or "Person=2" in feats or len(form) < 4:
        return None
    return None if _has_subject(tree, word) else ("they", "verb")


def _has_subject(tree: Tree, verb: int) -> bool:
    """الجنود يقاتلون, الذين قالوا: a noun or relative pronoun is the verb's subject."""
    reading = tree.reading
    if any(reading.deprel[i].startswith("nsubj") and reading.upos[i] != "PRON" for i in tree.children[verb]):
        return True
    if reading.deprel[verb].startswith("acl"):
        return True  # شهود عاينوا الحادث: of the noun that it qualifies
    before = verb - 1
    while before >= reading.begins[verb] and reading.keys[before] in ("لا", "لم", "لن", "قد", "س", "سوف", "ما"):
        before -= 1
    return before >= reading.begins[verb] and reading.keys[before] in ("الذين", "من")
