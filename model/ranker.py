"""From what a document says to the choice: the features and the anchor that the head is given, and the head in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from model import lexical
from model.blend import LEXICAL_WEIGHTS
from model.data import LABELS
from model.head import Head

Floats = NDArray[np.float32]

FOCUS_FEATURES = 2
FEATURES = ("luhn", "topics", "tfidf", "lexrank", "early", "length", "asked", "focus")
"""The columns of `inputs`: what `lexical.features` gives, the share of the question's words, whether there is one."""


def inputs(sentences: Sequence[str], language: str, focus: str | None = None) -> tuple[Floats, Floats]:
    """Features (S, F) and anchor logits (S,) of a document's sentences."""
    found = lexical.features(sentences, language)
    anchor = sum(LEXICAL_WEIGHTS[n] * found[n] for n in LEXICAL_WEIGHTS)
    asked = np.zeros((len(sentences), FOCUS_FEATURES))
    if focus:
        asked[:, 0] = lexical.zscores(lexical.overlap(sentences, focus, language))
        asked[:, 1] = 1
        anchor = anchor + asked[:, 0]
    matrix = np.column_stack([*(found[name] for name in FEATURES[:-FOCUS_FEATURES]), asked])
    return np.clip(matrix, -4, 4).astype(np.float32), np.asarray(anchor, np.float32)


def by_feature(features: Floats) -> dict[str, NDArray[np.float64]]:
    """The columns (S,) that speak for themselves to a person, by the name of the lexical feature, weighted as the
    blend does: for the reasons in words."""
    return {
        name: weight * features[:, FEATURES.index(name)].astype(float)
        for name, weight in LEXICAL_WEIGHTS.items()
    }


class Ranker:
    """Mean states, features and anchor to the choice: the trained head in use. On the CPU, in fp32.

    `calibration` (a, b, c) maps a document's KEY logits k of S sentences to the chance that a person would choose
    the sentence, σ(a · (k − mean k) + b + c · log S). `thresholds` are the logits above which a sentence is a
    definition or an action.
    """

    def __init__(
        self, head: Head, calibration: tuple[float, float, float], thresholds: Mapping[str, float]
    ) -> None:
        self._head, self._calibration, self._thresholds = head, calibration, thresholds

    @torch.inference_mode()
    def logits(
        self, sums: NDArray[np.float32], tokens: NDArray[np.int64], features: Floats, anchor: Floats
    ) -> NDArray[np.float64]:
        """(S, 4) logits from summed states (S, H), token counts (S,), features (S, F) and anchor (S,)."""
        own = torch.from_numpy(sums / np.maximum(tokens, 1)[:, None]).float()  # (S, H)
        whole = torch.from_numpy(sums.sum(axis=0) / max(1, int(tokens.sum()))).float()  # (H,)
        found = self._head(
            own,
            whole.expand_as(own),
            torch.from_numpy(features),
            torch.from_numpy(anchor),
            torch.zeros(len(own), dtype=torch.long),
        )
        return np.asarray(found.numpy(), np.float64)

    def anchored(self, anchor: Floats) -> NDArray[np.float64]:
        """What the anchor (S,) alone says, on the scale of the KEY logits."""
        return float(self._head.anchor_scale) * anchor.astype(float)

    def chances(self, key: NDArray[np.float64]) -> NDArray[np.float64]:
        """KEY logits (S,) of one document to chances (S,), 0..1."""
        slope, base, by_size = self._calibration
        shifted = slope * (key - key.mean()) + base + by_size * np.log(len(key))
        return np.asarray(1 / (1 + np.exp(-np.clip(shifted, -30, 30))))

    def kinds(self, logits: NDArray[np.float64]) -> list[str]:
        """(S,) each sentence's kind."""
        return kinds_of(logits, self._thresholds)


def kinds_of(logits: NDArray[np.floating], thresholds: Mapping[str, float]) -> list[str]:
    """For logits (S, 4) each sentence's kind: the one that is most above its threshold, else "key"."""
    names = list(thresholds)
    if not names:
        return ["key"] * len(logits)
    columns = [LABELS.index(name.upper()) for name in names]
    above = logits[:, columns] - np.array([thresholds[name] for name in names])  # (S, K)
    best = above.argmax(axis=1)
    return [names[b] if above[i, b] > 0 else "key" for i, b in enumerate(best.tolist())]
