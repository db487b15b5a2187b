"""How hard the next round is, so that about four in five succeed. Pure.

A weighted up-down staircase (C. Kaernbach, 1991, "Simple adaptive testing with the weighted up-down method",
Perception & Psychophysics 49, 227-229): the level goes up by UP after a success and down by DOWN after a failure.
It rests where UP · p = DOWN · (1 - p), so p = 0.8 asks for DOWN = 4 · UP. Who still succeeds at the hardest level,
or fails at the easiest, stays there: then p is what it is.
"""

from __future__ import annotations

EASIEST, HARDEST, START = 0.0, 10.0, 3.0
TARGET = 0.8  # the share of rounds that succeed
UP = 0.5
DOWN = UP * TARGET / (1 - TARGET)


def after(level: float, *, succeeded: bool) -> float:
    """The level of the next round."""
    return min(HARDEST, max(EASIEST, level + UP if succeeded else level - DOWN))


def between(level: float, easy: float, hard: float) -> float:
    """A measure of a task that is `easy` at the lowest level and `hard` at the highest."""
    return easy + (hard - easy) * (level - EASIEST) / (HARDEST - EASIEST)
