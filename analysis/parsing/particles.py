"""إن or أن, written without its hamza inside a token: وانه is و + أن + ه or و + إن + ه, which only the sentence tells.

The expander sees the token alone, and always answers the same. So the word is read as it is written, like an ان that
stands alone, and the lemma that the classifier finds in its sentence tells which it was. Where the text has the hamza,
the text decides.
"""

from collections.abc import Sequence
from dataclasses import replace

from analysis.arabic.orthography import normal
from analysis.parsing.tokens import Token

AN, INNA, BARE = "أن", "إن", "ان"
#: Particle → the other one's lemmas, and its own that governs the like: a verb, or a noun.
LEMMAS = {AN: {"إِن": "أَن", "إِنَّ": "أَنَّ"}, INNA: {"أَن": "إِن", "أَنَّ": "إِنَّ"}}
INNA_LEMMAS = frozenset(LEMMAS[INNA].values())
#: After و and ف both occur; after a preposition only أن.
BEFORE = frozenset({(), ("و",), ("ف",)})


def as_written(token: Token) -> Token:
    """The token with ان for a particle whose hamza the text lacks."""
    place = _place(token.forms)
    if place is None or not _lacks_hamza(normal(token.text)):
        return token
    return replace(token, forms=(*token.forms[:place], BARE, *token.forms[place + 1 :]))


def of_written(form: str, lemma: str) -> str:
    """A word's lemma; of a particle that the text writes with its hamza, never the other particle's."""
    return LEMMAS.get(form, {}).get(lemma, lemma)


def spelt_out(token: Token, lemmas: Sequence[str]) -> tuple[str, ...]:
    """The forms of a token in standard spelling, where the particle in it was read as it is written."""
    if len(token.forms) == 1 or BARE not in token.forms:
        return token.forms
    place = token.forms.index(BARE)
    particle = INNA if lemmas[place] in INNA_LEMMAS else AN
    return (*token.forms[:place], particle, *token.forms[place + 1 :])


def _lacks_hamza(text: str) -> bool:
    return BARE in text and AN not in text and INNA not in text


def _place(forms: tuple[str, ...]) -> int | None:
    """Where the particle stands among the words of a multi-word token; None without one that can be either."""
    for place, form in enumerate(forms):
        if form in {AN, INNA}:
            return place if len(forms) > 1 and forms[:place] in BEFORE else None
    return None
