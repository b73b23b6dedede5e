"""LSTM layers over padded groups of similar lengths: the fast bfloat16 kernels take no packed sequences."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

SHRINK, LEAST = 0.7, 8


def groups(lengths: list[int]) -> list[tuple[int, int]]:
    """Cut falling lengths into runs (first, end) whose shortest is at least `SHRINK` of the longest."""
    cuts, first = [], 0
    for index, length in enumerate(lengths):
        if length < SHRINK * lengths[first] and index - first >= LEAST:
            cuts.append((first, index))
            first = index
    return [*cuts, (first, len(lengths))]


def run_lstm(lstm: nn.LSTM, packed: PackedSequence, start: tuple[Tensor, Tensor]) -> PackedSequence:
    """One layer, one or two directions, batch first; equals `lstm(packed, start)[0]` up to rounding."""
    padded, lengths = pad_packed_sequence(packed, batch_first=True)
    outputs = []
    for first, end in groups(lengths.tolist()):
        longest = int(lengths[first])
        states = (start[0][:, first:end], start[1][:, first:end])
        result = _directions(lstm, padded[first:end, :longest], lengths[first:end], states)
        outputs.append(nn.functional.pad(result, (0, 0, 0, padded.shape[1] - longest)))
    return pack_padded_sequence(torch.cat(outputs), lengths, batch_first=True)


def _directions(lstm: nn.LSTM, rows: Tensor, lengths: Tensor, start: tuple[Tensor, Tensor]) -> Tensor:
    ahead = _one_way(lstm, rows, (start[0][:1], start[1][:1]), "")
    if not lstm.bidirectional:
        return ahead
    positions = torch.arange(rows.shape[1])
    back = (lengths.unsqueeze(1) - 1 - positions).clamp(min=0).unsqueeze(2)
    turned = rows.gather(1, back.expand(-1, -1, rows.shape[2]))
    behind = _one_way(lstm, turned, (start[0][1:], start[1][1:]), "_reverse")
    return torch.cat([ahead, behind.gather(1, back.expand(-1, -1, behind.shape[2]))], 2)


def _one_way(lstm: nn.LSTM, rows: Tensor, start: tuple[Tensor, Tensor], suffix: str) -> Tensor:
    weights = [getattr(lstm, f"{name}_l0{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    states = tuple(state.contiguous() for state in start)
    output: Tensor = torch._VF.lstm(rows, states, weights, True, 1, 0.0, True, False, True)[0]
    return output
