"""Discourse: who is given the word, who is shown acting, what the grammar of a clause hides, who stands where."""

from analysis.discourse.actors.find import find_actors
from analysis.discourse.crossings import (
    frame_by_actor,
    frame_by_grammar,
    frame_by_surrounding,
    frame_by_voice,
)
from analysis.discourse.gazetteer import Gazetteer, read_gazetteer
from analysis.discourse.grammar.find import find_clauses, find_grammar
from analysis.discourse.placing import voice_of_hits, words_by_voice
from analysis.discourse.processes.crossing import frame_by_process, process_of_hits
from analysis.discourse.processes.find import find_processes
from analysis.discourse.pronouns import find_pronouns
from analysis.discourse.stances.find import find_stances
from analysis.discourse.voices.cues import CueBook, read_cues
from analysis.discourse.voices.find import find_voices

__all__ = [
    "CueBook",
    "Gazetteer",
    "find_actors",
    "find_clauses",
    "find_grammar",
    "find_processes",
    "find_pronouns",
    "find_stances",
    "find_voices",
    "frame_by_actor",
    "frame_by_grammar",
    "frame_by_process",
    "frame_by_surrounding",
    "frame_by_voice",
    "process_of_hits",
    "read_cues",
    "read_gazetteer",
    "voice_of_hits",
    "words_by_voice",
]
