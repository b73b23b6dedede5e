"""The parse of a document with what hangs on each word, read with the order of words, since parsers err."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.discourse.grammar.rules import words
from analysis.discourse.parsed import Reading

CLITICS = frozenset({"ADP", "CCONJ", "SCONJ", "PRON", "PART", "DET", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "X", "ADJ", "NUM"})
CLIMB = 12
MODALS = words("must") | words("can") | words("necessity_nouns") | words("possibility_nouns")
STRONG = frozenset({".", "؟", "?", "!", "؛", ";", ":", "…", "...", "*"})
COMMAS = frozenset({"،", ","})


@dataclass(frozen=True)
class Tree:
    """A document as `Reading`, with the words that hang on each word."""

    reading: Reading

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        """The positions that hang on each position, in order."""
        lists: list[list[int]] = [[] for _ in range(len(self.reading))]
        for position, head in enumerate(self.reading.heads):
            if head >= 0:
                lists[head].append(position)
        return lists

    def content(self, word: int) -> int:
        """Give the word that carries the meaning of the token of `word`: of وبالتعاون the noun."""
        reading = self.reading
        if reading.upos[word] not in CLITICS:
            return word
        inside = range(reading.token_start(word), reading.next_token(word))
        return max(inside, key=lambda i: (reading.upos[i] not in CLITICS, len(reading.forms[i])))

    def ancestors(self, word: int) -> Iterator[int]:
        """Give the words above a word, nearest first."""
        for _ in range(CLIMB):
            word = self.reading.heads[word]
            if word < 0:
                return
            yield word

    def is_verb(self, word: int) -> bool:
        """Say whether a word is a finite verb."""
        reading = self.reading
        if reading.upos[word] == "X" and word and reading.keys[word][0] in "يتنا":
            # A verb that the tagger does not know: لن نجري, من الممكن أن نتعاون.
            after_modal = reading.keys[word - 1] == "ان" and word > 1 and reading.keys[word - 2] in MODALS
            return after_modal or reading.keys[word - 1] in ("لم", "لن")
        return reading.upos[word] in ("VERB", "AUX") and reading.keys[word] not in ("قد", "سوف", "س", "ليس")

    def is_noun(self, word: int) -> bool:
        """Say whether a word can head a noun phrase or be an adjective in one."""
        return self.reading.is_nominal(word)

    def definite(self, word: int) -> bool:
        """Say whether a word carries the article or a pronoun, or is a name."""
        reading = self.reading
        if reading.keys[word].startswith("ال") or reading.upos[word] in ("X", "PROPN"):
            return True
        following = word + 1
        return (
            following < len(reading)
            and reading.tokens[following] == reading.tokens[word]
            and reading.upos[following] == "PRON"
        )

    def clause(self, word: int) -> int | None:
        """Give the verb in whose clause a word stands, or None; a verb is its own clause.

        The climb ends where a stop on paper lies between, or where a verbless clause of its own hangs on the verb.
        """
        reading = self.reading
        if self.is_verb(word):
            return word
        below = word
        for above in self.ancestors(word):
            if reading.begins[above] != reading.begins[word] or reading.deprel[below] == "parataxis":
                return None
            if reading.deprel[below] == "conj" and self.is_verb(above) and self._is_predicate(below):
                return None
            if self.is_verb(above):
                return None if self._verbless_between(above, word) else above
            below = above
        return None

    def _verbless_between(self, verb: int, word: int) -> bool:
        """Say whether a clause with هو or هي for its verb begins between a verb and a word: …، والأفضل هو التنسيق."""
        reading, comma = self.reading, False
        for i in range(verb + 1, word):
            comma = comma or reading.forms[i] in COMMAS
            pronoun = reading.keys[i] in ("هو", "هي") and reading.token_start(i) == i and reading.upos[i] == "PRON"
            if comma and pronoun and reading.keys[i - 1].startswith("ال"):
                return True
        return False

    def _is_predicate(self, word: int) -> bool:
        return any(self.reading.deprel[i] in ("nsubj", "cop", "csubj") for i in self.children[word])

    def construct_is_definite(self, word: int) -> bool:
        """Say whether a noun is made definite by its genitive: خطورة التنظيم."""
        after = word + 1
        if after >= len(self.reading) or self.reading.deprel[after] == "amod" or not self.is_noun(after):
            after += self.reading.forms[after : after + 1] in (["«"], ['"'], ["“"])
        genitive = after < len(self.reading) and self.reading.upos[after] in ("NOUN", "X", "PROPN")
        return genitive and (self.definite(after) or self.definite(min(after + 1, len(self.reading) - 1)))

    def first_noun(self, word: int, stop: int) -> int | None:
        """Give the first noun after a word that is in no prepositional phrase, at most `stop`."""
        reading, position = self.reading, word + 1
        while position < stop:
            if reading.upos[position] == "ADP" or reading.keys[position] in ("خلال", "منذ", "قبل", "بعد", "عند"):
                position = self._phrase_after(position, stop)
            elif self.is_noun(position) and reading.keys[position] not in words("any"):
                return position
            elif (
                self.is_verb(position)
                or reading.forms[position] in STRONG
                or reading.upos[position] in ("SCONJ", "CCONJ")
            ):
                return None
            else:
                position += 1
        return None

    def _phrase_after(self, preposition: int, stop: int) -> int:
        """Give the position after a short prepositional phrase: its construct, up to a definite noun and adjectives."""
        reading, position = self.reading, preposition + 1
        while position < stop and reading.upos[position] in ("ADP", "DET"):
            position += 1
        closed = False
        while position < stop and self.is_noun(position):
            if closed and not reading.keys[position].startswith("ال"):
                break
            closed = closed or self.definite(position)
            position = reading.next_token(position)
        return max(position, preposition + 1)
