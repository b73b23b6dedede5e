"""The encoder knows words by their spelling too, sees no padding, and learns to guess hidden words."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.teachers.encoder import (
    BREAK,
    MASK,
    PIECES,
    SPECIAL,
    Encoder,
    Schooling,
    Shape,
    hide,
    piece_table,
    pieces_of,
    pretrain,
    windows,
)

FORMS = ["ذهب", "الولد", "إلى", "المدرسة", "والبنت", "السوق", "اليوم", "غدا"]
SMALL = Shape(words=len(SPECIAL) + 6, width=32, piece=16, layers=2, heads=4)


def small_encoder():
    torch.manual_seed(0)
    return Encoder(SMALL, piece_table([*SPECIAL, *FORMS]))


@given(st.text(min_size=1))
def test_every_form_has_as_many_pieces_and_some_of_its_own(form):
    pieces = pieces_of(form)
    assert len(pieces) == PIECES
    assert pieces[0] > 0
    assert all(piece == 0 for piece in pieces[len(form) + 9 :]), "nothing follows the form's last trigram"


def test_words_that_end_alike_share_pieces():
    shared = set(pieces_of("المدرسة")) & set(pieces_of("مدرسة")) - {0}
    assert shared >= set(pieces_of("مدرسة")[5:9]), "the suffixes"


def test_padding_changes_nothing():
    encoder = small_encoder().eval()
    types = torch.tensor([[3, 4, 5, 6]])
    padded = torch.tensor([[3, 4, 5, 6, 0, 0], [7, 8, 9, 10, 3, 4]])
    there = padded != 0
    alone = encoder(types)[-1]
    beside = encoder(padded, None, there[:, None, None, :])[-1]
    torch.testing.assert_close(beside[:1, :4], alone)


def test_unknown_words_differ_by_their_spelling():
    encoder = small_encoder().eval()
    last = SMALL.words
    states = encoder(torch.tensor([[last, last + 1]]))[0]
    assert last + 1 < len(SPECIAL) + len(FORMS)
    assert not torch.allclose(states[0, 0], states[0, 1])


def test_hidden_words_are_those_of_the_vocabulary():
    types = torch.randint(0, len(SPECIAL) + len(FORMS), (20, 50), generator=torch.Generator().manual_seed(1))
    random = torch.Generator().manual_seed(2)
    shown, spelt, places, wanted = hide(types, SMALL.words, len(SPECIAL) + len(FORMS), 0.2, 0.1, random)
    assert len(places) == 180
    assert (types.flatten()[places] == wanted).all()
    assert ((wanted >= len(SPECIAL)) & (wanted < SMALL.words)).all()
    changed = shown != types
    assert changed.flatten()[places].float().mean() > 0.7
    assert changed.sum() == changed.flatten()[places].sum(), "nothing but the hidden words is changed"
    assert (shown[types == BREAK] == BREAK).all()
    assert (shown == MASK).sum() > 100
    assert 0.05 < spelt.float().mean() < 0.15


def test_windows_hold_the_stream_once_each_time():
    stream = torch.arange(1000, dtype=torch.int32)
    schooling = Schooling(window=10, windows=9)
    batches = windows(stream, schooling, torch.Generator().manual_seed(1))
    seen = torch.cat([next(batches).flatten() for _ in range(11)])
    assert len(seen) == len(set(seen.tolist())) == 990
    assert all((row.diff() == 1).all() for row in seen.view(-1, 10))


def test_a_stream_that_fills_no_batch_is_refused():
    with pytest.raises(ValueError, match="50 words are too few for 9 windows of 10"):
        next(windows(torch.zeros(50), Schooling(window=10, windows=9), torch.Generator()))


def test_it_learns_to_guess():
    stream = torch.tensor([3, 4, 5, 6, 7, 8] * 400, dtype=torch.int32)
    schooling = Schooling(steps=200, window=24, windows=4, rate=1e-2)
    log = pretrain(small_encoder(), stream, schooling, compiled=False)
    assert [words for _, words, _ in log] == [9_600, 19_200]
    assert log[-1][2] < 1.0, "six words by chance: 1.8 nats"
