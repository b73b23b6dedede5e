"""Guessing words from news: the states are Stanza's own, no state knows the word that it guesses, and runs go on."""

from pathlib import Path

import numpy as np
import pytest
import torch
from stanza.models.common.hlstm import HighwayLSTM
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from analysis.annotation.model import BUNDLED
from training import cloze
from training.cloze import Budget, Guessers, Training, layers
from training.cloze_tagger import TaggerCloze
from training.reading import LONGEST, Spelled, Text, sentences

VECTORS = BUNDLED / "ar" / "pretrain" / "padt.pt"
LINES = ("أعلنت الوزارة اليوم أن الاجتماع المقبل سيعقد في العاصمة .", "قال الوزير إن التعاون مستمر .")
NEWS = [line.split() for line in LINES]
TREEBANK = """# sent_id = 1
# text = قال الوزير .
1	قال	قَال	VERB	VP-A-3MS--	Aspect=Perf|Gender=Masc|Number=Sing|Person=3|Voice=Act	0	root	_	_
2	الوزير	وَزِير	NOUN	N------S1D	Case=Nom|Definite=Def|Number=Sing	1	nsubj	_	_
3	.	.	PUNCT	G---------	_	1	punct	_	_

"""


@pytest.fixture
def treebank(tmp_path) -> Path:
    path = tmp_path / "treebank.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


@pytest.fixture
def tagger(treebank) -> TaggerCloze:
    torch.manual_seed(1)
    return TaggerCloze(BUNDLED / "ar" / "pos" / "padt.pt", Text.of(NEWS), treebank, treebank, VECTORS, None)


def test_lines_are_cut_behind_full_stops_and_where_they_are_long():
    long = ["كلمة"] * (LONGEST + 10)
    line = [*["قال", "الوزير", "ذلك", "أمس", "."], *["لا", "."], *long]
    assert list(sentences([line])) == [line[:5], long[:LONGEST], long[LONGEST:]]


def test_batches_hold_every_sentence_once():
    rng = np.random.default_rng(1)
    lines = [[f"w{n}" for n in rng.integers(0, 40, size)] for size in rng.integers(5, 60, 200)]
    text = Text.of(lines)
    assert list(text.counts) == sorted(text.counts, reverse=True)
    found = []
    for batch in text.batches(300, rng):
        lengths = (batch >= 0).sum(1)
        assert batch.shape[0] == 1 or batch.numel() <= 300
        assert list(lengths) == sorted(lengths, reverse=True)
        found += [[text.types[n] for n in row[:length].tolist()] for row, length in zip(batch, lengths, strict=True)]
    assert sorted(found) == sorted(lines)


def test_layers_are_those_of_the_network():
    network = HighwayLSTM(5, 7, num_layers=3, bidirectional=True, batch_first=True, highway_func=torch.tanh).eval()
    lengths = torch.tensor([6, 4, 1])
    packed = pack_padded_sequence(torch.randn(3, 6, 5), lengths, batch_first=True)
    starts = (torch.randn(6, 3, 7), torch.randn(6, 3, 7))
    assert torch.allclose(layers(network, packed, lengths, starts)[-1].data, network(packed, lengths, starts)[0].data)


def test_the_tagger_reads_news_as_stanza_does(tagger):
    network = tagger.network.eval()
    words = next(tagger._text.batches(100, np.random.default_rng(1)))
    shown = []
    network.taggerlstm.register_forward_hook(lambda _, __, output: shown.append(output[0]))
    tagger.trainer.predict(_stanza_batch(tagger, words))
    last = tagger._read(words, torch.zeros_like(words, dtype=torch.bool))[1]
    assert torch.allclose(pad_packed_sequence(shown[0], batch_first=True)[0], last, atol=1e-5)


def _stanza_batch(tagger, words):
    """The same sentences as Stanza's own data set gives them."""
    from stanza.models.common.doc import Document
    from stanza.models.pos.data import Dataset

    texts = [[tagger._text.types[n] for n in row if n >= 0] for row in words.tolist()]
    tokens = [[{"id": i + 1, "text": word} for i, word in enumerate(text)] for text in texts]
    pretrain = tagger._dev.pretrain_vocab
    data = Dataset(
        Document(tokens), tagger.trainer.args, type("P", (), {"vocab": pretrain}), tagger.trainer.vocab, True
    )
    return next(iter(data.to_loader(batch_size=len(texts))))


