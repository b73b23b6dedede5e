"""Particles in training data as they are read in use (`analysis.parsing.particles`)."""

from __future__ import annotations

from dataclasses import replace

from analysis.parsing import particles
from analysis.parsing.tokens import Token as ReadToken
from training.data_prep.conllu import Sentence, Token


def as_read(sentence: Sentence) -> Sentence:
    """The sentence with a particle inside a token as it is written there."""
    return sentence.with_tokens(map(token_as_read, sentence.tokens))


def token_as_read(token: Token) -> Token:
    """The token with a particle inside it as it is written there."""
    forms = particles.as_written(ReadToken(0, 0, token.form, tuple(word.form for word in token.words))).forms
    return replace(token, words=tuple(word._replace(form=form) for word, form in zip(token.words, forms, strict=True)))
