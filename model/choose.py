"""Scores to chosen sentences: a ranking that puts repetition last, and a cut of it under a budget. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.repeats import COMPARED, exact_repeats, near_repeats


@dataclass(frozen=True, slots=True)
class Budget:
    """How much to keep: at most one of a number of sentences, a share of them (0..1], or a number of words.

    With none given the length is automatic: see `sentence_limit`. Raises ValueError for a value that does not fit.
    """

    sentences: int | None = None
    ratio: float | None = None
    words: int | None = None

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.sentences, self.ratio, self.words)) > 1:
            raise ValueError("Give one of sentences, ratio or words, not several.")
        if self.sentences is not None and self.sentences < 1:
            raise ValueError("The number of sentences must be at least 1.")
        if self.ratio is not None and not 0 < self.ratio <= 1:
            raise ValueError("The ratio must be above 0 and at most 1.")
        if self.words is not None and self.words < 1:
            raise ValueError("The number of words must be at least 1.")

    def sentence_limit(self, total: int) -> int:
        """The most sentences of `total` that this budget allows (a budget in words allows all of them).

        The automatic length grows with the root of the text's: 2 of 3, 3 of 10, 10 of 100, 24 of 600.
        """
        if self.sentences is not None:
            return min(self.sentences, total)
        if self.ratio is not None:
            return min(total, max(1, round(self.ratio * total)))
        if self.words is not None:
            return total
        return min(total, max(1, round(math.sqrt(total))))


def cut(ranks: Sequence[int], words: Sequence[int], budget: Budget) -> list[int]:
    """Indices of the sentences to keep, ascending.

    `ranks[i]` is sentence i's place in the order of choosing (0 first), `words[i]` its length in words.
    Under a budget in words a sentence that no longer fits is passed over for a shorter one; when not even
    the shortest fits, nothing is kept. What has no words (a brace, an emoji) is never kept under one.
    """
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    if budget.words is None:
        return sorted(order[: budget.sentence_limit(len(ranks))])
    chosen, left = [], budget.words
    for i in order:
        if 0 < words[i] <= left:
            chosen.append(i)
            left -= words[i]
    return sorted(chosen)


# --- ranking -------------------------------------------------------------------------------------------------

SECTION_SENTENCES = 256
FOR_EACH_BETTER = 1.0  # in deviations, of the logarithm of how many better ones its section has


def rank(log_odds: Sequence[float], texts: Sequence[str], *, all_along: bool = True) -> list[int]:
    """Each sentence's place in the order of choosing: best first, repetition after everything else.

    A sentence is repetition when a better one has the same words or, among the best COMPARED, nearly the same.
    `all_along`: a long text is chosen from all along, not only where a question is answered. Linear in S.
    """
    worth = share_out(np.asarray(log_odds, float)) if all_along else np.asarray(log_odds, float)
    order = np.argsort(-worth, kind="stable").tolist()
    repeats = exact_repeats(order, texts)
    repeats |= near_repeats([i for i in order[:COMPARED] if i not in repeats], texts)
    ranks = [0] * len(texts)
    for place, i in enumerate([i for i in order if i not in repeats] + [i for i in order if i in repeats]):
        ranks[i] = place
    return ranks


def share_out(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """`log_odds` (S,), less for every better sentence of the same section, so that a book is not chosen from its
    preface. A text of one section stays as it is.

    With sections of 128 and 200 sentences, which documents of the dev sets have, ROUGE-1 moved by less than 0.4.
    """
    count = max(1, -(-len(log_odds) // SECTION_SENTENCES))
    if count == 1:
        return log_odds
    shared, step = log_odds.copy(), FOR_EACH_BETTER * log_odds.std()
    for section in np.array_split(np.arange(len(shared)), count):
        order = section[np.argsort(-log_odds[section], kind="stable")]
        shared[order] -= step * np.log1p(np.arange(len(order)))
    return shared
