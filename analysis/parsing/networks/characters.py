"""What a tagger or parser reads of a word's characters, in whole numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from analysis.parsing.networks.recurrent import Recurrent, of_inputs
from analysis.parsing.networks.steps import steps_of


class Characters:
    """Stanza's character network of this very shape: an LSTM of one way, and the sum of its weighted states.

    There are some two hundred characters, so that what each tells the gates is worked out beforehand.
    """

    @torch.no_grad()
    def __init__(self, network: Any) -> None:
        lstm = network.charlstm.lstm
        (weight,), (bias,) = of_inputs(lstm)
        self._told = network.char_emb.weight @ weight.T + bias
        self._recurrent = Recurrent(lstm, network.charlstm_h_init, network.charlstm_c_init)
        self._attention = network.char_attn.weight.detach()

    @staticmethod
    def fits(network: Any) -> bool:
        """Say whether a network has this shape."""
        return bool(network.attn and network.num_dir == 1 and network.charlstm.lstm.num_layers == 1)

    def read(self, words: Sequence[Sequence[int]]) -> Tensor:
        """Vectors (n, hidden) of words, given as the numbers of their characters."""
        lengths = np.array([len(word) for word in words])
        order = np.argsort(-lengths, kind="stable")
        steps = steps_of(lengths[order])
        numbers = torch.tensor([number for place in order.tolist() for number in words[place]])[steps.rows]

        def tell(some: slice) -> Tensor:
            gates = self._recurrent.room(some.stop - some.start)
            gates[0] = self._told[numbers[some]]
            return gates

        states = self._recurrent.run(steps.parts, tell)[0].mul_(2)
        # In more digits than are kept, for sigmoids of one column differ in the last one by where they stand.
        weighted = states * (states * self._attention).sum(1, keepdim=True).double().sigmoid_().float()
        result: Tensor = weighted.new_zeros(len(words), weighted.shape[1])
        for first, number in steps.parts:
            result[:number] += weighted[first : first + number]
        return result[torch.from_numpy(np.argsort(order, kind="stable"))]
