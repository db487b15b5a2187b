"""From what a document says to the choice: the features and the anchor that the head is given, and the head in use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from model import features, lexical
from model.data import LABELS
from model.features import anchor
from model.focus import questions
from model.head import Head
from model.kinds.sorter import Sorter
from model.kinds.turns import Turns
from model.language import main_code
from model.meaning_head import MeaningHead
from model.sentences import Layout
from model.spoken import SpokenHead

Floats = NDArray[np.float32]

UNFITTED = (1.0, 0.0, -0.5)
"""A calibration where none was fitted: a slope of one, and the automatic length's √S sentences of S as the mean
chance."""
FOCUS_WEIGHT = 0.5  # of the question's words in the anchor, per deviation; the head learns the rest
TOLD_IN = "en"  # the language of all sets with kinds: what was learnt of them is asked in no other
LEEWAY = 1.5  # of a definition's cue, below the threshold: one against which more speaks is not believed
MOST_TEXT = 0.65
"""How much the text may say, in deviations of what the anchor says. In texts unlike all that was learnt from it speaks
louder than in those, and worse."""
FEATURES = (*features.FEATURES, "asked", "focus")
"""The columns of `inputs`: what `features.describe` gives, the share of the question's words, whether there is one."""


def inputs(
    sentences: Sequence[str],
    language: str,
    focus: str | None = None,
    layouts: Sequence[Layout] | None = None,
) -> tuple[Floats, Floats]:
    """Features (S, F) and anchor logits (S,) of a document's sentences."""
    rows = features.describe(sentences, language, layouts)
    logits = anchor.score(rows, language)
    asked = np.zeros((len(sentences), 2), np.float32)
    if focus:
        share = lexical.zscores(questions.overlap(sentences, focus, language))
        asked[:, 0] = np.clip(share, -features.LIMIT, features.LIMIT)
        asked[:, 1] = 1
        logits = logits + FOCUS_WEIGHT * asked[:, 0]
    return np.concatenate([rows, asked], axis=1), logits.astype(np.float32)


class Ranker:
    """Mean states, features and anchor to the choice: the trained head in use. On the CPU, in fp32.

    `calibration` is as `chances` takes it. `thresholds` are the logits above which a sentence is a definition or an
    action; `turns` are added to the latter. Where there is a `sorter`, it tells kinds in their place. `meaning` says
    what the states mean, whatever they carry, `spoken` what carries a text in which people talk. `languages` are
    those that it learnt from, by their main codes; None: whatever the encoder can read.
    """

    def __init__(
        self,
        head: Head,
        calibration: tuple[float, float, float],
        thresholds: Mapping[str, float],
        turns: Turns | None = None,
        sorter: Sorter | None = None,
        meaning: MeaningHead | None = None,
        spoken: SpokenHead | None = None,
        languages: Collection[str] | None = None,
    ) -> None:
        self._head, self._calibration, self._thresholds, self._turns = head, calibration, thresholds, turns
        self.sorter, self.meaning, self.spoken, self._languages = sorter, meaning, spoken, languages

    def judges(self, language: str) -> bool:
        """Whether it learnt from texts in that language."""
        return self._languages is None or main_code(language) in self._languages

    @property
    def head(self) -> Head:
        """The head itself: it can be differentiated."""
        return self._head

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

    def text_share(self, base: NDArray[np.float64], key: NDArray[np.float64]) -> float:
        """How much of the text counts, 0..1, where the anchor alone says `base` (S,) and both say `key` (S,)."""
        loudest = MOST_TEXT * float(base.std())
        return min(1.0, loudest / max(float((key - base).std()), 1e-9))

    def chances(self, key: NDArray[np.float64]) -> NDArray[np.float64]:
        """KEY logits (S,) of one document to chances (S,), 0..1."""
        return chances(key, self._calibration)

    def kinds(
        self, logits: NDArray[np.float64], by_cues: Sequence[str], sentences: Sequence[str], language: str
    ) -> list[str]:
        """(S,) each sentence's kind from logits (S, 4): what the head is sure of, else what the cues say (S,), but no
        definition against which the head speaks. What is asked for counts however it is put."""
        if language != TOLD_IN:
            return list(by_cues)
        if self._turns:
            logits = logits.copy()
            logits[:, LABELS.index("ACTION")] += self._turns.logits(sentences)
        doubted = (
            logits[:, LABELS.index("DEFINITION")] <= self._thresholds.get("definition", -np.inf) - LEEWAY
        )  # (S,)
        told = kinds_of(logits, self._thresholds)
        return [
            cue if kind == "key" and not (cue == "definition" and doubted[i]) else kind
            for i, (kind, cue) in enumerate(zip(told, by_cues, strict=True))
        ]


def chances(
    key: NDArray[np.float64], calibration: tuple[float, float, float] = UNFITTED
) -> NDArray[np.float64]:
    """The chance (S,), 0..1, that a person would choose a sentence: σ(a · (k − mean k) + b + c · log S) of one
    document's KEY logits k and `calibration` (a, b, c)."""
    slope, base, by_size = calibration
    shifted = slope * (key - key.mean()) + base + by_size * np.log(len(key))
    return np.asarray(1 / (1 + np.exp(-np.clip(shifted, -30, 30))))


def kinds_of(logits: NDArray[np.floating], thresholds: Mapping[str, float]) -> list[str]:
    """For logits (S, 4) each sentence's kind: the one that is most above its threshold, else "key"."""
    names = list(thresholds)
    if not names:
        return ["key"] * len(logits)
    columns = [LABELS.index(name.upper()) for name in names]
    above = logits[:, columns] - np.array([thresholds[name] for name in names])  # (S, K)
    best = above.argmax(axis=1)
    return [names[b] if above[i, b] > 0 else "key" for i, b in enumerate(best.tolist())]
