"""The child that fits: run as a program, this file reads a log on stdin and writes what it found.

It takes a while, so it runs in a process of its own, behind everything else, and imports nothing of Pith's. It learns
from the log without its newest part, on which the parameters it finds are then measured against the usual ones.

py-fsrs's scheduler foresees, scipy changes its parameters. py-fsrs's own optimizer answers with the usual parameters
below 512 grades given a day or more after the last, and wants pandas.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import fsrs
import numpy as np
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

TESTED = 0.2  # of the log, its newest part
WORTH = 0.01  # the share of the usual parameters' loss that others must spare: less may be chance
NICENESS = 15
SURE = 1e-4  # no probability is counted as nearer to 0 or 1 than this
STEPS = 4  # of L-BFGS; simulated people gain next to nothing by more
REACH = 1e-3  # of a spread, to feel the slope
# How far each parameter spreads among people: fsrs-optimizer's DEFAULT_PARAMS_STDDEV_TENSOR, with which it and Anki
# hold what they fit near the usual parameters.
SPREADS = (6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31,
           0.32, 0.14, 0.27)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grading:
    """One grade of a log; `at_s` since 1970, in which nights are whole days (`rules.counted_at`)."""

    card_id: int
    grade: int
    at_s: float

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.at_s, UTC)


def by_card(log: Iterable[Grading]) -> Iterable[tuple[int, Iterable[Grading]]]:
    """Each card's grades, oldest first."""
    ordered = sorted(log, key=lambda each: (each.card_id, each.at_s))
    return groupby(ordered, key=lambda each: each.card_id)


@dataclass(frozen=True, slots=True)
class Found:
    """`usual` and `own` are the mean log losses of the two on the newest part: lower foresees better."""

    parameters: tuple[float, ...]
    usual: float
    own: float

    @property
    def better(self) -> float:
        """The share of the usual parameters' loss that these spare; 0 where nothing could be measured."""
        return 1 - self.own / self.usual if math.isfinite(self.usual) else 0.0

    @property
    def is_better(self) -> bool:
        return self.better >= WORTH


def fit(log: Sequence[Grading]) -> Found:
    """The parameters that the older part of a log speaks for, and how they do on its newest part."""
    split_s = sorted(each.at_s for each in log)[math.ceil(len(log) * (1 - TESTED)) - 1] if log else 0.0
    older = _histories(each for each in log if each.at_s <= split_s)
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # half a second, in the child alone

    usual, spreads = np.array(DEFAULT_PARAMETERS), np.array(SPREADS)
    lowest, highest = np.array(LOWER_BOUNDS_PARAMETERS), np.array(UPPER_BOUNDS_PARAMETERS)

    def parameters(away: Any) -> tuple[float, ...]:
        """Of a vector that counts in spreads from the usual ones."""
        return tuple(float(each) for each in np.clip(usual + away * spreads, lowest, highest))

    def badness(away: Any) -> float:
        return sum(_losses(older, parameters(away))) + float(away @ away)

    bounds = list(zip((lowest - usual) / spreads, (highest - usual) / spreads, strict=True))
    start, options = np.zeros(len(usual)), {"maxiter": STEPS, "eps": REACH}
    own = parameters(minimize(badness, start, method="L-BFGS-B", bounds=bounds, options=options).x)
    return Found(own, loss(log, DEFAULT_PARAMETERS, split_s), loss(log, own, split_s))


def loss(log: Iterable[Grading], parameters: Sequence[float], after_s: float) -> float:
    """The mean log loss of what `parameters` foresee of the grades after a moment; infinite where there are none."""
    losses = _losses(_histories(log), parameters, after_s)
    return sum(losses) / len(losses) if losses else math.inf


def _histories(log: Iterable[Grading]) -> list[list[Grading]]:
    return [list(grades) for _, grades in by_card(log)]


def _losses(
    histories: Iterable[Iterable[Grading]], parameters: Sequence[float], after_s: float = -math.inf
) -> list[float]:
    """The log loss of each grade given a day or more after the card's last."""
    scheduler = fsrs.Scheduler(parameters, enable_fuzzing=False)
    losses = []
    for history in histories:
        card = fsrs.Card(card_id=0)
        for each in history:
            at = each.at
            if card.last_review is not None and (at - card.last_review).days > 0 and each.at_s > after_s:
                chance = min(1 - SURE, max(SURE, scheduler.get_card_retrievability(card, at)))
                losses.append(-math.log(chance if each.grade > fsrs.Rating.Again else 1 - chance))
            card, _ = scheduler.review_card(card, fsrs.Rating(each.grade), at)
    return losses


def main() -> None:
    os.nice(NICENESS)
    found = fit([Grading(*each) for each in json.load(sys.stdin)])
    json.dump([found.parameters, found.usual, found.own], sys.stdout)


if __name__ == "__main__":
    main()
