"""Marks to a taste: Bayesian logistic regression by Laplace's method, over several hypotheses about a person. Pure.

The prior is a Gaussian at zero and the model's own log-odds are part of every hypothesis, so that only what the model
does not know yet is learnt. All marks are fitted at once: their order does not matter, and taking one back is exact.
20 marks take some 40 ms of one core, 100 some 400 ms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.taste.personal import Mark, Taste
from model.taste.traits import TRAITS

Floats = NDArray[np.float64]

NEWTON_STEPS, CLOSE_ENOUGH = 50, 1e-5

HABIT_DEVIATION = 2.0  # of how readily a person keeps anything at all; never part of a choice
TRUST_DEVIATION = 1.0  # of how closely a person follows the model's order; never part of a choice
SCEPTICISM = 3.0  # how many times likelier, before any mark, it is that a person wants what the model chooses
APPLIED_FROM = 0.5  # the chance of a preference from which it is applied: below, more is lost than won


class Scales(NamedTuple):
    """Prior deviations under one hypothesis about a person: of the weights of meaning, and of those of traits."""

    meaning: float
    traits: float


HYPOTHESES = (Scales(7.0, 0.0), Scales(0.0, 2.0), Scales(7.0, 2.0))
"""A topic, a kind, or both. These numbers, SCEPTICISM and APPLIED_FROM were chosen with `model.evaluate.taste`."""


def fit_taste(marks: Sequence[Mark]) -> Taste | None:
    """What `marks` show; None where the model's own choice explains them as well.

    Every hypothesis is fitted by Laplace's method (MacKay 2003, ch. 27) and weighted by its evidence, which is how
    well it would have foretold each mark from those before it.
    """
    if not marks:
        return None
    said = _Said.of(marks)
    fits = [_fit_one(said, scales) for scales in (Scales(0.0, 0.0), *HYPOTHESES)]
    evidence = np.array([found.evidence for found in fits])
    evidence[0] += np.log(SCEPTICISM * len(HYPOTHESES))
    chances = np.exp(evidence - evidence.max())
    chances /= chances.sum()
    if 1 - chances[0] < APPLIED_FROM:
        return None
    chances[1:] /= 1 - chances[0]
    weights = np.sum([c * found.weights for c, found in zip(chances[1:], fits[1:], strict=True)], axis=0)
    traits, meaning = weights[: len(TRAITS)], weights[len(TRAITS) :]
    return Taste({space: meaning[part] for space, part in said.spaces.items()}, traits, float(1 - chances[0]))


# --- the regression ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """G marks over N rows. `starts` (G,) is each mark's first row, `owner` (N,) each row's mark."""

    rows: Floats  # (N, T + H of every space)
    spaces: Mapping[str, slice]
    odds: Floats  # (N,)
    starts: NDArray[np.intp]
    owner: NDArray[np.intp]
    alone: NDArray[np.bool_]  # (G,)
    wanted: Floats  # (G,)
    weight: Floats  # (G,)

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> _Said:
        counts = np.array([len(mark.portrait.log_odds) for mark in marks])
        starts = np.cumsum(counts) - counts
        spaces: dict[str, slice] = {}
        width = 0
        for mark in sorted(marks, key=lambda mark: mark.portrait.space):
            if mark.portrait.space not in spaces:
                spaces[mark.portrait.space] = slice(width, width + mark.portrait.vectors.shape[1])
                width = spaces[mark.portrait.space].stop
        vectors = np.zeros((int(counts.sum()), width))
        for start, count, mark in zip(starts, counts, marks, strict=True):
            vectors[start : start + count, spaces[mark.portrait.space]] = mark.portrait.vectors
        traits = np.concatenate([mark.portrait.traits for mark in marks])
        return cls(
            np.column_stack([traits, vectors]),
            spaces,
            np.concatenate([mark.portrait.log_odds for mark in marks]),
            starts,
            np.repeat(np.arange(len(marks)), counts),
            counts == 1,
            np.array([float(mark.wanted) for mark in marks]),
            np.array([mark.weight for mark in marks]),
        )


class _Fit(NamedTuple):
    evidence: float
    weights: Floats  # (T + H of every space,)


def _fit_one(said: _Said, scales: Scales) -> _Fit:
    """One hypothesis. The weights live in the span of the rows, so the regression has at most N unknowns."""
    habit = np.zeros(len(said.odds))
    habit[said.starts[said.alone]] = HABIT_DEVIATION
    scale = np.full(said.rows.shape[1], scales.meaning)
    scale[: len(TRAITS)] = scales.traits
    used = scale > 0
    design = np.column_stack([habit, TRUST_DEVIATION * said.odds, said.rows[:, used] * scale[used]])
    basis, upper = np.linalg.qr(design.T)  # (D, R), (R, N)
    mode, evidence = _laplace(upper.T, said)
    weights = np.zeros(said.rows.shape[1])
    weights[used] = scale[used] * (basis @ mode)[2:]
    return _Fit(evidence, weights)


def _laplace(design: Floats, said: _Said) -> tuple[Floats, float]:
    """The posterior's mode (R,) under a standard Gaussian prior, by Newton's method, and the log evidence."""
    at = np.zeros(design.shape[1])
    value, chances = _posterior(design, at, said)
    for _ in range(NEWTON_STEPS):
        slope, curve = _slope(design, chances, said)
        step = np.linalg.solve(curve, slope - at)
        size = 1.0
        while True:
            new, new_chances = _posterior(design, at + size * step, said)
            if new >= value or size < 1e-4:
                break
            size /= 2
        gain, at, value, chances = new - value, at + size * step, new, new_chances
        if gain < CLOSE_ENOUGH:
            break
    _, curve = _slope(design, chances, said)
    return at, float(value - np.linalg.slogdet(curve)[1] / 2)


def _posterior(design: Floats, at: Floats, said: _Said) -> tuple[float, Floats]:
    """The log posterior, less a constant, and the chance of each row (N,): of being kept, or picked."""
    odds = design @ at + said.odds
    total = np.logaddexp.reduceat(odds, said.starts)  # (G,)
    first = odds[said.starts]
    alone = said.wanted * first - np.logaddexp(0, first)
    likelihood = said.weight @ np.where(said.alone, alone, first - total)
    kept = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
    chances = np.where(said.alone[said.owner], kept, np.exp(odds - total[said.owner]))
    return float(likelihood - at @ at / 2), chances


def _slope(design: Floats, chances: Floats, said: _Said) -> tuple[Floats, Floats]:
    """The log likelihood's gradient (R,), and the negative Hessian of the log posterior (R, R)."""
    weight, alone = said.weight[said.owner], said.alone[said.owner]
    surprise = -weight * chances
    surprise[said.starts] += said.weight * said.wanted
    spread = weight * chances * np.where(alone, 1 - chances, 1.0)
    curve = np.eye(design.shape[1]) + (design.T * spread) @ design
    means = np.add.reduceat(design * np.where(alone, 0.0, chances)[:, None], said.starts)  # (G, R)
    return design.T @ surprise, curve - (means.T * said.weight) @ means
