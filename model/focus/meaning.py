"""How near in meaning the sentences of a text are to a focus question: what the words of `questions` miss. Pure.

The states are those of the packaged encoder as it came, which was made to bring a question and its answer together.
What Pith learns on top of it to tell what matters takes much of that away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.focus.heads import Head
from model.focus.questions import Pull
from model.lexical import Floats

NEAR = 12.0  # of a sentence's own nearness, in deviations of everything else,
AROUND = 6.0  # and of that of the sentence and its two neighbours together
HEARD = 8.0  # of the nearness of a place where people talk
REACH = 20  # sentences of such a place before and after one
OWN = 0.5  # of what a sentence there answers by its words is its own
SPOKEN = 0.0  # of the feature "speech": every fourth sentence sounds spoken
NAMED = 1 / 4  # of the sentences, from which on a text is a chat, where a message answers by itself

States = NDArray[np.float32]

_NAMED = re.compile(r"\s*[^\W\d_][\w .'’-]{0,30}[:：]\s")


def is_spoken(sentences: Sequence[str], over: Sequence[Head], speech: float) -> bool:
    """Whether people talk, by the feature "speech", and nobody's name stands before what they say, or `over` it."""
    named = [isinstance(head, str) or _NAMED.match(s) for s, head in zip(sentences, over, strict=True)]
    return speech > SPOKEN and sum(map(bool, named)) < NAMED * len(sentences)


def pull(words: Pull, sums: States, question: States, *, spoken: bool) -> Floats:
    """(S,) how a question pulls at each sentence, in deviations of everything else: by its words, and by how near
    the summed states of the sentence (S, H) lie to those of the question (H,).

    Where people talk a sentence seldom answers by itself, but a place does: what it means, how rare its words are and
    half of what it answers by them pulls at all of the place alike, so that the question finds it and everything else
    chooses in it.
    """
    near = nearness(sums, question)
    if not spoken:
        return words.values + NEAR * near + AROUND * nearness(_with_neighbours(sums), question)
    own = words.values * (0 if words.by_rarity else OWN)
    return own + evened(words.values - own + HEARD * near)


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
