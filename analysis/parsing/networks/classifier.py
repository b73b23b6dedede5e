"""Stanza's classifier of lemmas that depend on the sentence, over sentences laid end to end, none of them padded."""

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.lemma_classifier.lstm_model import LemmaClassifierLSTM
from torch import Tensor

from analysis.parsing.networks.inputs import Rows, laid_out
from analysis.parsing.networks.recurrent import BothWays

BATCH_WORDS = 12_000
Typed = tuple[str, str]  # a word and its part of speech


class FastClassifier:
    """Stanza's classifier of this very shape, whose LSTM is computed in whole numbers."""

    def __init__(self, classifier: Any) -> None:
        self._model = classifier.eval()
        self._rows = Rows(self._read)
        zeros = torch.zeros(2, 1, classifier.hidden_dim)
        self._lstm = BothWays(classifier.lstm, zeros, zeros)

    @staticmethod
    def fits(classifier: Any) -> bool:
        """Say whether a classifier has this shape; others run as Stanza runs them."""
        return (
            type(classifier) is LemmaClassifierLSTM
            and classifier.num_heads == 0
            and not classifier.use_charlm
            and classifier.upos_emb_dim > 0
            and classifier.upos_to_id is not None
        )

    def lemmas(self, sentences: Sequence[Sequence[Typed]]) -> list[dict[int, str]]:
        """For each sentence the lemmas of the words that the classifier knows, by their places."""
        model = self._model
        asked = [model.target_indices(*zip(*sentence, strict=True)) for sentence in sentences]
        found: list[dict[int, str]] = [{} for _ in sentences]
        chosen = [index for index, places in enumerate(asked) if places]
        for batch in laid_out([len(sentences[index]) for index in chosen], BATCH_WORDS):
            of_batch = [chosen[place] for place in batch]
            words = [(word.lower(), tag) for index in of_batch for word, tag in sentences[index]]
            lengths = [len(sentences[index]) for index in of_batch]
            states = iter(torch.split(self._lstm.read(self._rows.find(words), lengths), lengths))
            told = torch.cat([next(states)[asked[index]] for index in of_batch])
            classes = iter(model.mlp(told).argmax(1).tolist())
            for index in of_batch:
                found[index] = {place: model.label_encoder[next(classes)] for place in asked[index]}
        return found

    def _read(self, words: Sequence[Typed]) -> Tensor:
        model = self._model
        forms = [form for form, _ in words]
        vectors = model.embeddings(torch.tensor(model.emb_vocab.map(forms)))
        vectors = vectors + model.delta_embedding(torch.tensor([model.known_word_map.get(form, 0) for form in forms]))
        tags = torch.tensor([model.upos_to_id[tag] for _, tag in words])
        return torch.cat([vectors, model.upos_emb(tags)], 1)
