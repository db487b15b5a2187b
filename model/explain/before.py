"""A sentence as the networks get it, whole or without some of its words, its neighbours staying as they are.

Reached through `explainer`. Runs no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from model.encoder import Encoder
from model.encoder.windows import For, Window
from model.plan import Plan
from model.words import Place


@dataclass(frozen=True)
class Before:
    """A sentence as the network gets it: the windows `ids` (W, L) that own its T tokens, which are at (`rows`,
    `columns`) in them, in order; and its `text`, in which they stand at `pieces`."""

    ids: Tensor
    present: Tensor  # (W, L)
    rows: Tensor  # (T,)
    columns: Tensor  # (T,)
    text: str
    pieces: tuple[Place, ...]  # (T,)
    spoken: Before | None = None  # as the third network gets it, where people talk

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, places: Sequence[Place]) -> Before:
        """The same with what stands at some places cut out: blank in the text, the tokens behind it moving up."""
        gone = np.array([any(a < end and start < b for a, b in places) for start, end in self.pieces], bool)
        stays = torch.from_numpy(~gone)
        keep = self.present.clone()
        keep[self.rows[~stays], self.columns[~stays]] = False
        ids, present = torch.zeros_like(self.ids), torch.zeros_like(self.present)
        for row, kept in enumerate(keep):
            count = int(kept.sum())
            ids[row, :count], present[row, :count] = self.ids[row, kept], True
        place = keep.cumsum(dim=1) - 1  # (W, L)
        rows, columns = self.rows[stays], self.columns[stays]
        text = self.text
        for start, end in places:
            text = text[:start] + " " * (end - start) + text[end:]
        pieces = tuple(piece for piece, is_gone in zip(self.pieces, gone, strict=True) if not is_gone)
        spoken = self.spoken.without(places) if self.spoken else None
        return Before(ids, present, rows, place[rows, columns], text, pieces, spoken)


def before_of(encoder: Encoder, plan: Plan, index: int) -> Before:
    """Sentence `index` of `plan` as the networks get it."""
    talk = [window for window in plan.windows if window.read_for is For.SPOKEN]
    spoken = _before(encoder, plan, index, talk) if talk else None
    return replace(_before(encoder, plan, index, plan.windows[: plan.text_windows]), spoken=spoken)


def _before(encoder: Encoder, plan: Plan, index: int, windows: Sequence[Window]) -> Before:
    sequences: list[list[int]] = []
    rows: list[int] = []
    columns: list[int] = []
    for window in windows:
        own = np.flatnonzero(window.rows == index - window.first)
        if len(own):
            sequence, at = encoder.sequence(window)
            columns += (own + at.start).tolist()
            rows += [len(sequences)] * len(own)
            sequences.append(sequence)
    ids = torch.zeros(len(sequences), max(map(len, sequences), default=0), dtype=torch.long)
    present = torch.zeros_like(ids, dtype=torch.bool)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)], present[row, : len(sequence)] = torch.tensor(sequence), True
    sentence = plan.sentences[index]
    pieces = encoder.pieces(sentence)
    behind = [(len(sentence), len(sentence))] * (len(rows) - len(pieces))  # a separator stands nowhere
    return Before(
        ids,
        present,
        torch.tensor(rows, dtype=torch.long),
        torch.tensor(columns, dtype=torch.long),
        sentence,
        (*pieces, *behind),
    )
