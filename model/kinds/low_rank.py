"""Low-rank pairs beside linear layers that stay as they are (LoRA, Hu et al. 2021), while they learn.

Over `network.Bert`, whose layers are named as on disk; `learner` takes peft's, for any encoder that transformers loads.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


class Paired(nn.Module):
    """A linear layer W and a pair beside it: x ↦ W x + scale · B A x, where B begins with zeros."""

    def __init__(self, fixed: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.fixed, self.scale = fixed.requires_grad_(False), scale
        self.lora_A = nn.Parameter(torch.randn(rank, fixed.in_features) / math.sqrt(fixed.in_features))
        self.lora_B = nn.Parameter(torch.zeros(fixed.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        """(…, I) to (…, O)."""
        added = F.linear(F.linear(states, self.lora_A), self.lora_B)  # (…, O)
        found: Tensor = self.fixed(states) + self.scale * added
        return found


def add_pairs(network: nn.Module, rank: int, scale: float) -> None:
    """Puts a pair beside every linear layer of `network`; nothing else learns."""
    network.requires_grad_(False)
    linear = [name for name, module in network.named_modules() if isinstance(module, nn.Linear)]
    for name in linear:
        above, _, last = name.rpartition(".")
        setattr(network.get_submodule(above), last, Paired(network.get_submodule(name), rank, scale))  # type: ignore[arg-type]


def pairs_of(network: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """What learns, by the names that `checkpoint` reads: NAME.lora_A and NAME.lora_B."""
    return ((name, value) for name, value in network.named_parameters() if ".lora_" in name)
