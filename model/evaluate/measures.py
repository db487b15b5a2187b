"""What is counted beside ROUGE: top-k, area under the curve, kinds, calibration, and how sure a difference is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from model.evaluate.examples import Example
from model.rouge import rouge

BINS = 15  # of the reliability diagram and ECE (Guo et al. 2017)
RESAMPLES = 10_000


def top(scores: Sequence[float], size: int, among: Iterable[int] | None = None) -> list[int]:
    """The `size` best indices, of all or of those `among`, ascending; of equals the earlier."""
    which = range(len(scores)) if among is None else among
    return sorted(sorted(which, key=lambda i: (-scores[i], i))[:size])


def precision_recall_f1(right: int, chosen: int, wanted: int) -> dict[str, float]:
    """In per cent; 0 where nothing was chosen or wanted."""
    precision, recall = right / max(1, chosen), right / max(1, wanted)
    f1 = 2 * right / max(1, chosen + wanted)
    return {"precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1}


def top_k(choice: Sequence[int], targets: Sequence[int]) -> dict[str, float]:
    """Precision, recall and F1 (0..100) of a choice of sentences against those people marked."""
    return precision_recall_f1(len(set(choice) & set(targets)), len(choice), len(targets))


def auc(scores: ArrayLike, targets: Sequence[int]) -> float | None:
    """The chance (0..1) that a target scores above another sentence, ties half; None where all or none are targets.

    The Mann-Whitney statistic over ranks (Hanley & McNeil 1982).
    """
    from scipy.stats import rankdata  # type: ignore[import-untyped]  # a second

    ranks = rankdata(np.asarray(scores, float))  # (S,)
    hits = np.zeros(len(ranks), bool)
    hits[list(targets)] = True
    positive, negative = int(hits.sum()), int((~hits).sum())
    if not positive or not negative:
        return None
    return float((ranks[hits].sum() - positive * (positive + 1) / 2) / (positive * negative))


def judge(
    example: Example, scores: Sequence[float], choice: Sequence[int], of_known: Sequence[int] | None = None
) -> dict[str, float]:
    """All that one document says of one system; what it has nothing to be measured against for is left out.

    ROUGE (0..100) of `choice` against references, top-k (0..100) of `of_known`, what is chosen where only
    `example.known` may be (by default `choice`), against people's labels, AUC (0..1) of those against `targets`:
    sentences of which nothing is known are taken out before ranking (Sakai 2007, condensed lists).
    """
    found: dict[str, float] = {}
    if example.references:
        text = " ".join(example.sentences[i] for i in choice)
        found |= rouge(text, example.references, example.language)
    if example.is_marked:
        found |= top_k(choice if of_known is None else of_known, example.labels)
    targets = set(example.targets)
    hits = [place for place, i in enumerate(example.known) if i in targets]
    if (area := auc([scores[i] for i in example.known], hits)) is not None:
        found["auc"] = area
    return found


def kind_f1(gold: Sequence[bool | None], found: Sequence[bool]) -> dict[str, float]:
    """Precision, recall, F1 (0..100) and counts over sentences; gold None is left out.

    `always_f1` is what saying yes to every sentence gets.
    """
    pairs = [(wanted, said) for wanted, said in zip(gold, found, strict=True) if wanted is not None]
    right = sum(wanted and said for wanted, said in pairs)
    said, wanted = sum(said for _, said in pairs), sum(bool(wanted) for wanted, _ in pairs)
    always = precision_recall_f1(wanted, len(pairs), wanted)["f1"]
    counts = {"said": said, "gold": wanted, "sentences": len(pairs)}
    return precision_recall_f1(right, said, wanted) | {"always_f1": always} | counts


@dataclass(frozen=True)
class Bin:
    """Sentences of like score: their mean score (0..1), the share of them that are targets, and how many."""

    score: float
    share: float
    count: int


def reliability(scores: ArrayLike, hits: ArrayLike, bins: int = BINS) -> list[Bin]:
    """Even bins of the scores (0..1), those without a sentence left out. `hits` says which are targets."""
    values, right = np.asarray(scores, float), np.asarray(hits, float)  # (N,)
    places = np.clip((values * bins).astype(int), 0, bins - 1)
    groups = [places == b for b in range(bins)]
    return [Bin(float(values[g].mean()), float(right[g].mean()), int(g.sum())) for g in groups if g.any()]


def expected_calibration_error(found: Sequence[Bin]) -> float:
    """Mean distance (0..1) between score and share, weighted by sentences (Naeini et al. 2015)."""
    total = sum(b.count for b in found)
    return sum(b.count * abs(b.score - b.share) for b in found) / max(1, total)


def bootstrap_interval(values: ArrayLike, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of the mean over documents, by resampling them (Efron's percentile bootstrap).

    Given paired differences it is the paired bootstrap of Koehn 2004.
    """
    sample = np.asarray(values, float)  # (D,)
    source = np.random.default_rng(seed)
    counts = source.multinomial(len(sample), np.full(len(sample), 1 / len(sample)), RESAMPLES)  # (R, D)
    means = counts @ sample / len(sample)  # (R,)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
