"""Training shows particles as use does."""

from training.data_prep.conllu import Sentence, Token, Word
from training.data_prep.particles import as_read


def test_inside_a_token_the_word_is_read_as_the_token_has_it():
    particle, pronoun = Word("أن", "أَنَّ", "SCONJ", "_", "_", 0, "root"), Word("ه", "هُوَ", "PRON", "_", "_", 1, "dep")
    shown = [
        tuple(word.form for word in as_read(Sentence("", (Token(token, (particle, pronoun)),))).words)
        for token in ("انه", "أنه")
    ]
    assert shown == [("ان", "ه"), ("أن", "ه")]
