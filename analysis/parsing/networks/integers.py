"""Products of matrices in whole numbers of eight bits: four times as fast as in floats, and the same on all machines.

A weight is stored as a whole number times its row's scale, and a row that is multiplied as one times its own scale, so
that what a word is does not depend on the words that it is read with. The sums of such products are whole numbers, of
rows of up to 1,040 numbers below 2²⁴, which floats hold exactly: a processor without instructions for bytes multiplies
floats and finds the same sums.

Source: Jacob et al. (2018), doi:10.1109/CVPR.2018.00286.
"""

from functools import cache

import torch
from torch import Tensor

from analysis.parsing.networks.layers import AVAILABLE

LARGEST = 127
LEAST = torch.finfo(torch.float32).tiny  # of a scale, that of a row of zeros
BLOCK = 128  # rows whose sums stay in the processor's cache until they are scaled


class Weights:
    """A matrix (n, k) of weights in bytes, row by row, and the scales (n,) of its rows."""

    def __init__(self, weight: Tensor) -> None:
        self.size = len(weight)
        whole, scales = in_bytes(weight)
        self.scales = scales.squeeze(1)
        # As floats they are multiplied where there are no instructions for bytes.
        self.dtype = torch.int8 if multiplies_bytes() else torch.float32
        self._columns = whole.T.contiguous() if self.dtype == torch.int8 else whole.T.float()

    def sums(self, rows: Tensor) -> Tensor:
        """Whole sums (m, n) of rows (m, k) of bytes."""
        if self.dtype == torch.int8:
            return torch._int_mm(rows, self._columns)
        return rows.float() @ self._columns

    def products(self, rows: Tensor, bias: Tensor | None = None) -> Tensor:
        """The products (m, n) of rows (m, k) of floats, and a bias (n,) added to them."""
        return self.scaled(*in_bytes(rows), bias)

    def scaled(self, whole: Tensor, scales: Tensor, bias: Tensor | None = None, out: Tensor | None = None) -> Tensor:
        """The products of rows that are given as `in_bytes` gives them."""
        result = scales.new_empty(len(whole), self.size) if out is None else out
        blocks = (torch.split(part, BLOCK) for part in (result, whole, scales))
        for into, some, of_rows in zip(*blocks, strict=True):
            into.copy_(self.sums(some)).mul_(self.scales).mul_(of_rows)
            if bias is not None:
                into.add_(bias)
        return result


def in_bytes(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Rows (m, k) in bytes, and the scale (m, 1) of each: its largest number is `LARGEST` or -`LARGEST`."""
    whole, scales = torch.empty_like(rows, dtype=torch.int8), rows.new_empty(len(rows), 1)
    for some, into, of_rows in zip(*(torch.split(part, BLOCK) for part in (rows, whole, scales)), strict=True):
        torch.amax(some.abs(), 1, keepdim=True, out=of_rows).div_(LARGEST).clamp_min_(LEAST)
        into.copy_((some / of_rows).round_())
    return whole, scales


@cache
def multiplies_bytes() -> bool:
    """Whether this machine multiplies bytes quickly, and exactly: asked of it, since some cut sums off at 2¹⁵."""
    quick = AVAILABLE and hasattr(torch, "_int_mm") and hasattr(torch.cpu, "_is_vnni_supported")
    if not (quick and torch.cpu._is_vnni_supported()):
        return False
    rows = torch.tensor([[LARGEST], [-LARGEST]], dtype=torch.int8).repeat(8, 512)
    return torch.equal(torch._int_mm(rows, rows.T).float(), rows.float() @ rows.T.float())
