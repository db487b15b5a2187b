"""What carries a talk: a third network, which reads English in which people talk, and its head.

Most of what people say in a meeting is broken off or of no weight, and what tells the rest is little like what tells it
in written texts. This is the encoder with low-rank pairs of its own merged in (`low_rank`, `windows.For`); it sees each
sentence among its neighbours, how long it is and how long they are. Learnt by `fit_spoken`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model import low_rank, tensors
from model.lexical import zscores
from model.reading import ModelError
from model.sentences import count_words

FILE = "spoken.safetensors"
LANGUAGE = "en"
LEAST = 12  # sentences
SHARE = 1 / 10
"""Of the sentences of a talk so many have what is hardly written. Each of the 167 meetings of AMI and ICSI has a fifth
or more, and of the other sets here but QMSum only two transcripts of lectures have a tenth."""
AROUND = (-2, -1, 1, 2)  # the neighbours of which it sees how long they are
FEATURES = 4 + len(AROUND)
LONGEST = 30  # words, of which more tell no more
BESIDE, HIDDEN, DROPOUT = 64, 192, 0.1

Floats = NDArray[np.float32]

_HARDLY_WRITTEN = re.compile(  # neither 20 um nor UM, nor “as you know”
    r"(?<![\w-])(?:(?<!\d )[Uu][mh]+|(?i:uh-huh|mm-hmm|yeah|yep|gonna|wanna)"
    r"|(?i:(?<!as )you know|i mean)(?= ?,))(?![\w-])"
)


class SpokenHead(nn.Module):
    """A sentence's mean token state and its lengths to the logit that people keep it. `spread` is the deviation of
    these in a meeting."""

    spread: Tensor

    def __init__(self, width: int) -> None:
        super().__init__()
        self.normal = nn.LayerNorm(width)
        self.beside = nn.Linear(FEATURES, BESIDE)
        self.inner = nn.Linear(width + BESIDE, HIDDEN)
        self.dropout = nn.Dropout(DROPOUT)
        self.outer = nn.Linear(HIDDEN, 1)
        self.register_buffer("spread", torch.ones(()))

    def forward(self, states: Tensor, features: Tensor) -> Tensor:
        """(N, H) and (N, FEATURES) to (N,)."""
        seen = torch.cat([self.normal(states), F.gelu(self.beside(features))], dim=-1)
        logits: Tensor = self.outer(self.dropout(F.gelu(self.inner(seen))))[:, 0]
        return logits

    @torch.inference_mode()
    def logits(
        self, sums: Floats, tokens: NDArray[np.int64], sentences: Sequence[str]
    ) -> NDArray[np.float64]:
        """(S,) from a text's summed states (S, H), separators included, and how many other tokens there are (S,)."""
        means = torch.from_numpy(sums / (tokens + 1)[:, None]).float()  # (S, H)
        return np.asarray(self(means, torch.from_numpy(lengths(sentences))).numpy(), np.float64)


def talks(sentences: Sequence[str], language: str) -> bool:
    """Whether a text, in the language that was learnt, is what people said, taken down as they said it. Asks for more
    than `meaning.is_spoken`: what only sounds spoken, a letter or a chat, is not like what was learnt from."""
    said = sum(_HARDLY_WRITTEN.search(sentence) is not None for sentence in sentences)
    return language == LANGUAGE and len(sentences) >= LEAST and said > SHARE * len(sentences)


def lengths(sentences: Sequence[str]) -> Floats:
    """(S, FEATURES) how long each sentence is, in itself and in its text, where it stands, and how long those around
    are."""
    words = np.array([count_words(sentence) for sentence in sentences], float)  # (S,)
    logs = np.log1p(words)
    reach = max(map(abs, AROUND))
    padded = np.pad(logs, reach, constant_values=logs.mean() if len(logs) else 0)
    total = len(words)
    columns = [
        logs,
        zscores(logs),
        np.minimum(words, LONGEST) / (LONGEST / 3),
        np.arange(total) / max(1, total - 1),
        *(padded[reach + by : reach + by + total] for by in AROUND),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def separated(tokens: Sequence[Sequence[int]], separator: int) -> list[list[int]]:
    """Sentences' tokens as this network reads them, each with a separator behind it."""
    return [[*ids, separator] for ids in tokens]


def save(folder: Path, pairs: Mapping[str, Tensor], head: SpokenHead, space: str) -> None:
    """Writes it in fp16: the low-rank pairs of an encoder whose vectors are of `space`, and the head."""
    tensors.write(folder / FILE, {**pairs, **low_rank.of_head(head)}, space)


def respread(source: Path, folder: Path, spread: float) -> None:
    """Writes what `save` left in `source` into `folder`, with the spread that was measured since."""
    weights, said = tensors.read_any(source / FILE)
    tensors.write(folder / FILE, weights | {"head.spread": torch.tensor(spread)}, said["space"])


def load(folder: Path, space: str, width: int) -> tuple[SpokenHead, dict[str, Tensor]] | None:
    """The head in `folder` and the pairs of its network, in fp32; None where there is none. Raises ModelError for one
    that can't be read or belongs to another encoder than one of `space`, whose states are `width` wide."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        weights, _ = tensors.read(path, space)
        head = SpokenHead(width)
        pairs = low_rank.parted(weights, head)
        if head.spread <= 0:
            raise ValueError("its spread is no deviation")
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(f"“{path}” can't be read: {error}") from error
    return head, pairs