@pytest.mark.parametrize("place", [0, 3, 9])
def test_what_guesses_a_word_beside_it_does_not_know_it(tagger, place):
    tagger.network.eval()
    words = next(tagger._text.batches(100, np.random.default_rng(1)))[:1]
    other = words.clone()
    other[0, place] = (words[0, place] + 1) % len(tagger._text.types)
    none = torch.zeros_like(words, dtype=torch.bool)
    guessed = [_around(tagger._read(some, none)[0], place) for some in (words, other)]
    assert torch.allclose(*guessed, atol=1e-5)
    beside = [_around(tagger._read(some, none)[0], place - 1 if place else 1) for some in (words, other)]
    assert not torch.allclose(*beside, atol=1e-3)


def _around(first: torch.Tensor, place: int) -> torch.Tensor:
    """What `Guessers` sees of the place, by its definition."""
    half = first.shape[2] // 2
    before = first[0, place - 1, :half] if place else torch.zeros(half)
    after = first[0, place + 1, half:] if place + 1 < first.shape[1] else torch.zeros(half)
    return torch.cat([before, after])


def test_guessers_see_the_states_beside_the_word_and_of_dropped_words_only():
    torch.manual_seed(1)
    guessers = Guessers(torch.randn(6, 4), np.full(6, 1), 6, 8)
    first, last, words = torch.randn(2, 5, 8), torch.randn(2, 5, 8), torch.tensor([[0, 1, 2, 3, 4], [5, 9, 1, -1, -1]])
    dropped = torch.zeros(2, 5, dtype=torch.bool)
    dropped[0, 2] = dropped[1, 1] = True  # the latter is none of the guessed types
    seen = []
    guessers.beside.register_forward_hook(lambda _, states, __: seen.append(states[0]))
    guessers.instead.register_forward_hook(lambda _, states, __: seen.append(states[0]))
    guessers.asked[:] = 10  # all are asked
    guessers(first, last, words, dropped)
    places = [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 2)]
    assert torch.equal(seen[0], torch.stack([_around(first[row : row + 1], place) for row, place in places]))
    assert torch.equal(seen[1], last[0, 2:3])


@pytest.mark.slow
def test_the_tagger_learns_to_guess(tagger):
    run = Training(tagger, Budget(minutes=60, dropout=0.0, gold_every=3, bf16=False))
    losses = [[], []]
    batches = tagger.news(), tagger.gold()
    for step in range(30):
        losses[step % 3 == 0].append(sum(run._step(batches[step % 3 == 0], 0.3)))
    assert np.mean(losses[0][-5:]) < 0.7 * np.mean(losses[0][:5])
    run.run.show(tagger.network, averaged=False)
    assert all(score > 60 for score in tagger.scores().values())


class _Line:
    """A learner of one weight."""

    def __init__(self) -> None:
        self.network = torch.nn.Linear(1, 1)
        self.guessers = Guessers(torch.zeros(2, 2), np.ones(2), 2, 4)
        self.saved = 0

    def news(self):
        while True:
            yield (self.network(torch.ones(1)) - 3).pow(2).repeat(2)

    gold = news

    def scores(self):
        return {"right": 1.0}

    def save(self, out):
        self.saved += 1


def test_a_run_that_was_cut_off_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(cloze, "EVALUATE_EVERY", 5)
    monkeypatch.setattr(_Line, "gold", lambda _: (x[:1] for x in _Line().news()))
    first = Training(_Line(), Budget(minutes=0.005))
    first.train(tmp_path / "out.pt")
    assert first.learner.saved > 1
    second = Training(_Line(), Budget(minutes=0.005))
    monkeypatch.setattr(second, "_step", lambda *_: pytest.fail("the budget was spent before"))
    second.run.started -= 10
    second.train(tmp_path / "out.pt")
    assert second.run.step % 5 == 0
    assert second.run.step > 0


def test_letters_are_padded_and_long_words_cut(tagger):
    spelled = Spelled.of(["في", "ب" * 50], tagger.trainer.vocab, type("P", (), {"vocab": tagger._dev.pretrain_vocab}))
    assert spelled.lengths.tolist() == [2, 20]
    assert spelled.letters[0, 2:].sum() == 0
