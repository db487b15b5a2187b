"""What a sentence means, told from the trained network's states: a head into the space of the encoder as it came.

Trained states tell what carries a text, and two sentences that carry theirs look alike whatever they are about. The
encoder as it came was made to bring together what means the same. Reading every text with both would take nearly
twice as long; this was taught by the second what it would say (Hinton, Vinyals & Dean 2015, arXiv:1503.02531), and
costs next to nothing. Learnt by `fit_meaning`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model import tensors
from model.reading import ModelError

FILE = "meaning.safetensors"
HIDDEN = 512


class MeaningHead(nn.Module):
    """Directions of summed states (N, H), as vectors of length 1, to directions in `space` (N, H).

    What a linear map says, and what a hidden layer beside it corrects.
    """

    def __init__(self, space: str, width: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.space = space
        self.normal = nn.LayerNorm(width)
        self.linear = nn.Linear(width, width)
        self.inner = nn.Linear(width, hidden)
        self.outer = nn.Linear(hidden, width)

    def forward(self, states: Tensor) -> Tensor:
        """(N, H) rows of length 1 to rows of length 1."""
        states = self.normal(states)  # (N, H)
        return F.normalize(self.linear(states) + self.outer(F.gelu(self.inner(states))), dim=-1)

    @torch.inference_mode()
    def meanings(self, vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        """(N, H) vectors of the trained network, rows of length 1, as vectors of `space`; rows of zeros stay."""
        rows = torch.from_numpy(np.asarray(vectors, np.float32))  # (N, H)
        found: NDArray[np.float32] = (self(rows) * rows.any(dim=1, keepdim=True)).numpy()
        return found


def save(folder: Path, head: MeaningHead) -> None:
    """Writes it in fp16."""
    tensors.write(folder / FILE, head.state_dict(), head.space)


def load(folder: Path, space: str, width: int) -> MeaningHead | None:
    """The head in `folder`, in fp32; None where there is none. Raises ModelError for one that can't be read, or leads
    elsewhere than to `space`, whose vectors are `width` wide."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        weights, _ = tensors.read(path, space)
        head = MeaningHead(space, width, len(weights["inner.bias"]))
        head.load_state_dict(weights)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(f"“{path}” can't be read: {error}") from error
    return head.eval().requires_grad_(False)
