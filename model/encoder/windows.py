"""A text's tokens in overlapping windows, and which window each token's state is taken from. Pure, linear.

Every token belongs to exactly one window: the one in which it has the most text on both sides. So no sentence
is read without its neighbours, and one at a window's edge or longer than a window is pooled from several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray


class For(StrEnum):
    """What a window is read for, each by a network of its own."""

    CHOICE = "choice"
    KINDS = "kinds"
    MEANING = "meaning"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Window:
    """One input of a network: `ids` without special tokens, of which `ids[own]` are pooled here.

    `rows[k]` is the sentence of the k-th owned token, counted from `first`, the first sentence owned. `question`
    stands before `ids`, so that every token sees what is asked.
    """

    ids: NDArray[np.int32]
    own: slice
    first: int
    rows: NDArray[np.int32]
    question: tuple[int, ...] = ()
    read_for: For = For.CHOICE

    @property
    def sentences(self) -> int:
        """How many sentences own a token here."""
        return int(self.rows[-1]) + 1


def plan_windows(
    tokens: Sequence[Sequence[int]],
    size: int,
    overlap: int,
    question: tuple[int, ...] = (),
    read_for: For = For.CHOICE,
) -> list[Window]:
    """Windows of `size` tokens over the sentences' `tokens`, each sharing `overlap` with the next, but no more than
    half of what it holds.

    A `question`, shorter than `size`, takes its room from each window.
    """
    size -= len(question)
    overlap = min(overlap, size // 2)
    counts = np.array([len(sentence) for sentence in tokens], np.int64)
    total = int(counts.sum())
    stream = np.fromiter(chain.from_iterable(tokens), np.int32, total)
    sentence_of = np.repeat(np.arange(len(tokens), dtype=np.int32), counts)
    windows = []
    for start in _starts(total, size, overlap):
        end = min(start + size, total)
        low = start + overlap // 2 if start else 0
        high = end - (overlap - overlap // 2) if end < total else total
        rows = sentence_of[low:high]
        first = int(rows[0])
        windows.append(
            Window(
                stream[start:end], slice(low - start, high - start), first, rows - first, question, read_for
            )
        )
    return windows


def _starts(total: int, size: int, overlap: int) -> list[int]:
    """Where windows begin; all but the last are full, and the last ends with the text."""
    if total <= size:
        return [0] if total else []
    step = size - overlap
    return list(range(0, total - overlap, step))
