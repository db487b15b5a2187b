"""How near in meaning the sentences of a text are to a focus question: what the words of `questions` miss. Pure.

The states are those of the packaged encoder as it came, which was made to bring a question and its answer together.
What Pith learns on top of it to tell what matters takes much of that away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.lexical import Floats

NEAR = 12.0  # of a sentence's own nearness, in deviations of everything else,
AROUND = 6.0  # and of that of the sentence and its two neighbours together
HEARD = 8.0  # of a sentence's own where people talk
SPOKEN = 0.0  # of the feature "speech": every fourth sentence sounds spoken
REACH = 20  # sentences before and after one

States = NDArray[np.float32]


def pull(by_words: Floats, sums: States, question: States, *, spoken: bool) -> Floats:
    """(S,) how a question pulls at each sentence, in deviations of everything else: by its words (S,), and by how near
    the summed states of the sentence (S, H) lie to those of the question (H,).

    Where people talk no sentence answers by itself: a place does, and all of it is pulled at alike. So the question
    finds the place, and everything else chooses in it.
    """
    near = nearness(sums, question)
    if spoken:
        return evened(by_words + HEARD * near)
    return by_words + NEAR * near + AROUND * nearness(_with_neighbours(sums), question)


def nearness(sums: States, question: States) -> Floats:
    """(S,) cosines of states (S, H) to the question's (H,), 0 where they point away."""
    cosines = unit_rows(sums) @ unit_rows(question[None])[0]  # (S,)
    return np.asarray(np.maximum(cosines, 0), float)


def evened(pulls: Floats) -> Floats:
    """(S,) the mean of the values (S,) of each sentence and of REACH on both sides of it."""
    at = np.arange(len(pulls))
    first, end = np.maximum(at - REACH, 0), np.minimum(at + REACH + 1, len(pulls))
    total = np.concatenate([[0.0], np.cumsum(pulls)])
    return np.asarray((total[end] - total[first]) / (end - first))


def _with_neighbours(sums: States) -> States:
    together = sums.copy()
    together[1:] += sums[:-1]
    together[:-1] += sums[1:]
    return together


def unit_rows(rows: States) -> States:
    """(N, H) rows scaled to length 1; rows of zeros stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)
