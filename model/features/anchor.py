"""How well a sentence carries its text, from `rows` alone: what the trained head starts from, and all there is
in languages that it did not learn from.

A linear score whose weights move with where the sentence stands and with how long the document and its sentences
are. The weights are numbers that `python -m model.fit_anchor` makes: `checkpoint/anchor.json` for English, over which
the head learnt, `anchor_chinese.json` for Chinese and `anchor_other.json` for all others. No network, no torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.features.rows import FEATURES
from model.language import main_code
from model.reading import ModelError

FOLDER = Path(__file__).parents[1] / "checkpoint"
ENGLISH, CHINESE, OTHER = "anchor.json", "anchor_chinese.json", "anchor_other.json"
MODERATORS = ("size", "place", "typical")
"""The features that every feature's weight moves with."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Anchor:
    """The fitted weights (1 + M, F): of the features, and of their products with each of the M moderators."""

    weights: Floats

    def score(self, matrix: NDArray[np.float32]) -> Floats:
        """As `score`."""
        return np.asarray(self.contributions(matrix).sum(axis=1), float)

    def contributions(self, matrix: NDArray[np.float32]) -> Floats:
        """What each column of `matrix` (S, F) adds to a sentence's score, (S, F)."""
        rows = matrix.astype(float)
        return np.asarray(rows * (moderated(rows) @ self.weights))


def moderated(rows: Floats) -> Floats:
    """(S, 1 + M) one, and the values of the moderators, for rows of features (S, F)."""
    return np.column_stack([np.ones(len(rows)), *(rows[:, FEATURES.index(name)] for name in MODERATORS)])


def score(matrix: NDArray[np.float32], language: str) -> Floats:
    """Logits (S,) from the rows of `describe` (S, F), in any language: comparable within a document, a
    softmax over them says how its worth is shared out."""
    return shipped(file_for(language)).score(matrix)


def file_for(language: str) -> str:
    """Which weights are for a language, however its code is written."""
    return {"en": ENGLISH, "zh": CHINESE}.get(main_code(language), OTHER)


@cache
def shipped(file: str = ENGLISH) -> Anchor:
    """The packaged weights. Raises ModelError for a file that was made for other features."""
    return load(FOLDER / file)


def load(file: Path) -> Anchor:
    """Raises ModelError, with a sentence, for a file that `write` did not make for these features."""
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        if tuple(given["features"]) != FEATURES or tuple(given["moderators"]) != MODERATORS:
            raise ValueError("it was made for other features")
        weights = np.array([given["weights"][name] for name in FEATURES], float).T
        if weights.shape != (1 + len(MODERATORS), len(FEATURES)) or not np.isfinite(weights).all():
            raise ValueError("its weights are not as many numbers as there should be")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The anchor's weights in “{file}” can't be used: {error}") from error
    return Anchor(weights)


def write(file: Path, anchor: Anchor, recipe: Mapping[str, object]) -> None:
    """Writes the weights, to four decimals, and how they were made."""
    weights = dict(zip(FEATURES, np.round(anchor.weights.T, 4).tolist(), strict=True))
    given = {"recipe": recipe, "features": FEATURES, "moderators": MODERATORS, "weights": weights}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(given).replace("], ", "],\n ") + "\n", encoding="utf-8")
