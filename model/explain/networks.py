"""The encoder's networks in fp32, copied to be asked of one sentence at a time. Reached through `explainer`.

Whoever reads texts with the networks themselves is not disturbed. Use from one thread at a time.
"""

from __future__ import annotations

import copy
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from model.encoder import Encoder
from model.encoder.windows import For, plan_windows
from model.explain.before import Before


class Networks:
    """What reads for the choice, copied at once; the others when they are first wanted."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._device = encoder.device
        self.choice = self._copied(For.CHOICE)

    @cached_property
    def meaning(self) -> nn.Module:
        """What finds what a question means, copied when somebody first asks."""
        return self._copied(For.MEANING) if For.MEANING in self.encoder.networks else self.choice

    @cached_property
    def spoken(self) -> nn.Module:
        """What reads where people talk, copied when the first such text is explained."""
        return self._copied(For.SPOKEN)

    def _copied(self, read_for: For) -> nn.Module:
        return copy.deepcopy(self.encoder.networks[read_for]).float().requires_grad_(False)

    @torch.no_grad()
    def summed(self, network: nn.Module, before: Before) -> Tensor:
        """(H,) the sentence's summed states."""
        states = network(before.ids.to(self._device), before.present.to(self._device))  # (W, L, H)
        return states[before.rows, before.columns].sum(dim=0).cpu()  # type: ignore[no-any-return]

    @torch.no_grad()
    def embedded(self, text: str) -> NDArray[np.float32]:
        """(H,) the text's summed states, of as much as a window holds."""
        (ids,) = self.encoder.tokenize([text])
        if not ids:
            return np.zeros(self.encoder.width, np.float32)
        (window,) = plan_windows([ids[: self.encoder.window_tokens]], self.encoder.window_tokens, 0)
        sequence, own = self.encoder.sequence(window)
        states = self.meaning(torch.tensor([sequence], device=self._device), None)  # (1, L, H)
        found: NDArray[np.float32] = states[0, own].sum(dim=0).cpu().numpy()
        return found
