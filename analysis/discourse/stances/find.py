"""Who takes a stance towards whom: praise, blame, warning, accusation, support and rejection between actors."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.discourse.actors.find import printed
from analysis.discourse.actors.mentions import Mention, find_mentions
from analysis.discourse.actors.roles import Role, roles_of
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.grammar.measured import doubt
from analysis.discourse.grammar.negation import verb_negator
from analysis.discourse.grammar.passives import passive_of
from analysis.discourse.grammar.tree import COMMAS, STRONG, Tree
from analysis.discourse.kept import PLACES, kept_table
from analysis.discourse.naming import merge_names
from analysis.discourse.parsed import Reading
from analysis.discourse.stances.relations import by_object, by_preposition, cue_words, needed_with, undergone
from analysis.discourse.verbal_nouns import is_action

COLUMNS = (
    "doc_id", "paragraph", "sentence", "word", "cue", "start", "end", "relation", "negated",
    "source", "source_kind", "source_start", "source_end", "target", "target_kind", "target_start", "target_end",
)  # fmt: skip
REACH = 12
Named = tuple[Mention, Role, str]


def find_stances(annotations: AnnotationSource) -> pd.DataFrame:
    """Find which actor praises, blames, warns, accuses, supports or rejects which other, within a sentence.

    Returns
    -------
    One row per word of stance whose source and target are both named as actors: doc_id, paragraph, sentence, word,
    cue, start, end (its token), relation ("praise", "blame", "warn", "accuse", "support", "reject"), negated (bool:
    لم يدعم), then of source and target the name to count under (as in `find_actors`), _kind, _start, _end.

    The target is the object of the verb, or what follows its preposition (`stances.toml`), or an actor whose doings
    that is (أشاد بجهود الجيش, رفض تدخل إيران). The source is the subject; of a participle (منددا بـ) the subject of the
    verb it goes with; of a noun of action (دعم تركيا للحكومة) its doer.

    While the measured share of right rows is below .85, `attrs["note"]` says so: read rows before you count them.

    Limits: an elided or pronominal source or target gives no row; irony and quotation are not told from plain speech.

    Examples
    --------
    >>> from analysis.annotation import annotate
    >>> from analysis.corpus import Corpus, Document
    >>> annotations = annotate(Corpus("x", (Document("a", "انتقد النواب الحكومة بشدة.", {}),)), progress=False)
    >>> find_stances(annotations)[["source", "relation", "target"]].values.tolist()
    [['النواب', 'blame', 'الحكومة']]
    """
    places = [*PLACES, *(name for name in COLUMNS if name.endswith(("_start", "_end")))]
    table = kept_table("stances", annotations, stances_in, COLUMNS, places)
    table["negated"] = table["negated"].astype(bool)
    if note := doubt("stance"):
        table.attrs["note"] = note
    return table


def stances_in(reading: Reading) -> Iterator[dict[str, object]]:
    """Give the rows of `find_stances` for one document."""
    cues = [i for i in range(len(reading)) if reading.lemmas[i] in cue_words() or reading.keys[i] in cue_words()]
    if not cues:
        return
    tree = Tree(reading)
    named = _named(tree)
    for cue in cues:
        relation, argument = _argument(tree, named, cue)
        if argument < 0 or not _complete(reading, cue):
            continue
        target = _target(tree, named, cue, argument)
        source = _source(tree, named, cue, target)
        if source is None or target is None or source[2] == target[2] or _apposed(tree, source, target):
            continue
        start, end = reading.span(cue, cue + 1)
        negated = tree.is_verb(cue) and verb_negator(tree, cue) >= 0
        yield {
            "doc_id": reading.doc_id, "paragraph": reading.paragraphs[cue], "sentence": reading.sentences[cue],
            "word": cue, "cue": reading.text[start:end], "start": start, "end": end, "relation": relation,
            "negated": negated, **_side(reading, "source", source), **_side(reading, "target", target),
        }  # fmt: skip


def _apposed(tree: Tree, source: Named, target: Named) -> bool:
    """انتقد الحكم سامر أحد المتحدثين: an indefinite person right after the source only says who that is."""
    first = target[0].first
    told = source[0].last == first and source[0].kind == target[0].kind == "person"
    return told and not tree.reading.keys[first].startswith("ال") and target[0].rule != "name"


def _named(tree: Tree) -> list[Named]:
    mentions = find_mentions(tree.reading, default_gazetteer())
    names = iter(merge_names([m.name for m in mentions if m.kind != "country"]))
    return [
        (mention, role, mention.name if mention.kind == "country" else next(names))
        for mention, role in zip(mentions, roles_of(tree, mentions), strict=True)
    ]


def _side(reading: Reading, side: str, named: Named) -> dict[str, object]:
    mention, _, name = named
    return {
        side: name, f"{side}_kind": mention.kind, f"{side}_start": printed(reading, mention.first),
        f"{side}_end": reading.ends[mention.last - 1],
    }  # fmt: skip


def _is_cue(tree: Tree, cue: int) -> bool:
    """Say whether a word of the list is a verb that is not passive, a participle as adverbial, or a noun of action."""
    reading = tree.reading
    if tree.is_verb(cue):
        return passive_of(tree, cue)[0] != "morphological"
    return reading.upos[cue] in ("NOUN", "ADJ") and not reading.keys[cue].startswith("ال")


def _argument(tree: Tree, named: Sequence[Named], cue: int) -> tuple[str, int]:
    """Give the relation of a cue and the first word of what it is about: after its preposition, or its object.

    A preposition is the cue's if it follows at once, or right after an actor, or if the parser says so.
    """
    reading = tree.reading
    if not _is_cue(tree, cue):
        return "", -1
    # Of verbs the lemma, in any form; of nouns and participles the printed word.
    word = reading.lemmas[cue] if tree.is_verb(cue) else reading.keys[cue]
    for i in range(cue + 1, min(reading.stops[cue], cue + REACH)):
        if reading.forms[i] in STRONG or reading.upos[i] == "SCONJ" or (tree.is_verb(i) and i > cue + 1):
            break
        relation = by_preposition().get((word, reading.keys[i]))
        near = i == cue + 1 or any(one[0].last == i and one[1].predicate == cue for one in named)
        if relation and reading.upos[i] == "ADP" and (near or reading.heads[i + 1] == cue):
            return relation, i + 1
    relation = by_object().get(word, "")
    if not relation:
        return "", -1
    objects = [i for i in tree.children[cue] if reading.deprel[i] == "obj" and i > cue and reading.upos[i] != "PRON"]
    return (relation, objects[0]) if objects else ("", -1)


def _complete(reading: Reading, cue: int) -> bool:
    needed = needed_with(reading.lemmas[cue]) or needed_with(reading.keys[cue])
    return needed is None or any(
        reading.keys[i] in needed for i in range(cue + 1, min(reading.stops[cue], cue + REACH))
    )


def _target(tree: Tree, named: Sequence[Named], cue: int, argument: int) -> Named | None:
    """Give the actor that an argument is, or whose it is by genitives: جهود الجيش; not whom it befell: مقتل المواطن."""
    reading = tree.reading
    for one in named:
        mention = one[0]
        if mention.rule == "adjective" or mention.last <= argument or mention.first <= cue:
            continue
        between = range(argument, mention.first)
        chain = all(reading.upos[i] == "NOUN" and not tree.definite(i) for i in between)
        undergoes = one[1].role == "patient" or any(reading.lemmas[i] in undergone() for i in between)
        return one if chain and len(between) <= 3 and not (len(between) and undergoes) else None
    return None


def _source(tree: Tree, named: Sequence[Named], cue: int, target: Named | None) -> Named | None:
    """Give the actor that does what a cue names."""
    reading = tree.reading
    others = [
        one for one in named if one is not target and one[0].rule != "adjective" and reading.upos[one[0].head] != "ADJ"
    ]
    doer = next((one for one in others if one[1].role == "agent" and one[1].predicate == cue), None)
    if doer is not None or tree.is_verb(cue):
        return doer
    if is_action(reading.lemmas[cue], reading.keys[cue]) or not reading.keys[cue].startswith("م"):
        return None
    # A participle: the subject of the verb that it goes with, the nearest before it in the sentence.
    for i in range(cue - 1, reading.begins[cue] - 1, -1):
        if tree.is_verb(i):
            return next((one for one in others if one[1].role == "agent" and one[1].predicate == i), None)
        if reading.forms[i] in STRONG and reading.forms[i] not in COMMAS:
            return None
    return None
