"""How fast do the rules of discourse run, in words a second of one core?

    python -m benchmarks.discourse_speed [CORPUS]        the constructed corpus if none is named

Parsing is left out, and so is the reading of the words table into lists; processor time counts, the best of five runs.
The last lines ask for all of `find_voices`, its table included, over one long document and over one four times as long:
time must grow with the text.
"""

import sys
import time
from collections.abc import Callable

from analysis import annotate, read_corpus
from analysis.corpus import Corpus, Document
from analysis.discourse.actors.mentions import find_mentions
from analysis.discourse.actors.roles import roles_of
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.grammar.find import describe_clauses
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.parsed import read
from analysis.discourse.patterns import PatternBook
from analysis.discourse.voices.attribution import attributions
from analysis.discourse.voices.cues import default_cues
from analysis.discourse.voices.find import cue_lists, find_voices, voice_rules


def words_a_second(words: int, run: Callable[[], object]) -> float:
    """Words over the processor seconds of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return words / min(times)


def main(path: str = "corpus/constructed") -> None:
    """Print a line per part."""
    annotations = annotate(read_corpus(path), cache=False)  # results would be kept with the cache, and read back
    readings = list(read(annotations))
    rules, cues = voice_rules(), default_cues()
    patterns = PatternBook(rules, cue_lists(cues))
    gazetteer = default_gazetteer()
    mentions = [find_mentions(reading, gazetteer) for reading in readings]
    found = [patterns.match(reading) for reading in readings]
    parts: dict[str, Callable[[], object]] = {
        "voices: patterns": lambda: [patterns.match(reading) for reading in readings],
        "voices: attributions": lambda: [attributions(r, f, cues) for r, f in zip(readings, found, strict=True)],
        "actors: mentions": lambda: [find_mentions(reading, gazetteer) for reading in readings],
        "actors: roles": lambda: [roles_of(Tree(r), m) for r, m in zip(readings, mentions, strict=True)],
        "grammar: every clause": lambda: [describe_clauses(reading) for reading in readings],
    }
    size = len(annotations.words)
    speeds = {name: words_a_second(size, run) for name, run in parts.items()}
    for name, speed in speeds.items():
        print(f"{name:34}{speed:>12,.0f} words/s")
    together = 1 / sum(1 / speed for speed in speeds.values())
    print(f"{'all together':34}{together:>12,.0f} words/s")
    print(f"{'find_voices, with its table':34}{words_a_second(size, lambda: find_voices(annotations)):>12,.0f} words/s")
    text = "\n".join(document.text for document in annotations.corpus.documents)
    for times in (1, 4):
        long = annotate(Corpus("one document", (Document("long", "\n".join([text] * times), {}),)), cache=False)
        speed = words_a_second(len(long.words), lambda long=long: find_voices(long))  # type: ignore[misc]
        name = f"one document of {len(long.words):,} words"
        print(f"{name:34}{speed:>12,.0f} words/s")


if __name__ == "__main__":
    main(*sys.argv[1:2])
